"""Listings made from the report itself, so that months, sources, files and evidence sort and export like the rest."""

from linkwright.report.decisions import agreement_listings
from linkwright.report.model import Column, Kind, Listing, Report, Row
from linkwright.report.verification import STANDING_WORDS
from linkwright.vocabulary.states import Standing


def appendix(report: Report) -> tuple[Listing, ...]:
    """Return the listings of months, sources, files, findings, evidence, silence, rows set aside, looks, decisions."""
    return (
        month_listing(report),
        source_listing(report),
        file_listing(report),
        finding_listing(report),
        evidence_listing(report),
        silent_listing(report),
        set_aside_listing(report),
        *verified_listings(report),
        *agreement_listings(report),
    )


def month_listing(report: Report) -> Listing:
    """New and lost, one row a calendar month, the newest first."""
    return Listing.whole(
        "months",
        "Months",
        "New and lost by calendar month, the newest first. New is when a source first noticed; it may have been there "
        "before.",
        (
            Column("month", "Month"),
            Column("new_domains", "New referring domains", Kind.NUMBER, "referring domain"),
            Column("lost_domains", "Lost referring domains", Kind.NUMBER, "lost"),
            Column("new_groups", "New owner groups", Kind.NUMBER, "owner group"),
            Column("new_links", "New links", Kind.NUMBER, "first seen"),
            Column("lost_links", "Lost links", Kind.NUMBER, "lost"),
        ),
        (
            (
                each.month,
                each.new_domains,
                each.lost_domains,
                each.new_groups,
                each.new_links,
                each.lost_links,
            )
            for each in reversed(report.months)
        ),
    )


def source_listing(report: Report) -> Listing:
    """What each source contributes."""
    return Listing.whole(
        "sources",
        "Sources",
        "What each source knows, what only it knows, and what share of all known referring domains it misses.",
        (
            Column("source", "Source", Kind.TEXT, "source"),
            Column("observations", "Rows", Kind.NUMBER, "observation"),
            Column("links", "Links", Kind.NUMBER, "link"),
            Column("referring_domains", "Referring domains", Kind.NUMBER, "referring domain"),
            Column("only_here", "Only here", Kind.NUMBER),
            Column("missed_share", "Misses", Kind.SHARE),
        ),
        (
            (
                each.source,
                each.observations,
                each.links,
                each.referring_domains,
                each.only_here,
                each.missed_share,
            )
            for each in report.sources
        ),
    )


def file_listing(report: Report) -> Listing:
    """What was read, file by file."""
    return Listing.whole(
        "files",
        "Files",
        "Rows read = rows stored + rows rejected + rows declared, for every file. Nothing is left out silently.",
        (
            Column("file", "File", Kind.OUTSIDE),
            Column("title", "Recognised as"),
            Column("outcome", "Outcome"),
            Column("read", "Rows read", Kind.NUMBER),
            Column("stored", "Stored", Kind.NUMBER),
            Column("rejected", "Rejected", Kind.NUMBER, "rejected"),
            Column("declared", "Declared", Kind.NUMBER, "declared"),
            Column("period", "Period"),
            Column("observed_at", "Date of the file", Kind.DATE),
            Column("notes", "Notes", Kind.OUTSIDE),
            Column("batch", "Batch"),
        ),
        (
            (
                each.file,
                each.title or None,
                each.outcome,
                each.read,
                each.stored,
                each.rejected,
                each.declared,
                f"{each.period_start} to {each.period_end}" if each.period_start else None,
                each.observed_at.strftime("%Y-%m-%d") if each.observed_at else None,
                "; ".join(
                    (
                        *((each.error,) if each.error else ()),
                        *each.notes,
                        *(f"{count:,} declared: {reason}" for reason, count in each.declared_reasons.items()),
                    )
                )
                or None,
                each.batch or None,
            )
            for each in report.files
        ),
    )


