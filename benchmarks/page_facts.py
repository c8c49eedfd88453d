"""`python -m benchmarks.page_facts --data DIR`: processor time of reading a page, its links, and all its facts."""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measuring import print_table
from benchmarks.page_types import LabelledPage, labelled_pages
from linkwright.page.analysis import analyse
from linkwright.page.links import links
from linkwright.page.reading import read

REPEATS = 3
STEPS: dict[str, Callable[[LabelledPage], object]] = {
    "read: encoding and tree": lambda page: read(page.body),
    "read and links with placement": lambda page: links(read(page.body), page.url),
    "whole analysis": lambda page: analyse(page.body, page.url),
}


def main(arguments: Sequence[str] | None = None) -> dict[str, float]:
    """Print milliseconds a page (best of the repeats) and pages a second of one core; return the milliseconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_facts", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with pages.tar.xz")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th page")
    options = parser.parse_args(arguments)
    pages = list(labelled_pages(options.data))[:: options.every]
    spent = {name: min(_milliseconds(step, pages) for _ in range(REPEATS)) for name, step in STEPS.items()}
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    rows = [(name, f"{each:.2f}", f"{1000 / each:,.0f}") for name, each in spent.items()]
    print_table(f"{len(pages):,} pages of {size:,.0f} kB on average", ("step", "CPU ms a page", "pages/s"), rows)
    return spent


def _milliseconds(step: Callable[[LabelledPage], object], pages: Sequence[LabelledPage]) -> float:
    start = time.process_time()
    for page in pages:
        step(page)
    return (time.process_time() - start) / len(pages) * 1000


if __name__ == "__main__":
    main()
