"""The tables of a plan."""

from collections.abc import Sequence

from linkwright.plan.model import PageNeed, Plan, Refusal
from linkwright.report.model import Cell, Column, Kind, Listing, Row
from linkwright.report.ranges import cells, spread
from linkwright.report.reading import rounded
from linkwright.vocabulary.numbers import Interval

# What of these stands on a page; the workbook has all.
NEEDS_SHOWN = (
    "keyword",
    "page",
    "volume",
    "position",
    "quality_now",
    "quality_needed",
    "links_needed",
    "reached",
    "reached_without",
    "links_alone_unlikely",
)
CHANNELS_SHOWN = ("channel", "links", "contacts", "kept", "hours", "cost", "own_outcomes")
MIX_SHOWN = ("aspect", "value", "links", "own", "rivals_median", "wanted", "reason")


def plan_listings(plan: Plan) -> tuple[Listing, ...]:
    """Return all of them, in the order of the page."""
    return (
        need_listing(plan),
        mix_listing(plan),
        trade_listing(plan),
        share_listing(plan),
        calendar_listing(plan),
        channel_listing(plan),
        sway_listing(plan),
        refusal_listing(plan),
        assumption_listing(plan),
    )


def need_listing(plan: Plan) -> Listing:
    """What each page needs for each search."""
    return Listing.whole(
        "needs",
        "What each page needs",
        "One row is one page and one search. Links needed counts in that some links go and that competitors go on.",
        (
            Column("keyword", "Search", Kind.OUTSIDE),
            Column("page", "Page", Kind.OUTSIDE),
            Column("volume", "Searches a month", Kind.NUMBER, "searches"),
            Column("position", "Position now", Kind.NUMBER, "position"),
            Column("target", "Aim: first", Kind.NUMBER, "first results"),
            *spread("quality_now", "Q now", gloss="Q"),
            *spread("quality_needed", "Q to add", gloss="Q"),
            *spread("links_needed", "Links to win", gloss="P10, P50, P90"),
            *spread("reached", "Reached with the plan", Kind.SHARE, "reached"),
            *spread("reached_without", "Reached without links", Kind.SHARE, "reached"),
            Column("no_effect", "No effect", Kind.SHARE, "no effect"),
            Column("links_alone_unlikely", "Links alone unlikely", Kind.FLAG, "links alone", choice=True),
            Column("rivals_results", "Results with known Q", Kind.NUMBER),
            Column("rivals_estimated", "Of these estimated", Kind.NUMBER),
            Column("rivals_least", "Their least Q", Kind.NUMBER, "Q"),
            Column("rivals_quarter", "A quarter has less than", Kind.NUMBER, "Q"),
            Column("rivals_median", "Half has less than", Kind.NUMBER, "Q"),
            Column("rivals_three_quarters", "Three quarters have less than", Kind.NUMBER, "Q"),
            Column("rivals_below", "Of them with less than you", Kind.SHARE),
            Column("rivals_without_links", "Results without known links", Kind.NUMBER),
            Column("doubts", "Doubts", Kind.SENTENCES),
        ),
        (_need_row(need) for need in plan.needs),
    )


def _need_row(need: PageNeed) -> Row:
    rivals = need.rivals
    theirs: tuple[Cell, ...] = (
        (
            rivals.results,
            rivals.estimated,
            rounded(rivals.least, 2),
            rounded(rivals.quarter, 2),
            rounded(rivals.median, 2),
            rounded(rivals.three_quarters, 2),
            rivals.own_place,
            rivals.without_links,
        )
        if rivals
        else (None,) * 8
    )
    return (
        need.keyword,
        need.page,
        need.volume,
        need.position,
        need.target,
        *cells(need.quality_now),
        *cells(need.quality_needed),
        *cells(need.links_needed, 0),
        *cells(need.reached, 4),
        *cells(need.reached_without, 4),
        need.no_effect,
        need.links_alone_unlikely,
        *theirs,
        " ".join(need.doubts) or None,
    )


def mix_listing(plan: Plan) -> Listing:
    """What kind of links to aim at."""
    return Listing.whole(
        "mix",
        "What kind to aim at",
        "Shares of websites: yours now, those who rank (from low to high), and of the new links of this plan.",
        (
            Column("aspect", "Aspect", choice=True),
            Column("value", "Value", Kind.OUTSIDE),
            Column("own", "Yours now", Kind.SHARE),
            Column("rivals_low", "Theirs, low", Kind.SHARE),
            Column("rivals_median", "Theirs, middle", Kind.SHARE),
            Column("rivals_high", "Theirs, high", Kind.SHARE),
            Column("wanted", "Of the new links", Kind.SHARE),
            Column("links", "Links", Kind.NUMBER),
            Column("reason", "Why", Kind.SENTENCES),
        ),
        (
            (
                each.aspect,
                each.value,
                each.own,
                each.rivals_low,
                each.rivals_median,
                each.rivals_high,
                each.wanted,
                each.links,
                each.reason,
            )
            for each in plan.mix
        ),
    )


def trade_listing(plan: Plan) -> Listing:
    """What the same quality takes from strong links and from weak ones."""
    return Listing.whole(
        "trades",
        "The same quality from strong links or weak ones",
        "Each row is a way of its own to the same Q: all of it from links of one tier.",
        (
            Column("tier", "Tier", Kind.TEXT, "tier"),
            *spread("quality_per_link", "Q a link", gloss="Q"),
            *spread("links", "Links to win"),
            *spread("kept", "Of them kept", gloss="kept"),
            *spread("hours", "Hours"),
            *spread("cost", "Cost"),
        ),
        (
            (
                each.tier,
                *cells(each.quality_per_link),
                *cells(each.links, 0),
                *cells(each.kept, 0),
                *cells(each.hours, 0),
                *cells(each.cost, 0),
            )
            for each in plan.trades
        ),
    )


