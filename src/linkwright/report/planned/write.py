"""Write a plan: plan.html, plan-summary.html for a client, plan.xlsx, plan.md and plan.json."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from linkwright.compare.model import Prospect
from linkwright.plan.model import Plan
from linkwright.report.comparison.listings import prospect_listing
from linkwright.report.envelope import enveloped, fields_of
from linkwright.report.frame import render_page
from linkwright.report.glosses import PLAN_GLOSSES
from linkwright.report.marked import bullets, paragraphs, table
from linkwright.report.model import Listing
from linkwright.report.neutral import markdown_text
from linkwright.report.planned.answer import asked, client_answer, client_parts, client_searches, doubts, tiles
from linkwright.report.planned.listings import CHANNELS_SHOWN, MIX_SHOWN, NEEDS_SHOWN, plan_listings
from linkwright.report.planned.need_charts import need_charts
from linkwright.report.planned.work_charts import work_charts
from linkwright.report.ranges import amount, ends, folded, told
from linkwright.report.sheets import new_book, write_notes, write_sheet
from linkwright.report.whole import whole_files, write_text

SCHEMA_VERSION = 1  # of plan.json: goes up when a field changes its name or its meaning
_FILES = ("plan.html", "plan-summary.html", "plan.xlsx", "plan.md", "plan.json")
_SHOWN = {"needs": NEEDS_SHOWN, "channels": CHANNELS_SHOWN, "mix": MIX_SHOWN}
_SHEETS = {
    "needs": "Needs",
    "calendar": "Calendar",
    "channels": "Channels",
    "shares": "Pages",
    "mix": "Kinds",
    "trades": "Strong or many",
    "sways": "What would change it",
    "refusals": "Not answered",
    "assumptions": "Assumptions",
}


def write_plan(plan: Plan, folder: Path, prospects: Sequence[Prospect] = ()) -> tuple[Path, ...]:
    """Write every rendering of a plan into a folder; all of them, or none.

    Args:
        plan: what to show.
        folder: made when it does not exist.
        prospects: whom to write to, for a sheet of the workbook.

    Returns:
        The paths written, plan.html first.

    Raises:
        StorageError: the folder cannot be written.
    """
    with whole_files(folder, _FILES, "plan") as making:
        write_text(making / "plan.html", render_plan_html(plan))
        write_text(making / "plan-summary.html", render_client_html(plan))
        write_plan_workbook(plan, making / "plan.xlsx", prospects)
        write_text(making / "plan.md", render_plan_markdown(plan))
        write_text(making / "plan.json", enveloped(plan_data(plan)))
    return tuple(folder / name for name in _FILES)


def plan_data(plan: Plan) -> dict[str, object]:
    """Return the plan as plain dictionaries, lists, texts and numbers; texts from files as found."""
    return {"schema": SCHEMA_VERSION, **fields_of(plan)}


def render_plan_html(plan: Plan) -> str:
    """Return the whole page."""
    return render_page(
        "plan.html.j2",
        listings=[_for_reading(listing) for listing in plan_listings(plan)],
        charts=(*need_charts(plan), *work_charts(plan)),
        glosses=PLAN_GLOSSES,
        file_names={},
        tool_version=plan.tool_version,
        plan=plan,
        asked=asked(plan.request),
        tiles=tiles(plan),
        doubts=doubts(plan),
        amount=amount,
        ends=ends,
        told=told,
    )


def render_client_html(plan: Plan) -> str:
    """Return one page in plain language, to print and hand over."""
    return render_page(
        "plan-summary.html.j2",
        listings=(),
        charts=(),
        glosses={},
        file_names={},
        tool_version=plan.tool_version,
        plan=plan,
        answer=client_answer(plan),
        searches=client_searches(plan),
        parts=client_parts(plan),
    )


def _for_reading(listing: Listing) -> Listing:
    return folded(listing, _SHOWN.get(listing.id, ()))


def write_plan_workbook(plan: Plan, path: Path, prospects: Sequence[Prospect]) -> None:
    """Write plan.xlsx: what it says, needs, calendar, channels, prospects where there are any, assumptions."""
    listings = {listing.id: listing for listing in plan_listings(plan)}
    with new_book(path, f"Plan for {plan.site}", plan.made_at) as book:
        write_notes(book, "Summary", _notes(plan))
        for name, title in _SHEETS.items():
            write_sheet(book, title, listings[name].columns, listings[name].rows)
        if prospects:
            listing = prospect_listing(prospects, len(prospects))
            write_sheet(book, "Prospects", listing.columns, listing.rows)


def _notes(plan: Plan) -> Iterator[tuple[str, str | int]]:
    yield "Site", plan.site
    yield "Version", plan.version
    yield "Made", plan.made_at.strftime("%Y-%m-%d %H:%M UTC")
    yield "Linkwright, rubric", f"{plan.tool_version}, {plan.rubric_version}"
    yield "Draws", plan.draws
    yield "Seed", plan.seed
    yield "Asked", asked(plan.request)
    yield from (("Page", page) for page in plan.request.pages)
    yield from (("Search", keyword) for keyword in plan.request.keywords)
    yield "Links to win", told(plan.links, 0)
    yield "Quality they bring (Q)", told(plan.quality)
    yield from (("Answer", text) for text in plan.answer)
    if plan.strongest:
        yield "If you do one thing", plan.strongest
    yield from (("How fast", text) for text in plan.pace.words)
    if plan.nothing:
        yield "If nothing is done", plan.nothing.words
    yield from (("Doubt", text) for text in doubts(plan))


def render_plan_markdown(plan: Plan) -> str:
    """Return the text of plan.md, in the order of the page."""
    needs, mix, trades, shares, calendar, channels, sways, refusals, assumptions = (
        _for_reading(listing) for listing in plan_listings(plan)
    )
    parts = (
        f"# How many links does {markdown_text(plan.site)} need?",
        f"Version {plan.version:,}, {plan.made_at:%Y-%m-%d}, Linkwright {markdown_text(plan.tool_version)}, rubric "
        f"{markdown_text(plan.rubric_version)}",
        f"Asked: {asked(plan.request)}",
        "## The answer",
        bullets([f"{tile.label}: {tile.number} ({tile.under})" for tile in tiles(plan)]),
        paragraphs(plan.answer),
        f"**If you do one thing.** {markdown_text(plan.strongest)}" if plan.strongest else "",
        *_part("How many", table(needs)),
        *_part("What kind", table(trades), table(mix)),
        *_part("Where", table(shares)),
        *_part("How fast", paragraphs(plan.pace.words)),
        *_part("How", table(channels)),
        *_part("By when", table(calendar)),
        *_part("What would change it", table(sways)),
        *_part("If nothing is done", markdown_text(plan.nothing.words) if plan.nothing else ""),
        *_part("What we do not know", bullets(doubts(plan)), table(refusals)),
        *_part("Assumptions", table(assumptions)),
        "## Words used here",
        "\n".join(f"- **{word}**: {meaning}" for word, meaning in PLAN_GLOSSES.items()),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(title: str, *texts: str) -> Iterator[str]:
    if any(texts):
        yield f"## {title}"
        yield from texts
