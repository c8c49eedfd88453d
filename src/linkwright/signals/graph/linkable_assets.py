"""Signal `linkable-assets`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a page earns links."""

    min_groups: int = because(3, "one or two owners may be chance or friends", "our assumption")


# Also the home pages of other languages, such as `/es` and `/pt-br`.
HOME = "^[^/]+/(?:[a-z][a-z](?:[-_][a-z][a-z])?/?)?(?:index[.][a-z]+)?$"
# The links of a page are counted, not looked at again: its first row stands for them.
SQL = f"""
with total as (
  select count(distinct owner_group) as owner_groups
  from domains
)
select
  targets.target_key as subject,
  cast(targets.owner_groups as double) as measure,
  {NO_BACKGROUND},
  targets.links as rows,
  array[targets.observation] as evidence,
  cast(array[] as text[]) as domains,
  targets.target_page,
  targets.owner_groups,
  round(100 * targets.owner_groups / cast(total.owner_groups as double), 1) as share
from targets
cross join total
cross join params
where targets.owner_groups >= params.min_groups
  and contains(targets.target_key, '/')
  and not regexp_matches(lower(targets.target_key), '{HOME}')
  and coalesce(targets.http_code, 200) < 400
"""


@signal(
    title="Pages of yours that earn links",
    subject=Subject.TARGET_PAGE,
    family=Family.GRAPH,
    reads=("targets", "domains"),
    since="0.1",
    message="{owner_groups:,} owners ({share:.1f} % of all) link or linked to {target_page}",
    params=Params(),
)
def linkable_assets() -> str:
    """Pages of yours that earn links.

    ## What it finds
    Pages other than home pages that three independent owners or more link to, most owners first, with their share of
    all owners that link to you. Links that were lost since count: they were earned. Pages that answered with an error
    are left out.

    ## Why it matters
    People link to a home page because they know you, and to a page inside because it is useful. These pages show what
    others find worth a mention.

    ## When it is wrong
    Owners are told apart by name and template only. Links to a page may have been ordered; see the other findings.

    ## What to do
    Keep these pages at their address, keep them current, and link from them to the pages you want found. Make more of
    the same kind.

    ## Sources
    Counted from your files. That a link to an inner page is more often earned than one to the home page is our
    assumption.
    """
    return SQL
