"""The facts of a ledger -> `Evidence`: what a plan is made from besides the sides."""

import re
from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from linkwright.compare.side import Side
from linkwright.engine import Engine
from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.engine.opening import EMBEDDED, open_engine
from linkwright.ledger import Batch, Ledger
from linkwright.plan.evidence import Evidence, Outcome
from linkwright.plan.searches import read_searches
from linkwright.profile.addresses import look_up_hosts, parse_addresses
from linkwright.profile.scope import registrable_domains
from linkwright.profile.stored import register_fact
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.facts import PAGE_SEEN, RANK_SEEN, REAL, TEXT, TRAFFIC_SEEN
from linkwright.vocabulary.site import Site

CLICKS = pa.schema([("keyword", TEXT), ("page_url", TEXT), ("position", REAL), ("clicks", REAL), ("impressions", REAL)])
_DAYS_A_MONTH = 365.25 / 12
_PERIOD = re.compile(r"\b(\d{1,3}) (days?|months?)\b", re.IGNORECASE)
# Exports overlap in time, so one of them counts: the newest that says which page a phrase led to, else the newest.
_CLICKS_FILE = """
select r.batch
from rank_seen as r
inner join own_batches as b on r.batch = b.batch
where r.clicks is not null
    and r.impressions > 0
    and r.position >= 1
group by r.batch
order by
    case when count(r.page_url) > 0 then 0 else 1 end,
    max(r.observed_at) desc,
    count(*) desc,
    r.batch
limit 1
"""
_CLICKS = """
select r.keyword, r.page_url, r.position, r.clicks, r.impressions
from rank_seen as r
inner join clicks_file as f on r.batch = f.batch
where r.clicks is not null
    and r.impressions > 0
    and r.position >= 1
order by r.row
"""
# Of one export likewise; visits before clicks, as links bring both.
_VISITS = """
with told as (
    select
        t.batch,
        t.observed_at,
        p.page_key,
        t.sessions is not null as counted,
        coalesce(t.sessions, t.clicks, t.views) as visits
    from traffic_seen as t
    inner join own_batches as b on t.batch = b.batch
    inner join own_pages as p on t.page_url = p.raw
    where coalesce(t.sessions, t.clicks, t.views) is not null
),

files as (
    select batch
    from told
    group by batch
    order by max(case when counted then 1 else 0 end) desc, max(observed_at) desc, count(*) desc, batch
    limit 1
)

select t.page_key, sum(t.visits) as visits
from told as t
inner join files as f on t.batch = f.batch
group by t.page_key
order by t.page_key
"""
_INTERNAL_LINKS = """
with told as (
    select
        s.batch,
        s.observed_at,
        p.page_key,
        s.metrics[s.source || '.internal_links'] as links
    from page_seen as s
    inner join own_batches as b on s.batch = b.batch
    inner join own_pages as p on s.page_url = p.raw
    where s.metrics[s.source || '.internal_links'] is not null
),

files as (
    select batch
    from told
    group by batch
    order by max(observed_at) desc, count(*) desc, batch
    limit 1
)

select t.page_key, cast(max(t.links) as bigint) as links
from told as t
inner join files as f on t.batch = f.batch
group by t.page_key
order by t.page_key
"""
_ADDRESSES = """
select page_url as raw
from traffic_seen
where page_url is not null
union
select page_url as raw
from page_seen
where page_url is not null
"""
_OWN_PAGES = """
select a.raw, a.page_key
from page_addresses as a
inner join page_hosts as h on a.key_host = h.host
where h.own
"""


def read_evidence(
    ledger: Ledger,
    owner: Site,
    sides: Sequence[Side],
    priors: Priors,
    today: date,
    outcomes: Sequence[Outcome] = (),
    memory: str = DEFAULT_MEMORY,
) -> Evidence:
    """Gather all a plan is made from.

    Args:
        ledger: where the facts are.
        owner: the site under study.
        sides: of `compare.gathering.gather_sides`, the own one first.
        priors: what is assumed where own data say nothing.
        today: the day the plan starts.
        outcomes: own outreach.
        memory: how much memory the engine may take before it spills to disk.
    """
    batches = [batch for batch in ledger.batches() if not batch.about]
    with open_engine(EMBEDDED, memory) as engine:
        searches = read_searches(engine, ledger, owner, sides, priors)
        _register(engine, ledger, owner, batches)
        file = engine.query(_CLICKS_FILE)
        engine.register("clicks_file", file)
        names = file["batch"].to_pylist()
        return Evidence(
            sides=sides,
            searches=searches,
            outcomes=outcomes,
            clicks=engine.query(_CLICKS).cast(CLICKS),
            page_visits=_by_page(engine, _VISITS),
            internal_links={page: round(links) for page, links in _by_page(engine, _INTERNAL_LINKS).items()},
            priors=priors,
            today=today,
            brand_names=(
                *owner.brands,
                *(domain.split(".", 1)[0] for domain in registrable_domains(owner.domains[:1])),
            ),
            clicks_months=_months(names[0], batches) if names else None,
        )


def _register(engine: Engine, ledger: Ledger, owner: Site, batches: Sequence[Batch]) -> None:
    """Register own pages and own batches beside the tables of `read_searches`."""
    for fact in (RANK_SEEN, PAGE_SEEN, TRAFFIC_SEEN):
        register_fact(engine, fact.name, fact, ledger.files(fact.name))
    engine.register("own_batches", pa.table({"batch": pa.array([batch.id for batch in batches], TEXT)}))
    parse_addresses(engine, "page_addresses", _ADDRESSES)
    look_up_hosts(
        engine, "page_hosts", "select distinct key_host as host from page_addresses where key_host is not null", owner
    )
    engine.register("own_pages", _OWN_PAGES)


def _by_page(engine: Engine, sql: str) -> dict[str, float]:
    found = engine.query(sql)
    return {
        str(page): float(number)
        for page, number in zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True)
    }


def _months(batch_id: str, batches: Sequence[Batch]) -> float | None:
    """How many months an export covers: by its own days, by those of its neighbours in the archive, or as it says."""
    batch = next(batch for batch in batches if batch.id == batch_id)
    archive, inside, _ = batch.file_name.rpartition(":")
    near = [batch, *(other for other in batches if inside and other.file_name.startswith(f"{archive}:"))]
    for other in near:
        if other.period_start and other.period_end:
            return ((other.period_end - other.period_start).days + 1) / _DAYS_A_MONTH
    said = _PERIOD.search(" ".join(batch.notes))
    if said is None:
        return None
    return float(said[1]) / (1 if said[2].lower().startswith("month") else _DAYS_A_MONTH)
