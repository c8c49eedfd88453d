"""Why is it judged so? For a link, a referring domain, an owner group or a signal."""

import math
from collections.abc import Mapping
from typing import TypedDict

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.rubric import valuing
from linkwright.rubric.checking import checklist
from linkwright.rubric.decided import decisions, reading
from linkwright.rubric.explanation import Check, Decided, Explanation, Point, Vote
from linkwright.rubric.judging import Judgeable, Judgement
from linkwright.rubric.lookup import Meant, Row, find, look_at, rows_behind, sources_of
from linkwright.rubric.model import PRIORS, Rubric
from linkwright.signals.running import SignalResult
from linkwright.vocabulary.terms import Outcome, Subject, Verdict

Results = Mapping[str, SignalResult]
_MOST_FINDINGS = 10
_DOMAIN = """
select s.*, d.group_kind, d.observation, d.links, d.claimed_links, d.status
from domain_scores s
join domains d on s.referring_domain = d.referring_domain
join asked_domain a on s.referring_domain = a.name
"""
_GROUP = """
select s.*, g.kind, g.shared, g.evidence, g.icann_domains
from group_scores s
join groups g on s.owner_group = g.owner_group
join asked_domain a on s.owner_group = a.name
"""
_DOMAIN_ROWS = """
select l.observation
from links l
join asked_domain a on l.referring_domain = a.name
order by case when l.status = 'live' then 0 else 1 end, l.observation
limit 20
"""
_MEMBERS = """
select d.referring_domain
from domains d
join asked_domain a on d.owner_group = a.name
"""
_VOTES = """
select v.family, v.ratio, v.counts
from risk_votes v
join asked_scope a on v.scope = a.scope and v.subject = a.name
order by v.ratio desc, v.family
"""
_FOUND = """
select distinct f.family, f.signal
from risk_found f
join asked_scope a on case when a.scope = 'group' then f.owner_group else f.referring_domain end = a.name
order by f.family, f.signal
"""
READINGS = {
    "suspect": "Several independent kinds of evidence point to a link scheme. If you bought or ordered these links, "
    "ask for their removal. If not, look at the rows first: search engines ignore most such links by themselves.",
    "unknown": "Too little is known to judge. That is neither good nor bad: add another export to learn more.",
    "high": "A link worth keeping: stay in touch with its owner, and keep the page it points to alive.",
    "medium": "An ordinary, useful link. Nothing to do.",
    "low": "It brings little. Low value is no risk: leave it alone.",
    "": "It is gone and brings nothing now. If it was good, ask its owner or repair what it pointed to.",
}
NETWORK_READING = (
    "One automatic network. It counts as one source, whatever the number of its domains. You did not make these links; "
    "search engines most likely ignore them, and one kind of evidence alone condemns nothing. Nothing to do, unless "
    "you ordered them or Google has told you about a manual action."
)


def explain(profile: Judgeable, judgement: Judgement, results: Results, subject: str) -> Explanation:
    """Explain one judgement.

    Args:
        profile: the profile judged; its tables and the raw facts are in its engine.
        judgement: what `judge` returned.
        results: what `run_signals` returned.
        subject: the address of a referring page, a link id, `page -> target`, a domain, a group id or a signal id.

    Raises:
        ConfigError: nothing has that name; the nearest names are listed.
    """
    meant = find(profile.engine, tuple(results), subject)
    if meant.kind == "signal":
        return _signal(judgement, results[meant.key])
    if meant.kind == "link":
        return _link(judgement, results, meant)
    return _domain(judgement, results, meant) if meant.kind == "domain" else _group(judgement, results, meant)


