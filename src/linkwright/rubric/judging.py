"""From measures to a judgement: risk by family, value by factor, tiers. All of it is SQL in the engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.engine import Engine
from linkwright.rubric.model import ADDING, CHECKS, FACTORS, PRIORS, Rubric
from linkwright.rubric.tables import Numbers, register_rubric
from linkwright.signals.running import SignalResult
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import LinkState, Standing
from linkwright.vocabulary.terms import Placement

SQL = Path(__file__).with_name("sql")
TABLES = ("link_scores", "domain_scores", "group_scores")
SCORE_COLUMNS = (
    "link_id",
    "referring_domain",
    "value",
    "value_low",
    "value_high",
    "coverage",
    *(f"points_{factor}" for factor in FACTORS),
    *(f"check_{name}" for name in CHECKS),
)
# What the scores ask of our own looks: states beside the one that decided a link's status, each true or false. Where a
# page answered and could not be seen we were `refused`: the error it answered with is for us and says nothing of it.
_LOOKS = f"""
with told as (
  select
    link_id,
    state
  from check_states
  union all
  select
    link_id,
    standing as state
  from checks
  where standing = '{Standing.UNSEEN}'
    and http_code is not null
  union all
  select
    link_id,
    '{LinkState.RENDERED_ONLY}' as state
  from link_details
  where rendered_only
)
select
  link_id,
  bool_or(state = '{LinkState.OUTSIDE_PAGE}') as not_in_page,
  bool_or(state in ('{LinkState.NOINDEX}', '{LinkState.CANONICALISED}')) as not_indexed,
  bool_or(state = '{LinkState.NOFOLLOW}') as not_followed,
  bool_or(state = '{LinkState.CLOAKED}') as cloaked,
  bool_or(state = '{LinkState.RENDERED_ONLY}') as script_only,
  bool_or(state = '{Standing.UNSEEN}') as refused
from told
group by link_id
"""
_HIDDEN = (
    f"(case when l.told_placement is not null then l.told_placement = '{Placement.HIDDEN}' "
    f"else e.not_in_page or coalesce(l.placement, '') = '{Placement.HIDDEN}' end)"
)
_PLACEMENTS = ", ".join(f"'{placement}'" for placement in Placement)
_TOLD = "case when {0}.verdict = 'reclassify' and {0}.value in ({1}) then {0}.value end"
_TIERS = """
  case
    when {gone} then null
    when {suspect} then 'suspect'
    when {of}coverage is null or {of}coverage < r.coverage_floor then 'unknown'
    when {of}value >= r.high then 'high'
    when {of}value >= r.medium then 'medium'
    else 'low'
  end as scored_tier,
  case
    when {gone} or {not_ours} then null
    when {verdict} in ('disavow', 'ask removal') then 'suspect'
    when {suspect} and coalesce({verdict}, '') <> 'keep' then 'suspect'
    when {of}coverage is null or {of}coverage < r.coverage_floor then 'unknown'
    when {of}value >= r.high then 'high'
    when {of}value >= r.medium then 'medium'
    else 'low'
  end as tier"""
_LINK_TIERS = _TIERS.format(
    gone="status = 'lost'", not_ours="verdict = 'not ours'", suspect="suspect", verdict="verdict", of=""
)
_DOMAIN_TIERS = _TIERS.format(
    gone="d.status = 'lost'",
    not_ours="w.verdict = 'not ours' or v.none_ours",
    suspect="coalesce(o.suspect, false)",
    verdict="w.verdict",
    of="v.",
)
_GROUP_TIERS = _TIERS.format(
    gone="b.scored_tier is null",
    not_ours="b.tier is null",
    suspect="coalesce(o.suspect, false)",
    verdict="coalesce(w.verdict, s.verdict)",
    of="b.",
)
_FINDINGS = pa.schema(
    [
        ("signal", pa.string()),
        ("family", pa.string()),
        ("ratio", pa.float64()),
        ("referring_domain", pa.string()),
    ]
)


class Judgeable(Protocol):
    """The part of a profile the rubric needs."""

    @property
    def engine(self) -> Engine:
        """Where the profile's tables are, and where the scores go."""

    @property
    def site(self) -> Site:
        """Whose profile."""


