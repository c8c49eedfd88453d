"""Signal `navigation-links`."""

from linkwright.signals.contract import signal
from linkwright.signals.places import FOOTER, HEADER, MENU, RELATED, SIDEBAR
from linkwright.signals.proof import DECIDING, NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject

SQL = f"""
with words as (
  select distinct placement
  from links
  where placement is not null
),
places as (
  select
    placement,
    case
      when regexp_matches(lower(placement), '{FOOTER}') then 'footer'
      when regexp_matches(lower(placement), '{SIDEBAR}') then 'sidebar'
      when regexp_matches(lower(placement), '{HEADER}') then 'header'
      when regexp_matches(lower(placement), '{MENU}') then 'menu'
      when regexp_matches(lower(placement), '{RELATED}') then 'teasers of other pages'
    end as place
  from words
),
known as (
  select
    l.referring_domain as about,
    l.referring_domain,
    l.observation,
    places.place
  from links l
  join places on l.placement = places.placement
  where places.place is not null
    and l.status <> 'lost'
),
sizes as (
  select
    about,
    count(*) as links,
    array_to_string(array_sort(array_agg(distinct place)), ', ') as places
  from known
  group by about
),
{DECIDING}
select
  sizes.about as subject,
  cast(sizes.links as double) as measure,
  {NO_BACKGROUND},
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
    title="Links in footers, headers, menus and sidebars",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.PLACEMENT,
    reads=("links",),
    needs=("links.placement",),
    since="0.1",
    message="Links from {referring_domain} in its {places}: {links:,}",
)
def navigation_links() -> str:
    """Links in footers, headers, menus and sidebars.

    ## What it finds
    Referring domains whose links to you stand outside the text of the page (teasers of other pages included), by the
    word a source has for the place, with their number. Lost links do not count.

    ## Why it matters
    Readers follow links in the text far more often than those around it, and search engines may weigh them alike. Such
    links also repeat on every page, so their number says little.

    ## When it is wrong
    The place is a guess from the page's code, a source's or our own. A partner or sponsor named in a footer is a real
    relation.

    ## What to do
    Nothing in most cases. Where you know the owner, one mention in a text that readers read is worth more than a
    footer on all pages.

    ## Sources
    Patent: Google US 7,716,225 (reasonable surfer); a patent is not proof of use. Google's spam policies name widely
    distributed footer links; this signal alone says nothing of that kind.
    """
    return SQL
