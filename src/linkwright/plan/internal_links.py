"""The free thing to do before winning links: link to the page from strong pages of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.owners import best_by_owner
from linkwright.compare.side import Side
from linkwright.plan.evidence import Evidence
from linkwright.urls import canonical_url, page_key

_SHOWN = 3
_HOW = (
    "import Search Console's export of internal links (Links, Internal links, Top linked pages), or look at the pages"
)


@dataclass(frozen=True)
class _Strong:
    """An own page that others link to or that is visited."""

    key: str
    page: str
    quality: float
    referring_domains: int
    visits: float

    def __str__(self) -> str:
        """The page and what it has."""
        has = [f"{self.referring_domains:,} referring domains"] if self.referring_domains else []
        has += [f"{self.visits:,.0f} visits"] if self.visits else []
        return f"{self.page} ({', '.join(has)})"


class InternalLinks:
    """What is known of the site's own pages and the links between them."""

    def __init__(self, evidence: Evidence) -> None:
        """Read the own side, visits and counts of internal links."""
        self._counts = evidence.internal_links
        self._strong = _strong_pages(evidence.sides[0], evidence.page_visits)

    def first(self, page: str) -> str:
        """Say which own pages should link to a page, what links to it now, or how to find out.

        No export says which own page links to which, so the reader has to look whether they do.
        """
        address = canonical_url(page)
        key = page_key(address) if address else page
        others = [strong for strong in self._strong if strong.key != key][:_SHOWN]
        if not others:
            return f"Which of your own pages are strong is not known. {self._now(key)}"
        named = "; ".join(map(str, others))
        free = "Free, and before any new link: link to it from your own strong pages, where that helps a reader"
        return f"{free}: {named}. {self._now(key)}"

    def _now(self, key: str) -> str:
        if not self._counts:
            return f"How many of your own pages link to it is not known: {_HOW}."
        found = self._counts.get(key)
        if found is None:
            return "The export of internal links does not list this page: check that your own pages link to it at all."
        half = median(self._counts.values())
        few = " That is few." if found < half else ""
        return f"Own links to it now: {found:,}; half of your pages have {half:,.0f} or more.{few}"


def _strong_pages(own: Side, visits: Mapping[str, float]) -> list[_Strong]:
    """Own pages by what others bring them: Q first, then visits."""
    linking = best_by_owner(own.page_domains, "target_key")
    worth = linking.filter(pc.greater(linking["quality"], 0.0))
    pages = worth.group_by("target_key").aggregate([("quality", "sum"), ("quality", "count")])
    found = {row["target_key"]: row for row in pages.to_pylist()}
    plainest = _plainest(worth)
    linked = {
        key: _Strong(key, plainest[key], row["quality_sum"], row["quality_count"], visits.get(key, 0))
        for key, row in found.items()
    }
    visited = {key: _Strong(key, key, 0.0, 0, number) for key, number in visits.items() if number > 0}
    ranked = sorted((visited | linked).values(), key=lambda each: (-each.quality, -each.visits, each.key))
    return ranked[: _SHOWN + 1]


def _plainest(linking: pa.Table) -> dict[str, str]:
    """The shortest spelling of each page: others carry marks of newsletters and campaigns."""
    length = pc.utf8_length(linking["target_page"])
    longest_first = linking.append_column("length", length).sort_by(
        [("length", "descending"), ("target_page", "descending")]
    )
    return dict(zip(longest_first["target_key"].to_pylist(), longest_first["target_page"].to_pylist(), strict=True))
