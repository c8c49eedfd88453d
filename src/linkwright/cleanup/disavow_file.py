"""A disavow file, line by line, as it is: what is read is written again byte for byte.

Format, by Google's help on the disavow tool: one `domain:` line or one address a line; UTF-8 or 7-bit ASCII; `#` begins
a comment line; at most 100,000 lines with blank and comment lines, 2 MB, and 2,048 characters an address; an address
needs its scheme; a path cannot be disavowed under `domain:`; a new upload replaces the file that is live.
"""

import re
import string
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from linkwright.errors import Place, UnreadableInputError
from linkwright.urls import canonical_url, host_of, page_key, without_www

MOST_LINES, MOST_BYTES, LONGEST_URL = 100_000, 2 * 1024 * 1024, 2_048
READ_AT_MOST = 64 * 1024 * 1024  # bytes; a file beyond that is no disavow file, whatever it holds
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00a0"  # byte order mark, zero-width characters, no-break space
_ENTRY = re.compile(r"domain:\s*(?P<domain>\S*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"(?P<address>https?://\S+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_HOST_IN_ENTRY = re.compile(r"(?:https?://)?(?P<host>[^/?#]*)(?P<path>.*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")


class LineKind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    COMMENT = "comment"
    DOMAIN = "domain"
    URL = "url"
    UNKNOWN = "unknown"  # neither an entry nor a comment


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        number: from 1.
        text: as it stands, without its line end.
        kind: what it is meant to be, well or badly written.
        host: host of an entry in lower case and punycode; empty where there is none.
        key: of a URL entry the folded address, see `urls.page_key`; empty for others.
        path: what stands behind the host of a `domain:` entry, such as `/blog/`.
        rest: what stands behind the entry on its line.
    """

    number: int
    text: str
    kind: LineKind
    host: str = ""
    key: str = ""
    path: str = ""
    rest: str = ""

    @property
    def is_entry(self) -> bool:
        """It is there to disavow something."""
        return self.kind in (LineKind.DOMAIN, LineKind.URL)


@dataclass(frozen=True)
class DisavowFile:
    """All lines of a file.

    Attributes:
        name: of the file.
        lines: in their order.
        newline: the line end most lines have.
        ends: the line end of each line; the last may have none.
        size: bytes.
        mark: it begins with a byte order mark.
        not_utf8: numbers of the lines with bytes that are not UTF-8.
    """

    name: str
    lines: tuple[Line, ...]
    newline: str
    ends: tuple[str, ...]
    size: int
    mark: bool
    not_utf8: tuple[int, ...]

    @property
    def entries(self) -> tuple[Line, ...]:
        """Lines that are there to disavow something."""
        return tuple(line for line in self.lines if line.is_entry)


def read_file(data: bytes, name: str) -> DisavowFile:
    """Read a file.

    Raises:
        UnreadableInputError: it is no text in UTF-8 or ASCII, such as a workbook, a PDF or UTF-16.
    """
    _refuse(data, name)
    mark = data.startswith(b"\xef\xbb\xbf")
    pieces = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", data[3:] if mark else data)
    split = [re.fullmatch(rb"([^\r\n]*)(\r\n|\r|\n)?", piece) for piece in pieces]
    bodies = [found[1] for found in split if found]
    ends = tuple((found[2] or b"").decode() for found in split if found)
    texts = [body.decode("utf-8", "surrogateescape") for body in bodies]
    broken = tuple(number for number, text in enumerate(texts, 1) if _has_odd_bytes(text))
    lines = tuple(read_line(text, number) for number, text in enumerate(texts, 1))
    usual = max(("\n", "\r\n", "\r"), key=ends.count)
    return DisavowFile(name, lines, usual, ends, len(data), mark, broken)


def render(file: DisavowFile) -> bytes:
    """Return the bytes of the file: those it was read from."""
    text = "".join(line.text + end for line, end in zip(file.lines, file.ends, strict=True))
    return (b"\xef\xbb\xbf" if file.mark else b"") + text.encode("utf-8", "surrogateescape")


def read_line(text: str, number: int) -> Line:
    """Read one line, well or badly written."""
    line = bare(text)
    if not line:
        return Line(number, text, LineKind.BLANK)
    if line.startswith("#"):
        return Line(number, text, LineKind.COMMENT)
    if domain := _ENTRY.match(line):
        found = _HOST_IN_ENTRY.match(domain["domain"])
        host, path = (found["host"], found["path"]) if found else ("", "")
        return Line(number, text, LineKind.DOMAIN, host=plain_host(host), path=path, rest=domain["rest"].strip())
    if address := _ADDRESS.match(line):
        canonical = canonical_url(address["address"])
        host = host_of(canonical) if canonical else ""
        key = page_key(canonical) if canonical else ""
        return Line(number, text, LineKind.URL, host=host, key=key, rest=address["rest"].strip())
    return Line(number, text, LineKind.UNKNOWN)


def bare(text: str) -> str:
    """A line without blanks and invisible characters around it."""
    return text.strip(f"{string.whitespace}{_INVISIBLE}")


def plain_host(name: str) -> str:
    """Return a host in lower case and punycode, or an empty text when it is none."""
    canonical = canonical_url(f"http://{name}/") if name and not re.search(r"[\s*@]", name) else None
    host = host_of(canonical).rstrip(".") if canonical else ""
    return host if _HOST.fullmatch(host) else ""


def covering(names: Container[str], host: str, *, itself: bool = True) -> str | None:
    """The first of a host's own name (unless `itself` is false) and its parents that is among `names`, or None."""
    labels = host.split(".")
    parents = (".".join(labels[place:]) for place in range(0 if itself else 1, len(labels) - 1))
    return next((name for name in parents if name in names), None)


def entry_line(kind: LineKind, subject: str) -> str:
    """Write an entry."""
    return f"domain:{subject}" if kind is LineKind.DOMAIN else subject


def narrower(host: str) -> str:
    """The domain a `www.` entry leaves out; empty when it leaves out nothing."""
    bare = without_www(host)
    return bare if bare != host else ""


def _refuse(data: bytes, name: str) -> None:
    todo = "Save it as plain text in UTF-8, one entry a line, with a name that ends in .txt."
    kind = next((kind for start, kind in _OTHER_KINDS.items() if data.startswith(start)), None)
    if kind is None and b"\x00" in data[:4096]:
        kind = "no plain text, or text in UTF-16"
    if kind:
        raise UnreadableInputError(f"This is {kind}; Google reads plain text only.", todo=todo, where=Place(name))
    if len(data) > READ_AT_MOST:
        what = f"The file has {len(data):,} bytes; Google reads at most {MOST_BYTES:,}."
        raise UnreadableInputError(what, todo="It cannot be a disavow file. Name the right one.", where=Place(name))


_OTHER_KINDS = {
    b"PK\x03\x04": "a workbook, a Word document or an archive",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word document",
    b"%PDF": "a PDF",
    b"{\\rtf": "a document of a word processor (RTF)",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"\x1f\x8b": "compressed",
}


def _has_odd_bytes(text: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in text) if not text.isascii() else False
