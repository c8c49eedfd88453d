import math
from datetime import datetime

import numpy as np
import pytest

from linkwright.signals.time.first_seen_burst import Params, alarms
from linkwright.signals.time.forecast import at_least, predictive
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

STEADY = [22, 18, 25, 20, 17, 24, 21, 19, 23, 26, 18, 22, 20, 25, 19, 21, 24, 18, 22, 23, 20, 19, 25, 21]


def history(counts: list[int]) -> dict[str, list[Row]]:
    firsts = [datetime(2023 + n // 12, n % 12 + 1, 1) for n in range(len(counts))]
    months: list[Row] = [{"month": month, "new_groups": count} for month, count in zip(firsts, counts, strict=True)]
    domains: list[Row] = [
        {"referring_domain": f"{month:%y%m}-{n}.test", "first_seen": month.replace(day=5)}
        for month, count in zip(firsts, counts, strict=True)
        for n in range(count)
    ]
    return {"months": months, "domains": domains}


def test_finds_a_sixfold_month_and_names_its_domains(mini: Mini) -> None:
    (found,) = findings_of(mini(**history([*STEADY, 130])), "first-seen-burst")
    assert (found["month"], found["owners"], found["rows"]) == (datetime(2025, 1, 1), 130, 130)
    assert 15 < float(str(found["expected"])) < 30
    assert len(found["domains"]) == 130  # type: ignore[arg-type]


def test_ignores_steady_growth(mini: Mini) -> None:
    growth = [round(20 * 1.03**n) + (-1) ** n * 2 for n in range(36)]
    assert findings_of(mini(**history(growth)), "first-seen-burst") == []


def test_a_network_that_counts_as_one_owner_is_no_burst(mini: Mini) -> None:
    tables = history(STEADY)
    tables["domains"] += [
        {"referring_domain": f"net{n}.test", "owner_group": "network-1", "first_seen": datetime(2024, 12, 5)}
        for n in range(1000)
    ]
    assert findings_of(mini(**tables), "first-seen-burst") == []


def test_new_domains_of_owners_known_before_are_not_part_of_a_burst(mini: Mini) -> None:
    """A network known since 2023 brings 900 more domains in the month of the burst."""
    tables = history([*STEADY, 130])
    old: Row = {"owner_group": "network-1", "referring_domain": "net.test", "first_seen": datetime(2023, 2, 5)}
    new: list[Row] = [
        {**old, "referring_domain": f"net{n}.test", "first_seen": datetime(2025, 1, 5)} for n in range(900)
    ]
    tables["domains"] += [old, *new]
    (found,) = findings_of(mini(**tables), "first-seen-burst")
    assert (found["owners"], found["rows"], len(found["domains"])) == (130, 130, 130)  # type: ignore[arg-type]
    assert not any(str(name).startswith("net") for name in found["domains"])  # type: ignore[attr-defined]


def test_too_little_history_is_not_judged(mini: Mini) -> None:
    short = result_of(mini(**history([*STEADY[:11], 500])), "first-seen-burst")
    small = result_of(mini(**history([n % 4 for n in range(30)])), "first-seen-burst")
    for result in (short, small):
        assert result.outcome is Outcome.NOT_APPLICABLE
        assert (result.error or "").startswith("not enough history")


LIMITS = (Params().alarm_once, Params().alarm_together, Params().above_usual)


def test_unusual_months_running_alarm_and_one_does_not() -> None:
    calm, odd, absurd = (20.0, 0.5), (20.0, 0.01), (20.0, 0.0001)
    assert alarms({1: calm, 2: odd, 3: calm}, *LIMITS) == []
    assert alarms({1: calm, 2: odd, 3: odd}, *LIMITS) == [2, 3]
    assert alarms({1: (20.0, 0.04), 2: (20.0, 0.04), 3: (20.0, 0.04)}, *LIMITS) == [1, 2, 3]
    assert alarms({1: absurd, 2: calm}, *LIMITS) == [1]
    assert alarms({1: odd, 3: odd}, *LIMITS) == []  # not running


def test_the_index_factors_own_error_makes_a_month_less_surprising() -> None:
    past = np.array(STEADY[:30], dtype=float)
    sure = predictive(past, 90.0, offset_now=0.7)[1]
    unsure = predictive(past, 90.0, offset_now=0.7, offset_error=0.3)[1]
    assert sure < 0.01 < unsure


def test_clean_years_seldom_alarm_and_bursts_are_seen() -> None:
    """Planted truth, at most 8 % of clean years alarm, a sixfold month is seen in at least 60 %."""
    draw = np.random.default_rng(7)
    clean = burst = 0
    worlds = 120
    for _ in range(worlds):
        k = draw.uniform(3, 8)
        series = draw.negative_binomial(k, k / (k + 20), size=36).astype(float)
        tests = {place: predictive(series[:place], series[place]) for place in range(24, 36)}
        clean += bool(alarms(tests, *LIMITS))
        planted = draw.negative_binomial(k, k / (k + 120))
        before = predictive(series[:34], series[34])
        burst += bool(alarms({34: before, 35: predictive(series[:35], float(planted))}, *LIMITS))
    assert clean / worlds <= 0.08
    assert burst / worlds >= 0.60


def rivals(months: int, refreshed: int, competitors: int, lift: int = 6) -> list[Row]:
    return [
        {
            "competitor": f"rival{n}.test",
            "month": datetime(2023 + at // 12, at % 12 + 1, 1),
            "new_domains": (10 + 5 * n + (at * 7 + n) % 4) * (lift if at == refreshed else 1),
        }
        for n in range(competitors)
        for at in range(months)
    ]


def test_a_month_in_which_everybody_rose_is_the_index_and_not_a_burst(mini: Mini) -> None:
    tables = history([*STEADY, 130])
    result = result_of(mini(**tables, competitor_months=rivals(25, 24, 5)), "first-seen-burst")
    assert (result.outcome, result.error) == (Outcome.CLEAR, None)


def test_a_burst_that_competitors_did_not_have_stays_one(mini: Mini) -> None:
    tables = history([*STEADY, 130])
    result = result_of(mini(**tables, competitor_months=rivals(25, 24, 5, lift=1)), "first-seen-burst")
    assert "5 competitors saw 1.0 times their usual month" in result.messages(1)[0]


def test_two_competitors_are_too_few_and_it_says_so(mini: Mini) -> None:
    result = result_of(mini(**history([*STEADY, 130]), competitor_months=rivals(25, 24, 2)), "first-seen-burst")
    assert "no controls" in result.messages(1)[0]


def test_a_burst_says_what_it_is_made_of(mini: Mini) -> None:
    tables = history([*STEADY, 130])
    tables["domains"] = [
        {**row, "best_link": str(row["referring_domain"]), "source_type": "news", "country": "FR"}
        for row in tables["domains"]
    ]
    links: list[Row] = [
        {"link_id": row["best_link"], "anchor": "red wine", "anchor_class": "exact"} for row in tables["domains"]
    ]
    said = result_of(mini(**tables, links=links), "first-seen-burst").messages(1)[0]
    assert "100% news, 100% with anchors of class exact, 100% by the same words “red wine”" in said
    assert "1 country" in said


def test_an_offset_scales_what_is_expected() -> None:
    past = np.asarray(STEADY, dtype=float)
    plain, _ = predictive(past, 20)
    trebled, p = predictive(past, 60, offset_now=math.log(3))
    assert trebled == pytest.approx(3 * plain)
    assert p > 0.05
    lifted, _ = predictive(past, 20, offset_past=np.full(len(past), 0.7), offset_now=0.7)
    assert lifted == pytest.approx(plain, rel=1e-3)


def test_the_tail_is_that_of_a_negative_binomial() -> None:
    """Against the sum of its probabilities, written out."""
    k, mean = 5.0, 20.0

    def probability(count: int) -> float:
        ways = math.lgamma(count + k) - math.lgamma(k) - math.lgamma(count + 1)
        return math.exp(ways + k * math.log(k / (k + mean)) + count * math.log(mean / (k + mean)))

    for count in (0, 1, 10, 40):
        assert at_least(count, k, np.array([mean])) == pytest.approx(1 - sum(map(probability, range(count))))
