"""The main text of a page: its sentences, without menus, labels and lists of links.

The rule is the decision tree of Kohlschütter, Fankhauser and Nejdl (Boilerplate Detection using Shallow Text Features,
WSDM 2010): a block of text is kept by how long it is, how much of it is links, and how long its neighbours are. It reads
no names of tags or classes, so it outlives a redesign, and works in any language, as lengths are in characters (the
paper's words times six; a character of a script without spaces counts as three).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.page.walk import Walk

Lengths = NDArray[np.float64]
_PER_WORD = 6
_MOST_LINKED = 1 / 3
_LINKED_BEFORE = 0.555
_SHORT, _SHORT_BEFORE, _SHORT_AFTER = 16 * _PER_WORD, 4 * _PER_WORD, 15 * _PER_WORD
_LONG, _LONG_AFTER = 40 * _PER_WORD, 17 * _PER_WORD
# Thai to Khmer, and East Asia: most scripts there write no spaces, and a word has two or three characters.
_UNSPACED = ((0x0E00, 0x1800), (0x3040, 0xFB00))
MAX_CHARACTERS = 1_000_000
START = 10_000
_FIRST_TEXTS = 2_000


@dataclass(frozen=True, slots=True)
class PageText:
    """The text visitors may read.

    Attributes:
        main: the main text, one line a block.
        start: the first `START` characters of all text.
        characters: length of all text, main or not.
        linked: length of the text of links.
    """

    main: str
    start: str
    characters: int
    linked: int


def page_text(walked: Walk, anchors: Sequence[str]) -> PageText:
    """Pick the main text. `anchors` are the texts of `walked.links`."""
    if not walked.texts:
        return PageText("", "", 0, 0)
    numbers, places = np.unique(walked.block[walked.text_at], return_inverse=True)
    sizes = np.fromiter(map(len, walked.texts), np.float64, len(walked.texts))
    lengths = np.bincount(places, weights=sizes)
    linked = _linked(walked, anchors, numbers)
    kept = _kept(lengths * _weights(walked.texts, places, len(numbers)), np.minimum(1, linked / np.maximum(1, lengths)))
    text = _joined(walked.texts, places, kept)
    return PageText(
        text[:MAX_CHARACTERS], "\n".join(walked.texts[:_FIRST_TEXTS])[:START], int(sizes.sum()), int(linked.sum())
    )


def _linked(walked: Walk, anchors: Sequence[str], numbers: NDArray[np.int64]) -> Lengths:
    """Characters of links in each block that has text; a link around whole blocks counts for the first inside it."""
    if not anchors:
        return np.zeros(len(numbers))
    at = np.minimum(np.searchsorted(numbers, walked.block[walked.at]), len(numbers) - 1)
    return np.bincount(at, weights=np.fromiter(map(len, anchors), np.float64, len(anchors)), minlength=len(numbers))


def _weights(texts: Sequence[str], places: NDArray[np.int64], blocks: int) -> Lengths:
    """3 for blocks in a script without spaces, else 1, by the first letters of their texts."""
    firsts = np.fromiter((ord(text[0]) if text else 0 for text in texts), np.int64, len(texts))
    weights = np.ones(blocks)
    for start, end in _UNSPACED:
        weights[places[(firsts >= start) & (firsts < end)]] = 3.0
    return weights


def _kept(lengths: Lengths, linked: Lengths) -> NDArray[np.bool_]:
    before = np.concatenate(([0.0], lengths[:-1]))
    after = np.concatenate((lengths[1:], [0.0]))
    after_label = (lengths > _SHORT) | (after > _SHORT_AFTER) | (before > _SHORT_BEFORE)
    after_links = (lengths > _LONG) | (after > _LONG_AFTER)
    linked_before = np.concatenate(([0.0], linked[:-1])) > _LINKED_BEFORE
    return (linked <= _MOST_LINKED) & np.where(linked_before, after_links, after_label)


def _joined(texts: Sequence[str], places: NDArray[np.int64], kept: NDArray[np.bool_]) -> str:
    parts: list[str] = []
    last = -1
    for text, place, keep in zip(texts, places.tolist(), kept[places].tolist(), strict=True):
        if keep:
            parts.append(" " if place == last else "\n")
            parts.append(text)
            last = place
    return "".join(parts[1:])
