import random
from typing import Any

import pytest

from linkwright.profile.schema import TABLES

from .making import Row, by, domain, link, profile_of, rows_of

PAGE = "https://blog.example.org/a"


def _one_link(*rows: Row) -> dict[str, Any]:
    with profile_of(rows) as profile:
        links = rows_of(profile, "links")
        assert len(links) == 1
        return links[0]


def test_addresses_that_differ_only_in_form_are_one_link() -> None:
    found = _one_link(
        link("http://www.blog.example.org/a/"),
        link("https://blog.example.org/a?utm_source=x#top", source="semrush"),
        link("BLOG.example.org/a", "http://www.mysite.example.com", source="moz"),
    )
    assert found["observations"] == 3
    assert found["page_key"] == "blog.example.org/a"
    assert found["referring_page"].startswith("https://")
    assert found["referring_domain"] == "example.org"
    assert found["sources"] == ["ahrefs", "moz", "semrush"]


# source, status and day of each row; then the status and the source that decides
STATUSES: list[tuple[list[tuple[str, str | None, int]], str, str | None]] = [
    ([("ahrefs", "live", 1), ("semrush", "lost", 2)], "lost", "semrush"),
    ([("ahrefs", "lost", 1), ("semrush", "live", 2)], "live", "semrush"),
    ([("ahrefs", "lost", 5), ("semrush", "live", 5)], "lost", "ahrefs"),
    ([("ahrefs", "live", 1), ("semrush", "dropped", 9)], "live", "ahrefs"),
    ([("ahrefs", "live", 1), ("semrush", "unknown", 9)], "live", "ahrefs"),
    ([("ahrefs", "dropped", 1), ("semrush", "unknown", 9)], "dropped", "ahrefs"),
    ([("ahrefs", "unknown", 1), ("semrush", None, 9)], "unknown", None),
    ([("ahrefs", None, 1)], "unknown", None),
    ([("own-crawl", "live", 1), ("semrush", "lost", 9)], "live", "own-crawl"),
    ([("own-crawl", "unknown", 9), ("semrush", "lost", 1)], "lost", "semrush"),
]


def test_the_newest_definite_statement_decides_the_status() -> None:
    rows = [
        link(f"https://site{place}.test/x", source=who, status=what, observed_at=day)
        for place, (statements, _, _) in enumerate(STATUSES)
        for who, what, day in statements
    ]
    with profile_of(rows) as profile:
        links = by(profile, "links", "page_key")
    for place, (statements, status, source) in enumerate(STATUSES):
        found = links[f"site{place}.test/x"]
        assert (found["status"], found["status_source"]) == (status, source), statements


def test_reason_and_date_of_loss_come_from_the_deciding_row() -> None:
    found = _one_link(
        link(PAGE, status="lost", status_reason="notfound", lost_at=3, observed_at=3),
        link(PAGE, status="lost", status_reason="noindex", lost_at=7, observed_at=7, source="semrush"),
    )
    assert found["status_reason"] == "noindex"
    assert found["lost_at"].day == 7


def test_a_recovered_link_has_no_date_of_loss() -> None:
    found = _one_link(link(PAGE, status="lost", lost_at=3, observed_at=3), link(PAGE, observed_at=9))
    assert (found["status"], found["lost_at"], found["status_reason"]) == ("live", None, None)


def test_each_attribute_is_of_the_newest_row_that_has_one() -> None:
    found = _one_link(
        link(PAGE, anchor="old", title="Old title", nofollow=True, observed_at=1, first_seen=4, last_seen=9),
        link(PAGE, anchor="new", nofollow=False, observed_at=5, first_seen=2, last_seen=5, group_size=40),
    )
    assert (found["anchor"], found["title"], found["followed"]) == ("new", "Old title", True)
    assert (found["first_seen"].day, found["last_seen"].day) == (2, 9)
    assert found["group_size"] == 40