def _link(judgement: Judgement, results: Results, meant: Meant) -> Explanation:
    row = valuing.link_row(judgement, meant.key)
    now = valuing.scored(judgement, row)
    domain = _row(judgement, _DOMAIN, str(row["referring_domain"]))
    votes = _votes(judgement, domain)
    sources = sources_of(judgement.engine, meant.key)
    of_sources = (each.observation for each in sources if each.observation)
    looks = look_at(judgement.engine, meant.key)
    ids = dict.fromkeys([str(row["observation"]), *looks, *of_sources, str(domain["observation"])])
    tier, scored_tier = str(now["tier"] or ""), str(now["scored_tier"] or "")
    decided, history = decisions(
        judgement.engine,
        page_key=str(row["page_key"]),
        domain=str(row["referring_domain"]),
        group=str(domain["owner_group"]),
    )
    return Explanation(
        kind="link",
        subject=meant.key,
        title=f"{row['referring_page']} → {row['target_page'] or 'your site'}",
        tier=tier,
        **_value(now),
        points=valuing.points(judgement, row, now),
        votes=votes,
        chances=_chances(domain),
        evidence=rows_behind(judgement.engine, list(ids)),
        sources=sources,
        changes=(*valuing.changes(judgement, row, now), *_risk_changes(judgement.rubric, votes)),
        reading=_reading(tier, domain, decided, scored_tier),
        findings=_findings(results, str(row["referring_domain"]), meant.key),
        checks=checklist(judgement, row, now, votes, _proof(results, votes, str(row["referring_domain"]))),
        others=meant.others,
        decided=decided,
        scored_tier=scored_tier,
        history=history,
    )


def _domain(judgement: Judgement, results: Results, meant: Meant) -> Explanation:
    domain = _row(judgement, _DOMAIN, meant.key)
    votes = _votes(judgement, domain)
    points, link_changes = _best_link(judgement, domain["best_link"])
    rows = judgement.engine.query(_DOMAIN_ROWS)["observation"].to_pylist()
    ids = dict.fromkeys([str(domain["observation"]), *rows])
    tier, scored_tier = str(domain["tier"] or ""), str(domain["scored_tier"] or "")
    decided, history = decisions(judgement.engine, domain=meant.key, group=str(domain["owner_group"]))
    known = domain["links"] or domain["claimed_links"] or 0
    member = "" if domain["group_kind"] == "single" else f", part of {domain['group_kind']} {domain['owner_group']}"
    return Explanation(
        kind="referring domain",
        subject=meant.key,
        title=f"{meant.key}: {known:,} link{'' if known == 1 else 's'}, {domain['status']}{member}",
        tier=tier,
        **_value(domain),
        points=points,
        votes=votes,
        chances=_chances(domain),
        evidence=rows_behind(judgement.engine, list(ids)[:20]),
        sources=(),
        changes=(*link_changes, *_risk_changes(judgement.rubric, votes)),
        reading=_reading(tier, domain, decided, scored_tier),
        findings=_findings(results, meant.key),
        checks=_best_checks(judgement, domain["best_link"], votes, _proof(results, votes, meant.key)),
        decided=decided,
        scored_tier=scored_tier,
        history=history,
    )


def _group(judgement: Judgement, results: Results, meant: Meant) -> Explanation:
    group = _row(judgement, _GROUP, meant.key)
    votes = _votes(judgement, {"group_kind": "network", "owner_group": meant.key, "referring_domain": ""})
    points, _ = _best_link(judgement, group["best_link"])
    evidence = group["evidence"]
    tier, scored_tier = str(group["tier"] or ""), str(group["scored_tier"] or "")
    decided, history = decisions(judgement.engine, group=meant.key)
    return Explanation(
        kind="owner group",
        subject=meant.key,
        title=f"{group['kind']} of {group['domains']:,} referring domains: {group['shared']}",
        tier=tier,
        **_value(group),
        points=points,
        votes=votes,
        chances=_chances(group),
        evidence=rows_behind(judgement.engine, evidence if isinstance(evidence, list) else []),
        sources=(),
        changes=_risk_changes(judgement.rubric, votes),
        reading=_reading(tier, {"group_kind": group["kind"]}, decided, scored_tier),
        findings=_group_findings(judgement, results, meant.key),
        decided=decided,
        scored_tier=scored_tier,
        history=history,
    )


