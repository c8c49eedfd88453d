"""Signal `lost-link-cluster`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When losses of one month belong together."""

    min_links: int = because(20, "fewer losses than this happen by themselves in any month", "our assumption")
    min_ratio: float = because(3.0, "three times the other months' mean stands out on a chart", "our assumption")


SQL = """
with lost as (
  select
    date_trunc('month', lost_at) as month,
    coalesce(status_reason, 'no reason given') as reason,
    referring_domain,
    observation,
    observations
  from links
  where status = 'lost'
    and lost_at is not null
),
span as (
  select greatest(count(*), 1) as months
  from months
),
counted as (
  select
    month,
    reason,
    count(*) as links,
    count(distinct referring_domain) as referring_domains,
    sum(observations) as observations
  from lost
  group by month, reason
),
compared as (
  select
    counted.*,
    (sum(links) over (partition by reason) - links) / cast(greatest(span.months - 1, 1) as double) as expected
  from counted
  cross join span
),
clusters as (
  select compared.*
  from compared
  cross join params
  where links >= params.min_links
    and links >= params.min_ratio * expected
),
placed as (
  select
    lost.month,
    lost.reason,
    lost.observation,
    row_number() over (partition by lost.month, lost.reason order by lost.observation) as place
  from lost
  join clusters on lost.month = clusters.month and lost.reason = clusters.reason
),
proof as (
  select
    month,
    reason,
    array_agg(observation) as evidence
  from placed
  where place <= 20
  group by month, reason
),
named as (
  select
    lost.month,
    lost.reason,
    lost.referring_domain,
    row_number() over (partition by lost.month, lost.reason order by lost.referring_domain) as place
  from lost
  join clusters on lost.month = clusters.month and lost.reason = clusters.reason
  group by lost.month, lost.reason, lost.referring_domain
),
members as (
  select
    month,
    reason,
    array_agg(referring_domain) as domains
  from named
  where place <= 2000
  group by month, reason
)
select
  'profile' as subject,
  cast(clusters.links as double) as measure,
  clusters.expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(clusters.observations as bigint) as rows,
  array_sort(proof.evidence) as evidence,
  array_sort(members.domains) as domains,
  clusters.month,
  clusters.reason,
  clusters.links,
  clusters.referring_domains
from clusters
join proof on clusters.month = proof.month and clusters.reason = proof.reason
join members on clusters.month = members.month and clusters.reason = members.reason
"""


@signal(
    title="Many links lost in one month for one reason",
    subject=Subject.PROFILE,
    family=Family.TIME,
    reads=("links", "months"),
    needs=("links.lost_at",),
    since="0.1",
    message=(
        "{month:%B %Y}: {links:,} links from {referring_domains:,} domains were lost for one reason ({reason}); "
        "an ordinary month has {expected:.1f}"
    ),
    params=Params(),
)
def lost_link_cluster() -> str:
    """Many links lost in one month for one reason.

    ## What it finds
    Months in which at least twenty links were lost for the same stated reason, three times as many as in the mean of
    the other months.

    ## Why it matters
    One cause means one repair: a page of yours that moved, a site that was redesigned, a domain that expired. The
    reason says which, and links lost by accident are the easiest to win back.

    ## When it is wrong
    The month is when a tool noticed, not when it happened. A tool that renews its index loses many links at once; then
    other tools will still list them as live. Links a tool merely stopped checking are not counted here.

    ## What to do
    Open the rows, best domains first. Where your own page is gone, restore or redirect it. Where a site was
    redesigned, write to its owner.

    ## Sources
    Our assumption: the limits only decide what is shown first.
    """
    return SQL
