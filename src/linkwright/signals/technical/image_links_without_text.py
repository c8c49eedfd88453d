"""Signal `image-links-without-text`."""

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject

# Reports in which some linked image has a text: only in these does an empty one mean that there is none. Our own
# crawler reads the text of every link.
TELLING = """
select distinct
  source,
  report
from observed
where link_type = 'image'
  and (trim(anchor) <> '' or source = 'own-crawl')
"""
BARE = """
select count(*) as links
from links
where link_type = 'image'
  and status <> 'lost'
  and coalesce(trim(anchor), '') = ''
"""
SQL = f"""
with telling as ({TELLING}),
told as (
  select distinct observed.link_id
  from observed
  join telling on observed.source = telling.source and observed.report = telling.report
  where observed.link_type = 'image'
),
known as (
  select
    l.referring_domain as about,
    l.link_id,
    l.referring_page,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join told on l.link_id = told.link_id
  where l.link_type = 'image'
    and l.status <> 'lost'
    and coalesce(trim(l.anchor), '') = ''
),
sizes as (
  select
    about,
    count(*) as links,
    min(link_id) as link_id
  from known
  group by about
),
{PROOF}
select
  sizes.link_id as subject,
  cast(sizes.links as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  known.referring_domain,
  known.referring_page,
  sizes.links
from sizes
join known on sizes.link_id = known.link_id
join proof on sizes.about = proof.about
"""


@signal(
    title="Images that link to you without any words",
    subject=Subject.LINK,
    family=Family.TECHNICAL,
    reads=("links",),
    needs=("links.link_type", "links.anchor"),
    since="0.1",
    message=(
        "Images without a description link to you from {referring_domain}: {links:,}, one of them on {referring_page}"
    ),
)
def image_links_without_text(fetch: Fetch) -> pa.Table:
    """Images that link to you without any words.

    ## What it finds
    Links that are an image without alternative text, among those not lost: one finding for each referring domain, named
    after one of its links, with their number. Only exports that give the texts of some images are believed.

    ## Why it matters
    Search engines read the alternative text of a linked image as its anchor text. Without it the link says nothing
    about your page, and blind visitors hear only an address.

    ## When it is wrong
    A tool may miss a text that a script adds, and an image beside a text link to the same page needs none.

    ## What to do
    When you know the owner, ask for a short description of the image (your name is enough). It is a small favour for
    both, not an emergency.

    ## Sources
    Google's documentation of links: the alt attribute serves as anchor text. That it is worth a letter is our
    assumption.
    """
    if fetch(BARE)["links"][0].as_py() and not fetch(TELLING).num_rows:
        raise NotApplicableError("no imported file gives the texts of linked images, so a missing one says nothing")
    return fetch(SQL)
