"""`python -m benchmarks.pages`: how fast pages are read, in processor time of one core."""

import argparse
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.measuring import print_table, talk
from benchmarks.placement.labels import DATA, LabelledPage, labelled_pages
from linkwright.page.analysis import analyse
from linkwright.page.links import links
from linkwright.page.reading import read

LANDMARKS = frozenset(("nav", "footer", "header", "aside", "main", "article"))
SOURCE = "articles_and_pages"
PAGES = 300


def parsed(page: LabelledPage) -> object:
    """Parse only: the floor of everything below."""
    return LexborHTMLParser(page.body)


def naive(page: LabelledPage) -> object:
    """Links by selectolax, their placement by the nearest landmark: no address, context, heading or probability."""
    found = []
    for link in LexborHTMLParser(page.body).css("a[href]"):
        above, place = link.parent, None
        while above is not None and place is None:
            place = above.tag if above.tag in LANDMARKS else None
            above = above.parent
        found.append((link.attributes["href"], link.text(), place))
    return found


def placed(page: LabelledPage) -> object:
    """All that `links` tells."""
    return links(read(page.body), page.url)


def analysed(page: LabelledPage) -> object:
    """All facts of the page, its links with placement among them."""
    return analyse(page.body, page.url)


def trafilatura(page: LabelledPage) -> object:
    """Main text by trafilatura, its links kept."""
    from trafilatura import extract

    return extract(page.body.decode("utf-8", "replace"), include_links=True)


WAYS: dict[str, Callable[[LabelledPage], object]] = {
    "selectolax, parsing only": parsed,
    "selectolax, links by nearest landmark": naive,
    "linkwright, links with placement": placed,
    "linkwright, whole analysis": analysed,
}


def main(arguments: Sequence[str] | None = None) -> dict[str, float]:
    """Measure, print the table and return pages per second of processor time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=f"folder of real pages; {DATA}")
    parser.add_argument("--pages", type=int, default=PAGES, help=f"pages measured; {PAGES}")
    parser.add_argument("--repeats", type=int, default=3, help="rounds, the fastest counts; 3")
    parser.add_argument("--trafilatura", action="store_true", help="also trafilatura, where it is installed")
    options = parser.parse_args(arguments)
    if not (options.data / f"placement_{SOURCE}").is_dir():
        talk(f"skipped: no pages at {options.data}; name their folder with --data")
        return {}
    pages = list(islice(labelled_pages(options.data, SOURCE), options.pages))
    ways = WAYS | ({"trafilatura, main text and links": trafilatura} if options.trafilatura else {})
    speeds = {}
    for name, way in ways.items():
        talk(name)
        speeds[name] = len(pages) / min(_seconds(way, pages) for _ in range(options.repeats))
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    print_table(
        f"{len(pages)} pages of {size:.0f} kB",
        ("what", "pages a CPU second", "us a page"),
        [(name, f"{speed:,.0f}", f"{1e6 / speed:,.0f}") for name, speed in speeds.items()],
    )
    return speeds


def _seconds(way: Callable[[LabelledPage], object], pages: Sequence[LabelledPage]) -> float:
    start = time.process_time()
    for page in pages:
        way(page)
    return time.process_time() - start


if __name__ == "__main__":
    main()
