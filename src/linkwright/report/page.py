"""report.html: the report as a page."""

from linkwright.report.appendix import appendix
from linkwright.report.charts import draw_charts
from linkwright.report.decisions import told
from linkwright.report.findings import grouped
from linkwright.report.frame import render_page
from linkwright.report.glosses import GLOSSES
from linkwright.report.model import Report


def render_html(report: Report) -> str:
    """Return the whole page."""
    return render_page(
        "report.html.j2",
        listings=(*report.listings, *appendix(report)),
        charts=draw_charts(report),
        glosses=GLOSSES,
        file_names={file.batch: file.file.rsplit("/", 1)[-1] for file in report.files if file.batch},
        tool_version=report.tool_version,
        report=report,
        groups=grouped(report.findings),
        head=report.headline,
        reading=report.reading,
        decided=told(report),
        strip=_strip(report),
    )


def _strip(report: Report) -> tuple[tuple[str, int, float, float], ...]:
    """Return (status, links, start, width) of the status strip, in per cent of its length."""
    head = report.headline
    parts = []
    start = 0.0
    for status, links in (
        ("live", head.live),
        ("lost", head.lost),
        ("dropped", head.dropped),
        ("unknown", head.unknown),
    ):
        width = 100 * links / head.links if head.links else 0.0
        parts.append((status, links, round(start, 3), round(width, 3)))
        start += width
    return tuple(parts)
