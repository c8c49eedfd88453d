"""Signal `image-links-without-text`."""

from linkwright.signals.contract import signal
from linkwright.vocabulary.terms import Family, Subject

SQL = """
select
  link_id as subject,
  cast(group_size as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  observations as rows,
  array[observation] as evidence,
  array[referring_domain] as domains,
  referring_page
from links
where link_type = 'image'
  and status <> 'lost'
  and coalesce(trim(anchor), '') = ''
"""


@signal(
    title="Images that link to you without any words",
    subject=Subject.LINK,
    family=Family.TECHNICAL,
    reads=("links",),
    needs=("links.link_type", "links.anchor"),
    since="0.1",
    message="{referring_page} links to you with an image that has no description",
)
def image_links_without_text() -> str:
    """Images that link to you without any words.

    ## What it finds
    Links that are an image without alternative text, among those not lost.

    ## Why it matters
    Search engines read the alternative text of a linked image as its anchor text. Without it the link says nothing
    about your page, and blind visitors hear only an address.

    ## When it is wrong
    Some tools never export alternative texts; then every image link looks bare.

    ## What to do
    When you know the owner, ask for a short description of the image (your name is enough). It is a small favour for
    both, not an emergency.

    ## Sources
    Google's documentation of links: the alt attribute serves as anchor text. That it is worth a letter is our
    assumption.
    """
    return SQL
