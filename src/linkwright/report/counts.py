"""The numbers of a report: each is one small query over the profile's and the judgement's tables."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.report.findings import Tables
from linkwright.report.listings import Queryable
from linkwright.report.model import (
    TEXT_LIMIT,
    Compared,
    Flagged,
    Headline,
    Month,
    Overlap,
    SetAside,
    Share,
    SourceShare,
    TierCount,
)
from linkwright.signals import SignalResult
from linkwright.vocabulary.terms import Tier

_LINK_COUNTS = """
    select
        count(*) as links,
        count(case when status = 'live' then 1 end) as live,
        count(case when status = 'lost' then 1 end) as lost,
        count(case when status = 'lost' and status_reason in ('noindex', 'notcanonical') then 1 end) as lost_in_place,
        count(case when status = 'dropped' then 1 end) as dropped,
        count(case when status = 'unknown' or status is null then 1 end) as unknown,
        count(case when followed then 1 end) as followed,
        count(case when not followed then 1 end) as not_followed,
        count(case when followed is null then 1 end) as following_not_known,
        cast(min(first_seen) as varchar) as first_seen,
        cast(max(last_seen) as varchar) as last_seen
    from links
"""
_DOMAIN_COUNTS = """
    select
        count(*) as referring_domains,
        count(distinct icann_domain) as icann_domains,
        count(distinct owner_group) as owner_groups,
        count(case when links = 0 then 1 end) as claimed_only_domains
    from domains
"""
_TIERS = """
    select tier, count(*) as n
    from {table}
    where tier is not null
    group by tier
"""
_MONTHS = """
    select
        cast(month as varchar) as month,
        new_domains, lost_domains, new_groups, new_links, lost_links
    from months
    where month is not null
    order by month desc
    limit 600
"""
_ANCHOR_CLASSES = """
    select
        coalesce(anchor_class, 'unknown') as name,
        count(*) as links,
        count(distinct referring_domain) as domains
    from links
    group by coalesce(anchor_class, 'unknown')
    order by domains desc, links desc, name
    limit 20
"""
_SOURCE_TYPES = """
    select
        coalesce(source_type, 'unknown') as name,
        cast(sum(links) as bigint) as links,
        count(*) as domains
    from domains
    group by coalesce(source_type, 'unknown')
    order by domains desc, name
    limit 20
"""
_SOURCES = """
    select source, observations, links, referring_domains, icann_domains, only_here, missed_share
    from sources
    where source <> 'all'
    order by referring_domains desc, source
    limit 60
"""
_OVERLAP = """
    select source, other_source, shared_domains, jaccard
    from overlap
    where source < other_source
    order by shared_domains desc, source, other_source
    limit 200
"""
_SET_ASIDE = """
    select
        reason,
        source,
        cast(sum(observations) as bigint) as observations,
        max_by(example, {'n': observations, 'example': example}) as example
    from set_aside
    group by reason, source
    order by observations desc, reason, source
    limit 60
"""

_FLAGGED = """
    select d.owner_group, d.group_kind, count(*) as links
    from links l
    join domains d on l.referring_domain = d.referring_domain
    join flagged_domains f on l.referring_domain = f.referring_domain
    group by d.owner_group, d.group_kind
    order by links desc, d.owner_group
"""
SPAM_OPINIONS = "vendor-spam-flags"  # the signal that gathers them
# What the report compares with competitors: the share of referring domains with one of these values among all whose
# value is known.
_COMPARED = (("rel", "followed"), ("anchor", "exact"), ("anchor", "partial"), ("anchor", "brand"))
_MIXES = """
    select site, own, aspect, value, referring_domains
    from mixes
    where aspect in ('rel', 'anchor') and value <> 'unknown'
    order by site, aspect, value
    limit 20000
"""


def flagged(profile: Tables, results: Mapping[str, SignalResult]) -> Flagged:
    """Count the links of domains some tool calls spam, and those of the owner group with most of them."""
    opinions = results.get(SPAM_OPINIONS)
    if opinions is None or not opinions.concerned.num_rows:
        return Flagged(0, 0, "", "")
    names = opinions.concerned.select(["referring_domain"]).group_by("referring_domain").aggregate([])
    profile.engine.register("flagged_domains", names)
    groups = profile.query(_FLAGGED)
    if not groups.num_rows:
        return Flagged(0, 0, "", "")
    return Flagged(
        links=_whole(pc.sum(groups["links"]).as_py()),
        of_largest=_whole(groups["links"][0].as_py()),
        largest=str(groups["owner_group"][0].as_py()),
        kind=str(groups["group_kind"][0].as_py()),
    )


def competitor_shares(profile: Queryable) -> tuple[Compared, ...]:
    """Compare a few shares of the site's referring domains with those of its competitors; empty without any."""
    counts: dict[tuple[str, bool], dict[tuple[str, str], int]] = {}
    for row in profile.query(_MIXES).to_pylist():
        counts.setdefault((row["site"], row["own"]), {})[row["aspect"], row["value"]] = row["referring_domains"]
    own = [mix for (_, is_own), mix in counts.items() if is_own]
    others = [mix for (_, is_own), mix in counts.items() if not is_own]
    if not own or not others:
        return ()
    return tuple(
        Compared(aspect, value, _share(own[0], aspect, value), tuple(_share(mix, aspect, value) for mix in others))
        for aspect, value in _COMPARED
        if all(_total(mix, aspect) for mix in (*own, *others))
    )


