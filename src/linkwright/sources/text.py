"""Bytes of any encoding -> blocks of clean UTF-8.

The encoding is read from the bytes: a byte order mark, the pattern of NUL bytes that UTF-16 leaves, valid UTF-8, else
Windows-1252. Until the first byte outside ASCII nothing needs deciding, so a late accent decides as well as an early
one. Bytes that cannot be decoded and NUL characters become `�`; both are counted, never dropped.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOK = 4096
# A UTF-8 file with a few broken characters has many whole ones; a Windows-1252 file has nearly none.
_BROKEN_SHARE = 0.1


@dataclass
class TextReader:
    """Decodes the chunks of one file. After reading, the attributes tell what was found.

    Attributes:
        chunks: the file's bytes in order, in pieces of any size.
        encoding: a Python codec name; empty while only ASCII was seen.
        replaced: how many undecodable pieces became `�`.
        nuls: how many NUL characters became `�`.
    """

    chunks: Iterable[bytes]
    encoding: str = ""
    replaced: int = 0
    nuls: int = 0
    _decoder: codecs.IncrementalDecoder | None = field(default=None, repr=False)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the text as UTF-8, without byte order mark, one piece for each chunk."""
        first = True
        for chunk in self.chunks:
            if first and chunk:
                mark, self.encoding = _declared_encoding(chunk)
                chunk = chunk[mark:]
                first = False
            yield self._clean(self._utf8(chunk))
        if self._decoder is not None:
            yield self._clean(self._decoded(b"", final=True))

    def notes(self) -> tuple[str, ...]:
        """What a user should know about the encoding."""
        found = []
        if self.encoding == "cp1252":
            found.append("the file is not UTF-8; it was read as Windows-1252, so letters outside it may be wrong")
        if self.replaced:
            found.append(f"{self.replaced:,} bytes that are no text were replaced by {REPLACEMENT}")
        if self.nuls:
            found.append(f"{self.nuls:,} NUL characters were replaced by {REPLACEMENT}")
        return tuple(found)

    def _utf8(self, chunk: bytes) -> bytes:
        if self.encoding in ("", "utf-8") and self._decoder is None and chunk.isascii():
            return chunk
        if not self.encoding:
            self.encoding = _guessed_encoding(chunk)
        return self._decoded(chunk)

    def _decoded(self, chunk: bytes, *, final: bool = False) -> bytes:
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        text = self._decoder.decode(chunk, final)
        if REPLACEMENT in text:
            written = REPLACEMENT.encode(self.encoding) if self.encoding.startswith("utf") else b""
            own = chunk.count(written) if written else 0
            self.replaced += max(0, text.count(REPLACEMENT) - own)
        return text.encode("utf-8", "replace")

    def _clean(self, data: bytes) -> bytes:
        if b"\0" not in data:
            return data
        self.nuls += data.count(b"\0")
        return data.replace(b"\0", REPLACEMENT.encode())


def _declared_encoding(start: bytes) -> tuple[int, str]:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return len(mark), encoding
    look = start[:_LOOK]
    even, odd = look[0::2].count(0), look[1::2].count(0)
    half = len(look) // 2
    # Text in a Latin script leaves every second byte NUL; text in others still has NUL in delimiters and line ends.
    if half >= 2 and odd > half * 0.4 and even < half * 0.05:
        return 0, "utf-16-le"
    if half >= 2 and even > half * 0.4 and odd < half * 0.05:
        return 0, "utf-16-be"
    return 0, ""


def _guessed_encoding(chunk: bytes) -> str:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(chunk)
    broken = text.count(REPLACEMENT) - chunk.count(REPLACEMENT.encode())
    whole = len(text) - len(text.encode("ascii", "ignore")) - text.count(REPLACEMENT)
    return "cp1252" if broken > whole * _BROKEN_SHARE else "utf-8"


def blocks(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Join small pieces until each block has at least `size` bytes; the last block may be smaller."""
    waiting: list[bytes] = []
    held = 0
    for piece in pieces:
        waiting.append(piece)
        held += len(piece)
        if held >= size:
            yield b"".join(waiting)
            waiting, held = [], 0
    if held:
        yield b"".join(waiting)
