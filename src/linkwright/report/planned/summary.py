"""A plan on one screen of a terminal: about 45 lines of 100 columns."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkwright.plan.model import Plan
from linkwright.report.neutral import plain, shortened
from linkwright.report.planned.answer import asked, doubts, helped_first, not_answered
from linkwright.report.planned.listings import alike
from linkwright.report.planned.need_charts import short_name
from linkwright.report.ranges import amount, ends, told
from linkwright.report.reading import count_of, percent
from linkwright.report.screen import new_table, print_blocks, sentences

NEEDS, CHANNELS, MILESTONES, REFUSALS = 8, 5, 4, 3


def render_plan_summary(plan: Plan, console: Console) -> None:
    """Print the answer, what each page needs, the ways to get there, and the doubts. Outside texts are neutralised."""
    print_blocks(
        console,
        (
            Text(f"How many links does {plain(plan.site)} need? (version {plan.version:,})", style="bold"),
            Text(asked(plan.request), style="dim"),
            Text(),
            *_headline(plan),
            *sentences(plan.answer, 5, lines=3),
            *(sentences((f"If you do one thing: {plan.strongest}",), 1, lines=3) if plan.strongest else ()),
            *_needs(plan),
            *_channels(plan),
            *_milestones(plan),
            *_unknown(plan),
        ),
    )


def _headline(plan: Plan) -> Iterator[Text]:
    if plan.links is None:
        return
    quality = f", quality Q {told(plan.quality)}" if plan.quality else ""
    yield Text.assemble(
        "Links to win: ", (amount(plan.links.middle, 0), "bold"), f", likely {ends(plan.links, 0)}{quality}"
    )


def _needs(plan: Plan) -> Iterator[Text | Table]:
    if not plan.needs:
        return
    yield Text()
    table = new_table("Search", "now", "links to win", "without", "reached", "page")
    for need in helped_first(plan.needs)[:NEEDS]:
        table.add_row(
            Text(shortened(plain(need.keyword), 30)),
            "–" if need.position is None else amount(need.position, 0),
            "links alone unlikely" if need.links_alone_unlikely else told(need.links_needed, 0),
            "–" if need.reached_without is None else percent(need.reached_without.middle),
            "–" if need.reached is None else percent(need.reached.middle),
            Text(short_name(need.page)),
        )
    yield table
    yield Text("Without and with the plan: chances if nothing but links changes.", style="dim")
    if len(plan.needs) > NEEDS:
        yield Text(f"and {count_of(len(plan.needs) - NEEDS, 'more search', 'more searches')} in the files", style="dim")


def _channels(plan: Plan) -> Iterator[Text | Table]:
    if not plan.channels:
        return
    yield Text()
    table = new_table("How", "links", "people to write to", "hours", "cost")
    for each in plan.channels[:CHANNELS]:
        table.add_row(
            Text(shortened(plain(each.channel), 30)),
            amount(each.links.middle, 0),
            ends(each.contacts, 0),
            ends(each.hours, 0),
            ends(each.cost, 0),
        )
    yield table


def _milestones(plan: Plan) -> Iterator[Text | Table]:
    if not plan.milestones:
        return
    yield Text()
    table = new_table("By when", "kind", "expected")
    for each in plan.milestones[:MILESTONES]:
        table.add_row(
            Text(shortened(f"{each.day:%b %Y} {plain(each.measure)}", 36)),
            each.kind,
            "–" if each.expected is None else told(each.expected, 0),
        )
    yield table


def _unknown(plan: Plan) -> Iterator[Text]:
    yield Text()
    refused = [f"{said} {todo}" for said, (_, todo) in zip(not_answered(plan), alike(plan.refusals), strict=True)]
    yield from sentences(refused, REFUSALS)
    if len(refused) > REFUSALS:
        yield Text(f"and {count_of(len(refused) - REFUSALS, 'more question')} not answered", style="dim")
    yield from sentences(doubts(plan), 2)
