"""One walk over the tree: what comes before, after and above each link, as arrays.

The walk is in document order. Everything per node is done by C code or NumPy; Python visits links, and each element
above a link once. This is where the time of a page goes, so the code is plainer than it is pretty.
"""

from dataclasses import dataclass
from functools import cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from selectolax.lexbor import LexborHTMLParser, LexborNode

Ints = NDArray[np.int64]
PROSE = 40
"""Characters from which on a text is read as prose rather than as a label."""
TARGETS = {"a": "href", "area": "href", "iframe": "src", "frame": "src", "form": "action"}
"""Elements that lead to an address, and the attribute that holds it."""
MOST_LINKS = 20_000
"""Links read of one page; what follows is left out, and said to be."""
MOST_PIECES, MOST_TEXT = 1_000, 10_000
"""Texts, and characters, read of one link or heading: links within links would repeat those of a whole page."""
_BLOCKS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol option p pre section select summary table tbody td tfoot th thead "
    "tr ul"
)
_BREAKS = "audio br button canvas embed iframe img input object picture svg textarea video"  # words end at these too
# Their text is not read by visitors. That of `noscript` is: the page is read as by a crawler without JavaScript.
_UNREAD = "script style option textarea title template iframe noframes"


@cache
def tag_ids(names: str) -> frozenset[int]:
    """Return the parser's numbers of the elements named, separated by spaces."""
    parser = LexborHTMLParser("")
    return frozenset(parser.create_node(name).tag_id for name in names.split())


@cache
def tag_table(names: str) -> NDArray[np.bool_]:
    """Return for every number of an element whether it is among those named."""
    table = np.zeros(512, bool)
    table[list(tag_ids(names))] = True
    return table


TEXT, COMMENT = 2, 4


@dataclass(frozen=True, slots=True)
class Walk:
    """A page in document order.

    Attributes:
        nodes: elements, comments, and texts that are not blank.
        tags: number of each node's element; `TEXT` for text, `COMMENT` for comments.
        end: for each node the place after the last one inside it.
        texts: text of the nodes that visitors may read, in order.
        sizes: characters of each text, space around it left out.
        text_at: place of each text in `nodes`.
        apart: whether a space, a line break or the border of a block stands between each text and the one before.
        block: for each node the number of the block it stands in, counted at each block's start.
        links: elements that lead to an address, in order: `a`, `area`, frames, forms.
        attributes: of each link.
        at: place of each link in `nodes`.
        left_out: number of links after the first `MOST_LINKS`.
        above: place in `parents` of the element each link stands in.
        parents: elements above links, each after the one it stands in; the first is the root.
        parent_of: place in `parents` of the element each of these stands in.
        named: attributes of each of these.
        first: number of the first link in each of these.
        prose: characters of running text in each of these that stand in none of those below it, links left out.
    """

    nodes: list[LexborNode]
    tags: Ints
    end: Ints
    texts: list[str]
    sizes: Ints
    text_at: Ints
    apart: list[bool]
    block: Ints
    links: list[LexborNode]
    attributes: list[dict[str, str | None]]
    at: Ints
    left_out: int
    above: list[int]
    parents: list[LexborNode]
    parent_of: list[int]
    named: list[dict[str, str | None]]
    first: list[int]
    prose: list[int]

    def text(self, start: int, stop: int) -> str:
        """Return what the texts from one number to before another say, in single spaces."""
        if stop - start == 1:
            return " ".join(self.texts[start][:MOST_TEXT].split())
        stop = min(stop, start + MOST_PIECES)
        pieces = zip(self.texts[start:stop], self.apart[start:stop], strict=True)
        joined = "".join([" " + text[:MOST_TEXT] if apart else text[:MOST_TEXT] for text, apart in pieces])
        return " ".join(joined[:MOST_TEXT].split())

    def text_in(self, place: int) -> str:
        """Return what visitors may read in an element, in single spaces."""
        start, stop = np.searchsorted(self.text_at, (place, self.end[place])).tolist()
        return self.text(start, stop)