def test_however_many_rows_speak_of_a_link_the_newest_that_knows_is_believed() -> None:
    chance = random.Random(20261124)  # noqa: S311 (test data)
    told = {f"site{rows}.test/x": [_told(chance, day) for day in range(1, rows + 1)] for rows in range(1, 26)}
    rows = [link(f"https://{page}", **values) for page, each in told.items() for values in each]
    chance.shuffle(rows)
    with profile_of(rows, files=3) as profile:
        links = by(profile, "links", "page_key")
    for page, each in told.items():
        newest_first = each[::-1]
        definite = [row for row in newest_first if row["status"] in ("live", "lost")]
        dropped = [row for row in newest_first if row["status"] == "dropped"]
        deciding = [*definite, *dropped, *newest_first][0]
        expected: dict[str, object] = {
            name: next((row[name] for row in newest_first if row[name] is not None), None)
            for name in ("title", "http_code", "in_content")
        }
        numbers = {name: number for row in each for name, number in dict(row["metrics"] or {}).items()}
        expected |= {"status": deciding["status"], "observations": len(each), "metrics": sorted(numbers.items())}
        found = {**links[page], "metrics": sorted(links[page]["metrics"] or [])}  # type: ignore[call-overload]
        assert {name: found[name] for name in expected} == expected, page


def _told(chance: random.Random, day: int) -> dict[str, Any]:
    return {
        "observed_at": day,
        "status": chance.choice(("live", "lost", "dropped", "unknown", "unknown")),
        "title": chance.choice((None, None, f"Title of day {day}")),
        "http_code": chance.choice((None, None, 200 + day)),
        "in_content": chance.choice((None, None, True, False)),
        "metrics": chance.choice((None, {f"moz.{name}": float(day) for name in chance.sample("abcd", 2)})),
    }


def test_followed_is_unknown_when_no_source_says() -> None:
    assert _one_link(link(PAGE))["followed"] is None
    assert _one_link(link(PAGE, ugc=True))["followed"] is False


def test_our_own_crawl_is_believed_before_any_vendor() -> None:
    found = _one_link(
        link(PAGE, source="own-crawl", anchor="seen by us", observed_at=1),
        link(PAGE, anchor="seen by them", observed_at=9),
    )
    assert found["anchor"] == "seen by us"


def test_numbers_of_every_vendor_are_kept_from_its_newest_row() -> None:
    found = _one_link(
        link(PAGE, metrics=[("ahrefs.rating", 1.0)], observed_at=1),
        link(PAGE, metrics=[("ahrefs.rating", 2.0)], observed_at=2),
        link(PAGE, metrics=[("moz.authority", 9.0)], source="moz"),
    )
    assert dict(found["metrics"]) == {"ahrefs.rating": 2.0, "moz.authority": 9.0}


def test_a_number_the_newest_row_lacks_is_of_the_newest_that_has_it() -> None:
    found = _one_link(
        link(PAGE, metrics=[("ahrefs.rating", 1.0), ("ahrefs.traffic", 5.0)], observed_at=1),
        link(PAGE, metrics=[("ahrefs.rating", 2.0)], observed_at=2),
    )
    assert dict(found["metrics"]) == {"ahrefs.rating": 2.0, "ahrefs.traffic": 5.0}


@pytest.mark.parametrize("turned", [False, True])
def test_at_one_moment_the_source_first_by_name_is_believed(turned: bool) -> None:
    rows = [link(PAGE, source=source, anchor=f"by {source}", title=source) for source in ("ahrefs", "moz", "semrush")]
    found = _one_link(*(rows[::-1] if turned else rows))
    assert (found["anchor"], found["title"]) == ("by ahrefs", "ahrefs")


