"""The error for a table nobody knows: what its header is, what it nearly is, and the line that would read it."""

import shlex
from collections.abc import Sequence

from linkwright.errors import Place, UnreadableInputError
from linkwright.sources.generic import SHORT_NAMES, guess_columns
from linkwright.sources.layout import ReportLayout, nearest
from linkwright.sources.tables import Cells

_SHOWN, _SHOWN_LETTERS = 12, 60


def unplaceable(
    header: Sequence[str], cells: Cells, name: str, reports: Sequence[ReportLayout]
) -> UnreadableInputError:
    """Build the error.

    Args:
        header: column names found.
        cells: the first rows, for a guess of the columns.
        name: of the file.
        reports: the known reports.
    """
    more = f", and {len(header) - _SHOWN} more" if len(header) > _SHOWN else ""
    columns = ", ".join(name[:_SHOWN_LETTERS] for name in header[:_SHOWN]) + more
    near = tuple(
        f"{report.title} (missing: {', '.join(missing)})" if missing else f"{report.title} (all its columns are there)"
        for report, missing in nearest(header, [report for report in reports if report.format == "table"])
    )
    return UnreadableInputError(
        f"this table is no report that Linkwright knows. Its columns are: {columns}",
        todo=f"Say which column is which: {map_line(header, cells)}",
        where=Place(name),
        available=near,
    )


def map_line(header: Sequence[str], cells: Cells) -> str:
    """Return the `--map` option that would read the table, by the best guess."""
    guess = guess_columns(header, cells, None, {})
    free = [name for name in header if name not in guess.values()]
    source = guess.get("referring_page_url") or (free.pop(0) if free else header[0])
    pairs = {"referring_page_url": source}
    if "target_url" in guess or free:
        pairs["target_url"] = guess.get("target_url") or free[0]
    pairs |= {ours: guess[ours] for ours in ("anchor", "first_seen", "last_seen", "nofollow") if ours in guess}
    short = {ours: name for name, ours in SHORT_NAMES.items()}
    text = ",".join(f"{short.get(ours, ours)}={name}" for ours, name in pairs.items() if ours != "referring_domain")
    return f"--map {shlex.quote(text)}"
