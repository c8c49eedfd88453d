import pytest

from tests.signals.mini import Mini, Row, Rows
from tests.signals.running_one import findings_of

PHRASE = "cheap replica watches"
OTHERS: list[Row] = [{"referring_domain": f"site{n}.test"} for n in range(100)]


def _comments(owners: int, **values: object) -> list[Row]:
    row: Row = {"placement": "comments", "anchor": PHRASE, "anchor_class": "other", **values}
    return [
        {**row, "referring_domain": f"blog{n}.test", "referring_page": f"https://blog{n}.test/post"}
        for n in range(owners)
    ]


def _domains(links: Rows) -> list[Row]:
    return [{"referring_domain": row["referring_domain"]} for row in links] + OTHERS


@pytest.mark.parametrize(
    "where",
    [
        {"placement": "comment"},
        {"placement": None, "page_key": "x.test/guestbook.php?page=2"},
        {"placement": None, "page_key": "x.test/members/seller77"},
        {"placement": None, "title": "Gästebuch von Anna"},
        {"placement": None, "referring_page": "https://x.test/post/#comment-412"},
    ],
)
def test_finds_one_phrase_in_the_comments_of_ten_owners(mini: Mini, where: Row) -> None:
    links = [{**row, **where} for row in _comments(12)]
    (found,) = findings_of(mini(links=links, domains=_domains(links)), "comment-links")
    assert (found["subject"], found["owner_groups"], found["likelihood_ratio"]) == (PHRASE, 12, None)
    assert found["domains"] == sorted(f"blog{n}.test" for n in range(12))


def test_sales_phrases_count_together_whichever_each_comment_has(mini: Mini) -> None:
    links = [{**row, "anchor": f"watches {n % 5}", "anchor_class": "exact"} for n, row in enumerate(_comments(12))]
    (found,) = findings_of(mini(links=links, domains=_domains(links)), "comment-links")
    assert (found["subject"], found["owner_groups"]) == ("phrases you want to be found for", 12)
    others = [{**row, "anchor_class": "other"} for row in links]
    assert findings_of(mini(links=others, domains=_domains(links)), "comment-links") == []


def test_what_visitors_wrote_on_blogs_is_a_comment_and_in_forums_talk(mini: Mini) -> None:
    links = _comments(12, placement=None, ugc=True)
    blogs: list[Row] = [{"referring_domain": row["referring_domain"], "source_type": "editorial"} for row in links]
    forums = [{**row, "source_type": "forum"} for row in blogs]
    assert len(findings_of(mini(links=links, domains=blogs + OTHERS), "comment-links")) == 1
    assert findings_of(mini(links=links, domains=forums + OTHERS), "comment-links") == []


def test_a_network_counts_as_one_owner(mini: Mini) -> None:
    links = _comments(30)
    domains = [{**row, "owner_group": "network-1"} for row in _domains(links[:30])[:30]] + OTHERS
    assert findings_of(mini(links=links, domains=domains), "comment-links") == []


@pytest.mark.parametrize(
    "innocent",
    [
        {"anchor": "Example", "anchor_class": "brand"},
        {"anchor": "https://example.test", "anchor_class": "url"},
        {"anchor": "here", "anchor_class": "generic"},
        {"placement": "content"},
        {"placement": None, "ugc": True},
        {"status": "lost"},
    ],
)
def test_leaves_alone_names_addresses_discussions_and_texts(mini: Mini, innocent: Row) -> None:
    links = _comments(30, **innocent)
    assert findings_of(mini(links=links, domains=_domains(links)), "comment-links") == []


def test_leaves_alone_a_few_comments(mini: Mini) -> None:
    links = _comments(9)
    assert findings_of(mini(links=links, domains=_domains(links)), "comment-links") == []


def test_says_when_most_of_a_profile_was_written_by_visitors_and_that_this_is_no_scheme(mini: Mini) -> None:
    links: list[Row] = [{"referring_domain": f"forum{n}.test", "ugc": True} for n in range(20)]
    domains = [{"referring_domain": row["referring_domain"], "source_type": "forum"} for row in links] + OTHERS[:10]
    (found,) = findings_of(mini(links=links, domains=domains), "comment-links")
    assert (found["subject"], found["owner_groups"], found["likelihood_ratio"]) == ("profile", 20, 1.0)
