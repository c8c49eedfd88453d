"""The main text of a page: its sentences, without menus, labels and lists of links.

The rule is the decision tree of Kohlschütter, Fankhauser and Nejdl (Boilerplate Detection using Shallow Text Features,
WSDM 2010): a block of text is kept by how long it is, how much of it is links, and how long its neighbours are. It
reads no names of tags or classes, so it outlives a redesign, and works in any language, as lengths are in characters
(the paper's words times six; a character of a script without spaces counts as three).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.page.fingerprints import UNSPACED
from linkwright.page.walk import Walk, tag_table

Lengths = NDArray[np.float64]
_PER_WORD = 6
_MOST_LINKED = 1 / 3
_LINKED_BEFORE = 0.555
_SHORT, _SHORT_BEFORE, _SHORT_AFTER = 16 * _PER_WORD, 4 * _PER_WORD, 15 * _PER_WORD
_LONG, _LONG_AFTER = 40 * _PER_WORD, 17 * _PER_WORD
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


def page_text(walked: Walk) -> PageText:
    """Pick the main text of a page."""
    if not walked.texts:
        return PageText("", "", 0, 0)
    texts = [text.strip() for text in walked.texts]
    blocks = walked.block[walked.text_at]  # ascending
    begins = np.diff(blocks, prepend=-1) > 0
    numbers, places = blocks[begins], np.cumsum(begins) - 1
    sizes = walked.sizes.astype(np.float64)
    lengths = np.bincount(places, weights=sizes)
    linked = _linked(walked, sizes, numbers)
    start = "\n".join(texts[:_FIRST_TEXTS])[:START]
    weights = _weights(texts, places, len(numbers)) if UNSPACED.search(start) else np.ones(len(numbers))
    kept = _kept(lengths * weights, np.minimum(1, linked / np.maximum(1, lengths)))
    text = _joined(texts, places, kept)
    return PageText(text[:MAX_CHARACTERS], start, int(sizes.sum()), int(linked.sum()))


def _linked(walked: Walk, sizes: Lengths, numbers: NDArray[np.int64]) -> Lengths:
    """Characters of links in each block that has text; a link around whole blocks counts for the first inside it."""
    anchors = np.flatnonzero(tag_table("a area")[walked.tags[walked.at]])
    if not len(anchors):
        return np.zeros(len(numbers))
    places = walked.at[anchors]
    before = np.concatenate(([0.0], np.cumsum(sizes)))  # characters before each text
    inside = np.searchsorted(walked.text_at, np.vstack([places, walked.end[places]]))
    linked = before[inside[1]] - before[inside[0]]
    at = np.minimum(np.searchsorted(numbers, walked.block[places]), len(numbers) - 1)
    return np.bincount(at, weights=linked, minlength=len(numbers)).astype(np.float64)


def _weights(texts: Sequence[str], places: NDArray[np.int64], blocks: int) -> Lengths:
    """3 for blocks with a text in a script without spaces, else 1."""
    weights = np.ones(blocks)
    weights[places[[UNSPACED.search(text) is not None for text in texts]]] = 3.0
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
    chosen = np.flatnonzero(kept[places])
    for number, place in zip(chosen.tolist(), places[chosen].tolist(), strict=True):
        parts.append(" " if place == last else "\n")
        parts.append(texts[number])
        last = place
    return "".join(parts[1:])
