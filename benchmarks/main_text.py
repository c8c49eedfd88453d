"""`python -m benchmarks.main_text --data DIR`: the words taken as main text, against what a person took."""

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import print_table
from benchmarks.page_types import labelled_pages
from linkwright.page.analysis import analyse
from linkwright.page.fingerprints import words

Scores = tuple[float, float, float]


def main(arguments: Sequence[str] | None = None) -> dict[str, list[Scores]]:
    """Print mean F1, precision and recall of words by kind of page; return those of each page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.main_text", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with pages.tar.xz")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th page")
    options = parser.parse_args(arguments)
    found: dict[str, list[Scores]] = defaultdict(list)
    for number, page in enumerate(labelled_pages(options.data)):
        if number % options.every == 0:
            scores = _scores(words(analyse(page.body, page.url).main_text), words(page.main_text))
            found[page.word].append(scores)
            found["all"].append(scores)
    rows = [(word, str(len(each)), *_means(each)) for word, each in found.items()]
    print_table("Words of the main text", ("labelled", "pages", "F1", "precision", "recall"), rows)
    return found


def _scores(said: Sequence[bytes], truth: Sequence[bytes]) -> Scores:
    """F1, precision and recall of the words, each as often as it occurs."""
    shared = (Counter(said) & Counter(truth)).total()
    if not shared:
        return (0.0, 0.0, 0.0) if said or truth else (1.0, 1.0, 1.0)
    return 2 * shared / (len(said) + len(truth)), shared / len(said), shared / len(truth)


def _means(scores: Sequence[Scores]) -> tuple[str, str, str]:
    f1, precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
    return f"{f1:.3f}", f"{precision:.3f}", f"{recall:.3f}"


if __name__ == "__main__":
    main()
