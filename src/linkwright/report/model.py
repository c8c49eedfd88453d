"""The one object a screen may show. Everything here is small: tables are cut to what a page can carry.

Texts that come from files (anchors, titles, addresses) are kept as found, cut to `TEXT_LIMIT` characters; each
rendering neutralises them in its own way (`neutral.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import pyarrow as pa

from linkwright.cleanup.calibration import Calibration
from linkwright.rubric.stability import Shaken
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import Standing
from linkwright.vocabulary.terms import FindingKind, Tier

SCHEMA_VERSION = 1  # of the JSON envelope: goes up when a field changes its name or its meaning
TEXT_LIMIT = 2_000  # characters of one outside text that a report carries
ROWS_LIMIT = 500  # rows of one table that a page carries; all rows are in links.csv, links.parquet and report.xlsx

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """How a column is shown, sorted and exported."""

    TEXT = "text"  # one of our own words
    OUTSIDE = "outside"  # text from a file: hostile until neutralised
    SENTENCES = "sentences"  # shown whole; names from files may be in them
    NUMBER = "number"
    SHARE = "share"  # 0 to 1, shown as per cent
    POINTS = "points"  # a score, one decimal
    DATE = "date"  # ISO text
    FLAG = "flag"
    LINE = "line"  # `batch:line`; screens name the file instead of the batch
    EVIDENCE = "evidence"  # ids `batch:row`, comma-separated; screens name the file instead of the batch


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: as in the profile, and in every export.
        label: heading.
        kind: how it is shown, sorted and exported.
        gloss: key of the heading's explanation in `GLOSSES`; empty when it explains itself.
        choice: the column has few different values, so a screen offers them as a filter.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    gloss: str = ""
    choice: bool = False


@dataclass(frozen=True)
class Listing:
    """One table of a screen: the rows a page carries, not all that there are.

    Attributes:
        id: short name, used for anchors and sheet names.
        title: heading.
        about: one or two sentences: what a row is and how the shown rows were chosen.
        columns: headings.
        rows: at most a few hundred rows, in the order shown.
        total: how many rows the profile has.
    """

    id: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int

    @classmethod
    def whole(cls, id: str, title: str, about: str, columns: Sequence[Column], rows: Iterable[Row]) -> "Listing":
        """Return a listing that carries all its rows."""
        made = tuple(rows)
        return cls(id, title, about, tuple(columns), made, len(made))

    def values(self, name: str) -> tuple[Cell, ...]:
        """Return one column's cells."""
        place = [column.name for column in self.columns].index(name)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True)
class FileRead:
    """One file of this run, or one batch of the workspace. `read == stored + rejected + declared`, always."""

    file: str
    title: str
    source: str
    outcome: str
    read: int
    stored: int
    rejected: int
    declared: int
    declared_reasons: Mapping[str, int]
    notes: tuple[str, ...]
    period_start: date | None
    period_end: date | None
    observed_at: datetime | None
    batch: str
    sha256: str
    error: str


@dataclass(frozen=True)
class Headline:
    """The counts at the top. Domains count private suffixes (`alice.blogspot.com` is one owner)."""

    links: int
    referring_pages: int
    referring_domains: int
    icann_domains: int
    owner_groups: int
    live: int
    lost: int
    lost_in_place: int  # of these, still on their page, which is kept out of search engines (noindex, not canonical)
    dropped: int
    unknown: int
    followed: int
    not_followed: int
    following_not_known: int
    claimed_only_domains: int  # referring domains known only from a count, without one single link
    first_seen: str
    last_seen: str

    @property
    def followed_share(self) -> float | None:
        """Share of followed links among those where a source says; None where no source says."""
        known = self.followed + self.not_followed
        return self.followed / known if known else None


@dataclass(frozen=True)
class SourceShare:
    """What one source contributes to the referring domains."""

    source: str
    observations: int
    links: int
    referring_domains: int
    icann_domains: int
    only_here: int
    missed_share: float


@dataclass(frozen=True)
class Overlap:
    """Referring domains two different sources share; each pair once."""

    source: str
    other_source: str
    shared_domains: int
    jaccard: float


@dataclass(frozen=True)
class TierCount:
    """How many owner groups, referring domains and links have a tier."""

    tier: str
    groups: int
    domains: int
    links: int


@dataclass(frozen=True)
class Month:
    """New and lost in one calendar month, `2026-11`."""

    month: str
    new_domains: int
    lost_domains: int
    new_groups: int
    new_links: int
    lost_links: int


@dataclass(frozen=True)
class Share:
    """One class of anchors or source types, with its counts."""

    name: str
    links: int
    domains: int


@dataclass(frozen=True)
class Evidence:
    """One row of a file that proves a finding."""

    observation: str
    file: str
    row: int | None
    referring: str  # page or domain
    target: str
    anchor: str


@dataclass(frozen=True)
class Item:
    """One thing a signal found."""

    subject: str
    message: str
    rows: int
    measure: float | None
    expected: float | None
    p: float | None
    likelihood_ratio: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Finding:
    """All that one signal found, the strongest items first.

    Attributes:
        kind: how it is to be read: strength, chance, concern or context; see `FindingKind`.
        count: how many items it found; `items` holds the first of them.
        rows: how many rows of the files are behind all of them.
        counts_as: what the rubric makes of it, in words.
    """

    signal: str
    title: str
    kind: FindingKind
    family: str
    subject_kind: str
    count: int
    rows: int
    counts_as: str
    what_it_finds: str
    why_it_matters: str
    what_to_do: str
    when_it_is_wrong: str
    sources: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class FindingGroup:
    """The findings that are to be read in one way, under one heading."""

    kind: FindingKind
    title: str
    about: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Silent:
    """A signal that found nothing or could not look, and why."""

    signal: str
    title: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class SetAside:
    """Rows that are stored but are not backlinks of this site."""

    reason: str
    source: str
    observations: int
    example: str  # what most of them have: the other site's domain, our own domain, or the text that is no address


