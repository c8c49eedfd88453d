"""Inputs as a user names them (files, folders, patterns, archives, `-`) -> named streams of bytes.

What a thing is, its first bytes say, never its name. Archives in archives are opened two deep. An archive that unpacks
to far more than it should is refused; the other inputs go on.
"""

import glob
import gzip
import io
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from linkwright.errors import LinkwrightError, Place, UnreadableInputError
from linkwright.sources.limits import LIMITS, Limits

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
_EMPTY_ZIP = b"PK\x05\x06"
_CHUNK = 1 << 20
_HELD_IN_MEMORY = 32 << 20
_DAMAGES = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile)
_WORKBOOK_PARTS = ("[Content_Types].xml", "content.xml")  # Excel, OpenDocument
_PERIOD_FILE = ("filters.csv", "filter.csv", "filtres.csv", "filtros.csv", "filtri.csv")  # Search Console
_PERIOD_BYTES = 64 * 1024


@dataclass(frozen=True)
class Stream:
    """One file to read, however it is packed.

    Attributes:
        name: what to call it: the path, or `archive.zip:member.csv`; always valid Unicode, so not for opening.
        size: bytes if known without reading, else of the packed file.
        opened: opens it; close what it returns. May be called again.
        beside: text of the file that says the period of the others in a Search Console archive.
    """

    name: str
    size: int
    opened: Callable[[], BinaryIO]
    beside: str = ""


@dataclass(frozen=True)
class Refused:
    """An input, or a part of one, that cannot be opened."""

    name: str
    error: LinkwrightError


def expand(
    inputs: Sequence[str | Path], limits: Limits = LIMITS, stdin: BinaryIO | None = None
) -> Iterator[Stream | Refused]:
    """Yield every file behind the inputs, in order; a stream is valid until the next one is asked for.

    Args:
        inputs: paths, patterns such as `exports/*.csv`, or `-`.
        limits: bounds for archives.
        stdin: what `-` reads.
    """
    for given in inputs:
        if str(given) == "-":
            with _standard_input(stdin or sys.stdin.buffer) as stream:
                yield from _unpack(stream, limits, 0)
            continue
        found = list(_paths(given))
        if not found:
            yield Refused(_shown(given), _missing(given))
        for path in found:
            yield from _guarded(_file(path), limits)


def read_chunks(source: BinaryIO, name: str, size: int = _CHUNK) -> Iterator[bytes]:
    """Read a stream to its end, or to where it is damaged.

    Raises:
        UnreadableInputError: it unpacks to more than the bounds allow, or the disk cannot read it.
    """
    while True:
        try:
            chunk = source.read(size)
        except OSError as error:
            if isinstance(error, gzip.BadGzipFile):
                return
            raise UnreadableInputError(f"reading failed: {error.strerror or error}", where=Place(name)) from error
        if not chunk:
            return
        yield chunk


def read_start(source: BinaryIO, size: int) -> bytes:
    """Read the first bytes of a stream, which may come in small pieces."""
    start = b""
    while len(start) < size and (piece := source.read(size - len(start))):
        start += piece
    return start


def _paths(given: str | Path) -> Iterator[Path]:
    path = Path(given)
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") or part == "__MACOSX" for part in inner.relative_to(path).parts)
            if inner.is_file() and not hidden:
                yield inner
    elif path.exists():
        yield path
    else:
        found = glob.glob(str(given), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute patterns
        yield from (Path(name) for name in sorted(found) if Path(name).is_file())


def _missing(given: str | Path) -> LinkwrightError:
    folder = Path(given).parent
    there = tuple(sorted(_shown(path.name) for path in folder.iterdir())[:20]) if folder.is_dir() else ()
    return UnreadableInputError(
        "there is no such file, and no file fits it as a pattern",
        todo="Check the path.",
        where=Place(_shown(given)),
        available=there,
    )


def _file(path: Path) -> Stream:
    return Stream(_shown(path), path.stat().st_size, lambda: path.open("rb"))


def _shown(path: str | Path) -> str:
    """The path as text that can be written anywhere: bytes that are not UTF-8 are escaped, never lost."""
    return str(path).encode("utf-8", "backslashreplace").decode()


@contextmanager
def _standard_input(source: BinaryIO) -> Iterator[Stream]:
    """Spool what cannot be read twice: the name of an import is the hash of its content."""
    with tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(source, spool, _CHUNK)
        size = spool.tell()
        yield Stream("-", size, lambda: _rewound(spool))


def _rewound(spool: BinaryIO) -> BinaryIO:
    spool.seek(0)
    return _Borrowed(spool)


class _Borrowed(io.RawIOBase, BinaryIO):
    """A stream whose closing leaves the one below open."""

    def __init__(self, below: BinaryIO) -> None:
        self._below = below

    def read(self, size: int = -1) -> bytes:
        return self._below.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._below.seek(offset, whence)

    def tell(self) -> int:
        return self._below.tell()


def _guarded(stream: Stream, limits: Limits) -> Iterator[Stream | Refused]:
    try:
        yield from _unpack(stream, limits, 0)
    except OSError as error:
        what = f"the file cannot be opened: {error.strerror or error}"
        yield Refused(stream.name, UnreadableInputError(what, where=Place(stream.name)))


def _unpack(stream: Stream, limits: Limits, depth: int) -> Iterator[Stream | Refused]:
    with stream.opened() as source:
        try:
            start = read_start(source, 4)
        except (*_DAMAGES, UnreadableInputError) as error:
            yield Refused(stream.name, _broken(stream.name, error))
            return
    if start[:2] == GZIP or start in (ZIP, _EMPTY_ZIP):
        if depth >= limits.archive_depth:
            yield Refused(stream.name, _too_deep(stream.name, limits))
        elif start[:2] == GZIP:
            yield from _unpack(_gzip(stream, limits), limits, depth + 1)
        else:
            yield from _members(stream, limits, depth)
    else:
        yield stream


def _gzip(stream: Stream, limits: Limits) -> Stream:
    def opened() -> BinaryIO:
        packed = stream.opened()
        return _Bounded(gzip.GzipFile(fileobj=packed, mode="rb"), stream.name, stream.size, limits, (packed,))

    return Stream(stream.name, stream.size, opened, stream.beside)


def _members(stream: Stream, limits: Limits, depth: int) -> Iterator[Stream | Refused]:
    with _seekable(stream) as source:
        try:
            archive = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, ValueError) as error:
            yield Refused(stream.name, _broken(stream.name, error))
            return
        with archive:
            members = [info for info in archive.infolist() if not _hidden(info)]
            if any(info.filename in _WORKBOOK_PARTS for info in members):
                yield stream  # a workbook, which is a zip archive inside
                return
            if len(members) > limits.archive_members:
                what = f"the archive holds {len(members):,} files; at most {limits.archive_members:,} are read"
                yield Refused(stream.name, UnreadableInputError(what, todo="Unpack it.", where=Place(stream.name)))
                return
            beside = _beside(archive, members)
            # No member unpacks to more than its entry says, so the entries bound the archive before it is read.
            left = allowed = _allowed(sum(info.compress_size for info in members), limits)
            for info in members:
                if info.file_size > left:
                    name = f"{stream.name}:{info.filename}"
                    yield Refused(name, _too_large(name, allowed))
                    continue
                left -= info.file_size
                yield from _unpack(_member(archive, info, stream.name, limits, beside), limits, depth + 1)


