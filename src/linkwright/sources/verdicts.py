"""Text files in which each line is a verdict on a domain or an address: what their readers collect and hand over."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pyarrow as pa

from linkwright.sources.layout import ColumnRule, ReportLayout
from linkwright.sources.limits import LIMITS
from linkwright.sources.records import Reject
from linkwright.sources.tables import Cells, Section, TableBlock, column_names

HEADER = ("subject_kind", "subject", "verdict", "reason")


def verdict_layout(vendor: str, vendor_name: str, report: str, title: str) -> ReportLayout:
    """The layout of a report whose cells are our own columns already."""
    return ReportLayout(
        vendor=vendor,
        vendor_name=vendor_name,
        id=report,
        title=title,
        fact="verdict_seen",
        evidence="file",
        columns={name: ColumnRule((name,)) for name in HEADER},
    )


class VerdictLines:
    """The lines of one file, sorted into verdicts, rejected and declared ones. Records are numbered as they come."""

    def __init__(self, layout: ReportLayout, verdict: str) -> None:
        self._layout = layout
        self._verdict = verdict
        self._records = 0
        self._rows: list[tuple[str, str, str]] = []
        self._numbers: list[int] = []
        self._lines: list[int] = []
        self._rejects: list[Reject] = []
        self._declared: Counter[str] = Counter()

    def keep(self, line: int, kind: str, subject: str, reason: str) -> None:
        """Take a verdict: `domain` or `url`, what it is about, and why or from where."""
        self._records += 1
        self._rows.append((kind, subject, reason))
        self._numbers.append(self._records)
        self._lines.append(line)

    def reject(self, line: int, reason: str, raw: str) -> None:
        """Take a line that says nothing."""
        self._records += 1
        self._rejects.append(Reject(line, reason, raw[: LIMITS.raw_characters]))

    def declare(self, reason: str) -> None:
        """Take a line that is no verdict and means to be none."""
        self._records += 1
        self._declared[reason] += 1

    def section(self, size: int, notes: Sequence[str] = ()) -> Section:
        """All of it as one section of a file with so many characters."""
        cells = Cells(
            self._table(),
            pa.array(self._numbers, pa.int64()),
            pa.array(self._lines, pa.int64()),
            tuple(self._rejects),
            dict(self._declared),
        )
        blocks: Iterator[TableBlock] = iter([TableBlock(cells, size, self._records)])
        return Section(HEADER, blocks, layout=self._layout, notes=tuple(notes))

    def _table(self) -> pa.Table:
        rows = [(kind, subject, self._verdict, reason) for kind, subject, reason in self._rows]
        columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(len(HEADER))]
        return pa.table(columns, names=column_names(len(HEADER)))
