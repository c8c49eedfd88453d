"""Signal `hidden-links`."""

from linkwright.signals.contract import signal
from linkwright.signals.places import HIDDEN
from linkwright.signals.proof import DECIDING
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import Family, LinkOrigin, Subject

# A look says in brackets where in the code the link stands (`LinkOrigin`). Only what is in the page and hidden can be
# meant to hide: noscript, templates, frames and comments of the code are ways of building pages.
SQL = f"""
with seen as (
  select
    c.link_id,
    c.referring_domain,
    c.observation,
    coalesce(nullif(regexp_extract(c.words, '[(]([a-z]+)[)]', 1), ''), 'code') as place
  from check_states c
  where c.state = '{LinkState.OUTSIDE_PAGE}'
  union all
  select
    l.link_id,
    l.referring_domain,
    l.observation,
    '{LinkOrigin.HIDDEN}' as place
  from links l
  left join check_states c on l.link_id = c.link_id and c.state = '{LinkState.OUTSIDE_PAGE}'
  where l.status <> 'lost'
    and regexp_matches(l.placement, '{HIDDEN}')
    and c.link_id is null
),
known as (
  select
    referring_domain as about,
    link_id,
    referring_domain,
    observation,
    case place
      when '{LinkOrigin.HIDDEN}' then 'an element that is not shown'
      when '{LinkOrigin.NOSCRIPT}' then 'a part for browsers without scripts (noscript)'
      when '{LinkOrigin.TEMPLATE}' then 'a template of the page'
      when '{LinkOrigin.COMMENT}' then 'a comment of the code'
      when '{LinkOrigin.IFRAME}' then 'a frame (another page inside this one)'
      else 'the code'
    end as place,
    case when place = '{LinkOrigin.HIDDEN}' then 1 else 0 end as by_style
  from seen
),
sizes as (
  select
    about,
    count(distinct link_id) as links,
    max(by_style) as by_style,
    array_to_string(array_sort(array_agg(distinct place)), ', ') as places
  from known
  group by about
),
{DECIDING}
select
  sizes.about as subject,
  cast(sizes.links as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  case when sizes.by_style = 0 then cast(1 as double) end as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  sizes.about as referring_domain,
  sizes.links,
  sizes.places
from sizes
join proof on sizes.about = proof.about
"""


@signal(
    title="Links in the code that no reader of the page sees",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.PLACEMENT,
    reads=("checks", "links"),
    since="0.1",
    message="Links from {referring_domain} that stand in the code only, in {places}: {links:,}",
)
def hidden_links() -> str:
    """Links in the code that no reader of the page sees.

    ## What it finds
    Links our own crawler found nowhere but in a hidden element, a `noscript`, a template, a frame or a comment of the
    code, by referring domain. Links that could not be looked at, and lost ones, do not count.

    ## Why it matters
    Nobody clicks such a link. Links hidden from readers and left for robots are against Google's rules, whoever placed
    them: a site that sells them, or somebody who broke into it.

    ## When it is wrong
    Menus, tabs, slides and texts that open on a click are hidden until then, and their links are honest: this is the
    usual case. Noscript, templates, frames and comments are ways of building pages, so they weigh nothing. What a style
    sheet hides, we do not see.

    ## What to do
    Open the page and look for the link. If it was promised as a link in the text, ask for it. If you ordered hidden
    links, have them taken out; if you did not, nothing.

    ## Sources
    Google's spam policies (hidden text and links), which name menus and tabs as proper uses. How many are meant to hide
    is our assumption.
    """
    return SQL