def _signal(judgement: Judgement, result: SignalResult) -> Explanation:
    weight = judgement.rubric.risk.get(result.signal.id)
    evidence: list[str] = []
    for ids in result.findings["evidence"].slice(0, _MOST_FINDINGS).to_pylist():
        evidence += ids[:2]
    outcome = {
        Outcome.FOUND: f"found {result.findings.num_rows:,}",
        Outcome.CLEAR: "looked and found nothing",
        Outcome.NO_DATA: f"could not look: no data in {', '.join(result.missing)}",
        Outcome.NOT_APPLICABLE: f"does not apply: {result.error}",
        Outcome.ERROR: f"ended with an error: {result.error}",
    }[result.outcome]
    counted = (
        f"counts {weight.value:g} to 1 for a scheme ({weight.reason})" if weight else "has no weight in the rubric"
    )
    return Explanation(
        kind="signal",
        subject=result.signal.id,
        title=f"{result.signal.title}: {outcome}",
        tier="",
        value=None,
        value_low=None,
        value_high=None,
        coverage=None,
        points=(),
        votes=(),
        chances=(),
        evidence=rows_behind(judgement.engine, list(dict.fromkeys(evidence))),
        sources=(),
        changes=tuple(
            f"{each.name} = {each.value}: {each.reason} ({each.source})" for each in result.signal.parameters
        ),
        reading=f"Evidence of the family {result.signal.family}; it {counted}.",
        findings=result.messages(_MOST_FINDINGS),
        sections=tuple(result.signal.doc.items()),
    )


def _row(judgement: Judgement, sql: str, name: str) -> Row:
    judgement.engine.register("asked_domain", pa.table({"name": [name]}))
    found: Row = judgement.engine.query(sql).to_pylist()[0]
    return found


class _Value(TypedDict):
    value: float | None
    value_low: float | None
    value_high: float | None
    coverage: float | None


def _value(row: Row) -> _Value:
    def number(name: str) -> float | None:
        return None if row[name] is None else float(str(row[name]))

    return _Value(
        value=number("value"),
        value_low=number("value_low"),
        value_high=number("value_high"),
        coverage=number("coverage"),
    )


def _best_link(judgement: Judgement, link_id: object) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    if link_id is None:
        return (), ()
    row = valuing.link_row(judgement, str(link_id))
    now = valuing.scored(judgement, row)
    best = tuple(f"Its best link: {change}" for change in valuing.changes(judgement, row, now))
    return valuing.points(judgement, row, now), best


def _best_checks(
    judgement: Judgement, link_id: object, votes: tuple[Vote, ...], proof: tuple[str, ...]
) -> tuple[Check, ...]:
    if link_id is None:
        return ()
    row = valuing.link_row(judgement, str(link_id))
    return checklist(judgement, row, valuing.scored(judgement, row), votes, proof)


def _proof(results: Results, votes: tuple[Vote, ...], domain: str) -> tuple[str, ...]:
    """Ids of rows behind the strongest evidence about a domain."""
    for vote in votes:
        for name in vote.signals:
            about = _concerning(results[name], pa.array([domain]), at_least=1)
            if about.num_rows:
                return tuple(about["evidence"][0].as_py())
    return ()


def _votes(judgement: Judgement, domain: Row) -> tuple[Vote, ...]:
    by_group = domain["group_kind"] == "network"
    scope = {"scope": ["group" if by_group else "domain"]}
    scope["name"] = [str(domain["owner_group"] if by_group else domain["referring_domain"])]
    judgement.engine.register("asked_scope", pa.table(scope))
    signals: dict[str, list[str]] = {}
    for row in judgement.engine.query(_FOUND).to_pylist():
        signals.setdefault(row["family"], []).append(row["signal"])
    return tuple(
        Vote(
            family=row["family"],
            signals=tuple(signals.get(row["family"], ())),
            ratio=row["ratio"],
            llr=math.log(row["ratio"]),
            counts=row["counts"],
            why=_vote_reason(judgement.rubric, row["family"], signals.get(row["family"], [])),
        )
        for row in judgement.engine.query(_VOTES).to_pylist()
    )


