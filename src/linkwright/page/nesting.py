"""Elements nested too deep, and attributes without end, are taken out before the parser sees them.

The time of the parser grows with the square of the depth (16,000 nested lists took 1.9 s), and an unclosed `<font>` is
opened anew in each following paragraph (2,000 of them: 2 million nodes, 900 MB). Browsers stop at a depth of 512 too.
Attributes too cost the square of their number. Ordinary pages are told apart by counting `<` and by a `<` in every
64 kB, which is nearly free; only the others are read tag by tag.
"""

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

DEEPEST = 512
"""Depth at which Chromium lays elements flat (`kMaximumHTMLParserDOMTreeDepth`)."""
MOST_OPEN_FORMATS = 3
"""Formatting elements open at once, on odd pages only; unclosed ones are repeated in every paragraph that follows.
Nothing is lost: they say nothing about links."""
_FEW_TAGS = 2_500
_MANY_TAGS = 15_000
_FEW_FORMATS = 200
_LONG_TAG = 1 << 16
_MOST_ATTRIBUTES = 2_000
_START_TAG = re.compile(rb"<[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(rb"[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?")
_FORMATS = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
# Elements that hold nothing, and those whose end tag may be left out: they nest only through others, which are counted.
_SHALLOW = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"a dd dt li optgroup option p tbody td tfoot th thead tr".split()
)
# Comments and scripts are passed over from one `-` or `<` to the next: three times as quick as letter by letter.
_TAG = re.compile(
    rb"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)"
    rb"|<(script|style|textarea|title)\b[^<]*+(?:<(?!/\1)[^<]*+)*+(?:</\1|\Z)"
    rb"|<(/?)([a-z][^\s/>]*+)[^>]*+(?:>|\Z)",
    re.I,
)


def _format_starts() -> NDArray[np.bool_]:
    # `<b>`, `<b `, `<em`: the first two bytes tell formatting elements, and a few others that do no harm here.
    starts = np.zeros(1 << 16, bool)
    for name in _FORMATS:
        for spelled in (name, name.upper(), name.title()):
            for follower in spelled[1:2] or b"> \t\n\r\f/":
                starts[spelled[0] << 8 | (follower if isinstance(follower, int) else follower[0])] = True
    return starts


_STARTS = _format_starts()


def laid_flat(markup: bytes) -> tuple[bytes, int]:
    """Return the HTML without start tags that would nest too deep and without endless attributes, and how many."""
    tags = markup.count(b"<")
    spans = list(_endless(markup)) if len(markup) > _LONG_TAG else []
    if tags > _MANY_TAGS or (tags > _FEW_TAGS and _formats(markup) > _FEW_FORMATS):
        spans = sorted([*spans, *_too_deep(markup)])
    kept, end = [], 0
    for start, stop in spans:
        kept.append(markup[end:start])
        end = max(end, stop)
    return b"".join([*kept, markup[end:]]) if spans else markup, len(spans)


def _endless(markup: bytes) -> Iterator[tuple[int, int]]:
    stop = 0
    for window in range(0, len(markup), _LONG_TAG):
        if window >= stop and markup.find(b"<", window, window + _LONG_TAG) < 0:
            start = _START_TAG.match(markup, markup.rfind(b"<", 0, window) if window else 0)
            at, seen = start.end() if start else 0, 0
            while start and seen < _MOST_ATTRIBUTES and (attribute := _ATTRIBUTE.match(markup, at)):
                at, seen = attribute.end(), seen + 1
            if seen == _MOST_ATTRIBUTES:
                stop = markup.find(b"<", at)
                yield at, stop if stop >= 0 else len(markup)


def _formats(markup: bytes) -> int:
    letters = np.frombuffer(markup + b"  ", np.uint8)
    at = np.flatnonzero(letters[:-2] == ord("<"))
    return int(_STARTS[letters[at + 1].astype(np.uint16) << 8 | letters[at + 2]].sum())


def _too_deep(markup: bytes) -> Iterator[tuple[int, int]]:
    path: list[bytes] = []
    depth_of: Counter[bytes] = Counter()
    formats: Counter[bytes] = Counter()
    for found in _TAG.finditer(markup):
        name = (found[3] or b"").lower()
        if not name or name in _SHALLOW:
            continue
        if name in _FORMATS:
            if found[2]:
                formats[name] -= formats[name] > 0
            elif formats.total() >= MOST_OPEN_FORMATS:
                yield found.span()
            else:
                formats[name] += 1
        elif found[2]:
            while depth_of[name]:  # an end tag closes all that stands open within its element
                closed = path.pop()
                depth_of[closed] -= 1
                if closed == name:
                    break
        elif len(path) >= DEEPEST:
            yield found.span()
        else:
            path.append(name)
            depth_of[name] += 1
