"""What a comparison says, ready for a screen."""

from dataclasses import dataclass
from datetime import date

from linkwright.vocabulary.numbers import Interval


@dataclass(frozen=True)
class Fairness:
    """Which sources the comparison rests on. A source that saw only some of the sites tells them apart by itself.

    Attributes:
        used: sources (vendor and report) that cover all sides.
        left_out: sources that do not, each with the sides they lack.
        fair: at least one source covers all; otherwise every side shows all it has, and `words` says so.
        words: what the reader has to know, sentences.
    """

    used: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    fair: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class MixShare:
    """One value of one aspect (tier, source type, topic, anchor class, rel): how many domains, and of how many."""

    aspect: str
    value: str
    domains: int
    of: int


@dataclass(frozen=True)
class Diversity:
    """Hill numbers of one aspect, rarefied to the coverage all sides reach: how many kinds there effectively are.

    Where all sides have seen less than half of all there is (as of owners), rarefied to the same number of domains.

    Attributes:
        kinds: N0, how many different ones.
        common: N1, how many count when rare ones weigh little.
        dominant: N2, how many count when only frequent ones weigh.
        coverage: which share of all there is this side has seen, 0 to 1, before it is rarefied.
    """

    aspect: str
    kinds: float
    common: float
    dominant: float
    coverage: float


@dataclass(frozen=True)
class Velocity:
    """New and lost referring domains (owner groups) a month, the rate behind the last `months` whole months."""

    months: int
    new: Interval
    lost: Interval
    net: Interval


@dataclass(frozen=True)
class SideSummary:
    """One site in numbers.

    Attributes:
        quality: quality-weighted referring domains Q, the sum over owner groups of the value of their best link / 100.
        qualities: the values of its owner groups / 100, the largest first, for the chart; at most 2,000.
        seen: referring domains (owner groups) known.
        referring_domains: registrable domains known that may still link.
        at_least: a lower bound of how many owners there are in truth (Chao 2, Chapman); None with fewer than two
            sources, or too little in common.
        links_followed: share of the owners' best links that is followed, of those a source says it of; else None.
        survival: share of links that stand a year after they were made; None below the data floor.
        not_known: what could not be measured, each with the datum that is missing.
    """

    site: str
    own: bool
    quality: Interval
    qualities: tuple[float, ...]
    referring_domains: int
    seen: int
    at_least: int | None
    links_followed: float | None
    mix: tuple[MixShare, ...]
    diversity: tuple[Diversity, ...]
    velocity: Velocity | None
    survival: Interval | None
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class PageSummary:
    """One page of a side that is linked to: what it has, and what kind of content it is, where that shows.

    At most 2,000 a side are kept, those with the most quality.
    """

    site: str
    own: bool
    page: str
    quality: Interval
    referring_domains: int
    content_type: str
    content_type_reason: str


@dataclass(frozen=True)
class Shared:
    """Referring domains (owner groups) two sides have in common."""

    site: str
    other: str
    shared: int
    jaccard: float


@dataclass(frozen=True)
class Prospect:
    """Somebody who links to competitors and not to us.

    Attributes:
        links_to: which competitors.
        expected: value / 100 such a link brings, as the competitors' links from there do.
        chance_words: why it may be won, or why it is hard, in words.
        page: the page that links to a competitor, the best one.
        target: the competitor's page that earned it.
        context: words around that link, as found.
        likely: 0 to 1, from how many competitors got one and how.
    """

    referring_domain: str
    source_type: str
    links_to: tuple[str, ...]
    expected: Interval
    likely: float
    chance_words: str
    page: str
    title: str
    anchor: str
    context: str
    target: str
    first_seen: date | None
    observation: str


@dataclass(frozen=True)
class AssetType:
    """One type of content and how it earns links, over the pages of all competitors that are linked to.

    Attributes:
        referring_domains: owners that link to such a page; one that links to two competitors counts for each.
        quality: Q of their best links to such pages.
        per_page: what pages of the type differ in: a tenth of them have less Q than `low`, a tenth more than `high`.
        examples: at most three pages, the most Q first.
    """

    content_type: str
    pages: int
    referring_domains: int
    quality: float
    per_page: Interval
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything a screen may show of a comparison. The site under study is the first side."""

    site: str
    day: date
    fairness: Fairness
    sides: tuple[SideSummary, ...]
    pages: tuple[PageSummary, ...]
    overlap: tuple[Shared, ...]
    prospects: tuple[Prospect, ...]
    prospects_total: int
    assets: tuple[AssetType, ...]
    words: tuple[str, ...]  # the comparison in plain sentences
    not_known: tuple[str, ...]