def _vote_reason(rubric: Rubric, family: str, signals: list[str]) -> str:
    if family in rubric.supporting:
        return rubric.supporting[family].reason
    strongest = max((rubric.risk[name] for name in signals), key=lambda weight: weight.value, default=None)
    return strongest.reason if strongest else ""


def _chances(row: Row) -> tuple[tuple[float, float], ...]:
    return tuple((prior, float(str(row[f"risk_{round(prior * 100):02d}"]))) for prior in PRIORS)


def _risk_changes(rubric: Rubric, votes: tuple[Vote, ...]) -> tuple[str, ...]:
    """How far it is from `suspect`, or what keeps it there."""
    limit, prior = rubric.settings["suspect_probability"].value, rubric.settings["prior"].value
    wanted = int(rubric.settings["suspect_families"].value)
    needed = _logit(limit) - _logit(prior)
    total = sum(vote.llr for vote in votes)
    counting = [vote for vote in votes if vote.counts]
    if not votes:
        return ()
    if total >= needed and len(counting) >= wanted:
        return tuple(
            f"Without the {vote.family} evidence the probability of a scheme would be "
            f"{_chance(prior, total - vote.llr):.0%}"
            + ("" if total - vote.llr >= needed and len(counting) > wanted else ", and it would not be suspect.")
            for vote in counting
        )
    missing = max(0, wanted - len(counting))
    more = math.exp(max(0.0, needed - total))
    kinds = f"{missing} more independent kind{'s' if missing > 1 else ''} of evidence" if missing else "more evidence"
    return (f"To be called suspect it would take {kinds}, together at least {more:.0f} times likelier under a scheme.",)


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _chance(prior: float, evidence: float) -> float:
    return 1 / (1 + math.exp(-(_logit(prior) + evidence)))


def _reading(tier: str, domain: Row, decided: Decided | None, scored_tier: str) -> str:
    if decided and decided.verdict != Verdict.WATCH:
        return reading(decided, scored_tier)
    return NETWORK_READING if domain["group_kind"] == "network" and tier != "suspect" else READINGS[tier]


def _findings(results: Results, domain: str, link_id: str | None = None) -> tuple[str, ...]:
    """Sentences of what was found about a domain; for one of its links, without what was found about other links."""
    found: list[str] = []
    for result in results.values():
        if link_id is not None and result.signal.subject is Subject.LINK:
            about = result.findings.filter(pc.equal(result.findings["subject"], link_id))
        elif link_id is not None and result.signal.subject is not Subject.REFERRING_DOMAIN:
            continue
        else:
            about = _concerning(result, pa.array([domain]), at_least=1)
        found += _sentences(result, about)
    return tuple(found)


def _group_findings(judgement: Judgement, results: Results, group: str) -> tuple[str, ...]:
    """Sentences of each finding that speaks about as large a part of a group as the rubric asks for."""
    judgement.engine.register("asked_domain", pa.table({"name": [group]}))
    members = judgement.engine.query(_MEMBERS)["referring_domain"].combine_chunks()
    share = judgement.rubric.settings["group_share"].value
    found: list[str] = []
    for result in results.values():
        found += _sentences(result, _concerning(result, members, at_least=share * len(members)))
    return tuple(found)


def _concerning(result: SignalResult, domains: pa.Array, at_least: float) -> pa.Table:
    """The findings that speak about at least so many of the domains, in their order."""
    named = result.concerned.filter(pc.is_in(result.concerned["referring_domain"], value_set=domains))
    counts = named.group_by("finding").aggregate([("referring_domain", "count_distinct")])
    places = counts.filter(pc.greater_equal(counts["referring_domain_count_distinct"], at_least))["finding"]
    return result.findings.take(places.take(pc.sort_indices(places)))


def _sentences(result: SignalResult, findings: pa.Table) -> list[str]:
    return [result.signal.say(row) for row in findings.slice(0, _MOST_FINDINGS).to_pylist()]