@dataclass(frozen=True)
class Flagged:
    """Links of domains that some tool calls spam, and how many of them one owner group accounts for."""

    links: int
    of_largest: int
    largest: str
    kind: str


@dataclass(frozen=True)
class Compared:
    """One share of the site's referring domains beside those of its competitors, 0 to 1."""

    aspect: str
    value: str
    own: float
    competitors: tuple[float, ...]


@dataclass(frozen=True)
class StateCount:
    """One outcome of our own looks: what it is called, what it says of a link, and what to do about it."""

    state: str
    standing: str
    links: int
    meaning: str
    todo: str


@dataclass(frozen=True)
class StateChange:
    """Links whose newest look ended otherwise than the one before."""

    before: str
    now: str
    links: int


@dataclass(frozen=True)
class Reclaimable:
    """One kind of links that can be won back, and how."""

    what: str
    links: int
    todo: str


@dataclass(frozen=True)
class Verification:
    """What our own newest looks at the links came to.

    Attributes:
        links: links known, looked at or not.
        first_day, last_day: between which days these looks were made.
        states: by outcome: those that say the link stands, then gone, then those that could not look; most links first.
        confirmed: of the gone ones, those that one look proves lost, or a second at least a day later.
        looked_twice: links we looked at before, so that changes show.
        changes: of these, what they ended in before and now, where that differs; most links first.
        newly_gone: links that stood at the look before and are gone now.
        back_again: the other way round.
        reclaim: what can be won back, the least effort first.
    """

    links: int
    first_day: date
    last_day: date
    states: tuple[StateCount, ...]
    confirmed: int
    looked_twice: int
    changes: tuple[StateChange, ...]
    newly_gone: int
    back_again: int
    reclaim: tuple[Reclaimable, ...]

    @property
    def checked(self) -> int:
        """How many links we looked at."""
        return sum(each.links for each in self.states)

    @property
    def stands(self) -> int:
        """Links that are there, for readers at least."""
        return self._of(Standing.STANDS)

    @property
    def gone(self) -> int:
        """Links that were not there when we looked; lost only as far as `confirmed` says."""
        return self._of(Standing.GONE)

    @property
    def unseen(self) -> int:
        """Links we could not look at. That says nothing about them."""
        return self._of(Standing.UNSEEN)

    def _of(self, standing: Standing) -> int:
        return sum(each.links for each in self.states if each.standing == standing)


@dataclass(frozen=True)
class Decisions:
    """What people decided in reviews.

    Attributes:
        domains: verdict and number of referring domains it holds for, most first.
        pages: the same of referring pages that were decided one by one.
        to_ask: owner groups that have become something else since they were decided.
        calibration: how often people agree with us.
    """

    domains: Sequence[tuple[str, int]]
    pages: Sequence[tuple[str, int]]
    to_ask: int
    calibration: Calibration


@dataclass(frozen=True)
class Reading:
    """The report in plain words, each paragraph built from its numbers.

    Without an own check `verified` and `reclaim` are empty; `reclaim` has a sentence for each kind in the verification.
    """

    have: tuple[str, ...]
    verified: tuple[str, ...]
    reclaim: tuple[str, ...]
    means: tuple[str, ...]
    look_first: tuple[str, ...]
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Everything a screen may show about one site.

    Attributes:
        verification: what our own looks came to; None where nothing was checked.
        decisions: what people decided; None where nobody ever did.
        tables: all rows of each table of the profile and the judgement, for Python users; no screen shows these.
    """

    site: Site
    made_at: datetime
    tool_version: str
    rubric_version: str
    files: tuple[FileRead, ...]
    headline: Headline
    sources: tuple[SourceShare, ...]
    overlap: tuple[Overlap, ...]
    best_source: str
    best_source_misses: float | None
    tiers: tuple[TierCount, ...]
    findings: tuple[Finding, ...]
    silent: tuple[Silent, ...]
    months: tuple[Month, ...]
    anchor_classes: tuple[Share, ...]
    source_types: tuple[Share, ...]
    set_aside: tuple[SetAside, ...]
    firmness: tuple[Shaken, ...]
    verification: Verification | None
    reading: Reading
    listings: tuple[Listing, ...]
    decisions: Decisions | None = None
    tables: Mapping[str, pa.Table] = field(default_factory=dict, repr=False, compare=False)

    @property
    def suspect_domains(self) -> int:
        """How many referring domains have the tier `suspect`."""
        return sum(tier.domains for tier in self.tiers if tier.tier == Tier.SUSPECT)

    def listing(self, name: str) -> Listing:
        """Return the listing with this id."""
        return next(listing for listing in self.listings if listing.id == name)

    def table(self, name: str) -> pa.Table:
        """Return a whole table as Arrow. Only a report from `linkwright.audit` has them.

        Raises:
            KeyError: the report does not carry this table.
        """
        return self.tables[name]
