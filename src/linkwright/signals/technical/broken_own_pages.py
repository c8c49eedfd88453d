"""Signal `broken-own-pages`."""

from linkwright.signals.contract import signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject

# 401, 403, 407 and 429 say "not for you" or "not now": the page may be there for everybody else.
SQL = f"""
with broken as (
  select *
  from targets
  where http_code >= 400
    and http_code not in (401, 403, 407, 429)
),
known as (
  select
    l.target_key as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join broken on l.target_key = broken.target_key
  where l.status <> 'lost'
),
sizes as (
  select
    known.about,
    count(distinct known.referring_domain) as referring_domains,
    count(distinct domains.owner_group) as owner_groups
  from known
  join domains on known.referring_domain = domains.referring_domain
  group by known.about
),
{PROOF}
select
  broken.target_key as subject,
  cast(sizes.owner_groups as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  broken.target_page,
  broken.http_code,
  sizes.referring_domains
from broken
join sizes on broken.target_key = sizes.about
join proof on broken.target_key = proof.about
"""


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
    Open the address. If it is really gone, redirect it to the page that replaces it, pages with most domains first; do
    not send everything to the home page.

    ## Sources
    Google's documentation of redirects and of 404 answers: links to a page that is gone count for nothing.
    """
    return SQL
