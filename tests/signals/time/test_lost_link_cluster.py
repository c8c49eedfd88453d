from datetime import datetime

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def _lost(month: int, count: int, reason: str) -> list[Row]:
    when = datetime(2025, month, 7)
    return [
        {"status": "lost", "lost_at": when, "status_reason": reason, "referring_domain": f"{month}-{n}.test"}
        for n in range(count)
    ]


def test_finds_the_month_and_the_reason(mini: Mini) -> None:
    links = _lost(7, 40, "notfound") + _lost(2, 6, "notfound") + _lost(7, 10, "linkremoved")
    result = result_of(mini(links=links), "lost-link-cluster")
    (found,) = result.findings.to_pylist()
    gone = "the page is gone or answers with an error"
    assert (found["links"], found["reason"], found["expected"]) == (40, gone, 6 / 5)
    assert result.messages(1)[0].startswith(f"July 2025: 40 links from 40 domains were lost for one cause ({gone})")


def test_what_two_tools_call_differently_is_one_cause(mini: Mini) -> None:
    links = _lost(7, 12, "notfound") + _lost(7, 12, "Page returned 404") + _lost(2, 1, "linkremoved")
    (found,) = findings_of(mini(links=links), "lost-link-cluster")
    assert found["links"] == 24
    own_word = _lost(7, 24, "PenguinUpdate") + _lost(2, 1, "linkremoved")
    (found,) = findings_of(mini(links=own_word), "lost-link-cluster")
    assert found["reason"] == "PenguinUpdate"


def test_months_before_the_first_known_loss_are_not_months_without_losses(mini: Mini) -> None:
    """Losses of the last half year only, in a profile ten years old: 25 beside a mean of 12 is no cluster."""
    links = [row for month in range(1, 7) for row in _lost(month, 25 if month == 3 else 12, "notfound")]
    first: Row = {"first_seen": datetime(2015, 1, 1)}
    months: list[Row] = [{"month": datetime(2015 + n // 12, n % 12 + 1, 1)} for n in range(126)]
    assert findings_of(mini(links=[*links, first], months=months), "lost-link-cluster") == []


def test_a_few_months_of_losses_are_too_few_to_call_one_unusual(mini: Mini) -> None:
    result = result_of(mini(links=_lost(5, 90, "notfound") + _lost(9, 1, "notfound")), "lost-link-cluster")
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "5 months" in (result.error or "")


def test_ignores_losses_spread_evenly(mini: Mini) -> None:
    links = [row for month in range(1, 13) for row in _lost(month, 25, "notfound")]
    assert findings_of(mini(links=links), "lost-link-cluster") == []


def test_dropped_links_are_not_lost(mini: Mini) -> None:
    links: list[Row] = [{**row, "status": "dropped"} for row in _lost(5, 40, "noindex")]
    links += _lost(1, 1, "notfound") + _lost(12, 1, "notfound")
    assert result_of(mini(links=links), "lost-link-cluster").outcome is Outcome.CLEAR


def test_an_export_without_lost_links_cannot_tell(mini: Mini) -> None:
    result = result_of(mini(links=[{}]), "lost-link-cluster")
    assert (result.outcome, result.missing) == (Outcome.NO_DATA, ("links.lost_at",))
