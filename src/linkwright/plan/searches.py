"""Rankings of any export -> the results pages a plan is made from, each result with its Q, measured or estimated."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TypedDict, cast

from linkwright.compare.side import Side
from linkwright.engine import Engine
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.page_quality import Counted, PageQualities
from linkwright.profile.addresses import look_up_hosts, parse_addresses
from linkwright.profile.stored import register_fact
from linkwright.profile.tables import FactFiles
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.facts import RANK_SEEN
from linkwright.vocabulary.site import Site

PARTIAL = "rankings of single sites"  # said of a results page put together from files about one site each
SITES = 3  # a file with results of so many sites for one phrase shows a results page, one with fewer ranks one site
# Each page once: the newest row, of one moment the best place. A file shows a results page where it has several sites
# and at least half of the places down to its last; of several such files the newest counts, and of those the fullest.
_RANKED = f"""
with told as (
    select
        lower(trim(s.keyword)) as phrase,
        s.source || ' ' || s.report as source,
        s.batch,
        s.row,
        s.observed_at,
        s.position,
        s.search_volume as volume,
        case when lower(s.position_type) <> 'organic' then s.position_type end as feature,
        s.source as vendor,
        s.metrics[s.source || '.referring_domains'] as referring_domains,
        p.canonical as page,
        p.page_key,
        h.referring_domain as site,
        h.own
    from rank_seen as s
    left join ranked_pages as p on s.page_url = p.raw
    left join ranked_hosts as h on p.key_host = h.host
),

placed as (
    select
        *,
        row_number() over (
            partition by phrase, batch, page_key
            order by observed_at desc, position, row
        ) as file_place
    from told
    where feature is null
        and page_key is not null
        and position >= 1
),

files as (
    select
        phrase,
        batch,
        max(observed_at) as latest,
        count(*) as results,
        count(distinct site) >= {SITES} and 2 * count(distinct position) >= max(position) as whole
    from placed
    where file_place = 1
    group by phrase, batch
),

chosen as (
    select
        *,
        row_number() over (
            partition by phrase
            order by latest desc, results desc, batch
        ) as place
    from files
    where whole
),

candidates as (
    select
        r.*,
        c.batch is not null as shown
    from placed as r
    left join chosen as c on r.phrase = c.phrase and r.batch = c.batch and c.place = 1
    left join chosen as w on r.phrase = w.phrase and w.place = 1
    where r.file_place = 1
        -- beside a whole page only our own places elsewhere are of use
        and (w.batch is null or c.batch is not null or r.own)
),

ranked as (
    select
        *,
        row_number() over (
            partition by phrase, page_key
            order by case when shown then 0 else 1 end, observed_at desc, position, batch
        ) as place
    from candidates
),

counted as (
    select
        phrase,
        page_key,
        vendor,
        referring_domains,
        row_number() over (
            partition by phrase, page_key
            order by observed_at desc, vendor
        ) as place
    from placed
    where file_place = 1
        and referring_domains is not null
),

volumes as (
    select
        phrase,
        max_by(volume, {{'at': observed_at, 'volume': volume}}) as volume
    from told
    where volume is not null
    group by phrase
),

wanted as (
    select phrase
    from ranked
    group by phrase
    having bool_or(shown) or bool_or(own)
)

select
    r.phrase,
    v.volume,
    r.observed_at,
    r.position,
    r.page,
    r.page_key,
    r.site,
    r.own,
    r.shown,
    r.source,
    c.vendor,
    c.referring_domains
from ranked as r
inner join wanted as w on r.phrase = w.phrase
left join volumes as v on r.phrase = v.phrase
left join counted as c on r.phrase = c.phrase and r.page_key = c.page_key and c.place = 1
where r.place = 1
order by r.phrase, r.position, r.page_key
"""
# What a results page shows beside the results: a type of its own, or a list in a column without a place of ours.
_FEATURES = """
with told as (
    select
        lower(trim(keyword)) as phrase,
        position_type as feature
    from rank_seen
    where lower(position_type) <> 'organic'
    union all
    select
        lower(trim(keyword)) as phrase,
        unnest(
            string_split(
                coalesce(extra['SERP Features by Keyword'], extra['SERP features'], extra['SERP Features']), ','
            )
        ) as feature
    from rank_seen
)

select
    phrase,
    array_sort(array_agg(distinct trim(feature))) as features
from told
where trim(feature) <> ''
group by phrase
"""


class _Row(TypedDict):
    phrase: str
    volume: float | None
    observed_at: datetime
    position: float
    page: str
    page_key: str
    site: str
    own: bool
    shown: bool
    source: str
    vendor: str | None
    referring_domains: float | None


def read_searches(
    engine: Engine, ledger: FactFiles, owner: Site, sides: Sequence[Side], priors: Priors
) -> tuple[ResultsPage, ...]:
    """Read the results pages of all search phrases that an export shows the results of, or that the site ranks for.

    Args:
        engine: where to do it; gets tables of its own, so not one that holds a profile.
        ledger: gives the files of `rank_seen`.
        owner: the site under study.
        sides: whose pages have a measured Q.
        priors: what is assumed of pages whose backlinks are not known.
    """
    register_fact(engine, RANK_SEEN.name, RANK_SEEN, ledger.files(RANK_SEEN.name))
    parse_addresses(engine, "ranked_pages", "select distinct page_url as raw from rank_seen where page_url is not null")
    look_up_hosts(
        engine, "ranked_hosts", "select distinct key_host as host from ranked_pages where key_host is not null", owner
    )
    rows = cast("list[_Row]", engine.query(_RANKED).to_pylist())
    features = dict(zip(*engine.query(_FEATURES).to_pydict().values(), strict=True))
    qualities = PageQualities(owner, sides, priors, [_counted(row) for row in rows])
    return tuple(
        _results_page(phrase, list(found), tuple(features.get(phrase, ())), qualities)
        for phrase, found in groupby(rows, key=lambda row: row["phrase"])
    )


def _counted(row: _Row) -> Counted:
    return Counted(row["page_key"], row["site"], row["vendor"], row["referring_domains"])


def _results_page(
    phrase: str, rows: Sequence[_Row], features: tuple[str, ...], qualities: PageQualities
) -> ResultsPage:
    shown = [row for row in rows if row["shown"]]
    partial = () if shown else (PARTIAL,)
    return ResultsPage(
        keyword=phrase,
        volume=rows[0]["volume"],
        day=max(row["observed_at"] for row in shown or rows).date(),
        depth=max(round(row["position"]) for row in shown or rows),
        results=tuple(_result(row, qualities) for row in rows),
        features=features,
        sources=(*dict.fromkeys(row["source"] for row in rows), *partial),
    )


def _result(row: _Row, qualities: PageQualities) -> Result:
    count = row["referring_domains"]
    quality, measured = qualities.of_page(_counted(row))
    return Result(
        position=row["position"],
        page=row["page"],
        page_key=row["page_key"],
        site=row["site"],
        own=row["own"],
        quality=quality,
        measured=measured,
        site_quality=qualities.of_site(row["site"]),
        referring_domains=None if count is None else round(count),
    )
