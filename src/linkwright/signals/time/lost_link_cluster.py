"""Signal `lost-link-cluster`."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, because, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When losses of one month belong together."""

    min_links: int = because(20, "fewer losses than this happen by themselves in any month", "our assumption")
    min_ratio: float = because(3.0, "three times the other months' mean stands out on a chart", "our assumption")
    min_months: int = because(6, "a mean of fewer other months is no ordinary month", "our assumption")


# Months for which losses are known: from the first to the last lost one. First sights reach back much further.
SPAN = """
select
  bounds.months,
  params.min_months
from (
  select 12 * (year(max(lost_at)) - year(min(lost_at))) + month(max(lost_at)) - month(min(lost_at)) + 1 as months
  from links
  where status = 'lost'
) bounds
cross join params
"""
# Vendors name one cause in many words; the first that fits counts, what fits none stays in the vendor's own word.
CAUSES = """
    case
      when status_reason is null or trim(status_reason) = '' then 'no reason given'
      when regexp_matches(lower(status_reason), 'noindex') then 'the page asks search engines not to list it'
      when regexp_matches(lower(status_reason), 'canonical') then 'the page names another as the original'
      when regexp_matches(lower(status_reason), 'redirect') then 'the page or the link now leads elsewhere'
      when regexp_matches(lower(status_reason), 'not.?found|404|410|error|gone|broken|nxdomain|dns|timeout')
        then 'the page is gone or answers with an error'
      when regexp_matches(lower(status_reason), 'remov|delet|unlinked|no.?longer')
        then 'the link was taken out of the page'
      else status_reason
    end
"""
SQL = f"""
with span as ({SPAN}),
lost as (
  select
    date_trunc('month', lost_at) as month,
    {CAUSES} as reason,
    link_id,
    referring_domain,
    observation,
    observations
  from links
  where status = 'lost'
    and lost_at is not null
),
sizes as (
  select
    month,
    reason,
    count(*) as links,
    count(distinct referring_domain) as referring_domains
  from lost
  group by month, reason
),
compared as (
  select
    *,
    (sum(links) over (partition by reason) - links) / cast(span.months - 1 as double) as expected
  from sizes
  cross join span
),
clusters as (
  select
    compared.*,
    cast(compared.month as text) || ' ' || compared.reason as about
  from compared
  cross join params
  where links >= params.min_links
    and links >= params.min_ratio * expected
),
known as (
  select
    clusters.about,
    lost.link_id,
    lost.referring_domain,
    lost.observation,
    lost.observations
  from lost
  join clusters on lost.month = clusters.month and lost.reason = clusters.reason
),
{PROOF}
select
  'profile' as subject,
  cast(clusters.links as double) as measure,
  clusters.expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  clusters.month,
  clusters.reason,
  clusters.links,
  clusters.referring_domains
from clusters
join proof on clusters.about = proof.about
"""


@signal(
    title="Many links lost in one month for one cause",
    subject=Subject.PROFILE,
    family=Family.TIME,
    reads=("links",),
    needs=("links.lost_at",),
    since="0.1",
    message=(
        "{month:%B %Y}: {links:,} links from {referring_domains:,} domains were lost for one cause ({reason}); "
        "an ordinary month has {expected:.1f}"
    ),
    params=Params(),
)
def lost_link_cluster(fetch: Fetch) -> pa.Table:
    """Many links lost in one month for one cause.

    ## What it finds
    Months in which at least twenty links were lost for one cause, three times as many as in the mean of the other
    months from the first to the last loss known. What tools write as the reason is gathered to causes: taken out of
    the page, page gone, page redirected, page kept out of search engines, page naming another as the original.

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
    span = fetch(SPAN).to_pylist()[0]
    if (span["months"] or 0) < span["min_months"]:
        raise NotApplicableError(
            f"losses are known for {span['months'] or 0} months only, at least {span['min_months']} are needed to tell "
            "an unusual month from an ordinary one"
        )
    return fetch(SQL)
