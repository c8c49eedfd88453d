"""`python -m benchmarks.page_types --data DIR`: the kind of page said, against the labels of a public set of pages."""

import argparse
import hashlib
import json
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import print_table, talk
from linkwright.page.analysis import analyse
from linkwright.page.page_type import PageType
from linkwright.urls import canonical_url, host_of, registrable_domain

# The set's seven words in ours. A page at the root of its host is a home page whatever it offers.
LABELS: Mapping[str, PageType] = {
    "article": PageType.ARTICLE,
    "documentation": PageType.ARTICLE,
    "forum": PageType.FORUM_THREAD,
    "product": PageType.PRODUCT,
    "collection": PageType.ARCHIVE,
    "listing": PageType.ARCHIVE,
    "service": PageType.OTHER,
}


@dataclass(frozen=True)
class LabelledPage:
    """One page of the set.

    Attributes:
        body: its HTML.
        url: its canonical address.
        word: the set's word for its kind.
        label: ours.
        main_text: what a person took to be its main text.
        half: 0 or 1, by a hash of the site: weights are set on half 0 and checked on half 1.
    """

    body: bytes
    url: str
    word: str
    label: PageType
    main_text: str
    half: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how often each word of the set became which type of ours, for each half."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_types", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with pages.tar.xz")
    options = parser.parse_args(arguments)
    said: dict[int, list[tuple[str, PageType, PageType]]] = {0: [], 1: []}
    for page in labelled_pages(options.data):
        said[page.half].append((page.word, page.label, analyse(page.body, page.url).page_type.type))
    for half, title in ((0, "sites the weights were fitted on"), (1, "other sites")):
        if not said[half]:
            continue
        right = sum(label == found for _, label, found in said[half])
        rows = [_row(word, said[half]) for word in LABELS]
        print_table(f"{title}: {right} of {len(said[half])} right", ("labelled", "pages", "right", "called"), rows)
        print(f"\nmacro F1 {macro_f1([(label, found) for _, label, found in said[half]]):.3f}")


def labelled_pages(folder: Path) -> Iterator[LabelledPage]:
    """Yield the pages that have an address, in the order of their numbers' halves of the archive."""
    labels: dict[str, tuple[str, str, str]] = {}
    bodies: dict[str, bytes] = {}
    talk("reading pages.tar.xz")
    with tarfile.open(folder / "pages.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is None:
                continue
            name = Path(member.name)
            if name.suffix == ".json":
                truth = json.load(stream)
                text = truth.get("ground_truth", {}).get("main_content") or ""
                labels[name.stem] = (truth["_internal"]["page_type"]["primary"], truth.get("url") or "", text)
            elif name.suffix == ".html":
                bodies[name.stem] = stream.read()
    for number in sorted(bodies):
        word, written, text = labels[number]
        url = canonical_url(written) if written else None
        if url:
            site = registrable_domain(host_of(url))
            home = url.split("/", 3)[3] == ""
            half = hashlib.sha256(site.encode()).digest()[0] % 2
            yield LabelledPage(bodies[number], url, word, PageType.HOME if home else LABELS[word], text, half)


def macro_f1(pairs: Sequence[tuple[PageType, PageType]]) -> float:
    """Mean over the types that occur of 2 * right / (labelled + called)."""
    labelled, called = Counter(label for label, _ in pairs), Counter(found for _, found in pairs)
    right = Counter(label for label, found in pairs if label == found)
    return sum(2 * right[each] / (labelled[each] + called[each]) for each in labelled) / len(labelled)


def _row(word: str, said: Sequence[tuple[str, PageType, PageType]]) -> tuple[str, str, str, str]:
    of_word = [(label, found) for each, label, found in said if each == word]
    called = Counter(found.value for _, found in of_word)
    right = sum(label == found for label, found in of_word)
    return word, str(len(of_word)), str(right), ", ".join(f"{name} {count}" for name, count in called.most_common())


if __name__ == "__main__":
    main()
