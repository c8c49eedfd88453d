"""report.md: the report as Markdown, for a terminal, a wiki or a pull request. Texts from files make no link."""

from collections.abc import Iterable

from linkwright.report.appendix import file_listing, month_listing, silent_listing, source_listing, verified_listings
from linkwright.report.decisions import agreement_listings, told
from linkwright.report.findings import grouped
from linkwright.report.glosses import GLOSSES
from linkwright.report.marked import bullets, paragraphs, rows_table, table
from linkwright.report.model import Finding, FindingGroup, Report
from linkwright.report.neutral import markdown_text, shortened
from linkwright.report.reading import count_of, percent
from linkwright.report.verification import VERIFIED_SHEETS

EVIDENCE = 3  # rows of evidence named for one finding
_VERIFIED = tuple(sheet.id for sheet in VERIFIED_SHEETS)


def render_markdown(report: Report) -> str:
    """Return the text of report.md."""
    head = report.headline
    share = head.followed_share
    parts = [
        f"# Who links to {markdown_text(report.site.name)}",
        f"{report.made_at:%Y-%m-%d}, Linkwright {report.tool_version}, rubric {markdown_text(report.rubric_version)}",
        "## What you have",
        rows_table(
            ("What", "How many"),
            (
                ("Links", f"{head.links:,}"),
                ("Referring pages", f"{head.referring_pages:,}"),
                ("Referring domains", f"{head.referring_domains:,}"),
                ("Owner groups", f"{head.owner_groups:,}"),
                (
                    "Live / lost / dropped / unknown",
                    f"{head.live:,} / {head.lost:,} / {head.dropped:,} / {head.unknown:,}",
                ),
                ("Of the lost, still on their page", f"{head.lost_in_place:,}"),
                ("Followed, where a source says", percent(share) if share is not None else "not known"),
            ),
        ),
        paragraphs(report.reading.have),
        table(source_listing(report)),
        "## What it means",
        paragraphs(report.reading.means),
        rows_table(
            ("Tier", "Owner groups", "Referring domains", "Links"),
            ((each.tier, f"{each.groups:,}", f"{each.domains:,}", f"{each.links:,}") for each in report.tiers),
        ),
        "## What we found",
        *(_group(group) for group in grouped(report.findings)),
        "" if report.findings else "No signal found anything to look at.",
        *_verified(report),
        *_decided(report),
        "## What we do not know",
        bullets(report.reading.not_known),
        table(silent_listing(report)),
        "## Tables",
        *(table(listing) for listing in report.listings if listing.id not in _VERIFIED),
        table(month_listing(report)),
        "## How this was made",
        table(file_listing(report)),
        "### Words used here",
        "\n".join(f"- **{word}**: {meaning}" for word, meaning in GLOSSES.items()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _verified(report: Report) -> Iterable[str]:
    if report.verification:
        yield "## Verification"
        yield paragraphs(report.reading.verified)
        yield bullets(report.reading.reclaim)
        yield from map(table, (*verified_listings(report), *map(report.listing, _VERIFIED)))


def _decided(report: Report) -> Iterable[str]:
    if report.decisions:
        yield "## Your decisions"
        yield paragraphs(told(report))
        yield from (f"```toml\n{each.lines}\n```" for each in report.decisions.calibration.suggestions)
        yield from map(table, agreement_listings(report))


def _group(group: FindingGroup) -> str:
    return "\n\n".join((f"### {group.title}", group.about, *(_finding(finding) for finding in group.findings)))


def _finding(finding: Finding) -> str:
    items = "\n".join(_item(place, finding) for place in range(min(5, len(finding.items))))
    return "\n\n".join(
        (
            f"#### {markdown_text(finding.title)}",
            f"{count_of(finding.count, 'finding')}, {count_of(finding.rows, 'row')} behind. Kind of evidence: "
            f"{finding.family}; {finding.counts_as}.",
            items,
            f"**What to do.** {finding.what_to_do}",
            f"**When this is wrong.** {finding.when_it_is_wrong}",
        )
    )


def _item(place: int, finding: Finding) -> str:
    item = finding.items[place]
    proof = "; ".join(
        f"{markdown_text(each.file or each.observation)} row {each.row if each.row is not None else '?'}"
        for each in item.evidence[:EVIDENCE]
    )
    return f"{place + 1}. {markdown_text(shortened(item.message, 320))} (see {proof})"
