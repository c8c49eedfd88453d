"""Links in both directions: the profile against the published base rate, and single pairs."""

from datetime import datetime, timedelta

import pytest

from linkwright.signals.graph.reciprocal_links import Params, at_least
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

START = datetime(2025, 1, 1)


def _domains(count: int, **values: object) -> list[Row]:
    return [{"referring_domain": f"d{n}.test", "observation": f"in:{n}", **values} for n in range(count)]


def _own(count: int, **values: object) -> list[Row]:
    row: Row = {"links": 1, "followed_links": 1, "pages": 1, **values}
    return [{"target_domain": f"d{n}.test", "observation": f"out:{n}", **row} for n in range(count)]


def test_the_curve_is_the_published_one() -> None:
    tail = [at_least(round(share * 100_000), 100_000, Params()) for share in (0.0001, 0.289, 0.368, 0.519)]
    assert tail == pytest.approx([0.736, 0.1, 0.05, 0.01], abs=0.002)
    assert at_least(0, 100, Params()) == 1.0


@pytest.mark.parametrize(("linked_back", "found"), [(30, 0), (45, 0), (60, 1)])
def test_only_a_profile_above_99_of_100_is_found(mini: Mini, linked_back: int, found: int) -> None:
    rows = findings_of(mini(domains=_domains(100), own_links=_own(linked_back)), "reciprocal-links")
    assert len(rows) == found
    if rows:
        assert (rows[0]["exchanged"], rows[0]["standing"], rows[0]["rows"]) == (60, 100, 120)
        assert len(rows[0]["evidence"]) == 20  # type: ignore[arg-type]
        assert len(rows[0]["domains"]) == 60  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("domains", "own"),
    [
        (_domains(100), _own(99, followed_links=0) + _own(1)),
        (_domains(100, nofollow_links=2, followed_links=0), _own(100)),
        (_domains(100, status="lost") + _domains(1), _own(100)),
        (_domains(100), _own(100, pages=80)),
        (_domains(10), _own(10)),
    ],
    ids=["not followed by us", "not followed by them", "lost", "in our footer", "few domains"],
)
def test_what_is_no_exchange_does_not_count(mini: Mini, domains: list[Row], own: list[Row]) -> None:
    assert findings_of(mini(domains=domains, own_links=own), "reciprocal-links") == []


def test_without_our_own_links_nothing_is_known(mini: Mini) -> None:
    assert result_of(mini(domains=_domains(100)), "reciprocal-links").outcome is Outcome.NO_DATA


def _spread(count: int) -> tuple[list[Row], list[Row]]:
    """Pairs whose links were first seen half a year apart, over ten years."""
    received: list[Row] = [
        {**row, "first_seen": START + timedelta(days=40 * n)} for n, row in enumerate(_domains(count))
    ]
    given: list[Row] = [
        {**row, "first_seen": START + timedelta(days=40 * n + 180)} for n, row in enumerate(_own(count))
    ]
    return received, given


def test_a_pair_is_found_by_partner_pages_or_by_dates(mini: Mini) -> None:
    domains, own = _spread(60)
    own[3] = {**own[3], "first_seen": START + timedelta(days=123)}
    own[5] = {**own[5], "example_page": "https://example.test/partners/"}
    links: list[Row] = [
        {"referring_domain": "d5.test", "referring_page": "https://d5.test/en/links.html", "observation": "in:page"},
        {"referring_domain": "d6.test", "referring_page": "https://d6.test/links"},
    ]
    rows = findings_of(mini(domains=domains, own_links=own, links=links), "reciprocal-pairs")
    found = {row["subject"]: row for row in rows}
    assert {name: row["how"] for name, row in found.items()} == {
        "d3.test": "first seen 3 days apart",
        "d5.test": "both stand on partner pages",
    }
    assert found["d3.test"]["evidence"] == ["in:3", "out:3"]
    assert found["d5.test"]["evidence"] == ["in:page", "out:5"]


def test_a_day_on_which_the_tool_looked_is_no_coincidence(mini: Mini) -> None:
    domains, own = _spread(60)
    domains = [{**row, "first_seen": START} if n < 30 else row for n, row in enumerate(domains)]
    own = [{**row, "first_seen": START} if n < 30 else row for n, row in enumerate(own)]
    assert findings_of(mini(domains=domains, own_links=own), "reciprocal-pairs") == []


def test_an_article_that_mentions_partners_is_no_partner_page(mini: Mini) -> None:
    own = [{**row, "example_page": "https://example.test/blog/our-partners-in-crime-fiction"} for row in _own(1)]
    links: list[Row] = [{"referring_domain": "d0.test", "referring_page": "https://d0.test/links"}]
    assert findings_of(mini(domains=_domains(1), own_links=own, links=links), "reciprocal-pairs") == []
