"""An explanation on a terminal: verdict, points, evidence of a scheme, rows, what would change it."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkwright.report.neutral import plain
from linkwright.rubric import Explanation
from linkwright.rubric.explanation import Decided


def render_explanation(explanation: Explanation, console: Console) -> None:
    """Print one explanation. Texts from files are shown with control characters made visible."""
    console.print(Text(plain(explanation.title), style="bold"))
    _verdict(explanation, console)
    if explanation.decided:
        console.print(Text(_in_words(explanation.decided), style="bold"))
    if explanation.reading:
        console.print(Text(explanation.reading))
    _points(explanation, console)
    _checks(explanation, console)
    _votes(explanation, console)
    _lines("What was found", explanation.findings, console)
    _sources(explanation, console)
    _evidence(explanation, console)
    _lines("Its numbers" if explanation.kind == "signal" else "What would change it", explanation.changes, console)
    for heading, text in explanation.sections:
        _lines(heading, (text,), console)
    _lines("Every decision about it", tuple(map(_with_standing, explanation.history)), console)
    _lines("The name could also mean", explanation.others, console)


def _verdict(explanation: Explanation, console: Console) -> None:
    parts = [f"{explanation.kind} {plain(explanation.subject)}"]
    if explanation.tier:
        parts.append(f"tier {explanation.tier}")
    if explanation.value is not None:
        parts.append(f"value {explanation.value:.1f} ({explanation.value_low:.0f} to {explanation.value_high:.0f})")
    if explanation.coverage is not None:
        parts.append(f"known {explanation.coverage:.0%} of what counts")
    console.print(Text(" · ".join(parts), style="dim"))


def _in_words(decided: Decided) -> str:
    value = f" as {decided.value}" if decided.value else ""
    reason = f" “{plain(decided.reason)}”" if decided.reason else " No reason was given."
    return (
        f"{plain(decided.who)} decided on {decided.day} about {plain(decided.about)}: {decided.verdict}{value}.{reason}"
    )


def _with_standing(decided: Decided) -> str:
    return f"{_in_words(decided)} ({decided.standing}; row {decided.observation})"


def _points(explanation: Explanation, console: Console) -> None:
    if not explanation.points:
        return
    table = _table("Value, point by point", "Factor", "What was seen", "Why it counts so", "Source")
    table.columns[0].no_wrap = True
    table.add_column("Points", justify="right", no_wrap=True)
    for point in explanation.points:
        seen = plain(point.observed) if point.known else "not known: neutral points"
        most = f" of {point.most:g}" if point.most else ""
        table.add_row(point.factor, Text(seen), point.why, point.source, f"{point.points:+.1f}{most}")
    table.add_section()
    table.add_row("sum", "", "", "", f"{sum(point.points for point in explanation.points):.1f}")
    console.print(table)


def _checks(explanation: Explanation, console: Console) -> None:
    if not explanation.checks:
        return
    table = _table("What makes a good link", "Question", "Answer", "What was seen", "Row")
    for check in explanation.checks:
        table.add_row(check.question, check.answer, Text(plain(check.because)), check.observation)
    console.print(table)


def _votes(explanation: Explanation, console: Console) -> None:
    if explanation.votes:
        table = _table("Evidence of a scheme, one vote per kind of evidence", "Kind", "Found by", "Why")
        table.add_column("Likelier by", justify="right")
        for vote in explanation.votes:
            counts = "" if vote.counts else " (supports only)"
            table.add_row(vote.family, ", ".join(vote.signals), vote.why, f"{vote.ratio:.1f} to 1{counts}")
        console.print(table)
    if explanation.chances:
        chances = ", ".join(f"{chance:.1%} if {prior:.0%} of such links are" for prior, chance in explanation.chances)
        console.print(Text(f"Probability of a scheme: {chances}."))


def _sources(explanation: Explanation, console: Console) -> None:
    if not explanation.sources:
        return
    table = _table("What each source says", "Source", "Status", "Followed", "Anchor", "Seen", "Row")
    for says in explanation.sources:
        followed = {True: "yes", False: "no", None: "not said"}[says.followed]
        status = " ".join(part for part in (says.status, says.status_reason) if part)
        seen = f"{says.first_seen or '?'} to {says.last_seen or '?'}"
        table.add_row(says.source, status, followed, Text(plain(says.anchor)), seen, says.observation)
    console.print(table)


def _evidence(explanation: Explanation, console: Console) -> None:
    if not explanation.evidence:
        return
    table = _table("The rows behind it", "Source", "Row", "Cells")
    for row in explanation.evidence:
        cells = "; ".join(f"{name}: {plain(value)}" for name, value in row.cells)
        table.add_row(f"{row.source} {row.report}", row.observation, Text(cells))
    console.print(table)


def _lines(heading: str, lines: tuple[str, ...], console: Console) -> None:
    if lines:
        console.print(Text(f"\n{heading}", style="bold"))
    for line in lines:
        console.print(Text(f"  {plain(line)}" if "\n" not in line else line))


def _table(title: str, *names: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    return table