@dataclass(frozen=True)
class Judgement:
    """Scores of every link, referring domain and owner group. The tables live in the engine.

    `link_scores`: link_id, referring_domain, value (0-100), value_low, value_high, coverage (0-1), points_<factor>
    (they add up to value; negative where a factor takes), check_<name> (the quality checklist of `CHECKS`: true, false,
    null for not known), verdict, scored_tier, tier. A lost link brings nothing: value 0 and no tier (null), so that
    tiers count links that may still stand.
    `domain_scores`: referring_domain, owner_group, value (its best link's), value_low, value_high, coverage, worth
    (value with the small addition for more links to the same page; not capped), risk_02, risk_05, risk_20 (probability
    of a scheme at priors of 2, 5 and 20 %), risk_families, verdict, scored_tier, tier (null when all is lost),
    best_link (null where no listed link may still stand though the domain does: then value is what is known of the
    domain alone).
    `group_scores`: the same by owner_group, with domains and best_domain. A network's tier is its members' tier.

    `verdict` is what a person decided (null where nobody did), and it outranks ours: `keep` is never `suspect`,
    `disavow` and `ask removal` always are, `not ours` has no tier and counts nowhere, the others leave the tier alone.
    `scored_tier` is what we would say without it. Values and probabilities stay as they are, but where a person said in
    which part of the page a link stands (`reclassify`), that is so.
    """

    engine: Engine
    rubric: Rubric
    numbers: Numbers

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables."""
        return TABLES

    def table(self, name: str) -> pa.Table:
        """One of the tables as Arrow."""
        return self.engine.query(f"select * from {name}")


def judge(profile: Judgeable, results: Mapping[str, SignalResult], rubric: Rubric) -> Judgement:
    """Judge a profile. Materialises `link_scores`, `domain_scores` and `group_scores` in its engine.

    Args:
        profile: its tables must be in its engine.
        results: what the signals found; a signal the rubric has no weight for informs and weighs nothing.
        rubric: the weights.
    """
    engine = profile.engine
    numbers = register_rubric(engine, profile.site, rubric)
    engine.register("rubric_findings", risk_findings(results, rubric))
    for name, file in (("risk_found", "found"), ("risk_votes", "families"), ("risk_odds", "odds")):
        engine.materialise(name, _read(file))
    engine.materialise("link_looks", _LOOKS)
    engine.materialise("domain_numbers", domain_numbers_sql("rubric_segments"))
    engine.materialise("domain_only", _read("domain_only"))
    columns = ",\n".join(f"  {name}" for name in SCORE_COLUMNS)
    engine.materialise("domain_only_scores", scores_sql(numbers, "domain_only", columns))
    engine.materialise("link_scores", scores_sql(numbers, "links", columns))
    engine.materialise("best_links", _read("best"))
    engine.materialise("domain_scores", _read("domain_scores").format(odds=_odds(), tiers=_DOMAIN_TIERS))
    engine.materialise("group_scores", _read("group_scores").format(odds=_odds(), tiers=_GROUP_TIERS))
    return Judgement(engine, rubric, numbers)


def domain_numbers_sql(segments: str) -> str:
    """The select of each domain's numbers, on the scales of a table shaped like `rubric_segments`."""
    return _read("domain_numbers").format(segments=segments)


def scores_sql(
    numbers: Numbers, links: str, columns: str, domain_numbers: str = "domain_numbers", looks: str = "link_looks"
) -> str:
    """The scoring select over tables shaped like `links`, `domain_numbers` and `link_looks`.

    All that is put in are words of our own.
    """
    return _read("scores").format(
        links=links,
        domain_numbers=domain_numbers,
        looks=looks,
        hidden=_HIDDEN,
        page_placement=_TOLD.format("v", _PLACEMENTS),
        domain_placement=_TOLD.format("d", _PLACEMENTS),
        columns=columns,
        tiers=_LINK_TIERS,
        on_topic=numbers.on_topic,
        page_authority=numbers.page_authority,
        page_traffic=numbers.page_traffic,
        crowding=numbers.crowding,
        **_costs(),
    )


def _costs() -> dict[str, str]:
    """What a share takes: `tenfold` points for a tenth, more than anybody has for nothing."""
    return {
        f"cost_{factor}_{bound}": f"r.tenfold * (0.0 - log10(greatest(s.{factor}_{bound}, 1e-30)))"
        for factor in FACTORS
        if factor not in ADDING
        for bound in ("share", "low", "high")
    }


def risk_findings(results: Mapping[str, SignalResult], rubric: Rubric) -> pa.Table:
    """Whom each finding that weighs something speaks about: signal, family, ratio, referring_domain.

    The ratio is the rubric's, or a smaller one the signal measured. A finding measured at 1 or less is no evidence
    and is left out: it speaks neither against anybody nor for them.
    """
    tables = []
    for name, result in sorted(results.items()):
        weight = rubric.risk.get(name)
        if weight is None or weight.value <= 1 or not result.findings.num_rows:
            continue
        measured = pc.coalesce(result.findings["likelihood_ratio"], weight.value)
        ratios = pc.min_element_wise(measured, weight.value)
        named = result.concerned
        each = ratios.take(named["finding"])
        columns = [
            pa.repeat(name, named.num_rows),
            pa.repeat(str(result.signal.family), named.num_rows),
            each,
            named["referring_domain"],
        ]
        tables.append(pa.table(columns, schema=_FINDINGS).filter(pc.greater(each, 1.0)))
    return pa.concat_tables(tables) if tables else _FINDINGS.empty_table()


def _odds() -> str:
    chances = [
        f"  1 / (1 + exp(-(ln(r.prior_{name} / (1 - r.prior_{name})) + coalesce(o.evidence, 0.0)))) as risk_{name}"
        for name in (f"{round(prior * 100):02d}" for prior in PRIORS)
    ]
    return ",\n".join([*chances, "  coalesce(o.risk_families, cast(array[] as text[])) as risk_families"])


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
