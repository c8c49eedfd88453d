"""What is measured of the parts of a page that a link stands in: their prose, their links, their repetition.

A part is an element with all below it. Four questions are asked of the tree: how dense the smallest part with so many
links is, what the part holds that is the main text, how the part with so much of the prose goes on around the link, and
how often the link's place in the tree (tags only, no names) comes again on the page.
"""

import numpy as np
from numpy.typing import NDArray

from linkwright.page.walk import Ints, Walk, followed

Numbers = NDArray[np.float64]
Columns = dict[str, Numbers]
_READABLE = 250  # characters of running text that make a part of the page something to read
_ENOUGH = (5, 15, 40)  # links in the smallest part of the page around a link that is measured
_COST = (15, 200)  # characters of prose that a part must have for each link to be taken for the main text
_MUCH = (0.15, 0.4)  # share of the prose of the page that the smallest part measured around a link holds


def log(numbers: Numbers | Ints) -> Numbers:
    """Return the logarithm of one more, and 0 below zero."""
    return np.log1p(np.maximum(numbers, 0))


class Parts:
    """The elements above the links of a page as a tree of arrays, one item for each of `Walk.parents`."""

    def __init__(self, walked: Walk, anchor: Numbers) -> None:
        """Sum up what stands in each part; `anchor` is the number of characters of each link."""
        self.up, self.above = walked.parent_of, np.array(walked.above)
        many = len(self.up)
        links = np.bincount(self.above, minlength=many).tolist()
        prose = list(walked.prose)
        depth, children, template = [0] * many, [0] * many, [0] * many
        for place in range(many - 1, 0, -1):
            up = self.up[place]
            links[up] += links[place]
            prose[up] += prose[place]
            children[up] += 1
        tags = [node.tag_id for node in walked.parents]
        for place in range(1, many):
            up = self.up[place]
            depth[place] = depth[up] + 1
            template[place] = hash((template[up], tags[place]))
        self.prose = prose
        self.count, self.mass = np.array(links), np.array(prose, np.float64)
        self.depth, self.children = np.array(depth), np.array(children)
        self.template = np.unique(np.array(template)[self.above], return_inverse=True)[1]
        self.first = np.array(walked.first)
        self.end = self.first + self.count
        self.linked = np.concatenate(([0.0], np.cumsum(anchor)))
        self.written = max(float(self.mass[0]), 1.0)

    def nearest(self, marked: NDArray[np.bool_]) -> Ints:
        """Return for each link the nearest marked part it stands in; the whole page where none is."""
        of_link: Ints = followed(np.where(marked, np.arange(len(marked)), self.up))[self.above]
        return of_link

    def path_to(self, place: int) -> NDArray[np.bool_]:
        """Mark a part and all that it stands in."""
        marked = np.zeros(len(self.up), bool)
        while place:
            marked[place] = True
            place = self.up[place]
        marked[0] = True
        return marked

    def below(self, part: Ints) -> Numbers:
        """Return how many elements lie between each link and a part around it."""
        return np.asarray(self.depth[self.above] - self.depth[part], np.float64)

    def density(self, part: Ints) -> Numbers:
        """Return the share of links in the running text of parts."""
        anchor = self.linked[self.end[part]] - self.linked[self.first[part]]
        return np.asarray(anchor / np.maximum(anchor + self.mass[part], 1))


def of_trunk(parts: Parts) -> Columns:
    """Measure where a link leaves the path down which most of the prose lies, and the nearest part to be read."""
    best = [0] * len(parts.up)
    for place in range(1, len(parts.up)):
        up = parts.up[place]
        if parts.prose[place] > parts.prose[best[up]] or not best[up]:
            best[up] = place
    place = 0
    while best[place] and parts.prose[best[place]] > 0.6 * parts.prose[place]:
        place = best[place]
    left = parts.nearest(parts.path_to(place))
    reads = parts.nearest(parts.mass >= _READABLE)
    return {
        "depth": parts.depth[parts.above].astype(float),
        "prose": np.full(len(parts.above), np.log1p(parts.mass[0])),
        "trunk links": log(parts.count[left]),
        "below trunk": (parts.depth[left] - parts.depth[place]).astype(float),
        "trunk length": np.full(len(parts.above), float(parts.depth[place])),
        "trunk prose a link": log(parts.mass[left] / np.maximum(parts.count[left], 1)),
        "readable prose": log(parts.mass[reads]),
        "readable links": log(parts.count[reads]),
        "readable density": parts.density(reads),
        "readable depth": parts.below(reads),
    }