def finding_listing(report: Report) -> Listing:
    """Everything the signals found, as far as the report carries it."""
    rows: list[Row] = [
        (
            finding.signal,
            finding.title,
            str(finding.kind),
            finding.family,
            finding.subject_kind,
            item.subject,
            item.message,
            item.rows,
            item.measure,
            item.expected,
            item.p,
            item.likelihood_ratio,
            ", ".join(evidence.observation for evidence in item.evidence),
        )
        for finding in report.findings
        for item in finding.items
    ]
    return Listing.whole(
        "findings",
        "Findings",
        "One row is one finding: good news, then chances, concerns and context; the strongest of each signal first, at "
        "most twenty of each.",
        (
            Column("signal", "Signal", choice=True),
            Column("title", "What was found"),
            Column("kind", "Read as", Kind.TEXT, "read as", choice=True),
            Column("family", "Kind of evidence", Kind.TEXT, "family", choice=True),
            Column("subject_kind", "About"),
            Column("subject", "Subject", Kind.OUTSIDE),
            Column("message", "Finding", Kind.OUTSIDE),
            Column("rows", "Rows behind it", Kind.NUMBER, "evidence"),
            Column("measure", "Measure", Kind.NUMBER),
            Column("expected", "Expected", Kind.NUMBER),
            Column("p", "Chance", Kind.NUMBER),
            Column("likelihood_ratio", "Likelihood ratio", Kind.NUMBER),
            Column("evidence", "Rows", Kind.EVIDENCE, "evidence"),
        ),
        rows,
    )


def evidence_listing(report: Report) -> Listing:
    """The rows of the files that prove the findings."""
    rows: list[Row] = [
        (finding.signal, item.subject, each.file, each.row, each.referring, each.target, each.anchor)
        for finding in report.findings
        for item in finding.items
        for each in item.evidence
    ]
    return Listing.whole(
        "evidence",
        "Evidence",
        "The rows of your files that show the findings: up to twenty for the first three of each signal, five for the "
        "others.",
        (
            Column("signal", "Signal", choice=True),
            Column("subject", "Subject", Kind.OUTSIDE),
            Column("file", "File", Kind.OUTSIDE, choice=True),
            Column("row", "Row", Kind.NUMBER),
            Column("referring", "Referring page or domain", Kind.OUTSIDE),
            Column("target", "Target page", Kind.OUTSIDE),
            Column("anchor", "Anchor text", Kind.OUTSIDE),
        ),
        rows,
    )


def silent_listing(report: Report) -> Listing:
    """Signals without findings."""
    return Listing.whole(
        "silent",
        "Signals that found nothing or could not look",
        "Clear: it looked and found nothing. No data: no source gives what it needs, so it says nothing either way.",
        (
            Column("signal", "Signal"),
            Column("title", "What it looks for"),
            Column("outcome", "Outcome", choice=True),
            Column("reason", "Why"),
        ),
        ((each.signal, each.title, each.outcome, each.reason) for each in report.silent),
    )


def set_aside_listing(report: Report) -> Listing:
    """Rows that are not backlinks of this site."""
    return Listing.whole(
        "set-aside",
        "Rows set aside",
        "Link rows that were read and stored but do not lead to this site from another one, by reason.",
        (
            Column("reason", "Reason", Kind.TEXT, "set aside"),
            Column("source", "Source", Kind.TEXT, "source"),
            Column("observations", "Rows", Kind.NUMBER, "observation"),
            Column("example", "Such as", Kind.OUTSIDE),
        ),
        ((each.reason, each.source, each.observations, each.example or None) for each in report.set_aside),
    )


def verified_listings(report: Report) -> tuple[Listing, ...]:
    """What our own looks came to, state by state, and what changed since the look before; none without a check."""
    found = report.verification
    if found is None:
        return ()
    return (
        Listing.whole(
            "states",
            "What the looks came to",
            "One row is one state a link can be in: first those that say it is still there, then gone, then those "
            "where we could not look.",
            (
                Column("state", "State", Kind.TEXT, "state"),
                Column("standing", "That means", Kind.TEXT, "standing", choice=True),
                Column("links", "Links", Kind.NUMBER, "link"),
                Column("meaning", "What was seen"),
                Column("todo", "What to do"),
            ),
            (
                (each.state, STANDING_WORDS[Standing(each.standing)], each.links, each.meaning, each.todo or "Nothing.")
                for each in found.states
            ),
        ),
        Listing.whole(
            "changes",
            "What changed since the look before",
            "Links whose newest look ended otherwise than the one before; most links first.",
            (
                Column("before", "Before", Kind.TEXT, "state", choice=True),
                Column("now", "Now", Kind.TEXT, "state", choice=True),
                Column("links", "Links", Kind.NUMBER, "link"),
            ),
            ((each.before, each.now, each.links) for each in found.changes),
        ),
    )
