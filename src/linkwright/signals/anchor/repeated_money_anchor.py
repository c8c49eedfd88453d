"""Signal `repeated-money-anchor`."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, because, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a repeated phrase is worth showing."""

    min_groups: int = because(5, "independent owners rarely choose the same sales phrase five times", "our assumption")
    min_share: float = because(0.01, "below 1 % of all owners a phrase shapes nothing", "our assumption")


# The folding of the table `anchors`: case and spaces do not count.
_FOLDED = r"lower(trim(regexp_replace({text}, '[ \t\n\f\r]+', ' ', 'g')))"
SQL = f"""
with total as (
  select cast(count(distinct owner_group) as double) as owner_groups
  from domains
),
common as (
  select
    anchors.anchor,
    {_FOLDED.format(text="anchors.anchor")} as folded,
    anchors.owner_groups,
    anchors.owner_groups / total.owner_groups as share
  from anchors
  cross join total
  cross join params
  where anchors.anchor_class in ('exact', 'partial')
    and anchors.owner_groups >= params.min_groups
    and anchors.owner_groups >= params.min_share * total.owner_groups
),
spellings as (
  select
    anchor,
    {_FOLDED.format(text="anchor")} as folded
  from links
  where anchor is not null
  group by anchor
),
known as (
  select
    common.anchor as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join spellings on l.anchor = spellings.anchor
  join common on spellings.folded = common.folded
),
{PROOF}
select
  common.anchor as subject,
  cast(common.owner_groups as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  common.anchor,
  common.owner_groups,
  common.share
from common
join proof on common.anchor = proof.about
"""
PHRASES = """
select count(*) as phrases
from anchor_phrases
where kind = 'money'
"""


@signal(
    title="One sales phrase used by many independent sites",
    subject=Subject.ANCHOR,
    family=Family.ANCHOR,
    reads=("anchors", "domains", "links"),
    since="0.1",
    message="{owner_groups:,} independent owners ({share:.1%} of all) link or linked to you by the words “{anchor}”",
    params=Params(),
)
def repeated_money_anchor(fetch: Fetch) -> pa.Table:
    """One sales phrase used by many independent sites.

    ## What it finds
    Anchor texts (the words one clicks on) that are one of your money keywords, or have all its words among others, and
    that at least five independent owners use, counted once per owner, however many links each has. Lost links count
    too: who chose the words does not change.

    ## Why it matters
    People who link of their own accord choose different words. The same sales phrase again and again is what bought or
    exchanged links look like; Google names optimised anchor texts at scale as a link scheme.

    ## When it is wrong
    Where the brand is itself a keyword, everybody uses it; such anchors count as the brand here, never as the keyword,
    so bought ones hide among them. In some trades the natural description is the sales phrase.
    There is no safe percentage: fixed limits accuse a third of honest profiles. The real test, `anchor-excess`,
    compares with the anchor texts of competitors; without them this is only a list to look at.

    ## What to do
    Open the rows and ask where the words came from. If you ordered them, stop ordering them; new links in other words
    change the mix by themselves. Do not ask people to change honest links.

    ## Sources
    Google's spam policies (keyword-rich anchor texts at scale). Measured by us on simulated honest profiles: a limit
    of 5 % flags 30 to 36 % of them. The limit of five owners is our assumption.
    """
    if not fetch(PHRASES)["phrases"][0].as_py():
        raise NotApplicableError("no money keywords are known; list these under money_keywords in linkwright.toml")
    return fetch(SQL)
