"""Lists the user names, such as a public list of spam domains -> one `listed` row for each name in it.

Plain text: a domain, a host or an address a line, also `domain:example.com` and the lines of a hosts file
(`0.0.0.0 example.com`). What follows a `#` is a comment. A list is read as one only where the user says so
(`--list`), and a disavow file named as a list is a list: where a name stands is evidence, not anybody's decision.
"""

import re
from collections.abc import Iterator

from linkwright.sources.tables import Section
from linkwright.sources.verdicts import VerdictLines, verdict_layout
from linkwright.urls import canonical_url, is_address

COMMENT = "comment line of a list"
NO_NAME = "neither a domain, a host nor an address"
_LAYOUT = verdict_layout("list", "Your lists", "names", "List of domains")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_NAME = re.compile(r"[^\s,;|*^$\"'<>(){}\[\]\\]+")
_NOWHERE = re.compile(r"(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+(?=\S)")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_MARK = re.compile(r"domain:\s*", re.IGNORECASE)


def list_section(text: str, file_name: str) -> Section:
    """Read the whole text of a list as one section.

    Args:
        text: of the file.
        file_name: path or `archive.zip:member`; the list is called by its last part.
    """
    found = VerdictLines(_LAYOUT, "listed")
    name = list_name(file_name)
    for line_number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        entry = _COMMENT.sub("", line).strip()
        if not entry:
            found.declare(COMMENT)
            continue
        for subject in _subjects(entry):
            kind = _kind(subject)
            if kind:
                found.keep(line_number, kind, subject, name)
            else:
                found.reject(line_number, NO_NAME, raw)
    return found.section(len(text))


def list_name(file_name: str) -> str:
    """What a list is called: the last part of its file's name."""
    last = re.split(r"[/\\:]", file_name.rstrip("/\\"))[-1]
    return "standard input" if last == "-" else last


def _subjects(entry: str) -> Iterator[str]:
    """The names of a line: one, but a line of a hosts file may give several."""
    nowhere = _NOWHERE.match(entry)
    yield from entry[nowhere.end() :].split() if nowhere else (_MARK.sub("", entry, count=1),)


def _kind(subject: str) -> str:
    """`domain` for a domain or host, `url` for an address with a path, empty for what is neither."""
    if not _NAME.fullmatch(subject):
        return ""
    canonical = canonical_url(subject)
    if canonical is None:
        return ""
    host, _, path = canonical.split("://", 1)[1].partition("/")
    if is_address(host) and not _SCHEME.match(subject):
        return ""  # a version, a number with dots, or a machine that many sites share
    return "url" if path else "domain"
