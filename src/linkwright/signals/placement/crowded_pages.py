"""Signal `crowded-pages`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import DECIDING, NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a page has too many links."""

    min_external_links: int = because(
        300, "few pages written for readers have as many; half of all pages have fewer than 30", "our assumption"
    )


SQL = f"""
with known as (
  select
    l.page_key as about,
    l.referring_page,
    l.referring_domain,
    l.external_links,
    l.observation
  from links l
  cross join params
  where l.external_links > params.min_external_links
    and l.status <> 'lost'
),
pages_found as (
  select
    about,
    min(referring_page) as referring_page,
    max(external_links) as external_links
  from known
  group by about
),
{DECIDING}
select
  pages_found.about as subject,
  cast(pages_found.external_links as double) as measure,
  {NO_BACKGROUND},
  proof.rows,
  proof.evidence,
  proof.domains,
  pages_found.referring_page,
  pages_found.external_links
from pages_found
join proof on pages_found.about = proof.about
"""


@signal(
    title="Pages with very many links to other sites",
    subject=Subject.REFERRING_PAGE,
    family=Family.PLACEMENT,
    reads=("links",),
    needs=("links.external_links",),
    since="0.1",
    message="{referring_page} has {external_links:,} links to other sites; yours is one of them",
    params=Params(),
)
def crowded_pages() -> str:
    """Pages with very many links to other sites.

    ## What it finds
    Referring pages with more than 300 links to other sites, as a source counted them. Lost links do not count.

    ## Why it matters
    A page's readers and its weight are shared by all its links: one of hundreds brings little.

    ## When it is wrong
    Reference lists, link archives and big news pages are long for good reasons. A source may count links of a menu or
    an advertisement.

    ## What to do
    Nothing: it explains a low value. It is no reason to ask for removal.

    ## Sources
    Patent: Google US 7,716,225 (reasonable surfer): the chance that a link is followed falls with the number of links.
    The limit of 300 is our assumption.
    """
    return SQL