def of_crowds(parts: Parts, plain: Numbers) -> Columns:
    """Measure the smallest parts around a link that hold so many links; `plain` is plain text before each link."""
    many, total = len(parts.above), max(float(plain[-1]), 1.0)
    columns: Columns = {}
    for least in _ENOUGH:
        part = parts.nearest(parts.count >= least)
        start, end = parts.first[part], parts.end[part]
        text = plain[np.maximum(end - 1, start)] - plain[start]
        anchor = parts.linked[end] - parts.linked[start]
        columns[f"part {least} density"] = anchor / np.maximum(anchor + text, 1)
        columns[f"part {least} plain a link"] = log(text / np.maximum(parts.count[part], 1))
        columns[f"part {least} plain share"] = text / total
        columns[f"part {least} to end"] = (many - end) / many
        if least == 15:
            columns["children"] = log(parts.children[part])
            columns["links a child"] = parts.count[part] / np.maximum(parts.children[part], 1)
    return columns


def of_main_text(parts: Parts, block: Ints, sentences: Numbers) -> Columns:
    """Measure where links stand from the main text: the part with most prose after paying for its links.

    Args:
        parts: the tree.
        block: of each link.
        sentences: characters in blocks that are sentences, before each block; one more item than blocks.
    """
    columns: Columns = {}
    for cost in _COST:
        root = int(np.argmax(parts.mass - cost * parts.count))
        path = parts.nearest(parts.path_to(root))
        whole = np.full(len(block), root)
        columns[f"main {cost} share"] = parts.mass[whole] / parts.written
        columns[f"main {cost} apart"] = (parts.depth[root] - parts.depth[path]).astype(float)
        columns[f"main {cost} below"] = parts.below(path)
        columns[f"main {cost} place"] = _place(parts, whole, block, sentences)
    for share in _MUCH:
        part = parts.nearest(parts.mass >= share * parts.written)
        columns[f"much {share} depth"] = parts.below(part)
        columns[f"much {share} density"] = parts.density(part)
        columns[f"much {share} share"] = parts.mass[part] / parts.written
        columns[f"much {share} place"] = _place(parts, part, block, sentences)
    return columns


def _place(parts: Parts, part: Ints, block: Ints, sentences: Numbers) -> Numbers:
    """Share of the sentences of a part that stand before a link; below 0 and above 1 outside of it."""
    before, after = parts.first[part] - 1, parts.end[part]
    start = sentences[np.where(before >= 0, block[before], 0)]
    stop = sentences[np.where(after < len(block), block[np.minimum(after, len(block) - 1)], len(sentences) - 2)]
    place: Numbers = (sentences[block] - start) / np.maximum(stop - start, 1)
    return place.clip(-0.5, 1.5)


def of_templates(parts: Parts, anchor: Numbers, plain: Numbers) -> Columns:
    """Measure the links whose place in the tree is the same, on the whole page and in one run.

    Args:
        parts: the tree.
        anchor: log length of each anchor.
        plain: log of the plain text in the block of each link.
    """
    group, number = parts.template, np.arange(len(anchor))
    many = np.bincount(group)
    first, last = np.full(len(many), len(anchor)), np.zeros(len(many), np.int64)
    np.minimum.at(first, group, number)
    np.maximum.at(last, group, number)
    run = np.cumsum(np.diff(group, prepend=group[0]) != 0)
    length = np.bincount(run)
    return {
        "same place": log(many[group]),
        "same place share": many[group] / len(anchor),
        "same place anchor": (np.bincount(group, anchor) / many)[group],
        "same place plain": (np.bincount(group, plain) / many)[group],
        "same place first": first[group] / len(anchor),
        "same place last": last[group] / len(anchor),
        "same place packed": (many / (last - first + 1))[group],
        "run": log(length[run]),
        "run anchor": (np.bincount(run, anchor) / length)[run],
        "run plain": (np.bincount(run, plain) / length)[run],
    }
