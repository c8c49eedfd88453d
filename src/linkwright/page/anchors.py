"""The words of a link and those around it, folded to single spaces."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.page.walk import TEXT, Walk, tag_ids, tag_table

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
    next_is_text = (np.append(walked.tags, 0)[walked.at + 1] == TEXT).tolist() if len(walked.at) else []
    anchors = tag_ids("a area")
    found: list[Words] = []
    for link, place, start, simple in zip(walked.links, walked.at.tolist(), starts, next_is_text, strict=True):
        if int(walked.tags[place]) not in anchors:
            title = walked.attributes[len(found)].get("title") or ""
            found.append(Words(" ".join(title.split()), False, start, start))
            continue
        whole = link.text()
        if simple and start < len(walked.texts) and walked.texts[start] == whole:
            found.append(Words(" ".join(whole.split()), False, start, start + 1))
        elif whole and not whole.isspace():
            found.append(_of_pieces(walked, whole, start))
        else:
            alternatives = [image.attributes.get("alt") or "" for image in link.css("img, area, input")]
            alternatives = alternatives or [walked.attributes[len(found)].get("alt") or ""]
            shown = " ".join(" ".join(alternatives).split())
            found.append(Words(shown, link.css_first("img, svg, picture") is not None, start, start))
    return found


def _of_pieces(walked: Walk, whole: str, start: int) -> Words:
    wanted, seen, stop = len("".join(whole.split())), 0, start
    while seen < wanted and stop < len(walked.texts):
        seen += len("".join(walked.texts[stop].split()))
        stop += 1
    if seen != wanted:  # it holds text that visitors do not read, such as a style
        return Words(" ".join(whole.split()), False, start, start)
    return Words(_joined(walked, start, stop), False, start, stop)


def _joined(walked: Walk, start: int, stop: int) -> str:
    """Join texts: with a space where a new block begins or where they would run together as words."""
    pieces: list[str] = []
    for number in range(start, stop):
        text = walked.texts[number]
        apart = number > start and walked.block[walked.text_at[number]] != walked.block[walked.text_at[number - 1]]
        pieces.append(" " + text if apart else text)
    return " ".join("".join(pieces).split())


class Surroundings:
    """What stands before and after the links of a page, and the headings above them."""

    def __init__(self, walked: Walk) -> None:
        """Prepare the texts of a page."""
        self._texts = walked.texts
        self._blocks: list[int] = walked.block[walked.text_at].tolist()
        self._of_link: list[int] = walked.block[walked.at].tolist()
        places = np.flatnonzero(tag_table(_HEADINGS)[walked.tags])
        self._headings = [walked.nodes[place] for place in places.tolist()]
        self._above: list[int] = (np.searchsorted(places, walked.at) - 1).tolist()
        self._read: dict[int, str] = {}

    def left(self, number: int, words: Words) -> str:
        """Words before a link in its block."""
        pieces: list[str] = []
        length, place = 0, words.start - 1
        while place >= 0 and length < CONTEXT and self._blocks[place] == self._of_link[number]:
            pieces.append(self._texts[place][-2 * CONTEXT :])
            length += len(pieces[-1])
            place -= 1
        text = _run(pieces[::-1])
        return text if len(text) <= CONTEXT else text[-CONTEXT:].partition(" ")[2]

    def right(self, number: int, words: Words) -> str:
        """Words after a link in its block."""
        pieces: list[str] = []
        length, place = 0, words.stop
        while place < len(self._texts) and length < CONTEXT and self._blocks[place] == self._of_link[number]:
            pieces.append(self._texts[place][: 2 * CONTEXT])
            length += len(pieces[-1])
            place += 1
        text = _run(pieces)
        return text if len(text) <= CONTEXT else text[:CONTEXT].rpartition(" ")[0]

    def heading(self, number: int) -> str:
        """Text of the nearest heading above a link, or of the one it stands in."""
        above = self._above[number]
        if above < 0:
            return ""
        if above not in self._read:
            self._read[above] = " ".join(self._headings[above].text().split())
        return self._read[above]


def _run(pieces: Sequence[str]) -> str:
    if len(pieces) < 2:
        return " ".join(pieces[0].split()) if pieces else ""
    text = pieces[0]
    for piece in pieces[1:]:
        close = text[-1:].isspace() or piece[:1] in ",.;:!?)]’'\"”»" or text[-1:] in "([‘“«" or piece[:1].isspace()
        text += piece if close else " " + piece
    return " ".join(text.split())
