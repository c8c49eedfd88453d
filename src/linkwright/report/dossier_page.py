"""The page of a dossier: what was decided, asked, answered, removed and disavowed, with its proof."""

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from linkwright.cleanup.chain import head_of
from linkwright.cleanup.dossier import Dossier, Standing, Totals, Version
from linkwright.cleanup.timeline import by_time
from linkwright.report.dossier_words import covering_letter, done_in_words
from linkwright.report.frame import render_page
from linkwright.report.model import ROWS_LIMIT, Cell, Column, Kind, Listing
from linkwright.report.reading import count_of

_MEASURES = {
    "links": "Links not known to be lost",
    "domains": "Websites they are on",
    "suspect": "Of these websites, with evidence of a scheme",
    "concerned": "Links somebody decided to have removed or disavowed, or asked about",
    "disavowed": "Entries of the disavow file",
}
_TIMELINE = (
    Column("at", "When", Kind.DATE),
    Column("event", "What", choice=True),
    Column("subject", "About", Kind.OUTSIDE),
    Column("words", "What happened", Kind.SENTENCES),
    Column("why", "Why, or what was written", Kind.OUTSIDE),
    Column("who", "Who", Kind.OUTSIDE),
    Column("evidence", "Evidence", Kind.EVIDENCE),
)
_DECISIONS = (
    Column("subject", "About", Kind.OUTSIDE),
    Column("subject_kind", "Kind", choice=True),
    Column("verdict", "Decision", Kind.OUTSIDE, choice=True),
    Column("reason", "Reason", Kind.OUTSIDE),
    Column("who", "Who", Kind.OUTSIDE),
    Column("decided_at", "When", Kind.DATE),
    Column("standing", "Holds", choice=True),
    Column("observation", "Evidence", Kind.EVIDENCE),
)
_REQUESTS = (
    Column("owner_group", "Owner", Kind.OUTSIDE),
    Column("asked_at", "First asked", Kind.DATE),
    Column("letters", "Letters", Kind.NUMBER),
    Column("answer", "Answer", Kind.OUTSIDE, choice=True),
    Column("answered_at", "Answered", Kind.DATE),
    Column("links", "Links", Kind.NUMBER),
    Column("gone", "Gone, confirmed", Kind.NUMBER),
    Column("still_there", "Still there", Kind.NUMBER),
    Column("answer_words", "In their words", Kind.OUTSIDE),
    Column("contact", "Sent to", Kind.OUTSIDE),
    Column("referring_domain", "Website", Kind.OUTSIDE),
    Column("evidence", "Evidence", Kind.EVIDENCE),
)
_LINKS = (
    Column("referring_page", "Page that links", Kind.OUTSIDE),
    Column("verdict", "Decision", Kind.OUTSIDE, choice=True),
    Column("asked_at", "Asked", Kind.DATE),
    Column("newest_step", "Newest answer", Kind.OUTSIDE, choice=True),
    Column("own_look", "Our own look", choice=True),
    Column("checked_at", "Looked at", Kind.DATE),
    Column("disavowed", "In the disavow file", Kind.FLAG, choice=True),
    Column("target_page", "Page linked to", Kind.OUTSIDE),
    Column("evidence", "Kept response", Kind.OUTSIDE),
    Column("observation", "Evidence", Kind.EVIDENCE),
)
_VERSIONS = (
    Column("version", "Version", Kind.NUMBER),
    Column("day", "Day", Kind.DATE),
    Column("file", "File", Kind.OUTSIDE),
    Column("entries", "Entries", Kind.NUMBER),
    Column("added", "Added", Kind.NUMBER),
    Column("taken_out", "Taken out", Kind.NUMBER),
    Column("rejected", "Lines that say nothing clear", Kind.NUMBER),
    Column("sha256", "SHA-256 of the file"),
)
_DIFFERENCES = (
    Column("version", "Version", Kind.NUMBER),
    Column("change", "Change", choice=True),
    Column("subject_kind", "Kind", choice=True),
    Column("subject", "Entry", Kind.OUTSIDE),
    Column("reason", "Comment above it", Kind.OUTSIDE),
)
_FILES = (Column("file", "File", Kind.OUTSIDE), Column("sha256", "SHA-256"))


