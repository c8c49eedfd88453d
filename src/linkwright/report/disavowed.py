"""The check of a disavow file and its next version, on a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from linkwright.cleanup.disavow_file import entry_line
from linkwright.cleanup.disavow_model import Cost, DisavowCheck, Level, Problem
from linkwright.cleanup.disavow_writing import NextFile
from linkwright.report.neutral import plain, shortened
from linkwright.report.reading import count_of

WIDTH = 100
LINES_OF_A_KIND = 5  # that are shown, without --all
_LONGEST = 80
_LEVELS = {
    Level.HARM: "Look at these first: obeyed, they may cost something worth having",
    Level.REFUSED: "Google cannot read these",
    Level.IDLE: "These do nothing",
    Level.UNTIDY: "These work, but mislead a reader",
}


def render_check(check: DisavowCheck, console: Console, *, every_line: bool = False) -> None:
    """Print the problems, the worst first and each kind once, then what obeying the file would cost."""
    most = len(check.problems) if every_line else LINES_OF_A_KIND
    for text in _check(check, most):
        console.print(text, width=min(WIDTH, console.width))


def _check(check: DisavowCheck, most: int) -> Iterator[Text | Padding]:
    yield Text(plain(check.file), style="bold")
    parts = (count_of(check.lines, "line"), count_of(check.domains, "domain"), count_of(check.urls, "URL"))
    yield Text(f"{', '.join(parts)}, {count_of(check.comments, 'comment')}")
    for level, title in _LEVELS.items():
        found = [problem for problem in check.problems if problem.level is level]
        if found:
            yield Text(f"\n{title}: {len(found):,}", style="bold")
            yield from _kinds(found, most)
    if not check.problems:
        yield Text("No problem found.")
    if check.cost is not None:
        yield Text("\nIf Google does as this file says", style="bold")
        yield from (Padding(Text(words), (0, 0, 0, 2)) for words in cost_words(check.cost))
    else:
        yield Text("\nWhat it would cost is not known: run this in a workspace with your links.", style="dim")


def _kinds(problems: Sequence[Problem], most: int) -> Iterator[Text | Padding]:
    by_kind = sorted(problems, key=lambda problem: problem.kind)
    kinds = [list(group) for _, group in groupby(by_kind, key=lambda problem: problem.kind)]
    for group in sorted(kinds, key=len, reverse=True):
        first = group[0]
        yield Padding(Text(f"{first.title} ({len(group):,})"), (0, 0, 0, 2))
        yield Padding(Text(plain(f"{first.why} {first.todo}"), style="dim"), (0, 0, 0, 4))
        for problem in group[:most]:
            if problem.line:
                yield Padding(Text(f"line {problem.line}: {shortened(plain(problem.text), _LONGEST)}"), (0, 0, 0, 4))
        if len(group) > most:
            yield Padding(Text(f"and {len(group) - most:,} more (--all shows them)", style="dim"), (0, 0, 0, 4))


def cost_words(cost: Cost) -> tuple[str, ...]:
    """Say in sentences what obeying a file would cost."""
    if not cost.matching:
        return ("Nothing changes: none of its entries covers a link that is known here.",)
    tiers = ", ".join(f"{domains:,} {tier}" for tier, domains in cost.tiers.items())
    said = [
        f"{cost.matching:,} of {cost.entries:,} entries cover something: {count_of(cost.links, 'link')} from "
        f"{count_of(cost.domains, 'referring domain')} ({tiers or 'none with a tier'}) stop counting.",
        f"That is {cost.quality:.1f} of quality (the value of each domain's best link, 100 points are 1).",
    ]
    if cost.sessions or cost.key_events:
        said.append(f"From there came {cost.sessions:,.0f} visits and {cost.key_events:,.0f} conversions.")
    if cost.in_search_console:
        said.append(f"{cost.in_search_console:,} of these domains are in Google's own sample of your links.")
    if cost.gone:
        said.append(f"{count_of(cost.gone, 'domain')} of it no longer link.")
    return tuple(said)


def render_next(made: NextFile, console: Console) -> None:
    """Print the difference from the live file."""
    for line, decision in made.removed:
        console.print(Text(f"- {plain(line.text)}    ({plain(decision.who or 'somebody')} decided to keep it)"))
    for decision in made.added:
        console.print(Text(f"+ {plain(entry_line(decision.kind, decision.subject))}"), soft_wrap=True)
    for decision, problem in made.refused:
        words = f"! {plain(decision.subject)} is kept out: {plain(problem.why)}"
        console.print(Text(words, style="yellow"), soft_wrap=True)
    counts = f"{len(made.added):,} added, {len(made.removed):,} taken out, {made.already:,} there already"
    console.print(Text(counts, style="bold"))
