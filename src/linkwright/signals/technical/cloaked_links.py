"""Signal `cloaked-links`."""

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, signal
from linkwright.signals.proof import LINKS_BY_DOMAIN
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import Family, Subject

DRAWN = """
select count(*) as looks
from checks
where rendered
"""
SQL = f"""
with known as (
  select
    referring_domain as about,
    link_id,
    referring_domain,
    observation
  from check_states
  where state = '{LinkState.CLOAKED}'
),
{LINKS_BY_DOMAIN}
"""


@signal(
    title="Links that browsers are sent and robots are not",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.TECHNICAL,
    reads=("checks",),
    since="0.1",
    message=(
        "Links from {referring_domain} that a browser is sent and our crawler, which says its name, is not: {links:,}"
    ),
)
def cloaked_links(fetch: Fetch) -> pa.Table:
    """Links that browsers are sent and robots are not.

    ## What it finds
    Links that are missing from the page the server sends to our own crawler and present in the page it sends to a
    browser, by referring domain. Only checks with a browser (`--browser`) can tell.

    ## Why it matters
    Search engines may be sent the page without the link too: then it brings its readers and nothing else. Sites that
    sell links sometimes hide them from the crawlers of link tools.

    ## When it is wrong
    Search engines are often let in where we are not: a site that sends unknown robots a plain page, a page that changes
    between two visits, and a test of two versions look the same. So it is context and no evidence.

    ## What to do
    Do not count on such a link in search. Where you know the owner, ask whether robots are kept out on purpose.

    ## Sources
    Google's spam policies (cloaking). What search engines are sent, only the site knows.
    """
    if not fetch(DRAWN)["looks"][0].as_py():
        raise NotApplicableError("no page was checked with a browser (linkwright verify --browser)")
    return fetch(SQL)
