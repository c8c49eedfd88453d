"""The words of a link and those around it, folded to single spaces."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from selectolax.lexbor import LexborNode

from linkwright.page.walk import Walk, tag_table

CONTEXT = 100
"""Characters of text kept on each side of a link, to the last whole word."""
_HEADINGS = "h1 h2 h3 h4 h5 h6"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one link.

    Attributes:
        anchor: its text, or the alternative text of its images.
        is_image: whether it shows an image and no text.
        start: number of its first text in `Walk.texts`.
        stop: number of the first text after it.
    """

    anchor: str
    is_image: bool
    start: int
    stop: int


def anchor_words(walked: Walk) -> list[Words]:
    """Read the words of every link of a page. Frames and forms have none."""
    starts = np.searchsorted(walked.text_at, walked.at).tolist()
    stops = np.searchsorted(walked.text_at, walked.end[walked.at]).tolist()
    anchors = tag_table("a area")[walked.tags[walked.at]].tolist()
    found: list[Words] = []
    for number, (start, stop, is_anchor) in enumerate(zip(starts, stops, anchors, strict=True)):
        if not is_anchor:
            title = walked.attributes[number].get("title") or ""
            found.append(Words(" ".join(title.split()), False, start, start))
        elif text := walked.text(start, stop):
            found.append(Words(text, False, start, stop))
        else:
            link = walked.links[number]
            shown = _alternatives(link) or walked.attributes[number].get("alt") or ""
            is_image = link.css_first("img, svg, picture") is not None
            found.append(Words(" ".join(shown.split()), is_image, start, stop))
    return found


def _alternatives(link: LexborNode) -> str:
    """Text that stands for the images of a link. Lazy loading repeats an image in a `noscript`: it speaks once."""
    texts = [
        image.text() if image.tag == "title" else image.attributes.get("alt") or ""
        for image in link.css("img, area, input, svg > title")
    ]
    return " ".join(dict.fromkeys(texts))


class Surroundings:
    """What stands before and after the links of a page, and the headings above them."""

    def __init__(self, walked: Walk) -> None:
        """Prepare the texts of a page."""
        self._texts = walked.texts
        self._blocks: list[int] = walked.block[walked.text_at].tolist()
        self._of_link: list[int] = walked.block[walked.at].tolist()
        places = np.flatnonzero(tag_table(_HEADINGS)[walked.tags])
        self._headings: list[int] = places.tolist()
        self._above: list[int] = (np.searchsorted(places, walked.at) - 1).tolist()
        self._read: dict[int, str] = {}
        self._walked = walked

    def left(self, number: int, words: Words) -> str:
        """Words before a link in its block."""
        pieces: list[str] = []
        length, place = 0, words.start - 1
        while place >= 0 and length < CONTEXT and self._blocks[place] == self._of_link[number]:
            pieces.append(self._space(place) + self._texts[place][-2 * CONTEXT :])
            length += len(pieces[-1])
            place -= 1
        text = _run(pieces[::-1])
        return text if len(text) <= CONTEXT else text[-CONTEXT:].partition(" ")[2]

    def right(self, number: int, words: Words) -> str:
        """Words after a link in its block."""
        pieces: list[str] = []
        length, place = 0, words.stop
        while place < len(self._texts) and length < CONTEXT and self._blocks[place] == self._of_link[number]:
            pieces.append(self._space(place) + self._texts[place][: 2 * CONTEXT])
            length += len(pieces[-1])
            place += 1
        text = _run(pieces)
        return text if len(text) <= CONTEXT else text[:CONTEXT].rpartition(" ")[0]

    def _space(self, place: int) -> str:
        return " " if self._walked.apart[place] else ""

    def heading(self, number: int) -> str:
        """Text of the nearest heading above a link, or of the one it stands in."""
        above = self._above[number]
        if above < 0:
            return ""
        if above not in self._read:
            self._read[above] = self._walked.text_in(self._headings[above])
        return self._read[above]


def _run(pieces: Sequence[str]) -> str:
    if len(pieces) < 2:
        return " ".join(pieces[0].split()) if pieces else ""
    text = pieces[0]
    for piece in pieces[1:]:
        close = text[-1:].isspace() or piece[:1] in ",.;:!?)]’'\"”»" or text[-1:] in "([‘“«" or piece[:1].isspace()
        text += piece if close else " " + piece
    return " ".join(text.split())
