"""How firm the tiers are: what becomes of them when a fifth of the links, or one source as a whole, is missing."""

import dataclasses
from dataclasses import dataclass

import pyarrow as pa

from linkwright.rubric.judging import Judgement, domain_numbers_sql, scores_sql
from linkwright.rubric.tables import register_segments

MOST_DOMAINS = 2000  # looked at; a share of flips is then known to about one percent
DRAWS = 5  # times a fifth of the links is left out
_SAMPLE = f"""
select
  s.referring_domain,
  s.scored_tier as tier,
  s.value
from domain_scores s
join domains d on s.referring_domain = d.referring_domain
where s.tier is not null
  and s.best_link is not null
order by md5(s.referring_domain), s.referring_domain
limit {MOST_DOMAINS}
"""
_LINKS = """
select l.*
from links l
join stability_sample s on l.referring_domain = s.referring_domain
"""
_SOURCES = """
select source
from (
  select distinct unnest(sources) as source
  from links
) named
order by source
"""
# Which links are left out depends on nothing but their id: the same profile, the same answer.
_FEWER_LINKS = """
select
  draws.draw,
  k.referring_domain,
  k.link_id,
  k.value,
  k.tier
from (
  select
    s.link_id,
    s.referring_domain,
    s.value,
    s.scored_tier as tier
  from link_scores s
  join stability_sample p on s.referring_domain = p.referring_domain
  where s.tier is not null
) k
cross join stability_draws draws
where substr(md5(k.link_id || draws.draw), 1, 2) >= '33'
"""
_WITHOUT = """
select
  a.source as draw,
  s.referring_domain,
  s.link_id,
  s.value,
  s.scored_tier as tier
from stability_scores s
join stability_links l on s.link_id = l.link_id
cross join asked_source a
where s.tier is not null
  and not (array_contains(l.sources, a.source) and cardinality(l.sources) = 1)
"""
_FLIPS = """
with ranked as (
  select
    *,
    row_number() over (partition by draw, referring_domain order by value desc, link_id) as place
  from ({kept}) kept
),
compared as (
  select
    a.referring_domain,
    b.tier as tier_before,
    a.tier as tier_after,
    a.value - b.value as moved
  from ranked a
  join stability_sample b on a.referring_domain = b.referring_domain
  where a.place = 1
)
select
  count(*) as compared,
  count(distinct referring_domain) as domains,
  count(case when tier_before <> tier_after then 1 end) as flips,
  count(
    case when tier_before in ('high', 'suspect') and tier_after in ('high', 'suspect') and tier_before <> tier_after
      then 1
    end
  ) as reversals,
  stddev_pop(moved) as spread
from compared
"""


@dataclass(frozen=True)
class Shaken:
    """What is left of the tiers when something is missing.

    Attributes:
        missing: what was left out: a source's name, or `a fifth of the links`.
        domains: referring domains compared; those with no link left are not.
        flips: share of them that have another tier then, 0 to 1.
        reversals: how many turned from high to suspect or back.
        spread: standard deviation of the change of their value, in points.
    """

    missing: str
    domains: int
    flips: float
    reversals: int
    spread: float


def stability(judgement: Judgement) -> tuple[Shaken, ...]:
    """Compare the tiers of at most `MOST_DOMAINS` domains (drawn by name) with those from less data.

    What signals found is held fixed: this shows how firm values and tiers are, not how firm findings are. A missing
    source takes its links along that nobody else saw, and its vendor's numbers. Empty when no domain has a standing
    link. With one source there is nothing to leave out but links.
    """
    engine = judgement.engine
    engine.materialise("stability_sample", _SAMPLE)
    if not engine.query("select count(*) as n from stability_sample").column(0)[0].as_py():
        return ()
    engine.register("stability_draws", pa.table({"draw": [str(draw) for draw in range(DRAWS)]}))
    found = [_shaken(judgement, "a fifth of the links", _FEWER_LINKS)]
    sources = engine.query(_SOURCES).column("source").to_pylist()
    if len(sources) > 1:
        engine.materialise("stability_links", _LINKS)
        found += [_without(judgement, source) for source in sources]
    # The missing links first, then the sources, the one that matters most first.
    return (found[0], *sorted(found[1:], key=lambda each: (-each.flips, each.missing)))


def _without(judgement: Judgement, source: str) -> Shaken:
    engine, rubric = judgement.engine, judgement.rubric
    fewer = dataclasses.replace(
        rubric, metrics={name: each for name, each in rubric.metrics.items() if each.vendor != source}
    )
    register_segments(engine, "stability_segments", fewer)
    engine.materialise("stability_numbers", domain_numbers_sql("stability_segments"))
    columns = "link_id,\n  referring_domain,\n  value"
    numbers = judgement.numbers.without(source)
    engine.materialise("stability_scores", scores_sql(numbers, "stability_links", columns, "stability_numbers"))
    engine.register("asked_source", pa.table({"source": [source]}))
    return _shaken(judgement, source, _WITHOUT)


def _shaken(judgement: Judgement, missing: str, kept: str) -> Shaken:
    row = judgement.engine.query(_FLIPS.format(kept=kept)).to_pylist()[0]
    return Shaken(
        missing=missing,
        domains=int(row["domains"]),
        flips=row["flips"] / row["compared"] if row["compared"] else 0.0,
        reversals=int(row["reversals"]),
        spread=float(row["spread"] or 0.0),
    )
