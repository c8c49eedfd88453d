"""Signal `broken-own-pages`."""

from linkwright.signals.contract import signal
from linkwright.signals.own_pages import own_pages
from linkwright.vocabulary.terms import Family, Subject

# 401, 403, 407 and 429 say "not for you" or "not now": the page may be there for everybody else.
SQL = own_pages("http_code >= 400 and http_code not in (401, 403, 407, 429)")


@signal(
    title="Links to pages of yours that do not work",
    subject=Subject.TARGET_PAGE,
    family=Family.TECHNICAL,
    reads=("targets", "links", "domains"),
    needs=("targets.http_code",),
    since="0.1",
    message="{referring_domains:,} domains link to {target_page}, which answers with error {http_code}",
)
def broken_own_pages() -> str:
    """Links to pages of yours that do not work.

    ## What it finds
    Pages of your site that others link to and that answered with an error (such as 404, not found) when a tool looked.
    Lost links do not count.

    ## Why it matters
    These links were earned and bring nothing now. They are the cheapest links to win: nobody has to be asked.

    ## When it is wrong
    The answer is as old as the export. An error above 500 may have been a bad minute. Answers that only mean "not for
    robots" are left out.

    ## What to do
    Open the address. If it ought to be there, restore it; if it is really gone, redirect it to the page that replaces
    it. Begin at the top: the list is ordered by how many owners link. Do not send everything to the home page.

    ## Sources
    Google's documentation of redirects and of 404 answers: links to a page that is gone count for nothing.
    """
    return SQL
