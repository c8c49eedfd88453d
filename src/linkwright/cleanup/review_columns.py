"""The columns of a review in files. People fill in three of them; files that come back are found by these names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linkwright.cleanup.review_model import URGENCIES, Found, Subject

Cell = str | int | float | None
CELL_TEXT = 2_000  # characters of one cell; Excel allows 32,767 but becomes slow
VERDICT, REASON, INSTEAD, IDENTITY, MARK = "verdict", "reason", "instead", "id", "mark"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its key in JSON lines; in files that come back it may stand for the label.
        label: its heading in workbooks and csv.
        cell: what stands in it.
        about: what it means, for the sheet that explains.
        width: in a workbook, in characters.
        style: `fill` (the person fills it in), `outside` (long text), `chance`, or `grey` (leave as it is).
    """

    name: str
    label: str
    cell: Callable[[Subject], Cell]
    about: str
    width: int = 12
    style: str = ""


COLUMNS = (
    Column(
        VERDICT,
        "Verdict",
        lambda each: each.earlier.verdict if _holds(each) and each.earlier else "",
        "Your decision: pick a word from the list. Leave it empty to decide later.",
        14,
        "fill",
    ),
    Column(
        REASON,
        "Your reason",
        lambda each: each.earlier.reason if _holds(each) and each.earlier else "",
        "Why, in your own words. It is kept with the decision.",
        30,
        "fill",
    ),
    Column(
        INSTEAD,
        "Instead",
        lambda each: each.earlier.instead if _holds(each) and each.earlier else "",
        "Only with the verdict reclassify: what it is instead.",
        14,
        "fill",
    ),
    Column("name", "Name", lambda each: each.subject, "The website, or the name of the group.", 26),
    Column("what", "What it is", lambda each: each.what, "In words. A group counts as one owner.", 44, "outside"),
    Column(
        "suggestion",
        "We suggest",
        lambda each: str(each.suggestion.verdict),
        "What we would do. Never disavow: no score can justify that.",
        13,
    ),
    Column("why", "Why we suggest it", lambda each: each.suggestion.reason, "Our reason.", 50, "outside"),
    Column(
        "here", "Why it is here", lambda each: URGENCIES[each.urgency], "What makes it worth a look.", 30, "outside"
    ),
    Column(
        "alike",
        "Rows alike",
        lambda each: f"{each.alike:,} rows: {each.cause}" if each.alike > 1 else "",
        "Websites on their own that are here for the same finding: filter by it and decide them in one go.",
        24,
    ),
    Column("websites", "Websites", lambda each: each.websites, "Referring domains in it."),
    Column(
        "links", "Links", lambda each: each.links or each.claimed_links, "Links from them, or how many a source counts."
    ),
    Column("followed_links", "Followed", lambda each: each.followed_links, "Links known to be followed."),
    Column(
        "flagged_links",
        "Called spam",
        lambda each: each.flagged_links,
        "Links of websites that some tool calls spam: its opinion, which we can repeat but not check.",
    ),
    Column("tier", "Tier", lambda each: each.tier, "high, medium, low, suspect or unknown.", 10),
    Column(
        "risk_02",
        "Risk (2 %)",
        lambda each: round(each.risks[0], 4),
        "Chance of a scheme if 2 in 100 such links are.",
        10,
        "chance",
    ),
    Column("risk_05", "Risk (5 %)", lambda each: round(each.risks[1], 4), "The same if 5 in 100 are.", 10, "chance"),
    Column("risk_20", "Risk (20 %)", lambda each: round(each.risks[2], 4), "The same if 20 in 100 are.", 10, "chance"),
    Column(
        "families",
        "Kinds of evidence",
        lambda each: ", ".join(each.families),
        "Independent kinds of evidence, the strongest first. One kind alone condemns nothing.",
        22,
    ),
    Column(
        "found",
        "What was found",
        lambda each: "\n".join(f"{found.title}: {found_words(found, each)}" for found in each.found),
        "One line for each signal: its strongest finding.",
        60,
        "outside",
    ),
    Column(
        "evidence",
        "Rows behind it",
        lambda each: "\n".join(f"{found.title}: {', '.join(found.evidence)}" for found in each.found),
        "Where to look it up: file and row, as `file:row`.",
        36,
        "outside",
    ),
    Column(
        "pages",
        "Example pages",
        lambda each: "\n".join(f"{example.page} ({example.evidence})" for example in each.examples),
        "Pages that link to you, as text: think before you open one.",
        50,
        "outside",
    ),
    Column(
        "anchors",
        "Most frequent words",
        lambda each: "\n".join(f"{anchor} ({links:,})" for anchor, links in each.anchors),
        "The words of the links, with how many links have them.",
        30,
        "outside",
    ),
    Column(
        "value",
        "Value at stake",
        lambda each: None if each.value is None else round(each.value, 1),
        "0 to 100: what its best link brings and would be lost with it. Empty: not known.",
    ),
    Column(
        "visits", "Visits", lambda each: each.visits, "People who came from it. Empty: no web analytics was imported."
    ),
    Column(
        "in_search_console",
        "In Search Console",
        lambda each: _yes(each.in_search_console),
        "Whether Google lists it, which says only that Google knows it. Empty: none of its exports was imported.",
    ),
    Column("looks", "Our own look", lambda each: looks_words(each), "What `linkwright verify` saw.", 26),
    Column("first_seen", "First seen", lambda each: _iso(each.first_seen), "When a source first noticed a link of it."),
    Column("decided", "Decided before", lambda each: decided_words(each), "The newest decision, by whom and when.", 30),
    Column(
        "nature",
        "Nature",
        lambda each: each.nature,
        "What the group is. When that changes we ask again.",
        30,
        "outside",
    ),
    Column(IDENTITY, "Id", lambda each: each.id, "By this we know the row again: leave it as it is.", 30, "grey"),
    Column(
        MARK, "Mark", lambda each: each.mark, "By this we see that the group is still the same: leave it.", 14, "grey"
    ),
)


def row_of(subject: Subject, columns: Sequence[Column] = COLUMNS) -> tuple[Cell, ...]:
    """The cells of one subject, in the order of the columns, long texts cut."""
    return tuple(
        cell[:CELL_TEXT] if isinstance(cell, str) else cell for cell in (each.cell(subject) for each in columns)
    )


def found_words(found: Found, subject: Subject) -> str:
    """A finding with how far it reaches."""
    about = f" (at {found.websites:,} of its {subject.websites:,} websites)" if subject.websites > 1 else ""
    more = f" And {found.findings - 1:,} more like it." if found.findings > 1 else ""
    first = "for example " if found.findings > 1 else ""
    return f"{first}{found.words}{about}{more}"


def looks_words(subject: Subject) -> str:
    """What our own looks came to, in words."""
    looks = subject.looks
    if looks is None:
        return "not looked at"
    return f"{looks.stands:,} still there, {looks.gone:,} gone, {looks.unseen:,} could not be seen ({looks.on})"


def decided_words(subject: Subject) -> str:
    """The newest decision in words; empty where there is none."""
    earlier = subject.earlier
    if earlier is None:
        return ""
    changed = "" if earlier.holds else "; the group has changed since: decide again"
    return f"{earlier.verdict}, by {earlier.who}, {earlier.decided_at:%Y-%m-%d}{changed}"


def _holds(subject: Subject) -> bool:
    return subject.earlier is not None and subject.earlier.holds


def _yes(known: bool | None) -> str:
    return "" if known is None else "yes" if known else "no"


def _iso(day: object) -> str:
    return "" if day is None else str(day)
