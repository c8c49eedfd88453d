"""Removal requests and their log, on a terminal screen."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from linkwright.cleanup.removal import Request
from linkwright.cleanup.removal_log import Step
from linkwright.report.neutral import plain, shortened

WIDTH = 100
MOST_SHOWN = 30  # owners that get lines of their own
_LONGEST = 60  # characters of an owner
_NONE = (
    "Nobody is to be asked: no person decided “ask removal” in a review (`linkwright review`). A score alone asks "
    "nobody, and most sites need no removal at all."
)


def render_requests(requests: Sequence[Request], console: Console, *, every: bool = False) -> None:
    """Print who is to be asked: the owner, its links, how to reach it, how it stands, what is to be done next."""
    if not requests:
        console.print(Text(_NONE), width=_width(console))
        return
    for line in _lines(requests, every=every):
        console.print(line, width=_width(console))


def _width(console: Console) -> int:
    return min(WIDTH, console.width)


def _lines(requests: Sequence[Request], *, every: bool) -> Iterator[Text | Padding]:
    counts = Counter(str(request.progress.state) for request in requests)
    owners = "1 owner" if len(requests) == 1 else f"{len(requests):,} owners"
    yield Text(f"{owners}: " + ", ".join(f"{state} {count:,}" for state, count in counts.most_common()), style="bold")
    for request in requests if every else requests[:MOST_SHOWN]:
        domains = f" ({len(request.domains):,} domains)" if len(request.domains) > 1 else ""
        links = "1 link" if len(request.links) == 1 else f"{len(request.links):,} links"
        yield Text(f"{shortened(plain(request.owner), _LONGEST)}{domains}: {links}", style="bold")
        yield _indented(f"reach: {request.reach}")
        yield _indented(request.progress.words)
        if request.progress.todo:
            due = f", due {request.progress.due}" if request.progress.due else ""
            yield _indented(f"next: {request.progress.todo}{due}")
        if request.reason:
            yield _indented(f"why: {shortened(request.reason, 200)} ({request.who}, {request.decided_on})")
    if not every and len(requests) > MOST_SHOWN:
        yield Text(f"and {len(requests) - MOST_SHOWN:,} more: --all", style="dim")


def _indented(words: str) -> Padding:
    return Padding(Text(plain(words)), (0, 0, 0, 2))


def render_log(log: Sequence[Step], requests: Sequence[Request], console: Console) -> None:
    """Print every step, the oldest first, then how the requests stand."""
    if not log:
        console.print(Text("The log is empty: no letter was sent yet."), width=_width(console))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for name in ("Day", "Owner", "Step", "Contact", "Words"):
        table.add_column(name, overflow="fold")
    for step in log:
        words = " ".join(part for part in (step.words, f"({step.who})" if step.who else "") if part)
        cells = (str(step.at.date()), step.owner, str(step.step), step.contact, shortened(words, 200))
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console.print(table, width=_width(console))
    asked = [request for request in requests if request.steps]
    for request in asked:
        due = f" Due {request.progress.due}: {request.progress.todo}." if request.progress.due else ""
        console.print(_indented(f"{request.owner}: {request.progress.words}{due}"), width=_width(console))
