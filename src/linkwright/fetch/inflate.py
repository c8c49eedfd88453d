"""Unpacking a page while it arrives, so that a bomb is noticed before it goes off.

Only gzip and deflate are asked for: the standard library unpacks them up to a given size and no further, and a server
that speaks brotli or zstd speaks gzip too.
"""

import zlib

from linkwright.fetch.model import Failure, FetchError

ACCEPTED = "gzip, deflate"
# Ordinary pages shrink to a third or a twentieth, the most repetitive to about a hundredth; deflate itself ends at
# 1,032 to 1. Below the floor a small page of spaces may look like a bomb and does no harm.
_BOMB_RATIO = 200
_BOMB_FLOOR = 256 * 1024  # bytes unpacked
_EITHER = 32 + zlib.MAX_WBITS  # zlib finds out by itself whether it is gzip or zlib


class Body:
    """The page so far, unpacked.

    Args:
        encoding: the `Content-Encoding` header.
        max_bytes: unpacked bytes that are kept.
    """

    def __init__(self, encoding: str, max_bytes: int) -> None:
        name = encoding.strip().lower()
        self._max_bytes = max_bytes
        self._packed = name not in ("", "identity")
        if self._packed and name not in ("gzip", "x-gzip", "deflate"):
            raise FetchError(Failure.BAD_ENCODING)
        self._inflater = zlib.decompressobj(_EITHER)
        self._parts: list[bytes] = []
        self._taken = 0
        self._size = 0

    @property
    def full(self) -> bool:
        """Tell whether more than may be kept has come."""
        return self._size > self._max_bytes or self._taken > self._max_bytes

    @property
    def complete(self) -> bool:
        """Tell whether the packed stream has come to its end."""
        return not self._packed or self._inflater.eof or self._taken == 0

    def add(self, chunk: bytes) -> None:
        """Take what came from the socket. Raises `FetchError`."""
        try:
            self._add(chunk)
        except zlib.error as error:
            raise FetchError(Failure.BAD_ENCODING) from error

    def _add(self, chunk: bytes) -> None:
        first = self._taken == 0
        self._taken += len(chunk)
        if not self._packed:
            self._keep(chunk)
            return
        if first and chunk and not _has_header(chunk):
            self._inflater = zlib.decompressobj(
                -zlib.MAX_WBITS
            )  # "deflate" without its header, as some servers send it
        while chunk and not self.full:
            if self._inflater.eof:  # the next member of a gzip file
                self._inflater = zlib.decompressobj(_EITHER)
            self._keep(self._inflater.decompress(chunk, self._max_bytes + 1 - self._size))
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data
            if self._size > _BOMB_FLOOR and self._size > _BOMB_RATIO * (self._taken - len(chunk)):
                raise FetchError(Failure.DECOMPRESSION_BOMB)

    def _keep(self, part: bytes) -> None:
        self._parts.append(part)
        self._size += len(part)

    def bytes(self) -> bytes:
        """Return the page, cut where it is longer than may be kept."""
        return b"".join(self._parts)[: self._max_bytes]


def _has_header(chunk: bytes) -> bool:
    """Tell gzip (RFC 1952) and zlib (RFC 1950) from a bare deflate stream."""
    return chunk[:1] == b"\x1f" or (chunk[0] & 0x0F == 8 and (len(chunk) < 2 or (chunk[0] * 256 + chunk[1]) % 31 == 0))
