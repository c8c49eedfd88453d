"""Labelled pages become one matrix: the features of each labelled link, as the product measures them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.placement.labels import SETS, Label, LabelledPage, labelled_pages
from linkwright.page.addresses import resolved
from linkwright.page.anchors import anchor_words
from linkwright.page.links import link_features
from linkwright.page.placement_features import NAMES, Matrix, names
from linkwright.page.reading import read
from linkwright.page.walk import Walk, tag_ids, walk


@dataclass(frozen=True)
class Measured:
    """All labelled links. Arrays have one item a link.

    Attributes:
        columns: names of the features.
        named: features of each link.
        blinded: the same without what elements are called.
        content: 1 in the content, 0 not, -1 unknown.
        external: whether it leads to another site.
        part: landmark, or empty.
        page: number of its page in `pages`.
    """

    columns: list[str]
    named: Matrix
    blinded: Matrix
    content: NDArray[np.int64]
    external: NDArray[np.bool_]
    part: NDArray[np.str_]
    page: NDArray[np.int64]
    pages: list[LabelledPage]


def measured(data: Path, sources: Sequence[str] = SETS) -> Measured:
    """Measure every labelled link of the sets. The bodies of the pages are dropped."""
    named, blinded = list[Matrix](), list[Matrix]()
    labels, of_page, pages, columns = list[Label](), list[int](), list[LabelledPage](), list[str]()
    for source in sources:
        for page in labelled_pages(data, source):
            walked = walk(read(page.body).tree.root)
            if not walked.links:
                continue
            found = list(_aligned(walked, page.labels))
            rows = [row for row, _ in found]
            whole, bare = _features(walked, page.url)
            columns = columns or names(walked)
            named.append(whole[rows])
            blinded.append(bare[rows])
            labels += [label for _, label in found]
            of_page += [len(pages)] * len(found)
            pages.append(LabelledPage(page.name, source, page.group, page.kind, page.url, b"", ()))
    return Measured(
        columns,
        np.concatenate(named),
        np.concatenate(blinded),
        np.array([-1 if label.content is None else int(label.content) for label in labels]),
        np.array([label.external for label in labels]),
        np.array([label.part for label in labels]),
        np.array(of_page),
        pages,
    )


def _features(walked: Walk, url: str) -> tuple[Matrix, Matrix]:
    words = anchor_words(walked)
    addresses = [resolved(own.get("href") or "", url) for own in walked.attributes]
    whole = link_features(walked, words, addresses, url)
    bare = whole.copy()
    blind = [number for number, name in enumerate(names(walked)) if name.startswith(NAMES)]
    bare[:, blind] = 0
    return whole, bare


def _aligned(walked: Walk, labels: Sequence[Label]) -> Iterator[tuple[int, Label]]:
    """Find the link of each label: of those with its address, the one nearest to its number."""
    anchors, number = tag_ids("a"), 0
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, (place, own) in enumerate(zip(walked.at.tolist(), walked.attributes, strict=True)):
        if int(walked.tags[place]) in anchors:
            places[(own["href"] or "").strip()].append((number, row))
            number += 1
    for label in labels:
        near = places.get(label.href)
        if near:
            best = min(near, key=lambda each: abs(each[0] - label.index))
            near.remove(best)
            yield best[1], label
