"""Write every rendering of a report into a folder. Each file appears whole or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from linkwright.report.envelope import render_json
from linkwright.report.findings import Tables
from linkwright.report.links_files import write_links
from linkwright.report.markdown import render_markdown
from linkwright.report.model import Report
from linkwright.report.page import render_html
from linkwright.report.whole import whole_files, write_text
from linkwright.report.workbook import write_workbook

_TEXTS: dict[str, Callable[[Report], str]] = {
    "report.html": render_html,
    "report.md": render_markdown,
    "report.json": render_json,
}
_FILES = (*_TEXTS, "report.xlsx", "links.csv", "links.parquet")


def write_report(report: Report, profile: Tables, judgement: object, folder: Path) -> tuple[Path, ...]:
    """Write report.html, report.xlsx, report.json, report.md, links.parquet and links.csv.

    The files are made beside the folder's other files under temporary names and renamed when all are complete, so a
    reader never meets half a report and a report that fails leaves the previous one in place.

    Args:
        report: what to show.
        profile: read for the files that hold whole tables.
        judgement: its scores must be in the profile's engine.
        folder: made when it does not exist.

    Returns:
        The paths written, report.html first.

    Raises:
        StorageError: the folder cannot be written.
    """
    # Links and charts are written outside the interpreter, beside the workbook, which is written within it.
    with whole_files(folder, _FILES) as making, ThreadPoolExecutor(max_workers=2) as pool:
        links = pool.submit(write_links, profile, making / "links.csv", making / "links.parquet")
        pages = [pool.submit(_write, making / file, render, report) for file, render in _TEXTS.items()]
        write_workbook(report, profile, making / "report.xlsx")
        links.result()
        for page in pages:
            page.result()
    return tuple(folder / file for file in _FILES)


def _write(path: Path, render: Callable[[Report], str], report: Report) -> None:
    write_text(path, render(report))
