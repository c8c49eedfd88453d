"""Signal `directory-links`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import DECIDING
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When directories are more than a part of every profile."""

    min_package: int = because(
        10, "a person enters a business in a few directories, a program in all", "our assumption"
    )
    days: int = because(30, "packages of entries are delivered within a month", "our assumption")
    excess: float = because(3.0, "how many times the other months' share of directories", "our assumption")
    min_groups: int = because(15, "with fewer owners a share says nothing", "our assumption")
    min_share: float = because(0.5, "most of the profile", "our assumption")


# Well-known directories (maps, reviews, yellow pages) are where a business ought to be: they never count.
SQL = f"""
with groups_seen as (
  select
    owner_group,
    min(date_diff('day', timestamp '1970-01-01 00:00:00', first_seen)) as day,
    max(
      case
        when contains(source_type_reason, 'well-known domain') then 0
        when source_type = 'directory' or contains(source_type_reason, 'rule title-links') then 1
        else 0
      end
    ) as directory
  from domains
  where status <> 'lost'
  group by owner_group
),
totals as (
  select
    count(*) as owner_groups,
    coalesce(sum(directory), 0) as directories
  from groups_seen
),
days_seen as (
  select
    day,
    count(*) as owner_groups,
    sum(directory) as directories
  from groups_seen
  where day is not null
  group by day
),
dated as (
  select
    coalesce(sum(owner_groups), 0) as owner_groups,
    coalesce(sum(directories), 0) as directories
  from days_seen
),
windows as (
  select
    ends.day,
    sum(days_seen.owner_groups) as owner_groups,
    sum(days_seen.directories) as directories
  from days_seen ends
  cross join params
  join days_seen on days_seen.day <= ends.day and days_seen.day > ends.day - params.days
  where ends.directories > 0
  group by ends.day
),
-- A window is compared with all other time; where it is most of what is known, there is nothing to compare it with.
alarms as (
  select windows.day
  from windows
  cross join dated
  cross join params
  where windows.directories >= params.min_package
    and windows.owner_groups * 2 <= dated.owner_groups
    and windows.directories >= params.excess * windows.owner_groups * (dated.directories - windows.directories)
      / cast(dated.owner_groups - windows.owner_groups as double)
),
package_days as (
  select distinct days_seen.day
  from days_seen
  cross join params
  join alarms on days_seen.day <= alarms.day and days_seen.day > alarms.day - params.days
  where days_seen.directories > 0
),
package as (
  select
    count(*) as days,
    cast(sum(days_seen.directories) as bigint) as directories,
    sum(days_seen.owner_groups) * (max(dated.directories) - sum(days_seen.directories))
      / nullif(cast(max(dated.owner_groups) - sum(days_seen.owner_groups) as double), 0) as expected
  from days_seen
  join package_days on days_seen.day = package_days.day
  cross join dated
),
known as (
  select
    'package' as about,
    domains.referring_domain,
    domains.observation
  from domains
  join groups_seen on domains.owner_group = groups_seen.owner_group
  join package_days on groups_seen.day = package_days.day
  where groups_seen.directory = 1
    and domains.status <> 'lost'
  union all
  select
    'mass' as about,
    domains.referring_domain,
    domains.observation
  from domains
  join groups_seen on domains.owner_group = groups_seen.owner_group
  cross join totals
  cross join params
  where groups_seen.directory = 1
    and domains.status <> 'lost'
    and totals.owner_groups >= params.min_groups
    and totals.directories >= params.min_share * totals.owner_groups
),
{DECIDING}
select
  'profile' as subject,
  cast(case when proof.about = 'package' then package.directories else totals.directories end as double) as measure,
  case when proof.about = 'package' then package.expected end as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  cast(case when proof.about = 'package' then package.directories else totals.directories end as bigint) as directories,
  case
    when proof.about = 'package'
      then 'were first seen on ' || cast(package.days as text) || ' days close together; all other time predicts '
        || coalesce(cast(round(package.expected, 1) as text), 'nothing')
    else 'are most of the ' || cast(totals.owner_groups as text) || ' owners that link to you'
  end as what
from proof
cross join totals
cross join package
"""


@signal(
    title="Very many entries in directories",
    subject=Subject.PROFILE,
    family=Family.PLACEMENT,
    reads=("domains",),
    needs=("domains.source_type",),
    since="0.1",
    message="{directories:,} directories and link lists {what}",
    params=Params(),
)
def directory_links() -> str:
    """Very many entries in directories.

    ## What it finds
    Ten or more owners of directories and link lists first seen within a month, at least three times what the rest of
    your history predicts; and profiles of which directories are the greater part. Well-known directories (maps,
    reviews, yellow pages) do not count, and a single directory is never named.

    ## Why it matters
    General directories that list everybody are on Google's list of link schemes when they are there for the links.
    Packages of hundreds of entries are sold as such.

    ## When it is wrong
    A new business enters itself in local and trade directories within its first weeks, as it should. The kind of a site
    is worked out from its name, addresses and titles. First seen is when a tool noticed.

    ## What to do
    Look at a few. Directories that people of your town or trade use are fine. If you bought a package, buy no other;
    entries nobody reads need no work.

    ## Sources
    Google's spam policies (low-quality directory and bookmark links). The limits are our assumption.
    """
    return SQL