def test_what_sources_disagree_on_is_kept() -> None:
    rows = [
        link(PAGE, anchor="one", nofollow=True),
        link(PAGE, anchor="two", nofollow=False, status="lost", observed_at=2, source="semrush"),
        link("https://other.example.net/", anchor="one"),
        link("https://other.example.net/", source="semrush"),
    ]
    with profile_of(rows) as profile:
        found = by(profile, "links", "page_key")
        assert found["blog.example.org/a"]["disagreement"] == ["anchor", "followed", "status"]
        assert found["other.example.net"]["disagreement"] == []
        words = rows_of(profile, "link_sources")
        assert len(words) == 4
        assert {(row["source"], row["status"]) for row in words} == {
            ("ahrefs", "live"),
            ("semrush", "live"),
            ("semrush", "lost"),
        }


def test_a_row_without_target_joins_the_known_links_of_its_page() -> None:
    rows = [
        link(PAGE, status="lost", lost_at=2),
        link(PAGE, "https://mysite.example.com/b"),
        link(PAGE, None, source="gsc", report="latest links", last_seen=9, observed_at=9),
        link("https://new.example.net/", None, source="gsc", report="latest links"),
    ]
    with profile_of(rows) as profile:
        found = by(profile, "links", "target_key")
        assert found["mysite.example.com"]["sources"] == ["ahrefs", "gsc"]
        assert found["mysite.example.com"]["status"] == "lost"  # the page links, but maybe not here
        assert found["mysite.example.com/b"]["sources"] == ["ahrefs", "gsc"]
        assert found[""]["referring_domain"] == "example.net"
        sources = by(profile, "sources", "source")
        assert sources["gsc latest links"]["observations"] == 2
        assert sources["all"]["observations"] == 4


def test_rows_that_are_no_backlinks_are_set_aside_with_the_reason() -> None:
    rows = [
        link(PAGE),
        link("https://shop.mysite.example.com/x"),
        link("https://www.example.com/y"),
        link(PAGE, "https://oursecondsite.test/"),
        link("not an address"),
        link(PAGE, "ftp://mysite.example.com/"),
    ]
    with profile_of(rows, [domain("www.Example.com"), domain("Friend.example.net")]) as profile:
        aside = {(row["reason"], row["source"]): row for row in rows_of(profile, "set_aside")}
        assert aside["own site", "ahrefs"]["observations"] == 2
        assert aside["own site", "semrush"]["observations"] == 1
        assert aside["other target", "ahrefs"]["example"] == "oursecondsite.test"
        assert aside["not an address", "ahrefs"]["observations"] == 2
        assert len(rows_of(profile, "links")) == 1
        assert [row["referring_domain"] for row in rows_of(profile, "domains")] == ["example.net", "example.org"]


def test_domains_join_links_and_counts() -> None:
    rows = [
        link("https://a.example.org/1", group_size=30, country="DE", ip="192.0.2.7"),
        link("https://b.example.org/2", status="lost", lost_at=5, country="DE"),
        link("https://gone.example.net/", status="lost", lost_at=7),
    ]
    counts = [
        domain("EXAMPLE.ORG", links=500, status="live", vendor_spam=True, metrics=[("semrush.score", 7.0)]),
        domain("alice.blogspot.com", links=3),
    ]
    with profile_of(rows, counts) as profile:
        found = by(profile, "domains", "referring_domain")
    org = found["example.org"]
    assert (org["links"], org["claimed_links"], org["hosts"], org["pages"]) == (2, 500, 3, 2)
    assert (org["live_links"], org["lost_links"], org["status"]) == (1, 1, "live")
    assert (org["country"], org["subnet"], org["sources"]) == ("DE", "192.0.2", ["ahrefs", "semrush"])
    assert (org["vendor_spam"], org["vendor_spam_asked"]) == (1, 1)
    assert dict(org["metrics"]) == {"semrush.score": 7.0}  # type: ignore[call-overload]
    gone = found["example.net"]
    assert (gone["status"], gone["lost_at"].day) == ("lost", 7)  # type: ignore[attr-defined]
    blog = found["alice.blogspot.com"]
    assert (blog["icann_domain"], blog["links"], blog["best_link"]) == ("blogspot.com", 0, "")
    assert blog["observation"] == "dddddddddddddddd:2"


