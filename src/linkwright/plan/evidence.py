"""What a plan is made from: the sides of a comparison, results pages, own clicks, own outreach. No judgement here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from linkwright.compare.side import Side
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval


@dataclass(frozen=True)
class Result:
    """One result of a search.

    Attributes:
        page: its address, and `page_key` the folded one.
        site: its registrable domain.
        quality: Q of the page: measured from its backlinks where those of its site are imported, else estimated from
            the vendor's count of referring domains; None where neither is known.
        measured: it is measured.
        site_quality: Q of its whole site, likewise.
        referring_domains: the vendor's count for the page; None where not given.
    """

    position: float
    page: str
    page_key: str
    site: str
    own: bool
    quality: Interval | None
    measured: bool
    site_quality: Interval | None
    referring_domains: int | None


@dataclass(frozen=True)
class ResultsPage:
    """The results of one search phrase, by position, as far as an export shows them; each page once.

    Attributes:
        volume: searches a month as a vendor estimates; None where nobody says.
        depth: the results shown are the first so many; positions beyond are known of own pages only.
        features: what else the page shows (answers, shops, maps), in the vendor's words.
        sources: which exports it is from.
    """

    keyword: str
    volume: float | None
    day: date | None
    depth: int
    results: tuple[Result, ...]
    features: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What own outreach came to: one row of the user's table, a channel and month. Empty means not counted."""

    channel: str
    month: date | None
    contacted: int
    replied: int | None
    placed: int | None
    followed: int | None
    kept: int | None
    hours: float | None
    cost: float | None


@dataclass(frozen=True)
class Evidence:
    """All a plan is made from.

    Attributes:
        sides: the site under study first, then competitors.
        searches: the results pages known.
        outcomes: own outreach; empty when nothing was imported.
        clicks: own Search Console rows: keyword (text), page_url (text), position, clicks, impressions (reals).
        page_visits: own page (folded) -> visits or clicks of the last period, for what links should bring.
        internal_links: own page (folded) -> links to it from own pages, where an export or a check says.
        priors: what is assumed where these say nothing.
        today: the day the plan starts.
        brand_names: names the site is searched by (`Site.brands` and the label of its main domain).
        clicks_months: how many months `clicks` covers; None where nobody says.
    """

    sides: Sequence[Side]
    searches: Sequence[ResultsPage]
    outcomes: Sequence[Outcome]
    clicks: pa.Table
    page_visits: Mapping[str, float]
    internal_links: Mapping[str, int]
    priors: Priors
    today: date
    brand_names: Sequence[str] = ()
    clicks_months: float | None = None
