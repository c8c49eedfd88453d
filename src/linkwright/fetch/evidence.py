"""Responses kept as evidence: WARC/1.1 files that any web archive tool reads (ISO 28500:2017).

Each record is a gzip member of its own, so that a file can be read from any record on; an observation names its record
as `file:offset`. Files are only ever appended to, and never after the run that began them: a kill leaves whole records
and at most one torn one at the end, which no observation names, since `sync` comes before the ledger's batch.

The body is kept as it was unpacked. The header lines that speak of the packing get the prefix `X-Crawler-`, as Common
Crawl does it. Of our own requests the lines that all of them share are kept, and nothing that could be a secret.
"""

import gzip
import io
import os
import re
import secrets
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from linkwright._version import __version__
from linkwright.errors import ConfigError, Place, StorageError
from linkwright.fetch.model import Answer, Failure
from linkwright.fetch.transport import standing_headers
from linkwright.ledger.faults import storage_errors

ROTATE_AT = 100_000_000  # bytes; a handy size to copy, and what web archives use
MOST_IN_ALL = 20_000_000_000  # bytes one run keeps: a million ordinary pages
MOST_OF_A_PAGE = 8_000_000  # bytes of one body; four times what a crawl reads by default
_MOST_OF_A_HEAD = 2_000_000  # bytes; twice the 100 lines of 8 KiB that a crawl accepts
_MOST_OF_A_MEMBER = MOST_OF_A_PAGE + _MOST_OF_A_HEAD
_CHUNK = 64 * 1024
_REFERENCE = re.compile(r"(?P<file>[A-Za-z0-9][A-Za-z0-9._-]*\.warc\.gz):(?P<offset>\d{1,15})")
_PACKING = ("content-encoding", "content-length", "transfer-encoding")
_REFERS_TO = "Linkwright-Refers-To"  # `file:offset` of the page a 304 speaks of
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CUT_BY = {Failure.TIMEOUT: "time", Failure.INCOMPLETE: "disconnect", Failure.RESET: "disconnect"}

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """One response, read back.

    Attributes:
        url: address that answered.
        fetched_at: when, UTC.
        ip: address connected to; empty when not known.
        record: its WARC-Record-ID.
        status: HTTP status; of a revisit 304.
        headers: of the response.
        body: unpacked; of a revisit, the body of the page it speaks of.
        cut: why the body is not whole, in WARC's words (`length`, `time`, `disconnect`, `unspecified`); else empty.
        asked: header lines of the request.
    """

    url: str
    fetched_at: datetime
    ip: str
    record: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: str
    asked: tuple[tuple[str, str], ...]


