import numpy as np
import pytest

from linkwright.signals.time.steady_growth import yearly_change
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of
from tests.signals.time.test_first_seen_burst import STEADY, history, rivals


def test_finds_growth_without_bursts_and_gives_its_interval(mini: Mini) -> None:
    growth = [round(20 * 1.02**n) + (-1) ** n * 2 for n in range(36)]
    (found,) = findings_of(mini(**history(growth)), "steady-growth")
    assert found["owners"] == sum(growth[-12:]) == found["rows"]
    assert len(found["domains"]) == sum(growth[-12:])  # type: ignore[arg-type]
    low, change, high = (float(str(found[name])) for name in ("low", "change", "high"))
    assert low < 1.02**12 - 1 < high
    assert low < change < high


def test_a_burst_is_not_steady(mini: Mini) -> None:
    assert findings_of(mini(**history([*STEADY, 130, *STEADY[:3]])), "steady-growth") == []


def test_a_fall_is_not_growth(mini: Mini) -> None:
    assert findings_of(mini(**history([round(60 * 0.96**n) for n in range(36)])), "steady-growth") == []


def test_growth_of_the_index_is_not_growth_of_the_site(mini: Mini) -> None:
    """The index sees three times as much from the second year on, of everybody: the site stands still or falls."""
    counts = [round(n * 0.97**at) * (3 if at >= 12 else 1) for at, n in enumerate(STEADY)]
    lifted = [
        {**row, "new_domains": int(str(row["new_domains"])) * (3 if str(row["month"]) >= "2024" else 1)}
        for row in rivals(24, -1, 5)
    ]
    assert findings_of(mini(**history(counts)), "steady-growth", alarm_once=0.0, alarm_together=0.0)
    assert findings_of(mini(**history(counts), competitor_months=lifted), "steady-growth") == []


@pytest.mark.parametrize("counts", [STEADY[:23], [n % 4 for n in range(30)]])
def test_too_little_history_is_said(mini: Mini, counts: list[int]) -> None:
    result = result_of(mini(**history(counts)), "steady-growth")
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert (result.error or "").startswith("not enough history")


def test_the_interval_holds_the_planted_trend_about_nine_times_in_ten() -> None:
    dice = np.random.default_rng(4)
    held, worlds, trend = 0, 200, 0.3
    for _ in range(worlds):
        means = 30 * np.exp(trend * np.arange(24) / 12)
        _, low, high = yearly_change(dice.negative_binomial(8, 8 / (8 + means)).astype(float), np.zeros(24))
        held += low <= np.expm1(trend) <= high
    assert 0.80 <= held / worlds <= 0.96
