"""Bars 19 and 20: points add up and are proved; better facts never lower a score; the same fact twice counts once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.bars.reading import Reading, at_least, at_most
from benchmarks.batches import Export
from benchmarks.judged import Judged, judged
from benchmarks.worlds.exports import Filled, exports
from benchmarks.worlds.natural import natural
from benchmarks.worlds.schemes import plant
from linkwright.rubric import Rubric, judge, load_rubric
from linkwright.rubric.explaining import explain
from linkwright.rubric.judging import scores_sql
from linkwright.rubric.model import FACTORS, Metric, Weight
from linkwright.signals import SignalResult
from linkwright.signals.contract import Signal
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Family, Outcome

EXPLAINED = 200
AGAIN = "_again"


@dataclass(frozen=True)
class Change:
    """One change of all links at once and the direction in which no value may then move."""

    columns: str
    never: str

    @property
    def sql(self) -> str:
        """The links after the change."""
        return f"select * replace ({self.columns}) from links"


_LARGER = """
map_from_entries(list_transform(
  map_entries(metrics),
  lambda entry: {'key': entry.key, 'value': entry.value * 1.3 + 1}
))"""
CHANGES: Mapping[str, Change] = {
    "in the main text": Change("true as in_content, false as sitewide, null as placement", "lower"),
    "in a footer": Change("'footer' as placement, false as sitewide", "higher"),
    "sitewide": Change("true as sitewide", "higher"),
    "followed": Change("true as followed, false as nofollow, false as ugc, false as sponsored", "lower"),
    "nofollow": Change("false as followed, true as nofollow", "higher"),
    "sponsored": Change("false as followed, true as sponsored", "higher"),
    "200 more links on the page": Change("external_links + 200 as external_links", "higher"),
    "larger vendor numbers": Change(f"{_LARGER} as metrics", "lower"),
    "page answers with an error": Change("404 as http_code", "higher"),
    "lost": Change("'lost' as status", "higher"),
}
_COMPARED = """
select
  count(*) as links,
  sum(case when after.value < before.value - 1e-9 then 1 else 0 end) as lower,
  sum(case when after.value > before.value + 1e-9 then 1 else 0 end) as higher
from ({changed}) as after
join link_scores as before on after.link_id = before.link_id
"""
_PROVED = """
select
  count(*) as links,
  sum(case when f.observation is null then 1 else 0 end) as unproved
