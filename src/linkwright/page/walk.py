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
"""Links read of one page; what follows is left out."""
_BLOCKS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol option p pre section select summary table tbody td tfoot th thead "
    "tr ul"
)
_UNREAD = "script style option textarea title template iframe noframes"  # their text is not read by visitors


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


TEXT = 2


@dataclass(frozen=True, slots=True)
class Walk:
    """A page in document order.

    Attributes:
        nodes: elements and texts that are not blank.
        tags: number of each node's element; `TEXT` for text.
        texts: text of the nodes that visitors may read, in order.
        text_at: place of each text in `nodes`.
        block: for each node the number of the block it stands in, counted at each block's start.
        links: elements that lead to an address, in order: `a`, `area`, frames, forms.
        attributes: of each link.
        at: place of each link in `nodes`.
        above: place in `parents` of the element each link stands in.
        parents: elements above links, each after the one it stands in; the first is the root.
        parent_of: place in `parents` of the element each of these stands in.
        named: attributes of each of these.
        first: number of the first link in each of these.
        prose: characters of running text in each of these that stand in none of those below it, links left out.
    """

    nodes: list[LexborNode]
    tags: Ints
    texts: list[str]
    text_at: Ints
    block: Ints
    links: list[LexborNode]
    attributes: list[dict[str, str | None]]
    at: Ints
    above: list[int]
    parents: list[LexborNode]
    parent_of: list[int]
    named: list[dict[str, str | None]]
    first: list[int]
    prose: list[int]


def walk(root: LexborNode | None) -> Walk:
    """Walk a tree, or the part of it below a node. Nothing is walked as an empty page."""
    if root is None:
        return walk(LexborHTMLParser("<html>").root)
    nodes = list(root.traverse(include_text=True, skip_empty=True))
    tags = np.array(list(map(attrgetter("tag_id"), nodes)), np.int64)
    np.minimum(tags, 511, out=tags)
    is_text = tags == TEXT
    is_text[1:] &= ~tag_table(_UNREAD)[tags[:-1]]
    text_at = np.flatnonzero(is_text)
    texts = [nodes[place].text_content or "" for place in text_at.tolist()]
    block = np.cumsum(tag_table(_BLOCKS)[tags], dtype=np.int64)
    anchors = tag_ids("a area")
    links, attributes, at = [], [], []
    for place in np.flatnonzero(tag_table(" ".join(TARGETS))[tags]).tolist():
        own = nodes[place].attributes
        if "href" in own or (tags[place] not in anchors and TARGETS[nodes[place].tag or ""] in own):
            links.append(nodes[place])
            attributes.append(own)
            at.append(place)
            if len(links) == MOST_LINKS:
                break
    known = {root.mem_id: 0}
    above, parents, parent_of, first = _climb(root, links, known)
    long = [
        (nodes[place], length)
        for place, text in zip(text_at.tolist(), texts, strict=True)
        if len(text) >= PROSE and (length := len(text.strip())) >= PROSE
    ]
    return Walk(
        nodes=nodes,
        tags=tags,
        texts=texts,
        text_at=text_at,
        block=block,
        links=links,
        attributes=attributes,
        at=np.array(at, np.int64),
        above=above,
        parents=parents,
        parent_of=parent_of,
        named=[node.attributes for node in parents],
        first=first,
        prose=_prose(long, known, len(parents)),
    )


def _prose(long: list[tuple[LexborNode, int]], known: dict[int, int], many: int) -> list[int]:
    prose = [0] * many
    anchor = min(tag_ids("a"))
    for node, length in long:
        up = node.parent
        while up is not None and up.tag_id != anchor and up.mem_id not in known:
            up = up.parent
        if up is not None and up.tag_id != anchor:
            prose[known[up.mem_id]] += length
    return prose


def _climb(
    root: LexborNode, links: list[LexborNode], known: dict[int, int]
) -> tuple[list[int], list[LexborNode], list[int], list[int]]:
    above, parents, parent_of, first = [], [root], [0], [0]
    for number, link in enumerate(links):
        fresh = []
        node = link.parent
        while node is not None and (key := node.mem_id) not in known:
            fresh.append((key, node))
            node = node.parent
        place = known[key] if node is not None else 0
        for key, node in reversed(fresh):
            parents.append(node)
            parent_of.append(place)
            first.append(number)
            place = known[key] = len(parents) - 1
        above.append(place)
    return above, parents, parent_of, first
