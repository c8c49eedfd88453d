"""Signal `script-only-links`."""

from linkwright.signals.contract import signal
from linkwright.signals.proof import LINKS_BY_DOMAIN
from linkwright.vocabulary.terms import Family, Subject

SQL = f"""
with known as (
  select
    d.referring_domain as about,
    d.referring_domain,
    d.observation
  from link_details d
  join links l on d.link_id = l.link_id
  where d.rendered_only
    and l.status <> 'lost'
),
{LINKS_BY_DOMAIN}
"""


@signal(
    title="Links that appear only after a script has run",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.TECHNICAL,
    reads=("link_details", "links"),
    needs=("link_details.rendered_only",),
    since="0.1",
    message="Links from {referring_domain} that a script writes into the page: {links:,}",
)
def script_only_links() -> str:
    """Links that appear only after a script has run.

    ## What it finds
    Links that a tool, or our own crawler with a browser (`--browser`), saw in the page as a browser draws it and not in
    the page as the server sends it. Lost links do not count.

    ## Why it matters
    Search engines that draw pages see such links later, and others never.

    ## When it is wrong
    A page can be sent in different forms to different visitors.

    ## What to do
    Nothing: it is the other site's way of building pages. It explains why a link may take long to count.

    ## Sources
    Google's documentation of JavaScript and of crawlable links. How much later is not known.
    """
    return SQL
