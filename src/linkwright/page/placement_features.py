"""What is measured of each link to tell where on the page it stands: a matrix, one row a link, one column a feature.

Lengths are characters, as log(1 + n). Features that a new design of a site leaves as they are come first: lengths of
text, density of links, repetition, position, headings, the anchor, the address. What elements are called comes last and
may be left out.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linkwright.page.placement_names import purposes
from linkwright.page.placement_parts import (
    Columns,
    Numbers,
    Parts,
    log,
    of_crowds,
    of_main_text,
    of_templates,
    of_trunk,
)
from linkwright.page.placement_words import copyrighted, cues, led, said
from linkwright.page.walk import Ints, Walk, tag_ids, tag_table

Matrix = NDArray[np.float32]
_LONG_TEXT = 80  # a text this long is a sentence, not a label
_RUN_TEXT, _RUN_COST = 40, 60  # characters that count for a run of blocks, and what each link costs it
_FAR = 9.0  # stands for a distance to what the page has not
_KINDS = {"list": "ul ol", "heading": "h1 h2 h3 h4 h5 h6", "cell": "td th"}
_NAMED = ("navigation", "header", "footer", "sidebar", "comment", "author box", "related", "breadcrumb")
_NEAREST = ("navigation", "content")
NAMES = ("named ", "nearest ")
"""How the columns begin that read what elements are called."""


def features(
    walked: Walk,
    anchors: Sequence[str],
    addresses: Sequence[str | None],
    sites: Sequence[str],
    url: str,
    own_site: str,
    purpose: Ints,
) -> Matrix:
    """Measure all links of a page.

    Args:
        walked: the page.
        anchors: text of each link.
        addresses: absolute address of each link; None where it has none.
        sites: registrable domain each link leads to; empty where it leads to no other page.
        url: address of the page.
        own_site: registrable domain of the page.
        purpose: bits of what each of `Walk.parents` is called (`placement_names.own_purposes`); zeros leave it out.
    """
    columns = {
        **_of_text(walked, anchors),
        **_of_anchors(anchors, sites, own_site),
        **_of_addresses(walked, addresses, url),
        **_of_names(walked, purpose),
    }
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
        *_of_anchors(none, none, ""),
        *_of_addresses(walked, none, ""),
        *_of_names(walked, nothing),
    ]


def _of_text(walked: Walk, anchors: Sequence[str]) -> Columns:
    at, many = walked.at, len(walked.links)
    own = np.array([len(anchor) for anchor in anchors], np.float64)
    lengths = walked.sizes.astype(np.float64)
    read = np.concatenate(([0.0], np.cumsum(lengths)))  # characters before each text
    order = np.searchsorted(walked.text_at, at)
    linked = np.concatenate(([0.0], np.cumsum(own)))
    before = read[order] - linked[:-1]  # characters of plain text before each link
    gap = np.maximum(np.append(before[1:], read[-1] - linked[-1]) - before, 0)  # plain text until the next link
    block, text_block = walked.block[at], walked.block[walked.text_at]
    blocks = int(walked.block[-1]) + 2
    text = np.bincount(text_block, lengths, blocks)
    anchor = np.bincount(block, own, blocks)
    plain = np.maximum(text - anchor, 0)
    sentence = plain >= _LONG_TEXT
    runs = np.concatenate(([0], np.cumsum(sentence)))
    written = np.concatenate(([0.0], np.cumsum(np.where(sentence, plain, 0))))
    low, high = np.maximum(block - 10, 0), np.minimum(block + 11, blocks)
    parts = Parts(walked, own)
    return {
        "own": log(own),
        "gap after": log(gap),
        "plain share before": before / max(read[-1] - linked[-1], 1.0),
        "links": np.full(many, np.log1p(many)),
        "block plain": log(plain[block]),
        "block density": anchor[block] / np.maximum(text[block], 1),
        "sentences around": (runs[high] - runs[low]).astype(float),
        "sentence share before": runs[block] / max(runs[-1], 1),
        "run share": np.full(many, _run_share(plain, np.bincount(block, minlength=blocks), written)),
        **of_trunk(parts),
        **of_crowds(parts, np.concatenate(([0.0], np.cumsum(gap)))),
        **of_main_text(parts, block, written),
        **of_templates(parts, log(own), log(plain[block])),
        **_of_headings(walked, block, written),
    }


def _run_share(plain: Numbers, links: Ints, written: Numbers) -> float:
    """Share of the sentences in the run of blocks that has most text after paying for its links."""
    worth = np.concatenate(([0.0], np.cumsum(np.where(plain >= _RUN_TEXT, plain, 0) - _RUN_COST * links)))
    stop = int(np.argmax(worth - np.minimum.accumulate(worth)))
    start = int(np.argmin(worth[: stop + 1]))
    return float((written[stop] - written[start]) / max(written[-1], 1))


def _of_headings(walked: Walk, block: Ints, written: Numbers) -> Columns:
    """Measure the section a link stands in: from the heading above it to the next. The first has no heading."""
    levels = np.zeros(512)
    for level in range(1, 7):
        levels[list(tag_ids(f"h{level}"))] = level
    places = np.flatnonzero(levels[walked.tags])
    above = np.searchsorted(places, walked.at, "right")  # 0 where there is no heading above
    level_of = np.concatenate(([0.0], levels[walked.tags[places]]))
    starts = np.concatenate(([0], walked.block[places]))
    prose = np.diff(written[np.append(starts, len(written) - 1)])
    links = np.bincount(above, minlength=len(starts))
    titles = np.flatnonzero(level_of == 1)
    texts = [
        walked.texts[number]
        for number in np.searchsorted(walked.text_at, places).tolist()
        if number < len(walked.texts)
    ]
    says = np.array([0, *(said(text[:80], "headings") for text in texts)])[np.minimum(above, len(texts))]
    claims = walked.block[walked.text_at[copyrighted(walked.texts)[-8:]]]
    to_claim = np.abs(block[:, None] - claims).min(axis=1, initial=1 << 14)
    return {
        "blocks below heading": np.where(above > 0, log(block - starts[above]), _FAR),
        "heading level": level_of[above],
        "headings above": log(above),
        "below title": (block > starts[titles[0]]).astype(float) if len(titles) else np.full(len(block), -1.0),
        "section prose a link": log(prose[above] / np.maximum(links[above], 1)),
        **{f"below {cue}": (says >> bit & 1).astype(float) for bit, cue in enumerate(cues("headings"))},
        "to copyright": log(to_claim),
    }


def _of_anchors(anchors: Sequence[str], sites: Sequence[str], own_site: str) -> Columns:
    repeated, linked = Counter(anchors), Counter(sites)
    linked[""] = 0
    outside = np.array([site not in ("", own_site) for site in sites], np.float64)
    words = np.array([anchor.count(" ") + 1 for anchor in anchors], np.float64)
    of_site = np.array([linked[site] for site in sites], np.float64)
    says = np.array([said(anchor[:80], "links") for anchor in anchors], np.int64)
    return {
        "words": words,
        "words around": _around(words, 3),
        "anchor repeats": log(np.array([repeated[anchor] for anchor in anchors])),
        **{f"{cue} around": _around(says >> bit & 1, 4) for bit, cue in enumerate(cues("links"))},
        "external": outside,
        "external around": _around(outside, 5),
        "external share": np.full(len(outside), outside.mean()),
        "site repeats": log(of_site),
        "site share": of_site / max(sum(linked.values()), 1),
        "sites": np.full(len(outside), np.log1p(len(linked))),
    }


def _of_addresses(walked: Walk, addresses: Sequence[str | None], url: str) -> Columns:
    leads = Counter(addresses)
    own = url.partition("#")[0]
    paths = [_path(address) for address in addresses]
    bare = [path.strip("/") for path in paths]
    depth = np.array([path.count("/") + 1 if path else 0 for path in bare], np.float64)
    ends = [path[path.rfind("/") + 1 :] for path in bare]
    hyphens = np.array([end.count("-") + end.count("_") for end in ends], np.float64)
    tag = np.array([led(path, "tag") for path in paths], np.float64)
    same = np.array([(address or "").partition("#")[0] == own for address in addresses], np.float64)
    return {
        "href": log(np.array([len(own.get("href") or "") for own in walked.attributes])),
        "path": log(np.array([len(path) for path in paths])),
        "path depth around": _around(depth, 3),
        "path hyphens around": _around(hyphens, 3),
        "leads to author": np.array([led(path, "author") for path in paths], np.float64),
        "leads to tag around": _around(tag, 3),
        "leads to itself around": _around(same, 3),
        "address repeats": log(np.array([leads[address] for address in addresses])),
    }


def _path(address: str | None) -> str:
    if not address or not address.startswith("http"):
        return ""
    start = address.find("/", 8)
    return address[start:300].partition("?")[0].partition("#")[0].lower() if start > 0 else ""


def _around(numbers: Numbers | Ints, near: int) -> Numbers:
    sums = np.concatenate(([0.0], np.cumsum(numbers)))
    place = np.arange(len(numbers))
    low, high = np.maximum(place - near, 0), np.minimum(place + near + 1, len(numbers))
    means: Numbers = (sums[high] - sums[low]) / (high - low)
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
    bit_of = {name: bit for bit, name in enumerate(purposes())}
    return {
        **{f"in {name}": (of_kind >> bit & 1).astype(float) for bit, name in enumerate(_KINDS)},
        **{f"{NAMES[0]}{name}": (of_link >> bit_of[name] & 1).astype(float) for name in _NAMED},
        **{f"{NAMES[1]}{name}": (of_near >> bit_of[name] & 1).astype(float) for name in _NEAREST},
    }
