"""Blocks of a one-screen summary in a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkwright.report.neutral import plain, shortened

WIDTH = 100


def print_blocks(console: Console, blocks: Iterable[Text | Table]) -> None:
    """Print them, no wider than `WIDTH`. A text may take several lines, a table keeps one a row."""
    for block in blocks:
        fixed = isinstance(block, Table)
        console.print(block, width=min(WIDTH, console.width), crop=True, overflow="ellipsis", no_wrap=fixed)


def new_table(title: str, *names: str) -> Table:
    """A table without lines: texts on the left, numbers on the right."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(Text(title), max_width=36, no_wrap=True, overflow="ellipsis")
    for name in names:
        table.add_column(Text(name), justify="right", no_wrap=True, overflow="ellipsis")
    return table


def sentences(texts: Sequence[str], most: int, lines: int = 2) -> Iterator[Text]:
    """The first texts, outside words neutralised, each at most so many lines long."""
    for text in texts[:most]:
        yield Text(shortened(plain(text), lines * (WIDTH - 10)))
