"""The page that lists every report we can read, printed from the vendor files."""

from itertools import groupby

from linkwright.sources.layout import ReportLayout, known_reports

SURENESS = {
    "file": "a real export was read",
    "parser": "public code that reads it",
    "docs": "the vendor's documentation",
    "memory": "memory, not verified",
}


def importers_markdown() -> str:
    """Return the importer matrix as Markdown: one table per vendor, then what is read without a vendor file."""
    reports = sorted(known_reports(), key=lambda report: (report.vendor_name.casefold(), report.id))
    vendors = [list(group) for _, group in groupby(reports, key=lambda report: report.vendor)]
    count = f"{len(reports)} reports of {len(vendors)} vendors"
    return "\n".join(
        [
            "# What Linkwright reads",
            "",
            f"{count}, recognised by their header. Besides: Google disavow files, and any table with one column of",
            "addresses that link (by header words in many languages, by the shape of the cells, or by `--map`). Each",
            "may be csv, tsv, any delimiter and encoding, xlsx, or inside zip and gz. With `--list`: plain lists of",
            "domains, hosts or addresses, one a line, and hosts files; each name is a `listed` row of `verdict_seen`.",
            "",
            "*Sure by* says how the header is known: "
            + "; ".join(f"**{name}**: {meaning}" for name, meaning in SURENESS.items())
            + ".",
            "",
            *(_vendor(group) for group in vendors),
        ]
    )


def _vendor(reports: list[ReportLayout]) -> str:
    rows = "".join(
        f"| {report.title} | {_fills(report)} | {report.format} | {report.evidence} | {_needs(report)} |\n"
        for report in reports
    )
    head = "| report | fills | as | sure by | recognised by |\n|---|---|---|---|---|\n"
    return f"## {reports[0].vendor_name}\n\n{head}{rows}"


def _fills(report: ReportLayout) -> str:
    return f"nothing: {report.declared}" if report.declared else f"`{report.fact}`"


def _needs(report: ReportLayout) -> str:
    return ", ".join(f"`{names[0]}`" + (" (or a translation)" if len(names) > 3 else "") for names in report.needs)
