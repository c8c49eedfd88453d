"""How often people agree with us, on planted decisions whose true shares are known."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwright.cleanup.calibration import FEWEST, Calibration, calibrate
from linkwright.engine.duck import DuckEngine, duck_engine
from linkwright.rubric import load_rubric
from tests.rubric.judged import Found, judged
from tests.rubric.test_risk import STRONG
from tests.signals.mini import Row, mini_profile

SIGNAL, OTHER = "template-network", "repeated-money-anchor"
Case = tuple[str, str, tuple[str, ...]]  # domain, verdict, what was found


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    with duck_engine(memory="500MB") as engine:
        yield engine


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    path = tmp_path / "strict.toml"
    path.write_text(STRONG, encoding="utf-8")
    return path


def cases(number: int, verdict: str, *signals: str, start: int = 0) -> list[Case]:
    return [(f"{verdict.replace(' ', '')}{len(signals)}x{start + n}.test", verdict, signals) for n in range(number)]


def calibrated(
    engine: DuckEngine, decided: list[Case], rubric: Path, groups: dict[str, str] | None = None
) -> Calibration:
    groups = groups or {}
    domains: list[Row] = [
        {
            "referring_domain": name,
            "links": 1,
            "owner_group": groups.get(name, name),
            "group_kind": "network" if name in groups else "single",
        }
        for name, _, _ in decided
    ]
    verdicts: list[Row] = [{"referring_domain": name, "verdict": verdict} for name, verdict, _ in decided]
    found: Found = {}
    for name, _, signals in decided:
        for signal in signals:
            found.setdefault(signal, []).append({"subject": name})
    judgement = judged(mini_profile(engine, {"domains": domains, "domain_verdicts": verdicts}), found, rubric)
    return calibrate(engine, judgement.rubric)


def test_agreement_overall_and_on_each_side(engine: DuckEngine, strict: Path) -> None:
    decided = [
        *cases(24, "disavow", SIGNAL, OTHER),
        *cases(6, "keep", SIGNAL, OTHER),
        *cases(25, "keep"),
        *cases(5, "ask removal"),
        *cases(3, "watch"),
        *cases(2, "not ours", SIGNAL),
        *cases(1, "reclassify"),
    ]
    found = calibrated(engine, decided, strict)
    assert [(each.cases, each.agreed) for each in (found.overall, found.suspect, found.others)] == [
        (60, 49),
        (30, 24),
        (30, 25),
    ]
    assert (found.watched, found.other) == (3, 3)
    share = found.suspect.share
    assert share is not None
    # Jeffreys' 80 % interval of 24 in 30: quantiles of the beta distribution with 24.5 and 6.5.
    assert (share.low, share.middle, share.high) == pytest.approx((0.695, 0.796, 0.878), abs=0.002)
    assert {(each.signal, each.against, each.kept) for each in found.signals} == {(SIGNAL, 24, 6), (OTHER, 24, 6)}


def test_of_too_few_cases_no_share_is_told_and_nothing_is_suggested(engine: DuckEngine, strict: Path) -> None:
    found = calibrated(engine, [*cases(1, "disavow", SIGNAL), *cases(FEWEST - 2, "keep", SIGNAL)], strict)
    assert (found.overall.cases, found.overall.share) == (FEWEST - 1, None)
    assert [(each.share, each.seen) for each in found.signals] == [(None, None)]
    assert found.suggestions == ()


def test_nothing_decided_is_no_case(engine: DuckEngine, strict: Path) -> None:
    found = calibrated(engine, [("a.test", "watch", (SIGNAL,))], strict)
    assert (found.overall.cases, found.signals, found.suggestions, found.watched) == (0, (), (), 1)


def test_a_network_is_one_opinion_and_its_outlier_another(engine: DuckEngine, strict: Path) -> None:
    members = cases(40, "disavow", SIGNAL)
    kept = cases(1, "keep", SIGNAL)
    groups = dict.fromkeys([name for name, _, _ in (*members, *kept)], "network-1")
    found = calibrated(engine, [*members, *kept], strict, groups)
    assert (found.overall.cases, found.signals[0].against, found.signals[0].kept) == (2, 1, 1)


def test_a_weight_that_people_contradict_is_suggested_as_lines_that_can_be_copied(
    engine: DuckEngine, strict: Path, tmp_path: Path
) -> None:
    # Found as often where people keep as where they disavow: it is no evidence, whatever the rubric says.
    decided = [
        *cases(30, "keep", SIGNAL),
        *cases(30, "keep"),
        *cases(30, "disavow", SIGNAL),
        *cases(30, "disavow"),
    ]
    found = calibrated(engine, decided, strict)
    (suggestion,) = found.suggestions
    assert (suggestion.signal, suggestion.now) == (SIGNAL, 20)
    assert 1 <= suggestion.suggested < 3
    copied = tmp_path / "rubric.toml"
    copied.write_text(suggestion.lines, encoding="utf-8")
    assert load_rubric(copied).risk[SIGNAL].value == suggestion.suggested
    assert tomllib.loads(suggestion.lines)["risk"][SIGNAL]["source"] == "own decisions: 60 against, 60 kept"


def test_a_weight_that_people_bear_out_is_left_alone(engine: DuckEngine, strict: Path) -> None:
    # Found at 40 of 41 against and at 2 of 41 kept: twenty times as often, as the rubric has it.
    decided = [
        *cases(40, "disavow", SIGNAL),
        *cases(1, "disavow"),
        *cases(2, "keep", SIGNAL),
        *cases(39, "keep"),
    ]
    found = calibrated(engine, decided, strict)
    (signal,) = found.signals
    assert signal.seen is not None
    assert signal.seen.low < 20 < signal.seen.high
    assert found.suggestions == ()
