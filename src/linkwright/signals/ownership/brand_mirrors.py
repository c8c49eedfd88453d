"""Signal `brand-mirrors`."""

from linkwright.signals.contract import signal
from linkwright.vocabulary.terms import Family, Subject

SQL = """
with members as (
  select
    owner_group,
    array_sort(array_agg(referring_domain)) as domains
  from domains
  group by owner_group
)
select
  groups.owner_group as subject,
  cast(groups.domains as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  groups.observations as rows,
  array_sort(groups.evidence) as evidence,
  members.domains,
  groups.domains as members,
  array_to_string(array_sort(groups.example_domains), ', ') as examples,
  groups.shared
from groups
join members on groups.owner_group = members.owner_group
where groups.kind = 'mirror'
"""


@signal(
    title="One brand under several domains",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.OWNERSHIP,
    reads=("domains",),
    since="0.1",
    message="{members:,} referring domains are one brand and count once: {examples} (they have {shared})",
)
def brand_mirrors() -> str:
    """One brand under several domains.

    ## What it finds
    Referring domains with the same name under several suffixes (`example.de`, `example.fr`) that also share titles,
    paths or other marks: most likely one brand's sites. Each brand is one finding.

    ## Why it matters
    They count once wherever owners are counted. Twelve country sites of one brand are one recommendation, not twelve.

    ## When it is wrong
    Two firms can have the same name in two countries and the same shop software.

    ## What to do
    Nothing; it is ordinary. When you compare yourself with competitors, compare owners rather than domains.

    ## Sources
    The rule is our assumption: the same name alone is not enough, something on the pages must be shared too.
    """
    return SQL
