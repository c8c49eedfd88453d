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
_GZIP = b"\x1f\x8b"
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
        self._kept = bytearray()  # not a list: a page of a million one-byte pieces would take a hundred times its size
        self._taken = 0

    @property
    def full(self) -> bool:
        """Tell whether more than may be kept has come."""
        return max(len(self._kept), self._taken) > self._max_bytes

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
            self._kept += chunk
            return
        if first and chunk and not _has_header(chunk):
            # "deflate" without its header, as some servers send it
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while chunk and not self.full:
            if self._inflater.eof:
                if not chunk.startswith(_GZIP):
                    return  # some servers pad the end; browsers pass over it
                self._inflater = zlib.decompressobj(_EITHER)  # the next member of a gzip file
            self._kept += self._inflater.decompress(chunk, self._max_bytes + 1 - len(self._kept))
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data
            if len(self._kept) > max(_BOMB_FLOOR, _BOMB_RATIO * (self._taken - len(chunk))):
                raise FetchError(Failure.DECOMPRESSION_BOMB)

    def bytes(self) -> bytes:
        """Return the page, cut where it is longer than may be kept."""
        return bytes(self._kept[: self._max_bytes])


def _has_header(chunk: bytes) -> bool:
    """Tell gzip (RFC 1952) and zlib (RFC 1950) from a bare deflate stream."""
    return chunk[:1] == b"\x1f" or (chunk[0] & 0x0F == 8 and (len(chunk) < 2 or (chunk[0] * 256 + chunk[1]) % 31 == 0))
