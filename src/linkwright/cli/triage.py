"""`linkwright review --interactive`: one subject at a time, one key each. Every decision is kept at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import click
from rich.console import Console
from rich.text import Text

from linkwright.cleanup.review_answers import LONGEST_REASON, VALUES
from linkwright.cleanup.review_model import Subject
from linkwright.report.reviewed import WIDTH, subject_lines
from linkwright.vocabulary.terms import Verdict

Keep = Callable[[Subject, Verdict, str, str], None]  # subject, verdict, reason, what instead
_Answer = tuple[Verdict, str, str]
_KEYS = {
    "k": Verdict.KEEP,
    "w": Verdict.WATCH,
    "a": Verdict.ASK_REMOVAL,
    "d": Verdict.DISAVOW,
    "n": Verdict.NOT_OURS,
    "r": Verdict.RECLASSIFY,
}
_HELP = "k keep · w watch · a ask removal · d disavow · n not ours · r reclassify · s skip · u back · q quit"
_QUIT = frozenset("q\x03\x04\x1b")
_WHY = frozenset({Verdict.ASK_REMOVAL, Verdict.DISAVOW, Verdict.NOT_OURS, Verdict.RECLASSIFY})


@dataclass(frozen=True)
class Triage:
    """What was done: subjects decided and left."""

    decided: int
    left: int


def triage(subjects: Sequence[Subject], keep: Keep, console: Console) -> Triage:
    """Go through subjects with single keys until all are seen or the person quits.

    Args:
        subjects: the most pressing first.
        keep: told each decision as it is made. None is ever taken back: `u` goes back to decide again, and the newest
            counts.
        console: where to print.
    """
    decided: dict[int, _Answer] = {}
    at = 0
    while at < len(subjects):
        before = at - 1 if at and subjects[at - 1].cause == subjects[at].cause != "" else None
        _show(subjects, at, decided, before, console)
        key = click.getchar().lower()
        if key in _QUIT:
            break
        if key == "u":
            at = max(0, at - 1)
        elif key in ("s", " "):
            at += 1
        elif key == "g" and before is not None and before in decided:
            answer = decided[before]
            while at < len(subjects) and subjects[at].cause == subjects[before].cause:
                keep(subjects[at], *answer)
                decided[at] = answer
                at += 1
        elif key in _KEYS and (given := _asked(_KEYS[key])):
            keep(subjects[at], *given)
            decided[at] = given
            console.print(Text(f"   {given[0]}: kept", style="bold green"))
            at += 1
    return Triage(len(decided), len(subjects) - len(decided))


def _show(
    subjects: Sequence[Subject], at: int, decided: Mapping[int, _Answer], before: int | None, console: Console
) -> None:
    console.print()
    for line in subject_lines(subjects[at], f"{at + 1} of {len(subjects)}: ", evidence=True):
        console.print(line, width=min(WIDTH, console.width))
    if at in decided:
        console.print(Text(f"   You decided {decided[at][0]}; a new decision replaces it.", style="yellow"))
    if before is not None and before in decided:
        same = sum(each.cause == subjects[at].cause for each in subjects[at:])
        console.print(Text(f"g decide this and all like it as the one before: {decided[before][0]} ({same:,})", "dim"))
    console.print(Text(_HELP, style="dim"))


def _asked(verdict: Verdict) -> _Answer | None:
    """The answer with its reason, and what instead; None to ask for another key."""
    instead = ""
    if verdict is Verdict.RECLASSIFY:
        instead = click.prompt("As what", type=click.Choice((*VALUES, "")), default="", show_default=False, err=True)
        if not instead:
            return None
    if verdict not in _WHY:
        return verdict, "", ""
    reason = click.prompt("Why (Enter for none)", default="", show_default=False, err=True)
    return verdict, reason.strip()[:LONGEST_REASON], instead
