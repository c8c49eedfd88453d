"""Signal `redirected-own-pages`."""

from linkwright.signals.contract import signal
from linkwright.signals.own_pages import own_pages
from linkwright.vocabulary.terms import Family, Subject

# 304 says that nothing has changed: no redirect.
SQL = own_pages("http_code between 300 and 399 and http_code <> 304")


@signal(
    title="Links to pages of yours that redirect",
    subject=Subject.TARGET_PAGE,
    family=Family.TECHNICAL,
    reads=("targets", "links", "domains"),
    needs=("targets.http_code",),
    since="0.1",
    message="{referring_domains:,} domains link to {target_page}, which redirects ({http_code})",
)
def redirected_own_pages() -> str:
    """Links to pages of yours that redirect.

    ## What it finds
    Pages of your site that others link to and that answered with a redirect when a tool looked. Lost links do not
    count.

    ## Why it matters
    A permanent redirect passes the link on, so this is small. A temporary one (302, 307) may not for a long time, and
    each further step is one more thing that can break.

    ## When it is wrong
    The answer is as old as the export. From http to https, or from the address with `www.` to the one without, is
    ordinary and needs nothing.

    ## What to do
    See that each leads in one permanent step (301 or 308) to a page about the same thing. Keep the redirect as long as
    anybody links to it.

    ## Sources
    Google's documentation of redirects: permanent ones are a strong sign that the new address is the one to show,
    temporary ones a weak sign.
    """
    return SQL
