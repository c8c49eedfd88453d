"""Stability: what becomes of the tiers when links or a source are missing, on a profile where the answer is known."""

import pytest

from linkwright.rubric import stability
from tests.rubric.judged import judged
from tests.signals.mini import Mini, Row

GOOD: Row = {"followed": True, "in_content": True, "http_code": 200, "target_key": "example.test"}


def _domain(number: int, **metrics: float) -> Row:
    pairs = [(name.replace("__", "."), value) for name, value in metrics.items()]
    return {"referring_domain": f"d{number}.test", "links": 1, "metrics": pairs}


def _link(number: int, name: str, sources: list[str], **facts: object) -> Row:
    return {**GOOD, "link_id": name, "referring_domain": f"d{number}.test", "sources": sources, **facts}


def test_a_domain_with_many_equal_links_stays_where_it_is_and_a_source_it_hangs_on_moves_it(mini: Mini) -> None:
    domains = [_domain(n, ahrefs__domain_rating=70, semrush__domain_authority_score=2) for n in range(40)]
    links = [_link(n, f"{n:04x}{k}", ["ahrefs", "semrush"]) for n in range(40) for k in range(9)]
    fewer, *sources = stability(judged(mini(links=links, domains=domains), found={}))
    assert (fewer.missing, fewer.domains, fewer.flips, fewer.reversals) == ("a fifth of the links", 40, 0.0, 0)
    by_name = {each.missing: each for each in sources}
    assert set(by_name) == {"ahrefs", "semrush"}
    assert by_name["ahrefs"].flips == 1.0  # what is left calls them weak
    assert by_name["ahrefs"].spread == pytest.approx(0, abs=1e-9)  # all by the same step


def test_a_best_link_that_goes_missing_shows(mini: Mini) -> None:
    domains = [_domain(n, ahrefs__domain_rating=60) for n in range(200)]
    links = [
        link
        for n in range(200)
        for link in (
            _link(n, f"{n:04x}a", ["ahrefs"]),
            _link(n, f"{n:04x}b", ["ahrefs"], followed=False, sponsored=True),
        )
    ]
    (fewer,) = stability(judged(mini(links=links, domains=domains), found={}))
    # the good one is missing in a fifth of the draws, and the other is there in four of five of these
    assert fewer.flips == pytest.approx(0.2 * 0.8 / (1 - 0.2 * 0.2), abs=0.05)
    assert fewer.spread > 1


def test_without_a_standing_link_nothing_is_said(mini: Mini) -> None:
    lost = _link(0, "x", ["ahrefs"], status="lost")
    gone = {**_domain(0), "status": "lost", "lost_links": 1}
    assert stability(judged(mini(links=[lost], domains=[gone]), found={})) == ()
