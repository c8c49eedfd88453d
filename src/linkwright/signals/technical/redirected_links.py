"""Signal `redirected-links`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import DECIDING, NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a way is too long."""

    min_hops: int = because(2, "one step is ordinary; two are one too many", "our assumption")
    hops_at_risk: int = because(
        5, "robots that stop after some steps lose the link", "remembered: Googlebot follows up to 10"
    )


# Sources write the chain as they like (lines, commas, JSON): its steps are its three-digit codes and the redirects made
# by a page, which our own crawler writes as `meta-refresh`; else its addresses.
SQL = f"""
with chains as (
  select
    link_id,
    referring_domain,
    observation,
    coalesce(redirect_urls, '') || ' ' || coalesce(redirect_codes, '') as about,
    regexp_replace(coalesce(redirect_codes, ''), '[^0-9]+', ' ', 'g') as codes,
    lower(coalesce(redirect_codes, '')) as words,
    length(coalesce(redirect_codes, ''))
      - length(regexp_replace(coalesce(redirect_codes, ''), '[0-9][0-9][0-9]', '00', 'g'))
      + length(regexp_replace(lower(coalesce(redirect_codes, '')), 'refresh', 'refresh+', 'g'))
      - length(coalesce(redirect_codes, '')) as coded,
    length(regexp_replace(coalesce(redirect_urls, ''), 'https?://', 'http:', 'g')) as short_length,
    length(regexp_replace(coalesce(redirect_urls, ''), 'https?://', 'http:x', 'g')) as long_length
  from link_details
  where redirect_codes is not null
    or redirect_urls is not null
),
measured as (
  select
    link_id,
    referring_domain,
    observation,
    about,
    trim(codes) as codes,
    case when coded > 0 then coded else long_length - short_length end as hops,
    regexp_matches(' ' || codes || ' ', ' (302|303|307) ') as temporary,
    regexp_matches(words, 'meta|refresh|script|js') as by_page
  from chains
),
known as (
  select
    measured.*,
    l.target_page
  from measured
  join links l on measured.link_id = l.link_id
  cross join params
  where l.status <> 'lost'
    and (measured.hops >= params.min_hops or measured.temporary or measured.by_page)
),
sizes as (
  select
    about,
    max(hops) as hops,
    max(codes) as codes,
    max(case when temporary then 1 else 0 end) as temporary,
    max(case when by_page then 1 else 0 end) as by_page,
    max(target_page) as target_page,
    count(distinct referring_domain) as referring_domains,
    count(distinct link_id) as links
  from known
  group by about
),
{DECIDING}
select
  coalesce(sizes.target_page, 'profile') as subject,
  cast(sizes.referring_domains as double) as measure,
  {NO_BACKGROUND},
  proof.rows,
  proof.evidence,
  proof.domains,
  sizes.referring_domains,
  sizes.links,
  coalesce(sizes.target_page, 'your site') as target_page,
  cast(sizes.hops as text)
    || case when sizes.hops = 1 then ' redirect' else ' redirects' end
    || case when sizes.codes <> '' then ' (' || sizes.codes || ')' else '' end
    || case when sizes.temporary = 1 then '; a temporary one among them' else '' end
    || case when sizes.by_page = 1 then '; one is made by a page, not by the server' else '' end
    || case when sizes.hops >= params.hops_at_risk then '; so many that a robot may stop on the way' else '' end as way
from sizes
cross join params
join proof on sizes.about = proof.about
"""


@signal(
    title="Links that reach you through several or temporary redirects",
    subject=Subject.TARGET_PAGE,
    family=Family.TECHNICAL,
    reads=("link_details", "links"),
    since="0.1",
    message="{target_page} is reached through {way}; links: {links:,}, referring domains: {referring_domains:,}",
    params=Params(),
)
def redirected_links() -> str:
    """Links that reach you through several or temporary redirects.

    ## What it finds
    Ways of two redirects or more between a link and your page, and shorter ones with a temporary redirect (302, 303,
    307) or one made by a page itself (a meta tag, a script). Each way is one finding with all links that take it. Lost
    links do not count.

    ## Why it matters
    Every step costs time and can break. Temporary redirects may keep the old address in the index, and robots stop
    after a number of steps.

    ## When it is wrong
    The chain is as old as the export. A redirect in somebody else's hands (a short address, a tracker) is theirs.

    ## What to do
    Where the steps are yours, make them one permanent redirect. For the best links, ask for the final address.

    ## Sources
    Google's documentation of redirects (permanent, temporary, meta refresh, JavaScript). The limit of five steps is our
    assumption.
    """
    return SQL
