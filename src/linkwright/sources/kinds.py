"""What kind of file a stream is, by its content, and its sections by the reader for that kind."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO, BinaryIO, cast

from linkwright.errors import Place, UnreadableInputError
from linkwright.sources.containers import Stream, read_chunks, read_start
from linkwright.sources.delimited import delimited_sections
from linkwright.sources.disavow import disavow_section, is_disavow
from linkwright.sources.json_records import json_sections
from linkwright.sources.layout import ReportLayout
from linkwright.sources.limits import Limits
from linkwright.sources.lists import list_section
from linkwright.sources.tables import Section
from linkwright.sources.text import TextReader
from linkwright.sources.workbook import workbook_sections

_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_HEAD = 256 * 1024
_SPOOL = 32 << 20
_JSON = re.compile(rb"\s*(\{|\[\s*[\[{\]])")
_PAGE = re.compile(rb"\s*<(!doctype|html|\?xml|head|body)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")


@dataclass
class Content:
    """An open file: its sections, and after reading them what was noticed about its text."""

    sections: Iterator[Section]
    text: TextReader | None = None

    def notes(self) -> tuple[str, ...]:
        """Notes on encoding; complete when all sections were read."""
        return self.text.notes() if self.text else ()


def content_of(stream: Stream, source: BinaryIO, reports: Sequence[ReportLayout], limits: Limits) -> Content:
    """Look at the first bytes and choose the reader.

    Raises:
        UnreadableInputError: it is of a kind that holds no table.
    """
    start = read_start(source, _HEAD)
    chunks = chain((start,), read_chunks(source, stream.name))
    if start.startswith((_ZIP, _OLD_WORKBOOK)):
        return Content(_workbook(chunks, stream.name, reports, limits))
    text = TextReader(chunks)
    pieces = iter(text)
    first = next(pieces, b"")
    _refuse_other_kinds(start, first, stream.name)
    pieces = chain((first,), pieces)
    if _JSON.match(first):
        return Content(json_sections(_held(pieces, stream.name, "JSON", limits), stream.name, reports, limits), text)
    if is_disavow(first.decode("utf-8", "replace")):
        whole = _held(pieces, stream.name, "a disavow file", limits).decode("utf-8", "replace")
        return Content(iter([disavow_section(whole)]), text)
    return Content(delimited_sections(pieces, stream.name, reports, limits), text)


def content_of_list(stream: Stream, source: BinaryIO, limits: Limits) -> Content:
    """Read a file as the list its user says it is. Raises as `content_of`."""
    start = read_start(source, _HEAD)
    text = TextReader(chain((start,), read_chunks(source, stream.name)))
    pieces = iter(text)
    first = next(pieces, b"")
    _refuse_other_kinds(start, first, stream.name)
    whole = _held(chain((first,), pieces), stream.name, "a list", limits).decode("utf-8", "replace")
    return Content(iter([list_section(whole, stream.name)]), text)


def _refuse_other_kinds(start: bytes, first: bytes, name: str) -> None:
    todo = "Export the report as CSV, Excel or JSON and import that file."
    if start.startswith(b"%PDF"):
        raise UnreadableInputError("this is a PDF, not a table", todo=todo, where=Place(name))
    if _PAGE.match(first):
        what = "this is a web page, not an export; perhaps the sign-in page was saved instead"
        raise UnreadableInputError(what, todo=todo, where=Place(name))
    look = first[:4096]
    if len(_CONTROLS.findall(look)) + look.count("\N{REPLACEMENT CHARACTER}".encode()) > len(look) / 20:
        raise UnreadableInputError("this is not text and no kind of table known", todo=todo, where=Place(name))


def _held(pieces: Iterator[bytes], name: str, kind: str, limits: Limits) -> bytes:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > limits.whole_bytes:
            raise UnreadableInputError(
                f"{kind} is read up to {limits.whole_bytes:,} bytes; this file is larger",
                todo="Ask for it in smaller parts, or as CSV.",
                where=Place(name),
            )
    return b"".join(held)


def _workbook(chunks: Iterator[bytes], name: str, reports: Sequence[ReportLayout], limits: Limits) -> Iterator[Section]:
    with tempfile.SpooledTemporaryFile(_SPOOL) as spool:
        for chunk in chunks:
            spool.write(chunk)
        spool.seek(0)
        yield from workbook_sections(cast("BinaryIO", cast("IO[bytes]", spool)), name, reports, limits)
