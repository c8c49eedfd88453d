"""Ten minutes of triage: one key each, and every decision is told at once."""

import io
from collections.abc import Iterator

import click
import pytest
from rich.console import Console

from linkwright.cleanup.review_model import Subject
from linkwright.cli.triage import Triage, triage
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.planted import made_up
from tests.report.hostile import HOSTILE

Kept = list[tuple[str, Verdict, str, str]]


def run(monkeypatch: pytest.MonkeyPatch, keys: str, answers: list[str], *subjects: Subject) -> tuple[Triage, Kept, str]:
    pressed: Iterator[str] = iter(keys)
    typed = iter(answers)
    monkeypatch.setattr(click, "getchar", lambda: next(pressed))
    monkeypatch.setattr(click, "prompt", lambda *_args, **_options: next(typed))
    kept: Kept = []
    console = Console(file=io.StringIO(), width=100)
    done = triage(subjects, lambda subject, *said: kept.append((subject.subject, *said)), console)
    assert isinstance(console.file, io.StringIO)
    return done, kept, console.file.getvalue()


def different(number: int) -> Subject:
    return made_up(number, f"finding {number}")


def test_every_verdict_has_a_key_and_only_weighty_ones_ask_why(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = [different(number) for number in range(7)]
    done, kept, _ = run(monkeypatch, "kwadnrs", ["bought", " last resort ", "", "news", "a paper"], *subjects)
    assert [said[1:] for said in kept] == [
        (Verdict.KEEP, "", ""),
        (Verdict.WATCH, "", ""),
        (Verdict.ASK_REMOVAL, "bought", ""),
        (Verdict.DISAVOW, "last resort", ""),
        (Verdict.NOT_OURS, "", ""),
        (Verdict.RECLASSIFY, "a paper", "news"),
    ]
    assert done == Triage(decided=6, left=1)


def test_back_decides_again_and_quit_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    done, kept, shown = run(monkeypatch, "kuwq", [], different(1), different(2), different(3))
    assert kept == [("site1.test", Verdict.KEEP, "", ""), ("site1.test", Verdict.WATCH, "", "")]
    assert done == Triage(decided=1, left=2)
    assert "You decided keep; a new decision replaces it." in shown


def test_all_that_are_here_for_the_same_finding_can_be_decided_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    alike = [made_up(number, "one finding") for number in range(5)]
    done, kept, shown = run(monkeypatch, "kgw", [], *alike, different(9))
    assert kept == [(f"site{number}.test", Verdict.KEEP, "", "") for number in range(5)] + [
        ("site9.test", Verdict.WATCH, "", "")
    ]
    assert done == Triage(decided=6, left=0)
    assert "g decide this and all like it as the one before: keep (4)" in shown


def test_unknown_keys_and_reclassify_without_a_word_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, kept, _ = run(monkeypatch, "xgr?k", [""], different(1))
    assert kept == [("site1.test", Verdict.KEEP, "", "")]


def test_hostile_texts_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = [made_up(number, text) for number, text in enumerate(HOSTILE)]
    _, _, shown = run(monkeypatch, "s" * len(subjects), [], *subjects)
    assert not {character for character in shown if not character.isprintable()} - {"\n", "\u200d", "\u00a0"}
