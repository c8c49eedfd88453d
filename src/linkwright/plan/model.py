"""A plan, ready for a screen and for the ledger. Every number has an interval, a reason, or both."""

from dataclasses import dataclass
from datetime import date, datetime

from linkwright.vocabulary.numbers import Interval


@dataclass(frozen=True)
class Request:
    """What the user asked for.

    Attributes:
        pages: only these pages of the site; empty for all that a ranking is known of.
        keywords: only these search phrases; empty for all.
        months: how far ahead, the horizon.
        budget: money for all of it, in the currency of the costs; None for no limit.
        hours: hours of work for all of it; None for no limit.
        confidence: how sure the target is to be reached, 0.5 to 0.95: the need shown first is this quantile.
        top: which part of the results is wanted, 10 or 3.
    """

    pages: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    months: int = 12
    budget: float | None = None
    hours: float | None = None
    confidence: float = 0.8
    top: int = 10


@dataclass(frozen=True)
class Assumption:
    """One number a plan rests on: from the user's own data, or from the rubric, with reason and source."""

    name: str
    meaning: str
    value: Interval
    own_data: int  # how many own observations speak in it; 0 when it is the rubric's alone
    source: str


@dataclass(frozen=True)
class CurvePoint:
    """One point of a curve: with so much quality added, the probability, with its band."""

    added: float
    probability: Interval


@dataclass(frozen=True)
class Rivals:
    """What those who rank have, for one phrase: not the mean, which one giant decides.

    Attributes:
        results: how many of the results shown have a known or estimated Q.
        estimated: of these, how many are estimated from a vendor's count of referring domains.
        least, quarter, median, three_quarters: of their Q.
        own_place: share of them with less than our page, 0 to 1.
        without_links: results that rank without any known link.
    """

    results: int
    estimated: int
    least: float
    quarter: float
    median: float
    three_quarters: float
    own_place: float
    without_links: int


@dataclass(frozen=True)
class PageNeed:
    """What one page needs for one search phrase.

    Attributes:
        position: where it is now; None when it is not among the results known.
        quality_now: Q of the page.
        rivals: those who rank; None when their links are not known.
        quality_needed: Q to add so that the target is reached with the confidence asked for; None when links alone are
            unlikely to do it (not reached within three times the largest Q of the results).
        links_needed: links to win for that, attrition and rivals' growth counted; None likewise.
        top_10, top_3: probability against added Q.
        no_effect: probability that adding `quality_needed` (or what the plan gives the page) changes nothing.
        reached: probability of the target with the plan; without links: `reached_without`.
        links_alone_unlikely: said in so many words when true.
        doubts: on-page, intent and data doubts, sentences.
    """

    page: str
    keyword: str
    volume: float | None
    position: float | None
    target: int
    quality_now: Interval
    rivals: Rivals | None
    quality_needed: Interval | None
    links_needed: Interval | None
    top_10: tuple[CurvePoint, ...]
    top_3: tuple[CurvePoint, ...]
    no_effect: float | None
    reached: Interval | None
    reached_without: Interval | None
    links_alone_unlikely: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class MixTarget:
    """One value of one aspect (tier, source type, topic, anchor class, landing page): ours, theirs, and what to aim at.

    Shares are 0 to 1. `wanted` is the share of the new links that brings ours towards the middle of theirs; `links` how
    many that is.
    """

    aspect: str
    value: str
    own: float
    rivals_low: float
    rivals_median: float
    rivals_high: float
    wanted: float
    links: int
    reason: str


@dataclass(frozen=True)
class Trade:
    """The same Q from links of one tier: how many links, what they cost, how many remain at the horizon."""

    tier: str
    quality_per_link: Interval
    links: Interval
    kept: Interval
    hours: Interval
    cost: Interval


@dataclass(frozen=True)
class PageShare:
    """What the plan gives one page: links, and the clicks a month they may add at the horizon.

    The interval is over futures, in each of which the page has one place; its middle is 0 where most of them bring
    nothing. Without anybody who says how often its phrases are searched, `clicks` is None and the links are shared by
    need.
    """

    page: str
    keywords: tuple[str, ...]
    links: int
    quality: float
    clicks: Interval | None
    internal_first: str  # the free thing to do before: which own pages should link to it, or why nothing is known


@dataclass(frozen=True)
class Channel:
    """One way to win links, and what it takes to win the planned number over the horizon.

    Attributes:
        links: links it is planned to bring.
        prospects, contacts, replies, placed: people found, written to, answers, links made.
        kept: links of them that stand at the horizon.
        own_campaigns: how many own prospects speak in its rates; 0 when they are the rubric's alone.
    """

    channel: str
    links: Interval
    prospects: Interval
    contacts: Interval
    replies: Interval
    placed: Interval
    kept: Interval
    hours: Interval
    cost: Interval
    quality_per_link: Interval
    own_outcomes: int
    words: str


@dataclass(frozen=True)
class Pace:
    """How many a month is within what the site's own history does by itself. It is no search engine's limit.

    Attributes:
        usual: new owner groups a month now.
        extra: largest planned number a month that keeps the chance of passing the history's 99 % at one in ten;
            None with too little history.
        rivals_fastest: the fastest organic month of comparable competitors; None when not known.
        new_site: the site has little history: a steady trickle instead of a pace.
        months: month and links planned in it.
        words: what this is and is not, sentences.
    """

    usual: Interval | None
    extra: int | None
    rivals_fastest: int | None
    new_site: bool
    months: tuple[tuple[date, int], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Milestone:
    """What should show by a day. Leading: links, visits. Lagging: rank, clicks, conversions."""

    day: date
    kind: str  # leading, lagging or review
    measure: str
    expected: Interval | None
    words: str


@dataclass(frozen=True)
class Sway:
    """How much one assumption moves the number of links needed: with it at its low end, as it is, at its high end."""

    assumption: str
    at_low: float
    as_it_is: float
    at_high: float
    words: str


@dataclass(frozen=True)
class Nothing:
    """What happens when nothing is done: Q decays, rivals go on."""

    quality: Interval
    kept_share: Interval
    rivals_growth: Interval
    clicks_lost: Interval | None
    words: str


@dataclass(frozen=True)
class Refusal:
    """A question a plan does not answer, the datum that is missing and how to get it."""

    question: str
    missing: str
    todo: str


@dataclass(frozen=True)
class Plan:
    """One plan. Never edited: a new one is a new version."""

    site: str
    made_at: datetime
    version: int
    tool_version: str
    rubric_version: str
    seed: int
    draws: int
    request: Request
    answer: tuple[str, ...]  # the plan in plain sentences: how many, what kind, where, how fast, how, and the doubts
    strongest: str  # the one recommendation worth more than a hundred mentions, with its reason
    needs: tuple[PageNeed, ...]
    links: Interval | None  # middle: those planned; ends: needed or, where money, hours or pace allow fewer, won
    quality: Interval | None  # Q they bring
    mix: tuple[MixTarget, ...]
    trades: tuple[Trade, ...]
    shares: tuple[PageShare, ...]
    channels: tuple[Channel, ...]
    pace: Pace
    milestones: tuple[Milestone, ...]
    nothing: Nothing | None
    sways: tuple[Sway, ...]
    assumptions: tuple[Assumption, ...]
    refusals: tuple[Refusal, ...]