def test_the_newest_count_of_a_source_stands() -> None:
    counts = [domain("example.org", links=500, observed_at=1), domain("example.org", links=40, observed_at=9)]
    with profile_of((), counts) as profile:
        assert rows_of(profile, "domains")[0]["claimed_links"] == 40


def test_targets_know_their_newest_status_code() -> None:
    rows = [
        link(PAGE, "https://mysite.example.com/a", target_http_code=200, observed_at=1),
        link("https://x.example.net/", "https://www.mysite.example.com/a/", target_http_code=404, observed_at=2),
    ]
    with profile_of(rows) as profile:
        target = rows_of(profile, "targets")[0]
        assert (target["target_key"], target["http_code"]) == ("mysite.example.com/a", 404)
        assert (target["referring_domains"], target["links"]) == (2, 2)


def test_overlap_and_the_share_each_source_misses() -> None:
    rows = [link(f"https://s{number}.test/", source="ahrefs") for number in range(3)]
    rows += [link(f"https://s{number}.test/", source="moz") for number in range(2, 4)]
    with profile_of(rows) as profile:
        sources = by(profile, "sources", "source")
        assert sources["ahrefs backlinks"]["missed_share"] == pytest.approx(0.25)
        assert sources["moz backlinks"]["only_here"] == 1
        pairs = {(row["source"], row["other_source"]): row for row in rows_of(profile, "overlap")}
        assert pairs["ahrefs backlinks", "moz backlinks"]["shared_domains"] == 1
        assert pairs["moz backlinks", "ahrefs backlinks"]["jaccard"] == pytest.approx(0.25)


def test_a_ledger_without_facts_gives_empty_tables() -> None:
    with profile_of() as profile:
        assert [name for name in TABLES if profile.table(name).num_rows] == ["sources"]
        assert rows_of(profile, "sources")[0]["referring_domains"] == 0


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("lost", "live"), "live"),
        (("lost", "unknown"), "unknown"),
        (("dropped", "unknown"), "unknown"),
        (("lost", "dropped"), "dropped"),
        (("lost", "lost"), "lost"),
    ],
)
def test_a_domain_is_lost_only_when_nothing_of_it_may_still_stand(statuses: tuple[str, ...], expected: str) -> None:
    rows = [link(f"https://a.test/{place}", status=status, lost_at=3) for place, status in enumerate(statuses)]
    with profile_of(rows) as profile:
        (found,) = rows_of(profile, "domains")
    assert (found["status"], found["lost_at"] is not None) == (expected, expected == "lost")


@pytest.mark.parametrize(("counted_on", "expected"), [(2, "lost"), (9, "unknown")])
def test_a_count_taken_after_the_loss_leaves_it_open(counted_on: int, expected: str) -> None:
    links = [link("https://a.test/1", status="lost", lost_at=5)]
    counts = [domain("a.test", links=7, last_seen=counted_on, status="unknown")]
    with profile_of(links, counts) as profile:
        (found,) = rows_of(profile, "domains")
    assert found["status"] == expected


def test_a_newer_row_without_a_count_does_not_erase_an_older_count() -> None:
    counts = [domain("a.test", links=100, observed_at=1), domain("a.test", links=None, observed_at=9)]
    with profile_of(domains=counts) as profile:
        (found,) = rows_of(profile, "domains")
    assert found["claimed_links"] == 100


def test_texts_with_the_separator_of_the_digest_stay_apart() -> None:
    rows = [
        link("https://a.test/1", anchor="x|text", link_type=None),
        link("https://a.test/1", anchor="x", link_type="text|"),
    ]
    found = [_one_link(*order)["anchor"] for order in (rows, rows[::-1])]
    assert found[0] == found[1]


def test_a_row_that_says_nothing_of_its_status_is_not_lost_when_it_was_last_seen() -> None:
    with profile_of([link("https://a.test/", status=None, last_seen=5)]) as profile:
        (row,) = rows_of(profile, "links")
    assert (row["status"], row["lost_at"]) == ("unknown", None)