from links as l
left join (
  select batch || ':' || cast(row as text) as observation
  from link_seen
) as f on l.observation = f.observation
"""


def readings(seed: int) -> list[Reading]:
    """Measure both bars on one large profile, and doubled columns and files on a medium one."""
    return [*of_one_profile(seed, "large", EXPLAINED), *_doubled(seed)]


def of_one_profile(seed: int, size: str, explained: int) -> list[Reading]:
    """Measure what one profile shows: exact points, explanations of that many links, changes of facts and findings."""
    world = natural(seed, size, competitors=0)
    with judged(exports(world), world.site) as found:
        return [*_exactness(found), *_explained(found, explained), _values(found), _risks(found)]


def _exactness(found: Judged) -> list[Reading]:
    scores = found.judgement.table("link_scores")
    total = pa.array([0.0] * scores.num_rows)
    for factor in FACTORS:
        total = pc.add(total, scores[f"points_{factor}"])
    error = pc.max(pc.abs(pc.subtract(total, scores["value"]))).as_py()
    proof = found.profile.query(_PROVED).to_pylist()[0]
    note = f"{scores.num_rows:,} links"
    return [
        at_most(19, "largest difference between points and score", 1e-9, error, note),
        at_most(19, "links without a row of a file that proves them", 0.0, float(proof["unproved"]), note),
    ]


def _explained(found: Judged, count: int) -> list[Reading]:
    """Explanations as a user reads them: each factor that brings points says what was seen and who says so."""
    links = found.profile.query("select link_id from links order by link_id")["link_id"].to_pylist()
    chosen = links[:: max(1, len(links) // count)][:count]
    whole = 0
    for link in chosen:
        told = explain(found.profile, found.judgement, found.results, link)
        adds_up = abs(sum(point.points for point in told.points) - (told.value or 0.0)) <= 1e-9
        sourced = all(point.source and point.observed and point.why for point in told.points if point.points)
        whole += adds_up and sourced and bool(told.evidence)
    note = f"{len(chosen)} links through `explain`"
    return [at_least(19, "explanations that add up, with rows and sources", 1.0, whole / len(chosen), note)]


def _values(found: Judged) -> Reading:
    wrong = tried = 0
    for change in CHANGES.values():
        found.profile.engine.register("changed_links", change.sql)
        changed = scores_sql(found.judgement.numbers, "changed_links", "  link_id,\n  value")
        row = found.profile.query(_COMPARED.format(changed=changed)).to_pylist()[0]
        tried += row["links"]
        wrong += row[change.never]
    return at_most(20, "values moved the wrong way", 0.0, float(wrong), f"{tried:,} changes of {len(CHANGES)} kinds")


def _risks(found: Judged) -> Reading:
    """One finding more about every domain, of a family of its own: no probability may fall."""
    before = _risk(found)
    names = found.profile.query("select referring_domain from domains order by referring_domain")
    model = next(result for result in found.results.values() if result.findings.num_rows)
    finding = model.findings.slice(0, 1)
    everybody = SignalResult(
        signal=replace(model.signal, id="about-everybody", family=Family.GRAPH),
        outcome=Outcome.FOUND,
        findings=finding.set_column(
            finding.schema.get_field_index("likelihood_ratio"), "likelihood_ratio", pa.array([None], pa.float64())
        ),
        error=None,
        missing=(),
        params={},
        concerned=names.add_column(0, "finding", pa.array([0] * names.num_rows, pa.int64())),
    )
    rubric = _weighing(found.judgement.rubric, "about-everybody", 3.0)
    judge(found.profile, {**found.results, "about-everybody": everybody}, rubric)
    after = _risk(found)
    fallen = sum(after[name] < risk - 1e-12 for name, risk in before.items())
    return at_most(20, "probabilities that fell by one more finding", 0.0, float(fallen), f"{len(before):,} domains")


def _doubled(seed: int) -> list[Reading]:
    planted = plant("bought package", natural(seed, competitors=0))
    files, site, rubric = exports(planted.world), planted.world.site, load_rubric(None)
    with judged(files, site) as found:
        plain, risks = _value(found), _risk(found)
        again = {f"{name}{AGAIN}": replace(result, signal=_renamed(result)) for name, result in found.results.items()}
        weights = rubric
        for name in found.results:
            weights = _weighing(weights, f"{name}{AGAIN}", rubric.risk[name].value if name in rubric.risk else 1.0)
        judge(found.profile, {**found.results, **again}, weights)
        risk_moved = max(abs(risk - risks[name]) for name, risk in _risk(found).items())
    by_column = max(
        _largest_move(plain, _with_twice(metric, files, site, rubric))
        for name, metric in rubric.metrics.items()
        if any(_gives(each, name) for each in files)
    )
    with judged([*files, *(_once_more(each) for each in files)], site) as found:
        by_file = _largest_move(plain, _value(found))
    return [
        at_most(20, "points moved by a vendor number given twice", 0.5, by_column, f"{len(plain):,} links"),
        at_most(20, "points moved by every file given twice", 0.5, by_file, f"{len(plain):,} links"),
        at_most(20, "probability moved by every finding given twice", 0.0, risk_moved, f"{len(risks):,} domains"),
    ]


def _value(found: Judged) -> dict[str, float]:
    rows = found.judgement.table("link_scores").select(["link_id", "value"]).to_pylist()
    return {row["link_id"]: row["value"] for row in rows}


def _risk(found: Judged) -> dict[str, float]:
    rows = found.judgement.table("domain_scores").select(["referring_domain", "risk_05"]).to_pylist()
    return {row["referring_domain"]: row["risk_05"] for row in rows}


def _largest_move(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    if before.keys() != after.keys():
        raise RuntimeError("giving the same facts twice changed which links there are")
    return max(abs(after[link] - value) for link, value in before.items())


def _weighing(rubric: Rubric, signal: str, ratio: float) -> Rubric:
    weight = Weight(ratio, "as the bar asks", "this benchmark")
    return replace(rubric, risk={**rubric.risk, signal: weight})


def _renamed(result: SignalResult) -> Signal:
    return replace(result.signal, id=f"{result.signal.id}{AGAIN}")


def _with_twice(metric: Metric, files: Sequence[Filled], site: Site, rubric: Rubric) -> dict[str, float]:
    """The values with one vendor number in two columns."""
    again = replace(metric, name=f"{metric.name}{AGAIN}")
    doubled = [_in_two_columns(each, metric.name) for each in files]
    with judged(doubled, site, replace(rubric, metrics={**rubric.metrics, again.name: again})) as found:
        return _value(found)


def _gives(each: Filled, metric: str) -> bool:
    pairs = each.rows["metrics"].to_pylist()[0] if "metrics" in each.rows.column_names else ()
    return metric in dict(pairs)


def _in_two_columns(each: Filled, metric: str) -> Filled:
    if not _gives(each, metric):
        return each
    place = each.rows.schema.get_field_index("metrics")
    field = each.rows.schema.field("metrics")
    doubled = [[*pairs, (f"{metric}{AGAIN}", dict(pairs)[metric])] for pairs in each.rows["metrics"].to_pylist()]
    return Filled(each.export, each.rows.set_column(place, field, pa.array(doubled, field.type)))


def _once_more(each: Filled) -> Filled:
    export = each.export
    return Filled(Export(export.source, export.report, f"{export.title} once more", export.fact), each.rows)
