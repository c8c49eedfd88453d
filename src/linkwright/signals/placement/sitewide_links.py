"""Signal `sitewide-links`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a domain's links count as sitewide."""

    min_links: int = because(100, "a person seldom writes a hundred links by hand; a template does", "our assumption")


SQL = """
with large as (
  select
    d.referring_domain,
    d.observation,
    greatest(coalesce(d.links, 0), coalesce(d.claimed_links, 0)) as links
  from domains d
  cross join params
  where greatest(coalesce(d.links, 0), coalesce(d.claimed_links, 0)) >= params.min_links
),
total as (
  select cast(sum(greatest(coalesce(links, 0), coalesce(claimed_links, 0))) as double) as links
  from domains
),
known as (
  select
    l.referring_domain,
    l.observation,
    l.observations,
    row_number() over (partition by l.referring_domain order by l.observation) as place
  from links l
  where l.referring_domain in (select referring_domain from large)
),
proof as (
  select
    referring_domain,
    sum(observations) as observations,
    array_agg(observation) filter (where place <= 20) as evidence
  from known
  group by referring_domain
)
select
  large.referring_domain as subject,
  cast(large.links as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(coalesce(proof.observations, 1) as bigint) as rows,
  array_sort(coalesce(proof.evidence, array[large.observation])) as evidence,
  array[large.referring_domain] as domains,
  large.referring_domain,
  large.links,
  large.links / total.links as share
from large
cross join total
left join proof on large.referring_domain = proof.referring_domain
"""


@signal(
    title="One domain that links from very many of its pages",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.PLACEMENT,
    reads=("domains",),
    since="0.1",
    message="{referring_domain} links to you {links:,} times: {share:.1%} of all links to you come from this one site",
    params=Params(),
)
def sitewide_links() -> str:
    """Links repeated across a site.

    ## What it finds
    Referring domains with a hundred links or more to you. Such links usually stand in a footer, a sidebar, a menu or
    another part that every page of the site repeats. Counts a tool states without listing the links are included.

    ## Why it matters
    They are one decision of one person, whatever their number: counting links instead of domains makes a profile look
    far stronger than it is. Footer and widget links that are widely distributed are on Google's list of link schemes
    when they are there for the links.

    ## When it is wrong
    Big platforms, forums and news sites link from many pages for good reasons. Copies of one listing (print versions,
    languages, filters of a shop) also multiply one link.

    ## What to do
    Count the domain once. Look at one page: a partner's or your own other site needs nothing; a footer link with a
    sales phrase that you placed or paid for is better marked `sponsored` or taken out.

    ## Sources
    Google's spam policies (widely distributed footer links). The limit of a hundred links is our assumption.
    """
    return SQL