def render_dossier_html(dossier: Dossier, files: Sequence[tuple[str, str]]) -> str:
    """Return the whole page.

    Args:
        dossier: what to show.
        files: the other files of the folder, each with its SHA-256.
    """
    return render_page(
        "dossier.html.j2",
        listings=_listings(dossier, files),
        charts=(),
        glosses={},
        file_names=dossier.file_names,
        tool_version=dossier.tool_version,
        dossier=dossier,
        done=done_in_words(dossier),
        tiles=_tiles(dossier.totals),
        standing=_standing(dossier.before, dossier.now),
        letter=covering_letter(dossier),
        head=head_of(dossier.lines),
    )


def _tiles(totals: Totals) -> tuple[tuple[str, int, str], ...]:
    """Label, number and what stands under it."""
    to_whom = f"to {count_of(totals.owners_asked, 'owner')}; {totals.owners_answered:,} answered"
    return (
        ("Links concerned", totals.links, f"on {count_of(totals.domains, 'website')}"),
        ("Gone, confirmed", totals.gone, "by our own looks"),
        ("Still there", totals.still_there, f"{totals.still_there_disavowed:,} of them in the disavow file"),
        ("Requests sent", totals.letters, to_whom),
    )


def _standing(before: Standing | None, now: Standing) -> list[tuple[str, int, int]]:
    if before is None:
        return []
    return [(words, getattr(before, name), getattr(now, name)) for name, words in _MEASURES.items()]


def _listings(dossier: Dossier, files: Sequence[tuple[str, str]]) -> tuple[Listing, ...]:
    return (
        _timeline(dossier),
        _table(
            "decisions",
            "Decisions",
            "Each decision of a person with its reason. One that a newer decision replaced stays here.",
            _DECISIONS,
            dossier.decisions,
        ),
        _table(
            "requests", "Requests for removal", "One row an owner and website asked about.", _REQUESTS, dossier.requests
        ),
        _table(
            "links",
            "Links concerned",
            "Links somebody decided to have removed or disavowed, asked about, or has in the newest disavow file.",
            _LINKS,
            dossier.links,
        ),
        Listing.whole(
            "versions",
            "Versions",
            "Each file as it was recorded, the oldest first. Its entries lie in the folder disavow.",
            _VERSIONS,
            map(_version_row, dossier.versions),
        ),
        _table(
            "differences",
            "What each version added and took out",
            "Compared with the version before; of the first version everything is added.",
            _DIFFERENCES,
            dossier.differences,
        ),
        Listing.whole(
            "files", "Files of this dossier", "This page and manifest.json are not among them.", _FILES, files
        ),
    )


def _version_row(version: Version) -> tuple[Cell, ...]:
    counts = (version.entries, version.added, version.taken_out, version.rejected)
    return (version.number, _day(version.at), version.file_name, *counts, version.sha256)


def _timeline(dossier: Dossier) -> Listing:
    entries = by_time(dossier.entries)
    rows = (
        (
            entry.at[:10],
            entry.event,
            entry.subject,
            entry.words,
            entry.why,
            entry.who,
            ", ".join(each for each in entry.evidence if ":" in each) or None,
        )
        for entry in entries[-ROWS_LIMIT:]
    )
    about = "Every step that was recorded. Where there are more than fit here, the newest; timeline.csv has them all."
    return Listing("timeline", "Timeline", about, _TIMELINE, tuple(rows), len(entries))


def _table(identity: str, title: str, about: str, columns: tuple[Column, ...], table: pa.Table) -> Listing:
    shown = table.select([column.name for column in columns]).slice(0, ROWS_LIMIT)
    rows = zip(*(map(_cell, column.to_pylist()) for column in shown.columns), strict=True)
    return Listing(identity, title, about, columns, tuple(rows), table.num_rows)


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return _day(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, str | int | float | bool) else None


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
