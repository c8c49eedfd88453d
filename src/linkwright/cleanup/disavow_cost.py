"""What obeying a disavow file would cost, by what the workspace knows of the links."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from linkwright.cleanup.disavow_checks import line_problem
from linkwright.cleanup.disavow_file import DisavowFile, Line, LineKind
from linkwright.cleanup.disavow_model import Cost, Problem
from linkwright.engine import Engine
from linkwright.urls import registrable_domain, without_www
from linkwright.vocabulary.terms import Tier, Verdict

_ENTRIES = pa.schema(
    [
        ("line", pa.int64()),
        ("whole", pa.bool_()),  # a `domain:` entry
        ("host", pa.string()),  # without `www.`, as profiles have it
        ("referring_domain", pa.string()),
        ("page_key", pa.string()),
    ]
)
# Each link an entry covers. A `domain:` entry holds for its host and everything below it.
_COVERED = """
select
  e.line,
  l.link_id,
  l.referring_domain,
  l.status,
  l.sources
from disavow_entries e
join links l on e.referring_domain = l.referring_domain
where (e.whole and (l.referring_host = e.host or l.referring_host like concat('%.', e.host)))
  or (not e.whole and l.page_key = e.page_key)
"""
# A domain is lost with the link that makes its worth, or, where only the domain is known, with its whole name.
_LOST_DOMAINS = """
select
  e.line,
  s.referring_domain,
  s.value,
  s.tier,
  d.status,
  d.sources,
  v.sessions,
  v.key_events
from disavow_entries e
join domain_scores s on e.referring_domain = s.referring_domain
join domains d on e.referring_domain = d.referring_domain
left join visits v on e.referring_domain = v.referring_domain
left join disavow_covered c on e.line = c.line and s.best_link = c.link_id
where c.link_id is not null
  or (e.whole and e.host = e.referring_domain)
"""
_BY_LINE = """
with counted as (
  select
    line,
    count(*) as links,
    count(case when status <> 'lost' then 1 end) as standing
  from disavow_covered
  group by line
),
worth as (
  select
    line,
    max(value) as value,
    max_by(tier, value) as tier,
    max(sessions) as sessions,
    max(key_events) as key_events,
    bool_or(array_contains(sources, 'gsc')) as in_search_console,
    bool_or(status <> 'lost') as stands
  from disavow_lost_domains
  group by line
),
kept as (
  select
    e.line,
    max(v.who) as who,
    max(v.decided_at) as decided_at,
    max(v.reason) as reason
  from disavow_entries e
  join domain_verdicts v on e.referring_domain = v.referring_domain
  where v.verdict = '{keep}'
  group by e.line
)
select
  e.line,
  coalesce(c.links, 0) as links,
  coalesce(c.standing, 0) as standing,
  w.value,
  w.tier,
  w.sessions,
  w.key_events,
  coalesce(w.in_search_console, false) as in_search_console,
  w.stands,
  k.who,
  k.decided_at,
  k.reason,
  k.line is not null as kept
from disavow_entries e
left join counted c on e.line = c.line
left join worth w on e.line = w.line
left join kept k on e.line = k.line
order by e.line
"""
_TOTAL = """
with domains_lost as (
  select distinct
    referring_domain,
    value,
    tier,
    status,
    sources,
    sessions,
    key_events
  from disavow_lost_domains
)
select
  count(case when status <> 'lost' then 1 end) as domains,
  coalesce(sum(case when status <> 'lost' then value end), 0) / 100 as quality,
  coalesce(sum(sessions), 0) as sessions,
  coalesce(sum(key_events), 0) as key_events,
  count(case when status <> 'lost' and array_contains(sources, 'gsc') then 1 end) as in_search_console,
  count(case when status = 'lost' then 1 end) as gone
from domains_lost
"""
_TIERS = """
select
  tier,
  count(distinct referring_domain) as domains
from disavow_lost_domains
where tier is not null
group by tier
order by tier
"""


def cost_of(engine: Engine, file: DisavowFile) -> tuple[Cost, tuple[Problem, ...]]:
    """Find what the file covers among the links of a judged profile.

    Args:
        engine: holds the profile's tables, the scores and `domain_verdicts`.
        file: the file.

    Returns:
        The cost of all of it, and the problems of single entries: what they bring, or that they do nothing.
    """
    find_covered(engine, file.entries)
    engine.materialise("disavow_lost_domains", _LOST_DOMAINS)
    rows = engine.query(_BY_LINE.format(keep=Verdict.KEEP)).to_pylist()
    by_number = {line.number: line for line in file.entries}
    problems = tuple(problem for row in rows for problem in _problems(by_number[row["line"]], row))
    total = engine.query(_TOTAL).to_pylist()[0]
    tiers = {row["tier"]: row["domains"] for row in engine.query(_TIERS).to_pylist()}
    links = engine.query("select count(distinct link_id) as links from disavow_covered where status <> 'lost'")
    matching = sum(row["links"] > 0 or row["stands"] is not None for row in rows)
    cost = Cost(entries=len(file.entries), matching=matching, links=links["links"][0].as_py(), tiers=tiers, **total)
    return cost, problems


def find_covered(engine: Engine, entries: Sequence[Line]) -> None:
    """Make `disavow_covered`: line, link_id, referring_domain, status, sources of each link an entry covers."""
    engine.register("disavow_entries", _entries(entries))
    engine.materialise("disavow_covered", _COVERED)


def _entries(entries: Sequence[Line]) -> pa.Table:
    rows = [
        {
            "line": line.number,
            "whole": line.kind is LineKind.DOMAIN,
            "host": without_www(line.host),
            "referring_domain": registrable_domain(line.host),
            "page_key": line.key,
        }
        for line in entries
        if line.host and not line.path.strip("/")
    ]
    return pa.Table.from_pylist(rows, schema=_ENTRIES)


def _problems(line: Line, row: Mapping[str, object]) -> Iterator[Problem]:
    if row["kept"]:
        day = str(row["decided_at"] or "an unknown day")[:10]
        yield line_problem(
            line, "kept", who=row["who"] or "Somebody", day=day, reason=row["reason"] or "no reason given"
        )
    visits, conversions = _number(row["sessions"]), _number(row["key_events"])
    if visits or conversions:
        yield line_problem(line, "brings-visits", sessions=f"{visits:,.0f}", key_events=f"{conversions:,.0f}")
    if row["tier"] in (Tier.HIGH, Tier.MEDIUM):
        yield line_problem(line, "valuable", value=f"{_number(row['value']):.0f}", tier=row["tier"], host=line.host)
    if row["in_search_console"]:
        yield line_problem(line, "in-search-console")
    if not row["links"] and row["stands"] is None:
        yield line_problem(line, "never-seen")
    elif not row["standing"] and not row["stands"]:
        yield line_problem(line, "no-longer-links")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