def _hidden(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    # Nothing is ever written to disk under its name, so a member that points out of the archive is a file like others.
    return info.is_dir() or any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, parent: str, limits: Limits, beside: str) -> Stream:
    name = f"{parent}:{info.filename}"

    def opened() -> BinaryIO:
        try:
            unpacked = cast("zipfile.ZipExtFile", archive.open(info))
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:  # password, method, damage
            raise _broken(name, error) from error
        return _Bounded(unpacked, name, max(info.compress_size, 1), limits, ())

    return Stream(name, info.file_size, opened, beside)


def _beside(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> str:
    for info in members:
        if info.filename.rsplit("/", 1)[-1].casefold() in _PERIOD_FILE and info.file_size <= _PERIOD_BYTES:
            try:
                return archive.read(info).decode("utf-8", "replace")
            except (RuntimeError, NotImplementedError, *_DAMAGES):
                return ""
    return ""


@contextmanager
def _seekable(stream: Stream) -> Iterator[BinaryIO]:
    with stream.opened() as source:
        if source.seekable():
            yield source
            return
        with tempfile.SpooledTemporaryFile(_HELD_IN_MEMORY) as spool:
            shutil.copyfileobj(source, spool, _CHUNK)
            spool.seek(0)
            yield spool  # type: ignore[misc]


def _allowed(packed: int, limits: Limits) -> int:
    return min(max(limits.archive_free_bytes, packed * limits.archive_ratio), limits.archive_bytes)


def _too_large(name: str, allowed: int) -> UnreadableInputError:
    return UnreadableInputError(
        f"unpacked, it or the archive it is in is larger than {allowed:,} bytes, far more than exports pack to",
        todo="If you trust it, unpack it yourself and import the unpacked file.",
        where=Place(name),
    )


class _Bounded(io.RawIOBase, BinaryIO):
    """An unpacked stream that refuses to grow beyond all measure, and ends quietly where it is damaged.

    Attributes:
        damaged: the packed data ended or broke before its end.
    """

    def __init__(
        self,
        unpacked: gzip.GzipFile | zipfile.ZipExtFile,
        name: str,
        packed: int,
        limits: Limits,
        below: tuple[BinaryIO, ...],
    ) -> None:
        self._unpacked = unpacked
        self._name = name
        self._limits = limits
        self._allowed = _allowed(packed, limits)
        self._given = 0
        self._below = below
        self.damaged = False

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._unpacked.read1(size)  # `read` would lose what it had when it meets damage
        except _DAMAGES:
            self.damaged = True
            return b""
        self._given += len(data)
        if self._given > self._allowed:
            raise _too_large(self._name, self._allowed)
        return data

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self._unpacked.close()
        for stream in self._below:
            stream.close()


def is_damaged(source: BinaryIO) -> bool:
    """Tell whether a stream of an archive ended where its packed data is broken."""
    return isinstance(source, _Bounded) and source.damaged


def _broken(name: str, error: Exception) -> LinkwrightError:
    if isinstance(error, LinkwrightError):
        return error
    if isinstance(error, RuntimeError):  # password or method of packing: another program may open it
        reason = "it needs a password" if "password" in str(error) else str(error)
        todo = "Unpack it yourself and import the file."
    else:
        reason = "it is cut off or damaged"
        todo = "Export or download it again, and look whether it arrives whole."
    return UnreadableInputError(f"the archive or workbook cannot be opened: {reason}", todo=todo, where=Place(name))


def _too_deep(name: str, limits: Limits) -> LinkwrightError:
    return UnreadableInputError(
        f"archives are opened {limits.archive_depth} deep; this one lies deeper",
        todo="Unpack the outer archive and import what is in it.",
        where=Place(name),
    )
