"""Signal `sitewide-links`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a domain's links count as sitewide."""

    min_links: int = because(100, "a person seldom writes a hundred links by hand; a template does", "our assumption")
    min_placed: int = because(10, "the place of fewer links says nothing of a hundred", "our assumption")


SQL = f"""
with standing as (
  select
    referring_domain,
    observation,
    coalesce(links, 0) - coalesce(lost_links, 0) as listed,
    coalesce(claimed_links, 0) as claimed
  from domains
  where status <> 'lost'
),
total as (
  select cast(sum(listed) as double) as listed
  from standing
),
-- A claim counts lost links too; what is known to be lost comes off before it is compared with the limit.
gone as (
  select
    referring_domain,
    sum(group_size) as links
  from links
  where status = 'lost'
  group by referring_domain
),
large as (
  select
    standing.*,
    standing.listed >= params.min_links as by_list
  from standing
  cross join params
  left join gone on standing.referring_domain = gone.referring_domain
  where standing.listed >= params.min_links
    or standing.claimed - coalesce(gone.links, 0) >= params.min_links
),
known as (
  select
    l.referring_domain as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations,
    l.in_content
  from links l
  join large on l.referring_domain = large.referring_domain
  where l.status <> 'lost'
),
written as (
  select about
  from known
  cross join params
  group by about
  having count(in_content) >= max(params.min_placed)
    and 2 * count(case when in_content then 1 end) > count(in_content)
),
{PROOF}
select
  large.referring_domain as subject,
  cast(large.listed as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  case when written.about is not null then cast(1 as double) end as likelihood_ratio,
  coalesce(proof.rows, 1) as rows,
  coalesce(proof.evidence, array[large.observation]) as evidence,
  array[large.referring_domain] as domains,
  large.referring_domain,
  case when large.by_list then large.listed else large.claimed end as links,
  case
    when large.by_list
      then 'are listed here: ' || cast(round(100 * large.listed / total.listed, 1) as text)
        || ' % of all links listed that are not lost'
    else 'by the count of one source; ' || cast(large.listed as text) || ' of them listed here'
  end
    || case when written.about is not null then '; where their place is known, most stand in the text' else '' end
    as basis
from large
cross join total
left join proof on large.referring_domain = proof.about
left join written on large.referring_domain = written.about
"""


@signal(
    title="One domain that links from very many of its pages",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.PLACEMENT,
    reads=("domains",),
    since="0.1",
    message="{links:,} links from {referring_domain} {basis}",
    params=Params(),
)
def sitewide_links() -> str:
    """Links repeated across a site.

    ## What it finds
    Referring domains with a hundred links or more to you. Such links usually stand in a footer, a sidebar, a menu or
    another part that every page of the site repeats. Domains for which only a tool's count is that high are named as
    well, after the others, with what is really listed: such a count cannot be checked. Lost links do not count.

    ## Why it matters
    They are one decision of one person, whatever their number: counting links instead of domains makes a profile look
    far stronger than it is. Footer and widget links that are widely distributed are on Google's list of link schemes
    when they are there for the links.

    ## When it is wrong
    Big platforms, forums and news sites link from many pages for good reasons: where the links whose place is known
    (from an export or our own crawler) mostly stand in the text, the finding weighs nothing. Copies of one listing
    (print versions, languages, filters of a shop) also multiply one link.

    ## What to do
    Count the domain once. Look at one page: a partner's or your own other site needs nothing; a footer link with a
    sales phrase that you placed or paid for is better marked `sponsored` or taken out.

    ## Sources
    Google's spam policies (widely distributed footer links). The limit of a hundred links is our assumption.
    """
    return SQL
