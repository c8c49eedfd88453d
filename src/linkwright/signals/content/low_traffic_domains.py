"""Signal `low-traffic-domains`."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a site links out much and is read little."""

    max_visits: float = because(
        10.0, "estimates below ten visits a month mean nobody comes from search", "our assumption"
    )
    min_linked_domains: float = because(
        100.0, "a site of that many recommendations would have readers", "our assumption"
    )


# The vendors' numbers that say how many people come from search, and to how many other sites a site links.
VISITS = "metrics['ahrefs.domain_traffic']"
LINKED = "greatest(metrics['ahrefs.linked_domains'], metrics['ahrefs.dofollow_linked_domains'])"
KNOWN = f"""
select
  count({VISITS}) as visits,
  count({LINKED}) as linked
from domains
"""
SQL = f"""
with numbers as (
  select
    referring_domain,
    observation,
    {VISITS} as visits,
    {LINKED} as linked_domains
  from domains
  where status <> 'lost'
)
select
  numbers.referring_domain as subject,
  numbers.linked_domains as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  1 as rows,
  array[numbers.observation] as evidence,
  array[numbers.referring_domain] as domains,
  numbers.referring_domain,
  numbers.visits,
  numbers.linked_domains
from numbers
cross join params
where numbers.visits <= params.max_visits
  and numbers.linked_domains >= params.min_linked_domains
"""


@signal(
    title="Sites that link to many and are read by few",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.CONTENT,
    reads=("domains",),
    since="0.1",
    message=(
        "{referring_domain} links to {linked_domains:,.0f} other sites and has {visits:,.0f} visits a month from search"
    ),
    params=Params(),
)
def low_traffic_domains(fetch: Fetch) -> pa.Table:
    """Sites that link to many and are read by few.

    ## What it finds
    Referring domains for which a vendor estimates hardly a visit from search while they link to a hundred other sites
    or more.

    ## Why it matters
    A link nobody can see brings nobody. Sites made for their links alone look like this; so do most old, small and
    private sites, so it is context and never evidence.

    ## When it is wrong
    Estimates miss small sites and small languages, and visits from elsewhere (newsletters, social media) are not in
    them. A new site has no visits yet.

    ## What to do
    Nothing. Use it to order your own work: ask for links where readers are.

    ## Sources
    Vendors' estimates; that many linked sites and no visits go together in sites made for links is our assumption.
    """
    known = fetch(KNOWN).to_pylist()[0]
    if not known["visits"] or not known["linked"]:
        raise NotApplicableError("no imported file says how many visits sites have and to how many they link")
    return fetch(SQL)
