"""One site of a comparison, as tables: the site under study, or a competitor judged by the same rules."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.vocabulary.facts import FLAG, REAL, TEXT, TEXTS, TIME

# One row a referring domain that may still link (no lost ones). `quality` is the value of its best link divided by 100,
# between `quality_low` and `quality_high`; 0 for a suspect one. A group of one owner counts once, by its best domain.
DOMAINS = pa.schema(
    [
        ("referring_domain", TEXT),
        ("owner_group", TEXT),
        ("quality", REAL),
        ("quality_low", REAL),
        ("quality_high", REAL),
        ("tier", TEXT),
        ("source_type", TEXT),
        ("topic", TEXT),  # first level of the category most of its pages have; null where no source says
        ("anchor_class", TEXT),
        ("placement", TEXT),
        ("followed", FLAG),
        ("country", TEXT),
        ("first_seen", TIME),
        ("last_seen", TIME),
        ("referring_page", TEXT),  # of its best link; null where only the domain is known
        ("title", TEXT),
        ("anchor", TEXT),
        ("context", TEXT),
        ("target_page", TEXT),
        ("sources", TEXTS),
        ("observation", TEXT),  # `batch:row` of one row that proves it
    ]
)
# One row a page of the site and referring domain that may still link to it, by the best link between them.
PAGE_DOMAINS = pa.schema(
    [
        ("target_key", TEXT),
        ("target_page", TEXT),
        ("referring_domain", TEXT),
        ("owner_group", TEXT),
        ("quality", REAL),
        ("quality_low", REAL),
        ("quality_high", REAL),
        ("followed", FLAG),
        ("referring_page", TEXT),
    ]
)
MONTHS = pa.schema([("month", TIME), ("new_domains", REAL), ("lost_domains", REAL)])  # owner groups, calendar months
# One row a link whose life can be followed. `born` is when its page was published, where stated; `lost_at` is null
# while it may stand, and then `last_seen` is the last moment it is known to.
LIVES = pa.schema(
    [
        ("link_id", TEXT),
        ("referring_domain", TEXT),
        ("source_type", TEXT),
        ("rel", TEXT),  # followed, nofollow, ugc, sponsored or unknown
        ("placement", TEXT),
        ("born", TIME),
        ("first_seen", TIME),
        ("last_seen", TIME),
        ("lost_at", TIME),
    ]
)


@dataclass(frozen=True)
class Side:
    """One site, its links judged by the rubric, from the sources that all sides of the comparison share.

    Attributes:
        site: its main domain.
        own: it is the site under study.
        domains: as `DOMAINS`.
        page_domains: as `PAGE_DOMAINS`.
        months: as `MONTHS`, no month between the first and the last left out.
        lives: as `LIVES`.
    """

    site: str
    own: bool
    domains: pa.Table
    page_domains: pa.Table
    months: pa.Table
    lives: pa.Table
