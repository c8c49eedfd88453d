"""A comparison on one screen of a terminal: about 40 lines of 100 columns."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkwright.compare.model import Comparison
from linkwright.report.comparison.facing import facing
from linkwright.report.comparison.listings import sayings
from linkwright.report.neutral import plain, shortened
from linkwright.report.ranges import told
from linkwright.report.reading import count_of, percent
from linkwright.report.screen import new_table, print_blocks, sentences

SITES = 4  # beside each other; more do not fit a line
PROSPECTS, ASSETS = 8, 4


def render_comparison_summary(comparison: Comparison, console: Console) -> None:
    """Print how fair it is, the sites side by side, and who to write to first. Outside texts are neutralised."""
    print_blocks(
        console,
        (
            Text(f"{plain(comparison.site)} beside {count_of(len(comparison.sides) - 1, 'competitor')}", style="bold"),
            *_fairness(comparison),
            *_sides(comparison),
            *sentences(sayings(comparison), 3),
            *_prospects(comparison),
            *_assets(comparison),
            *sentences(comparison.not_known, 2),
        ),
    )


def _fairness(comparison: Comparison) -> Iterator[Text]:
    fair = comparison.fairness
    if not fair.fair:
        yield Text("Not like with like: no source covers all sites.", style="yellow")
    yield from sentences(fair.words, 2)


def _sides(comparison: Comparison) -> Iterator[Text | Table]:
    shown = comparison.sides[:SITES]
    yield Text()
    table = new_table("Side by side", *(shortened(plain(side.site), 18) for side in shown))
    for measure in facing(shown):
        table.add_row(measure.label, *measure.values)
    yield table
    if len(comparison.sides) > SITES:
        yield Text(f"and {count_of(len(comparison.sides) - SITES, 'more site')} in the files", style="dim")


def _prospects(comparison: Comparison) -> Iterator[Text | Table]:
    yield Text()
    if not comparison.prospects:
        yield Text("No website is known that links to a competitor and not to you.")
        return
    table = new_table(f"Link gap: {count_of(comparison.prospects_total, 'website')}", "brings (Q)", "likely", "page")
    for each in comparison.prospects[:PROSPECTS]:
        table.add_row(
            Text(shortened(plain(each.referring_domain), 30)),
            told(each.expected),
            percent(each.likely),
            Text(shortened(plain(each.page), 34)),
        )
    yield table


def _assets(comparison: Comparison) -> Iterator[Text | Table]:
    if not comparison.assets:
        return
    yield Text()
    table = new_table("What earns links", "pages", "websites", "Q a page")
    for each in comparison.assets[:ASSETS]:
        table.add_row(
            Text(shortened(plain(each.content_type), 30)),
            f"{each.pages:,}",
            f"{each.referring_domains:,}",
            told(each.per_page),
        )
    yield table
