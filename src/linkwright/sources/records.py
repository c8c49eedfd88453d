"""UTF-8 blocks -> blocks of whole records, each record with its line number. Never splits inside a quoted cell.

The normal path is a few vector operations on a block. A quotation mark is *in place* when an opening one follows a
delimiter, a line end or another quotation mark, and a closing one is followed by one of these. While all marks of a
block are in place, a line end with an even number of marks before it ends a record, without exception. Where one is
out of place, `stray_quotes.py` walks that block record by record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from linkwright.sources.limits import LIMITS, Limits
from linkwright.sources.quoting import CR, LF, QUOTE, Bytes, Quoting, quoting
from linkwright.sources.stray_quotes import Span, walk

Positions = npt.NDArray[np.int64]
TOO_LONG = "the row is longer than {limit:,} bytes; a quotation mark may be missing"
_SPACE = 64  # room for what a rejected row may need beyond its characters in bytes


@dataclass(frozen=True)
class Reject:
    """One row that could not be read: line in the file from 1, why, and the row as found (cut)."""

    line: int
    reason: str
    raw: str


@dataclass(frozen=True)
class RecordBlock:
    """Whole records.

    Attributes:
        data: the accepted records, in order, blank lines possibly between them.
        rows: record number of each accepted record, from 1, rejected ones counted.
        lines: line number of the start of each accepted record.
        rejects: records that are none.
    """

    data: bytes
    rows: Positions
    lines: Positions
    rejects: tuple[Reject, ...] = ()

    @property
    def read(self) -> int:
        """How many records were seen, accepted or not."""
        return len(self.rows) + len(self.rejects)


@dataclass
class RecordReader:
    """Cuts a stream of UTF-8 text into blocks of whole records.

    Args:
        delimiter: one ASCII character.
        line: line number in the file of the first line fed.
        row: record number of the first record.
    """

    delimiter: str
    line: int = 1
    row: int = 1
    limits: Limits = LIMITS
    _rest: bytes = b""
    _skipping: bool = field(default=False, repr=False)

    def read(self, blocks: Iterable[bytes]) -> Iterator[RecordBlock]:
        """Yield blocks of whole records; what is left at the end is the last record."""
        held: bytes | None = None  # one block is held back, to know which is the last
        for block in blocks:
            if held is not None:
                yield from self._feed(held, final=False)
            held = block
        if held is not None:
            yield from self._feed(held, final=True)

    def _feed(self, block: bytes, *, final: bool) -> Iterator[RecordBlock]:
        if self._skipping:
            block = self._skip_line(block)
        cut = len(block) if final else _last_line(block, self.limits.record_bytes)
        data, tail = b"".join((self._rest, memoryview(block)[:cut])), block[cut:]
        while True:
            spans, used = self._spans(data, final=final)
            found = self._block(data, spans)
            if found.read:
                yield found
            data = data[used:]
            if len(data) <= self.limits.record_bytes:
                break
            reject, data = self._drop_first_line(data)
            yield RecordBlock(b"", np.empty(0, np.int64), np.empty(0, np.int64), (reject,))
        self._rest = data + tail

    def _spans(self, data: bytes, *, final: bool) -> tuple["_Spans", int]:
        view = np.frombuffer(data, np.uint8)
        line_ends = _line_ends(view, data, final=final)
        if final and data and (not len(line_ends) or line_ends[-1] != len(data) - 1):
            line_ends = np.append(line_ends, len(data))  # no final line end
        marks = quoting(view, ord(self.delimiter)) if b'"' in data else None
        if marks is None or (marks.in_place and not (final and marks.holds(np.array([len(data)]))[0])):
            spans = _regular_spans(view, marks, line_ends)
            if not len(spans.ends) or int((spans.ends - spans.starts).max()) <= self.limits.record_bytes:
                return spans, min(int(spans.ends[-1]) + 1, len(data)) if len(spans.ends) else 0
        quotes = np.flatnonzero(view == QUOTE)
        walked = walk(data, quotes.tolist(), line_ends.tolist(), self.delimiter, self.limits.record_bytes, final=final)
        return _walked_spans(walked), min(walked[-1].end + 1, len(data)) if walked else 0

    def _block(self, data: bytes, spans: "_Spans") -> RecordBlock:
        """Number the records, and cut rejected ones out of the data."""
        filled = ~spans.blank
        numbers = self.row + np.cumsum(filled) - 1
        lines = self.line + spans.first_lines
        self.row += int(filled.sum())
        self.line += spans.line_count
        if not spans.reasons:
            used = min(int(spans.ends[-1]) + 1, len(data)) if len(spans.ends) else 0
            return RecordBlock(data[:used], numbers[filled], lines[filled])
        bad = np.zeros(len(spans.ends), np.bool_)
        bad[list(spans.reasons)] = True
        rejects = tuple(
            Reject(int(lines[at]), reason, self._raw(data[int(spans.starts[at]) : int(spans.ends[at])]))
            for at, reason in spans.reasons.items()
        )
        kept = b"".join(
            data[start : end + 1]
            for start, end in zip(spans.starts[~bad].tolist(), spans.ends[~bad].tolist(), strict=True)
        )
        good = filled & ~bad
        return RecordBlock(kept, numbers[good], lines[good], rejects)

    def _raw(self, data: bytes) -> str:
        cut = data[: self.limits.raw_characters * 4 + _SPACE].decode("utf-8", "replace")
        return cut[: self.limits.raw_characters].rstrip("\r\n")

    def _drop_first_line(self, data: bytes) -> tuple[Reject, bytes]:
        """Give up the first line of a record that is too long, and go on behind it."""
        ends = _line_ends(np.frombuffer(data, np.uint8), data, final=False)
        stop = int(ends[0]) if len(ends) else len(data)
        reject = Reject(self.line, TOO_LONG.format(limit=self.limits.record_bytes), self._raw(data[:stop]))
        self.row += 1
        self._skipping = not len(ends)
        self.line += len(ends[:1])
        return reject, data[stop + 1 :]

    def _skip_line(self, block: bytes) -> bytes:
        end = min((at for at in (block.find(b"\n"), block.find(b"\r")) if at >= 0), default=-1)
        if end < 0:
            return b""
        self._skipping = False
        self.line += 1
        return block[end + (2 if block[end : end + 2] == b"\r\n" else 1) :]


@dataclass(frozen=True)
class _Spans:
    """Records of a block: start, end (position of the line end), index of the first line, blank or not."""

    starts: Positions
    ends: Positions
    first_lines: Positions
    blank: npt.NDArray[np.bool_]
    line_count: int
    reasons: dict[int, str]


def _last_line(block: bytes, most: int) -> int:
    """Where the last line of a block starts: what is before it is copied only once when it is cut off there."""
    start = block.rfind(b"\n") + 1
    return start if start and len(block) - start <= most else len(block)


def _line_ends(view: Bytes, data: bytes, *, final: bool) -> Positions:
    """Positions of `\\n`, and of `\\r` that no `\\n` follows (old Mac files, some Search Console files)."""
    feeds = np.flatnonzero(view == LF)
    if b"\r" not in data:
        return feeds
    returns = np.flatnonzero(view == CR)
    followed = view[np.minimum(returns + 1, len(view) - 1)] == LF
    if not final and returns[-1] == len(view) - 1:
        followed[-1] = True  # the next block may start with the line feed
    return feeds if followed.all() else np.sort(np.concatenate((feeds, returns[~followed])))


def _regular_spans(view: Bytes, marks: Quoting | None, line_ends: Positions) -> _Spans:
    which = np.arange(len(line_ends)) if marks is None else np.flatnonzero(~marks.holds(line_ends))
    ends = line_ends[which]
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1)) if len(ends) else ends
    first_lines = np.concatenate((np.zeros(1, np.int64), which[:-1] + 1)) if len(ends) else ends
    length = ends - starts
    blank = length == 0
    single = np.flatnonzero(length == 1)
    blank[single] = view[starts[single]] == CR
    return _Spans(starts, ends, first_lines, blank, int(which[-1]) + 1 if len(which) else 0, {})


def _walked_spans(walked: list[Span]) -> _Spans:
    return _Spans(
        np.array([span.start for span in walked], np.int64),
        np.array([span.end for span in walked], np.int64),
        np.array([span.line for span in walked], np.int64),
        np.array([span.blank for span in walked], np.bool_),
        walked[-1].line + walked[-1].lines if walked else 0,
        {at: span.reason for at, span in enumerate(walked) if span.reason},
    )
