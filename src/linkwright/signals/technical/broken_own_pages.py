"""Signal `broken-own-pages`."""

from linkwright.signals.contract import signal
from linkwright.vocabulary.terms import Family, Subject

# 401, 403, 407 and 429 say "not for you" or "not now": the page may be there for everybody else.
SQL = """
with broken as (
  select *
  from targets
  where http_code >= 400
    and http_code not in (401, 403, 407, 429)
),
known as (
  select
    l.target_key,
    l.referring_domain,
    min(l.observation) as observation,
    sum(l.observations) as observations
  from links l
  where l.target_key in (select target_key from broken)
  group by l.target_key, l.referring_domain
),
placed as (
  select
    *,
    row_number() over (partition by target_key order by referring_domain) as place
  from known
),
proof as (
  select
    target_key,
    sum(observations) as observations,
    array_agg(observation) filter (where place <= 20) as evidence,
    array_agg(referring_domain) filter (where place <= 2000) as domains
  from placed
  group by target_key
)
select
  broken.target_key as subject,
  cast(broken.owner_groups as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(coalesce(proof.observations, 1) as bigint) as rows,
  array_sort(coalesce(proof.evidence, array[broken.observation])) as evidence,
  array_sort(coalesce(proof.domains, cast(array[] as text[]))) as domains,
  broken.target_page,
  broken.http_code,
  broken.referring_domains
from broken
left join proof on broken.target_key = proof.target_key
"""


@signal(
    title="Links to pages of yours that do not work",
    subject=Subject.TARGET_PAGE,
    family=Family.TECHNICAL,
    reads=("targets",),
    needs=("targets.http_code",),
    since="0.1",
    message="{referring_domains:,} domains link to {target_page}, which answers with error {http_code}",
)
def broken_own_pages() -> str:
    """Links to pages of yours that do not work.

    ## What it finds
    Pages of your site that others link to and that answered with an error (such as 404, not found) when a tool looked.

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