def share_listing(plan: Plan) -> Listing:
    """Which page gets how many links."""
    return Listing.whole(
        "shares",
        "Where the links should lead",
        "Links go where they are expected to bring most clicks; where nobody counts the searches, where "
        "they are needed. Links from your own pages are free: do these first.",
        (
            Column("page", "Page", Kind.OUTSIDE),
            Column("keywords", "Searches", Kind.OUTSIDE),
            Column("links", "Links", Kind.NUMBER),
            Column("quality", "Q", Kind.NUMBER, "Q"),
            *spread("clicks", "Clicks a month", gloss="clicks"),
            Column("internal_first", "Before that, for free", Kind.SENTENCES),
        ),
        (
            (
                each.page,
                ", ".join(each.keywords),
                each.links,
                rounded(each.quality, 2),
                *cells(each.clicks, 0),
                each.internal_first or None,
            )
            for each in plan.shares
        ),
    )


def calendar_listing(plan: Plan) -> Listing:
    """The links of every month, and what should show by when, by date."""
    months: list[Row] = [
        (day.isoformat(), "to do", "links to win this month", None, links, None, None)
        for day, links in plan.pace.months
    ]
    milestones: list[Row] = [
        (each.day.isoformat(), each.kind, each.measure, *cells(each.expected, 1), each.words or None)
        for each in plan.milestones
    ]
    return Listing.whole(
        "calendar",
        "Calendar",
        "What to do and what should show by when. Early signs (leading) tell whether the plan works long before ranks "
        "and clicks (lagging) move; review is a day to look and adjust.",
        (
            Column("day", "By", Kind.DATE),
            Column("kind", "Kind", choice=True),
            Column("measure", "What", Kind.OUTSIDE),
            *spread("expected", "Expected", gloss="interval"),
            Column("words", "Meaning", Kind.SENTENCES),
        ),
        sorted((*months, *milestones), key=lambda row: str(row[0])),
    )


def channel_listing(plan: Plan) -> Listing:
    """Ways to win links, and what each takes."""
    return Listing.whole(
        "channels",
        "Ways to win links, and what they take",
        "From websites found to links that still stand at the end, for the whole plan.",
        (
            Column("channel", "Channel", Kind.OUTSIDE),
            *spread("links", "Links planned"),
            *spread("prospects", "Websites to find", gloss="prospects"),
            *spread("contacts", "People to write to"),
            *spread("replies", "Answers"),
            *spread("placed", "Links made"),
            *spread("kept", "Kept", gloss="kept"),
            *spread("hours", "Hours"),
            *spread("cost", "Cost"),
            *spread("quality_per_link", "Q a link", gloss="Q"),
            Column("own_outcomes", "Own data", Kind.NUMBER, "own outcomes"),
            Column("words", "Note", Kind.SENTENCES),
        ),
        (
            (
                each.channel,
                *cells(each.links, 0),
                *cells(each.prospects, 0),
                *cells(each.contacts, 0),
                *cells(each.replies, 0),
                *cells(each.placed, 0),
                *cells(each.kept, 0),
                *cells(each.hours, 0),
                *cells(each.cost, 0),
                *cells(each.quality_per_link),
                each.own_outcomes,
                each.words or None,
            )
            for each in plan.channels
        ),
    )


def sway_listing(plan: Plan) -> Listing:
    """What moves the number of links."""
    return Listing.whole(
        "sways",
        "What would change the answer",
        "Links to win if one assumption is at its low end or at its high end and all else stays.",
        (
            Column("assumption", "Assumption", Kind.OUTSIDE),
            Column("at_low", "Links, at its low end", Kind.NUMBER),
            Column("at_high", "Links, at its high end", Kind.NUMBER),
            Column("words", "Meaning", Kind.SENTENCES),
        ),
        (
            (each.assumption, *cells(Interval(each.at_low, each.at_low, each.at_high), 0)[::2], each.words or None)
            for each in plan.sways
        ),
    )


def refusal_listing(plan: Plan) -> Listing:
    """Questions the plan does not answer; those that lack the same are one row."""
    return Listing.whole(
        "refusals",
        "What this plan does not answer",
        "Each with what is missing, and how to get it. Questions that lack the same are one row.",
        (
            Column("question", "Question", Kind.SENTENCES),
            Column("missing", "Missing", Kind.SENTENCES),
            Column("todo", "What to do", Kind.SENTENCES),
            Column("more", "More like it", Kind.NUMBER),
        ),
        (
            (questions[0], missing, todo, len(questions) - 1)
            for (missing, todo), questions in alike(plan.refusals).items()
        ),
    )


def alike(refusals: Sequence[Refusal]) -> dict[tuple[str, str], list[str]]:
    """What is missing and what to do about it -> the questions that lack it."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in refusals:
        found.setdefault((each.missing, each.todo), []).append(each.question)
    return found


def assumption_listing(plan: Plan) -> Listing:
    """Every number the plan rests on."""
    return Listing.whole(
        "assumptions",
        "Assumptions",
        "Every number the plan rests on, with its source. Those of your own data win over those of studies.",
        (
            Column("name", "Name", Kind.OUTSIDE),
            Column("meaning", "Meaning", Kind.SENTENCES),
            *spread("value", "Value", gloss="interval"),
            Column("own_data", "Own data", Kind.NUMBER, "own data"),
            Column("source", "Source", Kind.SENTENCES),
        ),
        ((each.name, each.meaning, *cells(each.value, 4), each.own_data, each.source) for each in plan.assumptions),
    )
