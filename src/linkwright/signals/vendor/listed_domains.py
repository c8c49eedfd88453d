"""Signal `listed-domains`."""

from linkwright.signals.contract import signal
from linkwright.vocabulary.terms import Family, Subject

SQL = """
with standing as (
  select referring_domain
  from domains
  where status <> 'lost'
),
total as (
  select cast(count(*) as double) as domains
  from standing
),
ranked as (
  select
    listings.list,
    listings.referring_domain,
    listings.observation,
    row_number() over (partition by listings.list order by listings.referring_domain) as place
  from listings
  join standing on listings.referring_domain = standing.referring_domain
),
found as (
  select
    list,
    count(*) as listed,
    count(distinct observation) as rows,
    array_sort(array_agg(referring_domain)) as domains,
    array_sort(array_agg(distinct observation) filter (where place <= 20)) as evidence
  from ranked
  group by list
)
select
  found.list as subject,
  found.listed / total.domains as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  found.rows,
  found.evidence,
  found.domains,
  found.list,
  found.listed,
  found.listed / total.domains as share
from found
cross join total
"""


@signal(
    title="Domains that stand in a list you named",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.VENDOR,
    reads=("domains", "listings"),
    since="0.1",
    message="{listed:,} referring domains ({share:.1%}) stand in the list {list}",
)
def listed_domains() -> str:
    """Domains that stand in a list you named.

    ## What it finds
    For each list given with `--list`, the referring domains it names: by the domain itself, by a host below it that
    links to you, or by the very page that does. One finding a list, with its lines as proof. Without a list, or where
    no listed name links to you, there is nothing to say.

    ## Why it matters
    Somebody looked at these names before and wrote them down. Where other evidence speaks against a domain too, that
    strengthens it. The verdict is somebody else's, as a tool's is, so lists and tools together are one voice.

    ## When it is wrong
    A listing is evidence, not proof. Lists are made for a purpose: one of referrer spam or of advertising servers says
    nothing about links. Domains change hands and stay listed. A list that names a large part of an ordinary profile is
    most likely the wrong list.

    ## What to do
    Read what the list is for and how old it is, then look at some of the pages. Nothing needs doing on a listing alone.

    ## Sources
    The list you named. How much a listing says is our assumption; public lists agree little with each other.
    """
    return SQL
