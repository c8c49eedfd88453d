import pytest

from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of


def test_finds_a_domain_that_links_from_a_hundred_pages_and_says_its_share(mini: Mini) -> None:
    links = [{"referring_domain": "wide.test", "page_key": f"wide.test/{n}"} for n in range(120)]
    links += [{"referring_domain": "small.test", "page_key": f"small.test/{n}"} for n in range(80)]
    domains = [{"referring_domain": "wide.test", "links": 120}, {"referring_domain": "small.test", "links": 80}]
    result = result_of(mini(links=links, domains=domains), "sitewide-links")
    (found,) = result.findings.to_pylist()
    assert (found["subject"], found["links"], found["rows"]) == ("wide.test", 120, 120)
    assert len(found["evidence"]) == 20
    assert result.messages(1) == (
        "120 links from wide.test are listed here: 60.0 % of all links listed that are not lost",
    )


def test_a_count_a_tool_only_claims_is_told_as_a_claim_without_a_share(mini: Mini) -> None:
    domains = [
        {"referring_domain": "claimed.test", "links": 2, "claimed_links": 263010, "observation": "batch:7"},
        {"referring_domain": "unlisted.test", "links": 0, "claimed_links": 886, "observation": "batch:8"},
        {"referring_domain": "listed.test", "links": 150, "claimed_links": 150},
    ]
    links = [{"referring_domain": "claimed.test", "observation": f"batch:{n}"} for n in (1, 2)]
    result = result_of(mini(domains=domains, links=links), "sitewide-links")
    assert result.messages(3) == (
        "150 links from listed.test are listed here: 98.7 % of all links listed that are not lost",
        "263,010 links from claimed.test by the count of one source; 2 of them listed here",
        "886 links from unlisted.test by the count of one source; 0 of them listed here",
    )
    rows = {row["subject"]: (row["rows"], row["evidence"]) for row in result.findings.to_pylist()}
    assert rows["claimed.test"] == (2, ["batch:1", "batch:2"])
    assert rows["unlisted.test"] == (1, ["batch:8"])


def test_lost_links_do_not_count(mini: Mini) -> None:
    lost = [{"referring_domain": "gone.test", "status": "lost", "group_size": 100} for _ in range(4)]
    domains = [
        {"referring_domain": "gone.test", "links": 404, "lost_links": 400, "claimed_links": 404, "status": "live"},
        {"referring_domain": "all-gone.test", "links": 9, "lost_links": 9, "claimed_links": 900, "status": "lost"},
        {"referring_domain": "wide.test", "links": 220, "lost_links": 100},
        {"referring_domain": "small.test", "links": 76},
    ]
    result = result_of(mini(domains=domains, links=lost), "sitewide-links")
    assert result.messages(9) == (
        "120 links from wide.test are listed here: 60.0 % of all links listed that are not lost",
    )


def test_ignores_ordinary_domains(mini: Mini) -> None:
    domains = [{"referring_domain": f"d{n}.test", "links": 99} for n in range(5)]
    assert findings_of(mini(domains=domains), "sitewide-links") == []


@pytest.mark.parametrize(("inside", "outside", "ratio"), [(12, 8, 1.0), (8, 12, None), (9, 0, None), (0, 0, None)])
def test_links_that_mostly_stand_in_the_text_weigh_nothing(
    mini: Mini, inside: int, outside: int, ratio: float | None
) -> None:
    places = [True] * inside + [False] * outside + [None] * (120 - inside - outside)
    links = [{"referring_domain": "wide.test", "in_content": place} for place in places]
    result = result_of(mini(links=links, domains=[{"referring_domain": "wide.test", "links": 120}]), "sitewide-links")
    assert result.findings["likelihood_ratio"].to_pylist() == [ratio]
    assert result.messages(1)[0].endswith("most stand in the text") == (ratio == 1.0)
