"""Google disavow files -> what their owner decided: one row per `domain:` line or address.

Known by content: `domain:` lines, or addresses alone on their lines with `#` comments. Lines Google would not accept
but whose meaning is clear are kept with a note; lines without a clear meaning are rejected.
"""

import re
from collections import Counter
from collections.abc import Iterator

from linkwright.sources.tables import Section
from linkwright.sources.verdicts import VerdictLines, verdict_layout
from linkwright.urls import canonical_url

COMMENT = "comment line of a disavow file"
MOST_LINES, MOST_BYTES, LONGEST_URL = 100_000, 2 << 20, 2_048  # Google's limits
_DOMAIN = re.compile(r"domain:(\s*)(\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LAYOUT = verdict_layout("google", "Google", "disavow", "Google disavow file")


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
    found = VerdictLines(_LAYOUT, "disavow")
    flags: Counter[str] = Counter()
    comment: list[str] = []
    last_was_entry = False
    all_lines = text.splitlines()
    for line_number, raw in enumerate(all_lines, 1):
        line = raw.strip()
        if not line:
            continue
        if line.startswith("#"):
            found.declare(COMMENT)
            comment = [*([] if last_was_entry else comment), line.lstrip("# ")]
            last_was_entry = False
            continue
        last_was_entry = True
        kind, subject, problem = _entry(line)
        if problem:
            found.reject(line_number, problem, raw)
            continue
        flags.update(_flags(line, subject))
        found.keep(line_number, kind, subject, " ".join(comment).strip())
    return found.section(len(text), _notes(flags, len(all_lines), len(text.encode())))


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
