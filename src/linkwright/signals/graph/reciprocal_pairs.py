"""Signal `reciprocal-pairs`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.graph.exchanged import EXCHANGED
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When two links belong together."""

    days: int = because(14, "an agreed exchange is carried out within days", "SCIENCE 3.1")
    busy_share: float = because(
        0.1,
        "dates near which a tenth of all links were first seen are the tool's, not the links'",
        "our assumption",
    )


# Segments of addresses in which sites keep their partners: links, partners, friends, in a few languages.
PARTNER_PAGE = (
    "[/_-](links?|link-?partners?|partners?|friends|blogroll|link-?exchange|webring|enlaces|socios|amigos|liens"
    "|partenaires|amis|partner-?links|linktausch|linkliste|freunde|collegamenti|amici|parceiros|ssylki|partnery)"
    "([._/?-][a-z0-9]{0,5})?$"
)
SQL = f"""
with {EXCHANGED},
given_days as (
  select
    first_seen,
    count(*) as links,
    sum(count(*)) over () as dated
  from own_links
  where first_seen is not null
  group by first_seen
),
received_days as (
  select
    first_seen,
    count(*) as links,
    sum(count(*)) over () as dated
  from standing
  where first_seen is not null
  group by first_seen
),
near as (
  select *
  from exchanged
  cross join params
  where abs(date_diff('day', received_on, given_on)) <= params.days
),
given_busy as (
  select
    near.referring_domain,
    sum(given_days.links) / cast(max(given_days.dated) as double) as share
  from near
  join given_days on abs(date_diff('day', near.received_on, given_days.first_seen)) <= near.days
  group by near.referring_domain
),
received_busy as (
  select
    near.referring_domain,
    sum(received_days.links) / cast(max(received_days.dated) as double) as share
  from near
  join received_days on abs(date_diff('day', near.given_on, received_days.first_seen)) <= near.days
  group by near.referring_domain
),
dated as (
  select
    near.referring_domain,
    abs(date_diff('day', near.received_on, near.given_on)) as days_apart
  from near
  join given_busy on near.referring_domain = given_busy.referring_domain
  join received_busy on near.referring_domain = received_busy.referring_domain
  where given_busy.share <= near.busy_share
    and received_busy.share <= near.busy_share
),
paged as (
  select
    exchanged.referring_domain,
    min(links.observation) as received
  from exchanged
  join links on exchanged.referring_domain = links.referring_domain
  where links.status <> 'lost'
    and regexp_matches(lower(exchanged.given_page), '{PARTNER_PAGE}')
    and regexp_matches(lower(links.referring_page), '{PARTNER_PAGE}')
  group by exchanged.referring_domain
)
select
  exchanged.referring_domain as subject,
  case when paged.referring_domain is null or dated.referring_domain is null then 1.0 else 2.0 end as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(case when coalesce(paged.received, exchanged.received) = exchanged.given then 1 else 2 end as bigint) as rows,
  array_sort(array_distinct(array[coalesce(paged.received, exchanged.received), exchanged.given])) as evidence,
  array[exchanged.referring_domain] as domains,
  exchanged.referring_domain,
  case
    when dated.referring_domain is null then 'both stand on partner pages'
    when paged.referring_domain is null then 'first seen ' || cast(dated.days_apart as varchar) || ' days apart'
    else 'both stand on partner pages, first seen ' || cast(dated.days_apart as varchar) || ' days apart'
  end as how
from exchanged
left join paged on exchanged.referring_domain = paged.referring_domain
left join dated on exchanged.referring_domain = dated.referring_domain
where paged.referring_domain is not null
  or dated.referring_domain is not null
"""


@signal(
    title="Links that look exchanged",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.GRAPH,
    reads=("domains", "own_links"),
    since="0.1",
    message="You and {referring_domain} link to each other: {how}",
    params=Params(),
)
def reciprocal_pairs() -> str:
    """Links that look exchanged.

    ## What it finds
    Referring domains you link back to where the two links also belong together: both stand on pages for partners or
    links, by the address, or both were first seen within 14 days. Dates near which much else was first seen do not
    count: then the tool looked, and the links may be old. Lost links, links known not to be followed, and links your
    site repeats on all its pages do not count. Needs an export of what your own site links to, or a check of your pages
    (`linkwright verify`), which gives no dates.

    ## Why it matters
    Google's rules name excessive exchange. One pair is ordinary; it strengthens what other evidence says.

    ## When it is wrong
    Often harmless: partners, clubs and suppliers have pages for each other, and a joint event makes two links within
    a week.

    ## What to do
    Nothing where you know each other. Where the exchange was the only reason for the link, remove yours.

    ## Sources
    Google's spam policies (excessive link exchanges). The 14 days and the words for partner pages are our assumption.
    """
    return SQL