def walk(root: LexborNode | None) -> Walk:
    """Walk the tree of a document. Nothing is walked as an empty page."""
    if root is None:
        return walk(LexborHTMLParser("<html>").root)
    nodes = list(root.traverse(include_text=True, skip_empty=True))
    tags = np.minimum(np.fromiter(map(attrgetter("tag_id"), nodes), np.int64, len(nodes)), 511)
    up = _up(nodes)
    end = _ends(up)
    text_at = np.flatnonzero((tags == TEXT) & ~tag_table(_UNREAD)[tags[up]])
    texts = [nodes[place].text_content or "" for place in text_at.tolist()]
    sizes = np.fromiter((len(text.strip()) for text in texts), np.int64, len(texts))
    links, attributes, at, left_out = _links(nodes, tags)
    before = np.searchsorted(at, np.arange(len(nodes) + 1))  # links before each place
    holds = before[end] > before[1:]
    holds[0] = True
    places = np.flatnonzero(holds)
    parents = [nodes[place] for place in places.tolist()]
    return Walk(
        nodes=nodes,
        tags=tags,
        end=end,
        texts=texts,
        sizes=sizes,
        text_at=text_at,
        apart=_apart(nodes, tags, up, text_at),
        block=np.cumsum(tag_table(_BLOCKS)[tags], dtype=np.int64),
        links=links,
        attributes=attributes,
        at=at,
        left_out=left_out,
        above=np.searchsorted(places, up[at]).tolist(),
        parents=parents,
        parent_of=np.searchsorted(places, up[places]).tolist(),
        named=[node.attributes for node in parents],
        first=before[places + 1].tolist(),
        prose=_prose(sizes, up[text_at], up, tag_table("a")[tags], holds),
    )


def _up(nodes: list[LexborNode]) -> Ints:
    """Place of the element each node stands in; the first stands in itself."""
    own = np.fromiter(map(attrgetter("mem_id"), nodes), np.int64, len(nodes))
    outer = np.fromiter(map(attrgetter("parent.mem_id"), nodes[1:]), np.int64, len(nodes) - 1)
    order = np.argsort(own)
    return np.concatenate(([0], order[np.searchsorted(own, outer, sorter=order)]))


def _ends(up: Ints) -> Ints:
    """Place after the last node inside each node."""
    last = np.arange(len(up))
    np.maximum.at(last, up, np.arange(len(up)))
    return followed(last) + 1


def followed(steps: Ints) -> Ints:
    """Follow the step from each place to where it leads nowhere else, such as from part to part up a tree."""
    while not np.array_equal(further := steps[steps], steps):
        steps = further
    return steps


def _apart(nodes: list[LexborNode], tags: Ints, up: Ints, text_at: Ints) -> list[bool]:
    parts = tag_table(f"{_BLOCKS} {_BREAKS}")[tags]
    begun = np.cumsum(parts)[text_at]
    around = followed(np.where(parts, np.arange(len(up)), up))[text_at]
    parted = (np.diff(begun, prepend=-1) != 0) | (np.diff(around, prepend=-1) != 0)
    apart: list[bool] = parted.tolist()
    for number in np.flatnonzero(~parted).tolist():
        apart[number] = _blank_between(nodes[text_at[number - 1]], nodes[text_at[number]])
    return apart


def _blank_between(text: LexborNode, other: LexborNode) -> bool:
    """Whether one of the blank texts that the walk leaves out stands between two texts."""
    stop, node, unread = other.mem_id, _next(text), tag_ids(_UNREAD)
    while node is not None and node.mem_id != stop:
        if node.is_empty_text_node and (node.parent is None or node.parent.tag_id not in unread):
            return True
        node = _next(node)
    return False


def _next(node: LexborNode) -> LexborNode | None:
    if node.first_child is not None:
        return node.first_child
    outer: LexborNode | None = node
    while outer is not None and outer.next is None:
        outer = outer.parent
    return outer and outer.next


def _links(nodes: list[LexborNode], tags: Ints) -> tuple[list[LexborNode], list[dict[str, str | None]], Ints, int]:
    links: list[LexborNode] = []
    attributes, at, left_out = [], [], 0
    anchors = tag_table("a area")
    for place in np.flatnonzero(tag_table(" ".join(TARGETS))[tags]).tolist():
        own = nodes[place].attributes
        if "href" in own or (not anchors[tags[place]] and TARGETS[nodes[place].tag or ""] in own):
            if len(links) == MOST_LINKS:
                left_out += 1
                continue
            links.append(nodes[place])
            attributes.append(own)
            at.append(place)
    return links, attributes, np.array(at, np.int64), left_out


def _prose(sizes: Ints, text_up: Ints, up: Ints, is_link: NDArray[np.bool_], holds: NDArray[np.bool_]) -> list[int]:
    """Sum up the long texts below each element that holds links, but for those below a link or another such element."""
    around = followed(np.where(is_link | holds, np.arange(len(up)), up))[text_up]
    counted = (sizes >= PROSE) & ~is_link[around]
    sums = np.bincount(around[counted], sizes[counted], len(up))[holds]
    prose: list[int] = sums.astype(np.int64).tolist()
    return prose
