"""Every page of the demo web, and what a check must say of every link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from demo import words
from demo.generate import demo_world
from demo.web.table import BAKERY, KIND_OF_SITE, KINDS, LOST, SOCIAL, Naming, Row, rows_of_day
from demo.world import Link

# Of several states of a link that stands, the first names it; the same order as `LinkState`.
STANDING = (
    "not in the page",
    "only after JavaScript",
    "differs for a browser",
    "target broken",
    "page noindexed",
    "canonicalised elsewhere",
    "nofollow",
    "changed",
    "target redirected",
    "found",
)
BAKERY_HOST = f"www.{words.SITE}"


@dataclass(frozen=True)
class Page:
    """One page: how it answers, and the links of the demo world that stand on it today."""

    url: str
    row: Row
    links: tuple[Link, ...]

    @property
    def kind(self) -> str:
        """Its name in kinds.toml."""
        link = self.links[0]
        return self.row.kind or KIND_OF_SITE["sitewide" if link.sitewide else link.domain.kind]


@dataclass(frozen=True)
class Expected:
    """What a check must say of a link: with a browser (`state`), and without one (`raw`).

    `placement` is where the link stands; empty where it cannot be seen.
    """

    url: str
    target: str
    state: str
    raw: str
    placement: str


def pages_of_day(day: int = 1) -> Mapping[str, Page]:
    """Return the pages of the demo web by address."""
    rows = rows_of_day(day)
    links: dict[str, list[Link]] = {}
    for link in demo_world()[0]:
        links.setdefault(link.url, []).append(link)
    return {url: _page(url, group, rows.get(url)) for url, group in links.items()}


def _page(url: str, links: Sequence[Link], row: Row | None) -> Page:
    standing = tuple(link for link in links if not link.lost)
    if links[0].domain.kind == "social":
        row = SOCIAL
    if row:
        return Page(url, row, tuple(links))
    return Page(url, Row(), standing) if standing else Page(url, LOST[links[0].lost_reason], tuple(links))


def expected(pages: Mapping[str, Page]) -> list[Expected]:
    """Return what a check must say of every link of the demo world."""
    return [_expected(link, pages[link.url]) for link in demo_world()[0]]


def _expected(link: Link, page: Page) -> Expected:
    row = page.row if link in page.links else LOST["removedfromhtml"]
    if row.state not in STANDING:
        return Expected(link.url, link.target, row.state, row.raw or row.state, "")
    true = {row.state, target_state(row.href or link.target), "nofollow" if rel_of(link, row) else "found"}
    state = next(name for name in STANDING if name in true)
    placement = KINDS[page.kind].placement if row.link in ("plain", "browsers") else ""
    return Expected(link.url, link.target, state, row.raw or state, placement)


def rel_of(link: Link, row: Row) -> str:
    """Return the rel of a link as it is written today."""
    if row.rel is not None:
        return row.rel
    known = {"nofollow": link.nofollow, "ugc": link.ugc, "sponsored": link.sponsored}
    return " ".join(name for name, is_so in known.items() if is_so)


def target_state(url: str) -> str:
    """Return what becomes of a link to this address of the bakery."""
    path = urlsplit(url).path.rstrip("/") + "/"
    if path in BAKERY.moved:
        return "target redirected"
    return "found" if path in BAKERY.pages else "target broken"


def elsewhere(page: Page) -> Page | None:
    """Return the page that a redirect or a canonical of this one names, if it is not the home page."""
    if page.row.moved_to not in ("", "/"):
        url = urljoin(page.url, page.row.moved_to)
        return Page(url, replace(page.row, moved_to="", status=200), page.links)
    if page.row.canonical:
        return Page(urljoin(page.url, page.row.canonical), Row(), page.links)
    return None


def hosts(pages: Mapping[str, Page]) -> Mapping[str, Naming]:
    """Return what the DNS says of every host of the demo web. A name that is not here does not exist."""
    known = {str(urlsplit(page.url).hostname): page.row.name for page in pages.values()}
    return {**known, words.SITE: Naming.KNOWN, BAKERY_HOST: Naming.KNOWN}
