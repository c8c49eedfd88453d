"""Write every rendering of a report into a folder. Each file appears whole or not at all."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from linkwright.errors import StorageError
from linkwright.report.envelope import render_json
from linkwright.report.findings import Tables
from linkwright.report.links_files import write_links
from linkwright.report.markdown import render_markdown
from linkwright.report.model import Report
from linkwright.report.page import render_html
from linkwright.report.workbook import write_workbook


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
    texts: dict[str, Callable[[Report], str]] = {
        "report.html": render_html,
        "report.md": render_markdown,
        "report.json": render_json,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".report-", dir=folder) as name:
            making = Path(name)
            # Links and charts are written outside the interpreter, beside the workbook, which is written within it.
            with ThreadPoolExecutor(max_workers=2) as pool:
                links = pool.submit(write_links, profile, making / "links.csv", making / "links.parquet")
                pages = [pool.submit(_write_text, making / file, render, report) for file, render in texts.items()]
                write_workbook(report, profile, making / "report.xlsx")
                links.result()
                for page in pages:
                    page.result()
            return tuple(
                _into_place(making / file, folder) for file in (*texts, "report.xlsx", "links.csv", "links.parquet")
            )
    except (FileExistsError, NotADirectoryError) as error:
        raise StorageError(
            f"The report cannot be written to {folder}: it is not a folder.",
            todo="Name a folder, or one that may be made, with --out.",
        ) from error
    except OSError as error:
        raise StorageError(
            f"The report cannot be written to {folder}: {error.strerror or error}.",
            todo="Choose a folder you may write to, with free space, with --out.",
        ) from error


def _write_text(path: Path, render: Callable[[Report], str], report: Report) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


def _into_place(made: Path, folder: Path) -> Path:
    final = folder / made.name
    made.replace(final)
    return final
