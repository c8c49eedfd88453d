"""Signal `earning-content-types`."""

from dataclasses import dataclass

from linkwright.signals.content.page_kinds import page_kinds
from linkwright.signals.contract import because, signal
from linkwright.signals.proof import NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a kind of page earns links."""

    min_groups: int = because(3, "one or two owners may be chance or friends", "our assumption")


def _kinds() -> str:
    """The folders of all kinds as a `case` over `folder`."""
    return "\n".join(
        f"      when folder in ({', '.join(repr(word) for word in kind.folders)}) then '{kind.name}'"
        for kind in page_kinds()
    )


# The owners of a page are added up: one that links to two pages of a kind chose that kind twice.
SQL = """
with folders as (
  select
    target_page,
    owner_groups,
    links,
    observation,
    lower(
      case
        when regexp_matches(lower(split_part(target_key, '/', 2)), '^[a-z][a-z](?:[-_][a-z][a-z])?$')
          then split_part(target_key, '/', 3)
        else split_part(target_key, '/', 2)
      end
    ) as folder
  from targets
  where coalesce(http_code, 200) < 400
),
kinds as (
  select
    target_page,
    owner_groups,
    links,
    observation,
    case
{kinds}
    end as kind
  from folders
),
placed as (
  select
    *,
    row_number() over (partition by kind order by owner_groups desc, observation) as place,
    sum(owner_groups) over () as all_choices
  from kinds
),
sizes as (
  select
    kind,
    cast(sum(owner_groups) as bigint) as choices,
    cast(sum(links) as bigint) as links,
    max(cast(all_choices as double)) as all_choices,
    max(case when place = 1 then target_page end) as best_page,
    array_sort(array_agg(distinct observation) filter (where place <= 20)) as evidence
  from placed
  where kind is not null
  group by kind
)
select
  sizes.kind as subject,
  cast(sizes.choices as double) as measure,
  {no_background},
  sizes.links as rows,
  sizes.evidence,
  cast(array[] as text[]) as domains,
  sizes.kind,
  sizes.choices,
  round(100 * sizes.choices / sizes.all_choices, 1) as share,
  sizes.best_page
from sizes
cross join params
where sizes.choices >= params.min_groups
"""


@signal(
    title="Kinds of your pages that earn links",
    subject=Subject.PROFILE,
    family=Family.CONTENT,
    reads=("targets",),
    since="0.1",
    message="Owners chose pages of the kind “{kind}” {choices:,} times ({share:.1f} % of all), most often {best_page}",
    params=Params(),
)
def earning_content_types() -> str:
    """Kinds of your pages that earn links.

    ## What it finds
    Which kinds of your pages (articles, guides, tools, studies, products and so on) owners of other sites chose to link
    to, and how often, by the first folder of the page's address. An owner who links to two pages chose twice.
    Links that were lost since count: they were earned.

    ## Why it matters
    It shows which work of yours earns links, and so what kind is worth making next.

    ## When it is wrong
    Addresses without telling folders are left out, the home page among them. A kind with many pages has more chances.

    ## What to do
    Make more of what earns links, and put your best material where it can be linked to.

    ## Sources
    Counted from your files. The words of the folders are our list.
    """
    return SQL.format(kinds=_kinds(), no_background=NO_BACKGROUND)