def _total(mix: Mapping[tuple[str, str], int], aspect: str) -> int:
    return sum(number for (name, _), number in mix.items() if name == aspect)


def _share(mix: Mapping[tuple[str, str], int], aspect: str, value: str) -> float:
    return mix.get((aspect, value), 0) / _total(mix, aspect)


def headline(profile: Queryable) -> Headline:
    """Count links, pages, domains and groups."""
    links = _first(profile, _LINK_COUNTS)
    domains = _first(profile, _DOMAIN_COUNTS)
    pages = _first(profile, "select count(*) as n from pages")
    return Headline(
        links=_whole(links["links"]),
        referring_pages=_whole(pages["n"]),
        referring_domains=_whole(domains["referring_domains"]),
        icann_domains=_whole(domains["icann_domains"]),
        owner_groups=_whole(domains["owner_groups"]),
        live=_whole(links["live"]),
        lost=_whole(links["lost"]),
        lost_in_place=_whole(links["lost_in_place"]),
        dropped=_whole(links["dropped"]),
        unknown=_whole(links["unknown"]),
        followed=_whole(links["followed"]),
        not_followed=_whole(links["not_followed"]),
        following_not_known=_whole(links["following_not_known"]),
        claimed_only_domains=_whole(domains["claimed_only_domains"]),
        first_seen=str(links["first_seen"] or "")[:10],
        last_seen=str(links["last_seen"] or "")[:10],
    )


def tiers(profile: Queryable) -> tuple[TierCount, ...]:
    """Count owner groups, domains and links by tier, in the order high, medium, low, suspect, unknown."""
    groups, domains, links = (
        {str(row["tier"]): _whole(row["n"]) for row in _rows(profile.query(_TIERS.format(table=table)))}
        for table in ("group_scores", "domain_scores", "link_scores")
    )
    return tuple(TierCount(str(tier), groups.get(tier, 0), domains.get(tier, 0), links.get(tier, 0)) for tier in Tier)


def months(profile: Queryable) -> tuple[Month, ...]:
    """Read new and lost by month, oldest first, at most 50 years."""
    rows = _rows(profile.query(_MONTHS))
    return tuple(
        Month(
            str(row["month"])[:7],
            _whole(row["new_domains"]),
            _whole(row["lost_domains"]),
            _whole(row["new_groups"]),
            _whole(row["new_links"]),
            _whole(row["lost_links"]),
        )
        for row in reversed(rows)
    )


def anchor_classes(profile: Queryable) -> tuple[Share, ...]:
    """Count links and domains by class of anchor text, most domains first."""
    return _shares(profile.query(_ANCHOR_CLASSES))


def source_types(profile: Queryable) -> tuple[Share, ...]:
    """Count links and domains by type of website, most domains first."""
    return _shares(profile.query(_SOURCE_TYPES))


def sources(profile: Queryable) -> tuple[SourceShare, ...]:
    """Read what each source contributes, most referring domains first."""
    return tuple(
        SourceShare(
            str(row["source"]),
            _whole(row["observations"]),
            _whole(row["links"]),
            _whole(row["referring_domains"]),
            _whole(row["icann_domains"]),
            _whole(row["only_here"]),
            _real(row["missed_share"]),
        )
        for row in _rows(profile.query(_SOURCES))
    )


def overlap(profile: Queryable) -> tuple[Overlap, ...]:
    """Read what each pair of sources shares, each pair once."""
    return tuple(
        Overlap(str(row["source"]), str(row["other_source"]), _whole(row["shared_domains"]), _real(row["jaccard"]))
        for row in _rows(profile.query(_OVERLAP))
    )


def set_aside(profile: Queryable) -> tuple[SetAside, ...]:
    """Read the rows that are not backlinks of this site, by reason."""
    return tuple(
        SetAside(
            str(row["reason"]), str(row["source"]), _whole(row["observations"]), str(row["example"] or "")[:TEXT_LIMIT]
        )
        for row in _rows(profile.query(_SET_ASIDE))
    )


def best_source(found: Sequence[SourceShare]) -> tuple[str, float | None]:
    """Return the source that misses the fewest referring domains, and the share it misses."""
    if not found:
        return "", None
    best = min(found, key=lambda share: (share.missed_share, share.source))
    return best.source, best.missed_share


def _shares(rows: pa.Table) -> tuple[Share, ...]:
    return tuple(Share(str(row["name"]), _whole(row["links"]), _whole(row["domains"])) for row in _rows(rows))


def _rows(table: pa.Table) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = table.to_pylist()
    return rows


def _first(profile: Queryable, sql: str) -> dict[str, object]:
    return _rows(profile.query(sql))[0]


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _real(value: object) -> float:
    return round(float(value), 6) if isinstance(value, int | float) else 0.0
