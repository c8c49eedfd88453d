"""What every signal must keep, built in or not."""

import dataclasses
from dataclasses import dataclass

import pytest

from linkwright.errors import ConfigError
from linkwright.rubric import load_rubric
from linkwright.signals import Signal, all_signals, run_signals, signal
from linkwright.signals.contract import HEADINGS, because, make_signal, parameters_of
from linkwright.vocabulary.terms import Family, Outcome, Subject
from tests.signals.mini import Mini

SIGNALS = all_signals()


@pytest.mark.parametrize("each", SIGNALS.values(), ids=SIGNALS)
def test_every_signal_is_documented_and_weighed(each: Signal) -> None:
    assert tuple(each.doc) == HEADINGS
    assert each.id in load_rubric().risk, "the rubric needs a ratio for it; 1 means no evidence"
    assert "toxic" not in " ".join(each.doc.values()).lower()
    assert all(parameter.reason and parameter.source for parameter in each.parameters)


@pytest.mark.parametrize("each", SIGNALS.values(), ids=SIGNALS)
def test_every_signal_runs_on_one_ordinary_row_and_returns_what_its_message_names(each: Signal, mini: Mini) -> None:
    one = {"referring_domain": "a.test", "metrics": [("ahrefs.domain_rating", 1.0)]}
    tables = {name: [one] for name in ("links", "domains", "pages", "anchors", "targets", "groups", "months")}
    profile = mini(**tables)
    result = run_signals(profile, {each.id: each})[each.id]
    assert result.outcome is not Outcome.ERROR, result.error


def test_all_subjects_and_nearly_all_families_are_covered() -> None:
    assert {each.subject for each in SIGNALS.values()} == set(Subject)
    assert {each.family for each in SIGNALS.values()} == set(Family)


def test_an_incomplete_signal_is_refused_with_everything_that_is_wrong() -> None:
    with pytest.raises(ConfigError) as caught:

        @signal(title="x", subject=Subject.LINK, family=Family.TIME, reads=("nowhere",), since="0.1", message="x")
        def broken() -> str:
            """No headings."""
            return "select 1"

    assert "What it finds" in caught.value.what
    assert "there is no table nowhere" in caught.value.what


def test_a_number_without_a_reason_is_refused() -> None:
    @dataclass(frozen=True)
    class Params:
        least: int = because(3, "")

    with pytest.raises(ConfigError, match="its parameter least needs a reason"):
        make_signal(dataclasses.replace(SIGNALS["sitewide-links"], parameters=parameters_of(Params())))
