"""The free thing to do first: links from own pages."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.plan.evidence import Evidence
from linkwright.plan.internal_links import InternalLinks
from linkwright.rubric.priors import built_in_priors
from linkwright.urls import page_key

HOME = "https://own.example/"
GUIDE = "https://own.example/guide"
SHOP = "https://own.example/shop"


def side(site: str, own: bool, domains: pa.Table, pages: pa.Table | None = None) -> Side:
    """A side of which nothing else is known."""
    empty = PAGE_DOMAINS.empty_table() if pages is None else pages
    return Side(site, own, domains, empty, MONTHS.empty_table(), LIVES.empty_table())


def linked(*pages: tuple[str, int, float]) -> pa.Table:
    """Page domains: so many referring domains of that quality to each page, two rows to one owner each."""
    rows = [
        {
            "target_key": page_key(page),
            "target_page": page,
            "referring_domain": f"{double}.site{at}.example",
            "owner_group": f"site{at}",
            "quality": quality,
        }
        for page, domains, quality in pages
        for at in range(domains)
        for double in ("a", "b")
    ]
    return pa.Table.from_pylist(rows, PAGE_DOMAINS)


def evidence(
    pages: pa.Table | None = None,
    visits: Mapping[str, float] | None = None,
    internal: Mapping[str, int] | None = None,
) -> Evidence:
    """What is known of the own side."""
    return Evidence(
        sides=(side("own.example", True, DOMAINS.empty_table(), pages),),
        searches=(),
        outcomes=(),
        clicks=pa.table({}),
        page_visits=visits or {},
        internal_links=internal or {},
        priors=built_in_priors(),
        today=date(2026, 11, 24),
    )


def test_strong_pages_are_named_with_what_they_have() -> None:
    """The strongest by quality first, each owner once, never the page itself."""
    known = InternalLinks(evidence(linked((GUIDE, 12, 0.5), (HOME, 40, 0.4), (SHOP, 3, 0.0))))
    words = known.first(SHOP)
    assert words.index(f"{HOME} (40 referring domains)") < words.index(f"{GUIDE} (12 referring domains)")
    assert f"{SHOP} (" not in words
    assert f"{GUIDE} (" not in known.first(GUIDE)


def test_visited_pages_count_where_nobody_links() -> None:
    """A page with visits only is named as well."""
    words = InternalLinks(evidence(linked((HOME, 2, 0.4)), {page_key(GUIDE): 1_250.0})).first(SHOP)
    assert "1,250 visits" in words


def test_links_now_are_counted_against_the_usual() -> None:
    """Few, enough, none, or not known with the way to find out."""
    counts = {page_key(HOME): 90, page_key(GUIDE): 20, page_key(SHOP): 2}
    known = InternalLinks(evidence(linked((HOME, 2, 0.4)), internal=counts))
    assert "2; half of your pages have 20 or more. That is few." in known.first(SHOP)
    assert "few" not in known.first(GUIDE)
    assert "does not list this page" in known.first("https://own.example/new")
    assert "not known" in InternalLinks(evidence(linked((HOME, 2, 0.4)))).first(SHOP)
    assert "Top linked pages" in InternalLinks(evidence()).first(SHOP)
