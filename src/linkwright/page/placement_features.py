"""What is measured of each link to tell where on the page it stands: a matrix, one row a link, one column a feature.

Lengths are characters, as log(1 + n). Features that a new design of a site leaves as they are come first: lengths of
text, density of links, repetition, position, the anchor. What elements are called comes last and may be left out.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linkwright.page.placement_names import purposes
from linkwright.page.walk import Ints, Walk, tag_table

Matrix = NDArray[np.float32]
Columns = dict[str, NDArray[np.float64]]
_LONG_TEXT = 80  # a text this long is a sentence, not a label
_READABLE = 250  # characters of running text that make a part of the page something to read
_ENOUGH = (2, 5, 15, 40)  # links in the smallest part of the page around a link that is measured
_KINDS = {
    "p": "p",
    "li": "li",
    "cell": "td th",
    "heading": "h1 h2 h3 h4 h5 h6",
    "definition": "dd dt",
    "quote": "blockquote",
    "figure": "figure figcaption",
    "emphasis": "strong b em i small",
    "note": "sup",
    "table": "table",
    "list": "ul ol",
    "form": "form",
    "pre": "pre code",
}
_NETWORKS = frozenset(
    f"{name}.com"
    for name in ("facebook", "instagram", "linkedin", "pinterest", "reddit", "tiktok", "twitter", "x", "youtube")
)


def features(walked: Walk, anchors: Sequence[str], sites: Sequence[str], own_site: str, purpose: Ints) -> Matrix:
    """Measure all links of a page.

    Args:
        walked: the page.
        anchors: text of each link.
        sites: registrable domain each link leads to; empty where it leads to no other page.
        own_site: registrable domain of the page.
        purpose: bits of what each of `Walk.parents` is called (`placement_names.own_purposes`); zeros leave it out.
    """
    columns = {**_of_text(walked, anchors), **_of_links(walked, anchors, sites, own_site), **_of_names(walked, purpose)}
    matrix = np.empty((len(columns), len(anchors)), np.float32)  # by column in memory, as the model asks by column
    for row, column in zip(matrix, columns.values(), strict=True):
        row[:] = column
    return matrix.T


def names(walked: Walk) -> list[str]:
    """Return the names of the columns of `features`."""
    none = [""] * len(walked.links)
    nothing = np.zeros(len(walked.parents), np.int64)
    return [
        *_of_text(walked, none),
        *_of_links(walked, none, none, ""),
        *_of_names(walked, nothing),
    ]


def _log(numbers: NDArray[np.float64] | Ints) -> NDArray[np.float64]:
    return np.log1p(np.maximum(numbers, 0))


def _of_text(walked: Walk, anchors: Sequence[str]) -> Columns:
    at, many = walked.at, len(walked.links)
    own = np.array([len(anchor) for anchor in anchors], np.float64)
    lengths = np.array([len(text.strip()) for text in walked.texts], np.float64)
    node_length = np.zeros(len(walked.nodes) + 1)
    node_length[walked.text_at] = lengths
    read = np.concatenate(([0.0], np.cumsum(node_length)))  # characters before each node
    linked = np.concatenate(([0.0], np.cumsum(own)))  # characters of the links before each link
    before = read[at] - linked[:-1]  # characters of plain text before each link
    gap = np.maximum(np.append(before[1:], read[-1] - linked[-1]) - before, 0)  # plain text until the next link
    plain = np.concatenate(([0.0], np.cumsum(gap)))
    total = max(read[-1] - linked[-1], 1.0)
    number = np.arange(many)
    columns = {
        "own": _log(own),
        "gap before": _log(np.concatenate(([before[0]], gap[:-1]))),
        "gap after": _log(gap),
        "plain share before": before / total,
        "place": number / many,
        "places from end": _log(many - 1 - number),
        "places from start": _log(number),
        "links": np.full(many, np.log1p(many)),
        "plain": np.full(many, np.log1p(total)),
        "plain a link": np.full(many, np.log1p(total / many)),
    }
    for near in (1, 3, 10):
        low, high = np.maximum(number - near, 0), np.minimum(number + near, many)
        around = plain[high] - plain[low]
        columns[f"plain around {near}"] = _log(around / np.maximum(high - low, 1))
        columns[f"density around {near}"] = (linked[high] - linked[low]) / np.maximum(
            linked[high] - linked[low] + around, 1
        )
    columns |= _of_blocks(walked, own, lengths)
    columns |= _of_parts(walked, own, plain, linked, total)
    return columns


def _of_blocks(walked: Walk, own: NDArray[np.float64], lengths: NDArray[np.float64]) -> Columns:
    block, text_block = walked.block[walked.at], walked.block[walked.text_at]
    blocks = int(walked.block[-1]) + 2
    text = np.bincount(text_block, lengths, blocks)
    linked = np.bincount(block, own, blocks)
    links = np.bincount(block, minlength=blocks)
    plain = np.maximum(text - linked, 0)
    # Text before the link in its own block, as lengths only
    order = np.searchsorted(walked.text_at, walked.at)
    ahead = np.concatenate(([0.0], np.cumsum(lengths)))
    start = np.searchsorted(text_block, block)
    left = ahead[order] - ahead[np.minimum(start, order)]
    sentence = plain >= _LONG_TEXT
    runs = np.concatenate(([0], np.cumsum(sentence)))
    where = np.flatnonzero(sentence)
    columns = {
        "block plain": _log(plain[block]),
        "block density": linked[block] / np.maximum(text[block], 1),
        "block links": _log(links[block]),
        "block left": _log(left),
        "sentences before": _log(runs[block]),
        "sentences after": _log(runs[-1] - runs[block + 1]),
        "sentence share before": runs[block] / max(runs[-1], 1),
    }
    for name, near in (("near", 3), ("around", 10), ("far", 30)):
        low, high = np.maximum(block - near, 0), np.minimum(block + near + 1, blocks)
        columns[f"sentences {name}"] = (runs[high] - runs[low]).astype(np.float64)
    if len(where):
        following = np.searchsorted(where, block)
        columns["to sentence after"] = _log(where[np.minimum(following, len(where) - 1)] - block) + 9.0 * (
            following == len(where)
        )
        previous = np.searchsorted(where, block, "right") - 1
        columns["to sentence before"] = _log(block - where[np.maximum(previous, 0)]) + 9.0 * (previous < 0)
    else:
        columns["to sentence after"] = columns["to sentence before"] = np.full(len(block), 9.0)
    previous, following = plain[np.maximum(block - 1, 0)], plain[np.minimum(block + 1, blocks - 1)]
    columns["previous block"], columns["next block"] = _log(previous), _log(following)
    return columns


def _of_parts(
    walked: Walk,
    own: NDArray[np.float64],
    plain: NDArray[np.float64],
    linked: NDArray[np.float64],
    total: float,
) -> Columns:
    above, up_of = np.array(walked.above), walked.parent_of
    counted = np.bincount(above, minlength=len(up_of)).tolist()
    prose = list(walked.prose)
    for place in range(len(up_of) - 1, 0, -1):
        counted[up_of[place]] += counted[place]
        prose[up_of[place]] += prose[place]
    trunk = _trunk(up_of, prose)
    depth, leaves_trunk, readable = [0] * len(up_of), [0] * len(up_of), [0] * len(up_of)
    enough = [[0] * len(up_of) for _ in _ENOUGH]
    for place in range(1, len(up_of)):
        up = up_of[place]
        depth[place] = depth[up] + 1
        leaves_trunk[place] = place if place in trunk else leaves_trunk[up]
        readable[place] = place if prose[place] >= _READABLE else readable[up]
        count = counted[place]
        for level, least in zip(enough, _ENOUGH, strict=True):
            level[place] = place if count >= least else level[up]
    first, count, mass, deep = np.array(walked.first), np.array(counted), np.array(prose), np.array(depth)
    written = max(prose[0], 1)
    left, reads = np.array(leaves_trunk)[above], np.array(readable)[above]
    columns: Columns = {
        "depth": deep[above].astype(float),
        "links in parent": _log(count[above]),
        "prose in parent": _log(mass[above]),
        "prose": np.full(len(own), np.log1p(prose[0])),
        "on trunk": mass[left] / written,
        "trunk links": _log(count[left]),
        "trunk prose a link": _log(mass[left] / np.maximum(count[left], 1)),
        "trunk depth": (deep[above] - deep[left]).astype(float),
        "below trunk": (deep[left] - max(depth[place] for place in trunk)).astype(float),
        "trunk length": np.full(len(own), float(max(depth[place] for place in trunk))),
        "readable prose": _log(mass[reads]),
        "readable share": mass[reads] / written,
        "readable links": _log(count[reads]),
        "readable prose a link": _log(mass[reads] / np.maximum(count[reads], 1)),
        "readable depth": (deep[above] - deep[reads]).astype(float),
        "readable density": (linked[first[reads] + count[reads]] - linked[first[reads]]) / np.maximum(mass[reads], 1),
    }
    all_links = len(own)
    for level, least in zip(enough, _ENOUGH, strict=True):
        part = np.array(level)[above]
        start, end = first[part], first[part] + count[part]
        text = plain[np.maximum(end - 1, start)] - plain[start]
        anchor = linked[end] - linked[start]
        columns[f"part {least} links"] = _log(count[part])
        columns[f"part {least} density"] = anchor / np.maximum(anchor + text, 1)
        columns[f"part {least} plain a link"] = _log(text / np.maximum(count[part], 1))
        columns[f"part {least} plain share"] = text / total
        columns[f"part {least} prose a link"] = _log(mass[part] / np.maximum(count[part], 1))
        columns[f"part {least} prose share"] = mass[part] / written
        columns[f"part {least} place"] = start / all_links
        columns[f"part {least} to end"] = (all_links - end) / all_links
    return columns


def _trunk(up_of: Sequence[int], prose: Sequence[int]) -> set[int]:
    """Follow the running text from the root down, as long as one child has most of it."""
    best = [0] * len(up_of)
    for place in range(1, len(up_of)):
        if prose[place] > prose[best[up_of[place]]] or not best[up_of[place]]:
            best[up_of[place]] = place
    trunk, place = {0}, 0
    while best[place] and prose[best[place]] > 0.6 * prose[place]:
        place = best[place]
        trunk.add(place)
    return trunk


def _of_links(walked: Walk, anchors: Sequence[str], sites: Sequence[str], own_site: str) -> Columns:
    hrefs = [(own.get("href") or "")[:300] for own in walked.attributes]
    said, led = Counter(anchors), Counter(sites)
    outside = np.array([site not in ("", own_site) for site in sites], np.float64)
    lengths = _log(np.array([len(anchor) for anchor in anchors]))
    return {
        "external": outside,
        "words": np.array([anchor.count(" ") + 1 for anchor in anchors], np.float64),
        "lower case": np.array([anchor[:1].islower() for anchor in anchors], np.float64),
        "mark": np.array([anchor[-1:] in ".!?:»›→" for anchor in anchors], np.float64),
        "anchor repeats": _log(np.array([said[anchor] for anchor in anchors])),
        "site repeats": _log(np.array([led[site] for site in sites])),
        "slashes": np.array([href.count("/") for href in hrefs], np.float64),
        "href": _log(np.array([len(href) for href in hrefs])),
        "fragment": np.array([href[:1] == "#" for href in hrefs], np.float64),
        "network": np.array([site in _NETWORKS for site in sites], np.float64),
        "rel": np.array([bool(own.get("rel")) for own in walked.attributes], np.float64),
        "external around": _around(outside, 5),
        "external share": np.full(len(outside), outside.mean()),
        "same anchor length": _around(np.abs(np.diff(lengths, prepend=0)), 3),
    }


def _around(numbers: NDArray[np.float64], near: int) -> NDArray[np.float64]:
    sums = np.concatenate(([0.0], np.cumsum(numbers)))
    place = np.arange(len(numbers))
    low, high = np.maximum(place - near, 0), np.minimum(place + near + 1, len(numbers))
    means: NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
    return means


def _of_names(walked: Walk, purpose: Ints) -> Columns:
    tags = [min(node.tag_id, 511) for node in walked.parents]
    bits = purpose.tolist()
    kinds = sum(table.astype(np.int64) << bit for bit, table in enumerate(map(tag_table, _KINDS.values())))
    kind = np.asarray(kinds)[tags].tolist()
    nearest = list(bits)
    for place in range(1, len(bits)):
        up = walked.parent_of[place]
        nearest[place] = bits[place] or nearest[up]
        bits[place] |= bits[up]
        kind[place] |= kind[up]
    above = walked.above
    of_link, of_near, of_kind = np.array(bits)[above], np.array(nearest)[above], np.array(kind)[above]
    return {
        **{f"in {name}": (of_kind >> bit & 1).astype(float) for bit, name in enumerate(_KINDS)},
        **{f"named {name}": (of_link >> bit & 1).astype(float) for bit, name in enumerate(purposes())},
        **{f"nearest {name}": (of_near >> bit & 1).astype(float) for bit, name in enumerate(purposes())},
    }