class EvidenceWriter:
    """Keeps the responses of one run. A context manager.

    Args:
        folder: `evidence/` of the workspace; made when missing.
        user_agent: what the run calls itself; stands at the head of each file.
        rotate_at: bytes after which a new file is begun.
        most: bytes kept in all; then `full` is true and nothing more is kept.

    Raises:
        StorageError: of every method, when the disk is full or the folder cannot be written.
    """

    def __init__(self, folder: Path, user_agent: str, *, rotate_at: int = ROTATE_AT, most: int = MOST_IN_ALL) -> None:
        self._folder = folder
        self._user_agent = user_agent
        self._rotate_at = rotate_at
        self._left = most
        self._file: BinaryIO | None = None

    @property
    def full(self) -> bool:
        """The run has kept as much as it may."""
        return self._left <= 0

    def keep(self, answer: Answer, before: str = "") -> str:
        """Keep what a request brought.

        Args:
            answer: what came.
            before: for a 304, the reference of the copy it speaks of.

        Returns:
            The reference `file:offset`; empty when there was no response, or the run is full.
        """
        if answer.status is None or self.full:
            return ""
        response = self._revisit(answer, before) if answer.status == HTTPStatus.NOT_MODIFIED else _response(answer)
        request = _request(answer, self._user_agent, str(response.record_id))
        with storage_errors(self._folder):
            file = self._current()
            offset = file.tell()
            self._append(file, [response, request])
            return f"{Path(file.name).name}:{offset}"

    def sync(self) -> None:
        """Make what was kept survive a power cut. To be called before a reference is stored."""
        if self._file:
            with storage_errors(self._folder):
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Finish the file."""
        if self._file:
            self.sync()
            self._file.close()
            self._file = None

    def __enter__(self) -> "EvidenceWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _current(self) -> BinaryIO:
        if self._file and self._file.tell() >= self._rotate_at:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"linkwright-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(3)}.warc.gz"
            # Without a buffer each record is one call to the system: a killed process has written it or has not.
            self._file = (self._folder / name).open("xb", buffering=0)
            self._append(self._file, [_head_of_file(name, self._user_agent)])
            _sync_folder(self._folder)
        return self._file

    def _append(self, file: BinaryIO, records: Iterable[WarcRecord]) -> None:
        try:
            data = memoryview(b"".join(map(_member, records)))
            self._left -= len(data)
            while data:
                data = data[file.write(data) :]
        except OSError:  # nothing may follow a torn record
            self._file = None
            file.close()
            raise

    def _revisit(self, answer: Answer, before: str) -> WarcRecord:
        record = _record(WarcRecordType.revisit, answer, "response", _http_head(answer))
        record.headers["WARC-Profile"] = _NOT_MODIFIED
        if before:
            earlier = find(self._folder, before)
            record.headers["WARC-Refers-To"] = earlier.record
            record.headers["WARC-Refers-To-Target-URI"] = earlier.url
            record.headers["WARC-Refers-To-Date"] = _stamp(earlier.fetched_at)
            record.headers[_REFERS_TO] = before
        return record


def find(folder: Path, reference: str) -> Kept:
    """Return the response an observation names.

    Args:
        folder: `evidence/` of the workspace.
        reference: `file:offset`, as `EvidenceWriter.keep` returned it.

    Raises:
        ConfigError: when it is not such a reference.
        StorageError: when the file is missing, cannot be read, or is damaged there.
    """
    kept, refers_to = _read(folder, reference)
    if not refers_to:
        return kept
    earlier, _ = _read(folder, refers_to)
    return Kept(**{**vars(kept), "body": earlier.body, "cut": earlier.cut})


def _read(folder: Path, reference: str) -> tuple[Kept, str]:
    named = _REFERENCE.fullmatch(reference)
    if named is None:
        raise ConfigError(f"`{reference}` does not name kept evidence", todo="It reads `file.warc.gz:offset`.")
    path = folder / named["file"]
    if not path.is_file():
        raise StorageError(f"The evidence file `{path.name}` is not there.", where=Place(str(folder)))
    with storage_errors(path, "read"), path.open("rb") as file:
        file.seek(int(named["offset"]))
        response = _parsed(_unpacked(file))
        request = _parsed(_unpacked(file)) if response else None  # a torn end may cost it
    if response is None or response.http_headers.status_code is None:
        raise StorageError(
            f"The evidence `{reference}` is damaged or cut off.",
            todo="Put the file back from a copy, or check the link again with --evidence.",
            where=Place(str(path)),
        )
    return _kept(response, request), response.headers.get(_REFERS_TO) or ""


def copy_kept(folder: Path, references: Iterable[str], to: Path, most: int) -> dict[str, str]:
    """Copy kept responses with their requests, byte for byte, into one WARC file.

    Args:
        folder: `evidence/` of the workspace.
        references: `file:offset` of responses; the page that a 304 speaks of is copied with it.
        to: the file made.
        most: bytes it may have; what does not fit is left out.

    Returns:
        Reference -> reference in the copy. What is missing or damaged in the folder is not among them.

    Raises:
        StorageError: a file cannot be read or written.
    """
    copied: dict[str, str] = {}
    waiting = deque(references)
    with storage_errors(to), to.open("wb") as file:
        while waiting:
            reference = waiting.popleft()
            members, refers_to = (b"", "") if reference in copied else _members(folder, reference)
            if members and file.tell() + len(members) <= most:
                copied[reference] = f"{to.name}:{file.tell()}"
                file.write(members)
                waiting.extend([refers_to] if refers_to else [])
    return copied


def _members(folder: Path, reference: str) -> tuple[bytes, str]:
    """The bytes of a response and its request as they lie in the file, and what page a 304 speaks of."""
    named = _REFERENCE.fullmatch(reference)
    path = folder / named["file"] if named else folder
    if named is None or not path.is_file():
        return b"", ""
    with path.open("rb") as file:
        start = file.seek(int(named["offset"]))
        response = _parsed(_unpacked(file))
        if response is None:
            return b"", ""
        end = file.tell()
        request = _parsed(_unpacked(file))
        if request and request.record_type == WarcRecordType.request:
            end = file.tell()
        file.seek(start)
        return file.read(end - start), response.headers.get(_REFERS_TO) or ""


def _unpacked(file: BinaryIO) -> bytes | None:
    """Return the gzip member that begins here, and leave the file at its end. None when it is torn or too large."""
    inflate = zlib.decompressobj(wbits=31)
    found = bytearray()
    while not inflate.eof and len(found) <= _MOST_OF_A_MEMBER:
        chunk = inflate.unconsumed_tail or file.read(_CHUNK)
        if not chunk:
            return None
        try:
            found += inflate.decompress(chunk, _MOST_OF_A_MEMBER)
        except zlib.error:
            return None
    file.seek(-len(inflate.unused_data), os.SEEK_CUR)
    return bytes(found) if inflate.eof else None


def _parsed(data: bytes | None) -> WarcRecord | None:
    with suppress(OSError, ValueError):  # what the library says to bytes that are no record
        record = next(iter(ArchiveIterator(io.BytesIO(data or b""), max_header_len=_MOST_OF_A_HEAD)), None)
        return record if record and record.is_http_parsed else None
    return None


def _kept(response: WarcRecord, request: WarcRecord | None) -> Kept:
    return Kept(
        url=response.headers.get("WARC-Target-URI") or "",
        fetched_at=response.record_date,
        ip=response.headers.get("WARC-IP-Address") or "",
        record=response.headers.get("WARC-Record-ID") or "",
        status=response.http_headers.status_code or 0,
        headers=response.http_headers.astuples(),
        body=response.reader.read(_MOST_OF_A_MEMBER),
        cut=response.headers.get("WARC-Truncated") or "",
        asked=request.http_headers.astuples() if request else (),
    )


def _head_of_file(name: str, user_agent: str) -> WarcRecord:
    fields = {
        "software": f"Linkwright/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "classic",
        "http-header-user-agent": user_agent,
    }
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.headers["Content-Type"] = "application/warc-fields"
    record.headers["WARC-Filename"] = name
    record.set_bytes_content("".join(f"{key}: {_one_line(value)}\r\n" for key, value in fields.items()).encode())
    return record


def _response(answer: Answer) -> WarcRecord:
    body = answer.body[:MOST_OF_A_PAGE]
    record = _record(WarcRecordType.response, answer, "response", _http_head(answer, len(body)) + body)
    if len(body) < len(answer.body) or answer.failure is Failure.TOO_LARGE:
        record.headers["WARC-Truncated"] = "length"
    elif answer.failure in _CUT_BY:
        record.headers["WARC-Truncated"] = _CUT_BY[answer.failure]
    elif answer.truncated:
        record.headers["WARC-Truncated"] = "length" if body else "unspecified"
    return record


def _request(answer: Answer, user_agent: str, response_id: str) -> WarcRecord:
    parts = urlsplit(answer.final_url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [("Host", parts.netloc), *standing_headers(user_agent).items()]
    record = _record(WarcRecordType.request, answer, "request", _head(f"GET {path} HTTP/1.1", lines))
    record.headers["WARC-Concurrent-To"] = response_id
    return record


def _record(kind: WarcRecordType, answer: Answer, message: str, block: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.record_date = answer.fetched_at
    record.is_http = True
    record.headers["WARC-Target-URI"] = _one_line(answer.final_url)
    record.headers["Content-Type"] = f"application/http; msgtype={message}"
    if answer.ip:
        record.headers["WARC-IP-Address"] = answer.ip
    record.set_bytes_content(block)
    return record


def _http_head(answer: Answer, length: int | None = None) -> bytes:
    status = answer.status or 0
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    packing = [(f"X-Crawler-{name}" if name.lower() in _PACKING else name, value) for name, value in answer.headers]
    lines = packing if length is None else [*packing, ("Content-Length", str(length))]
    return _head(f"HTTP/1.1 {status} {phrase}", lines)


def _head(first: str, lines: Headers) -> bytes:
    """Write a head of HTTP. A line end inside a value would forge another line."""
    text = "".join(f"{_one_line(line)}\r\n" for line in (first, *(f"{name}: {value}" for name, value in lines)))
    return f"{text}\r\n".encode("utf-8", "surrogateescape")


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _member(record: WarcRecord) -> bytes:
    written = io.BytesIO()
    record.write(written, checksum_data=True)
    return gzip.compress(written.getvalue(), compresslevel=6, mtime=0)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
