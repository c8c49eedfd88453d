from datetime import datetime

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

MONTHS: list[Row] = [{"month": datetime(2025, month, 1)} for month in range(1, 13)]


def _lost(month: int, count: int, reason: str) -> list[Row]:
    when = datetime(2025, month, 7)
    return [
        {"status": "lost", "lost_at": when, "status_reason": reason, "referring_domain": f"{month}-{n}.test"}
        for n in range(count)
    ]


def test_finds_the_month_and_the_reason(mini: Mini) -> None:
    links = _lost(5, 40, "notfound") + _lost(2, 6, "notfound") + _lost(5, 10, "linkremoved")
    result = result_of(mini(links=links, months=MONTHS), "lost-link-cluster")
    (found,) = result.findings.to_pylist()
    assert (found["links"], found["reason"], found["expected"]) == (40, "notfound", 6 / 11)
    assert result.messages(1)[0].startswith("May 2025: 40 links from 40 domains were lost for one reason (notfound)")


def test_ignores_losses_spread_evenly(mini: Mini) -> None:
    links = [row for month in range(1, 13) for row in _lost(month, 25, "notfound")]
    assert findings_of(mini(links=links, months=MONTHS), "lost-link-cluster") == []


def test_dropped_links_are_not_lost(mini: Mini) -> None:
    links: list[Row] = [{**row, "status": "dropped"} for row in _lost(5, 40, "noindex")]
    assert result_of(mini(links=links, months=MONTHS), "lost-link-cluster").outcome is Outcome.CLEAR


def test_an_export_without_lost_links_cannot_tell(mini: Mini) -> None:
    result = result_of(mini(links=[{}], months=MONTHS), "lost-link-cluster")
    assert (result.outcome, result.missing) == (Outcome.NO_DATA, ("links.lost_at",))
