"""Google disavow files -> what their owner decided: one row per `domain:` line or address.

Known by content: `domain:` lines, or addresses alone on their lines with `#` comments. Lines Google would not accept
but whose meaning is clear are kept with a note; lines without a clear meaning are rejected.
"""

import re
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from linkwright.sources.layout import ColumnRule, ReportLayout
from linkwright.sources.limits import LIMITS
from linkwright.sources.records import Reject
from linkwright.sources.tables import Cells, Section, TableBlock, column_names
from linkwright.urls import canonical_url

COMMENT = "comment line of a disavow file"
MOST_LINES, MOST_BYTES, LONGEST_URL = 100_000, 2 << 20, 2_048  # Google's limits
_HEADER = ("subject_kind", "subject", "verdict", "reason")
_DOMAIN = re.compile(r"domain:(\s*)(\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LAYOUT = ReportLayout(
    vendor="google",
    vendor_name="Google",
    id="disavow",
    title="Google disavow file",
    fact="verdict_seen",
    evidence="file",
    columns={name: ColumnRule((name,)) for name in _HEADER},
)


def is_disavow(start: str) -> bool:
    """Tell from the first lines of a text whether it is a disavow file."""
    lines = [line.strip() for line in start.splitlines() if line.strip()]
    entries = [line for line in lines if not line.startswith("#")]
    domains = sum(bool(_DOMAIN.match(line)) for line in entries)
    addresses = sum(bool(_ADDRESS.fullmatch(line)) for line in entries)
    if domains:
        return domains + addresses >= len(entries) / 2
    return bool(entries) and addresses == len(entries) and len(lines) > len(entries)


def disavow_section(text: str) -> Section:
    """Read the whole text of a disavow file as one section."""
    rows: list[tuple[str, str, str]] = []
    numbers: list[int] = []
    lines: list[int] = []
    rejects: list[Reject] = []
    flags: Counter[str] = Counter()
    comments = 0
    comment: list[str] = []
    record = 0
    last_was_entry = False
    all_lines = text.splitlines()
    for line_number, raw in enumerate(all_lines, 1):
        line = raw.strip()
        if not line:
            continue
        record += 1
        if line.startswith("#"):
            comments += 1
            comment = [*([] if last_was_entry else comment), line.lstrip("# ")]
            last_was_entry = False
            continue
        last_was_entry = True
        kind, subject, problem = _entry(line)
        if problem:
            rejects.append(Reject(line_number, problem, raw[: LIMITS.raw_characters]))
            continue
        flags.update(_flags(line, subject))
        rows.append((kind, subject, " ".join(comment).strip()))
        numbers.append(record)
        lines.append(line_number)
    cells = Cells(
        _table(rows),
        pa.array(numbers, pa.int64()),
        pa.array(lines, pa.int64()),
        tuple(rejects),
        {COMMENT: comments} if comments else {},
    )
    blocks: Iterator[TableBlock] = iter([TableBlock(cells, len(text), record)])
    return Section(_HEADER, blocks, layout=_LAYOUT, notes=_notes(flags, len(all_lines), len(text.encode())))


def _table(rows: list[tuple[str, str, str]]) -> pa.Table:
    kinds, subjects, reasons = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    columns = (kinds, subjects, ["disavow"] * len(rows), reasons)
    return pa.table(
        {name: pa.array(values, pa.string()) for name, values in zip(column_names(4), columns, strict=True)}
    )


def _entry(line: str) -> tuple[str, str, str]:
    """Return kind, subject and what is wrong with a line."""
    match = _DOMAIN.match(line)
    subject = match[2] if match else line
    if "*" in subject:
        return "", "", "wildcards have no meaning in a disavow file"
    if match:
        if match.end() != len(line) or "/" in subject or "." not in subject.strip("."):
            return "", "", "not a domain after `domain:`"
        return "domain", subject, ""
    if not _ADDRESS.fullmatch(line):
        return "", "", "neither a `domain:` line nor an address that starts with http:// or https://"
    if canonical_url(line) is None:
        return "", "", "not a web address"
    return "url", line, ""


def _flags(line: str, subject: str) -> Iterator[str]:
    if re.match(r"domain:\s", line, re.IGNORECASE):
        yield "with a space after `domain:`, which Google does not describe"
    if not subject.isascii():
        yield "with letters outside ASCII, which may not be the domain they look like"
    if len(subject) > LONGEST_URL:
        yield f"longer than the {LONGEST_URL:,} characters Google reads"


def _notes(flags: Counter[str], lines: int, size: int) -> tuple[str, ...]:
    notes = [f"{count:,} {'line' if count == 1 else 'lines'} {flag}" for flag, count in sorted(flags.items())]
    if lines > MOST_LINES:
        notes.append(f"{lines:,} lines; Google reads at most {MOST_LINES:,}")
    if size > MOST_BYTES:
        notes.append(f"{size:,} bytes; Google reads at most {MOST_BYTES:,}")
    return tuple(notes)
