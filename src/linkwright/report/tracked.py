"""How a plan goes, on one terminal screen."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from linkwright.plan.progress import ChannelProgress, Progress, Won
from linkwright.report.neutral import plain, shortened
from linkwright.vocabulary.numbers import Interval

WIDTH = 100
PAGES = 8  # pages that get a line of their own
_LONGEST = 40  # characters of a page or a search phrase


def render_progress(progress: Progress, console: Console) -> None:
    """Print what was promised, what came, what that says of the rest, and what to change."""
    for line in _lines(progress):
        fixed = not isinstance(line, Padding)
        console.print(line, width=min(WIDTH, console.width), crop=True, overflow="ellipsis", no_wrap=fixed)


def _lines(progress: Progress) -> Iterator[Text | Table | Padding]:
    yield Text(f"Plan {progress.version} of {plain(progress.site)}", style="bold")
    yield Text(f"made {progress.made_on}, looked at {progress.day}, ends {progress.ends}", style="dim")
    yield from _sentences("", progress.words)
    if progress.links is not None:
        yield _won(progress.links, progress.quality)
    if any(channel.contacted for channel in progress.channels):
        yield _channels(progress.channels)
    if progress.pages:
        yield _pages(progress)
    yield from _sentences("What to change", progress.adjustment)
    yield from _sentences("Not known", progress.not_known)


def _sentences(title: str, sentences: tuple[str, ...]) -> Iterator[Text | Padding]:
    if title and sentences:
        yield Text(title, style="bold")
    for sentence in sentences:
        yield Padding(Text(plain(sentence)), (0, 0, 0, 2))


def _won(links: Won, quality: Won | None) -> Table:
    table = _table("Won since", "promised by now", "so far", "promised in all", "expected in all")
    for name, won, digits in (("links", links, 0), ("quality", quality, 1)):
        if won is not None:
            numbers = (won.promised_by_now, won.won, won.promised, won.expected)
            table.add_row(name, *(_range(number, digits) for number in numbers))
    return table


def _channels(channels: tuple[ChannelProgress, ...]) -> Table:
    table = _table("Channel", "written to", "links", "a hundred bring", "planned", "money a link")
    for channel in channels:
        if channel.contacted:
            money = "not counted" if channel.cost_a_link is None else f"{channel.cost_a_link:,.0f}"
            table.add_row(
                Text(plain(channel.channel)),
                f"{channel.contacted:,}",
                f"{channel.placed:,}",
                _range(channel.placed_a_hundred, 1),
                f"{channel.planned_a_hundred:.1f}",
                money,
            )
    return table


def _pages(progress: Progress) -> Table:
    table = _table("Page and search phrase", "wanted", "chance promised", "place now")
    for page in progress.pages[:PAGES]:
        name = f"{shortened(plain(page.page), _LONGEST)}  {shortened(plain(page.keyword), _LONGEST)}"
        place = "not known" if page.position is None else f"{page.position:g} ({page.position_day})"
        table.add_row(Text(name), page.wanted, f"{page.promised.low:.0%} to {page.promised.high:.0%}", place)
    if len(progress.pages) > PAGES:
        table.add_row(f"and {len(progress.pages) - PAGES} more")
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(first, no_wrap=True, overflow="ellipsis", max_width=52)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _range(number: Interval, digits: int) -> str:
    if number.low == number.high:
        return f"{number.middle:,.{digits}f}"
    return f"{number.middle:,.{digits}f} ({number.low:,.{digits}f} to {number.high:,.{digits}f})"
