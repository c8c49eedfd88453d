"""Signal `repeated-money-anchor`."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a repeated phrase is worth showing."""

    min_groups: int = because(5, "independent owners rarely choose the same sales phrase five times", "our assumption")
    min_share: float = because(0.01, "below 1 % of all owners a phrase shapes nothing", "our assumption")


SQL = """
with total as (
  select cast(count(distinct owner_group) as double) as owner_groups
  from domains
),
repeated as (
  select
    anchors.anchor,
    anchors.owner_groups,
    anchors.referring_domains,
    anchors.owner_groups / total.owner_groups as share,
    anchors.observation
  from anchors
  cross join total
  cross join params
  where anchors.anchor_class = 'money'
    and anchors.owner_groups >= params.min_groups
    and anchors.owner_groups >= params.min_share * total.owner_groups
),
known as (
  select
    repeated.anchor,
    l.referring_domain,
    min(l.observation) as observation,
    sum(l.observations) as observations
  from links l
  join repeated on lower(trim(l.anchor)) = lower(trim(repeated.anchor))
  group by repeated.anchor, l.referring_domain
),
placed as (
  select
    *,
    row_number() over (partition by anchor order by referring_domain) as place
  from known
),
proof as (
  select
    anchor,
    sum(observations) as observations,
    array_agg(observation) filter (where place <= 20) as evidence,
    array_agg(referring_domain) filter (where place <= 2000) as domains
  from placed
  group by anchor
)
select
  repeated.anchor as subject,
  cast(repeated.owner_groups as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(coalesce(proof.observations, 1) as bigint) as rows,
  array_sort(coalesce(proof.evidence, array[repeated.observation])) as evidence,
  array_sort(coalesce(proof.domains, cast(array[] as text[]))) as domains,
  repeated.anchor,
  repeated.owner_groups,
  repeated.share
from repeated
left join proof on repeated.anchor = proof.anchor
"""


@signal(
    title="One sales phrase used by many independent sites",
    subject=Subject.ANCHOR,
    family=Family.ANCHOR,
    reads=("anchors", "domains"),
    since="0.1",
    message="{owner_groups:,} independent owners ({share:.1%} of all) link to you with the same words “{anchor}”",
    params=Params(),
)
def repeated_money_anchor(fetch: Fetch) -> pa.Table:
    """One sales phrase used by many independent sites.

    ## What it finds
    Anchor texts (the words one clicks on) that are among your money keywords and that at least five independent owners
    use, counted once per owner, however many links each has.

    ## Why it matters
    People who link of their own accord choose different words. The same sales phrase again and again is what bought or
    exchanged links look like; Google names optimised anchor texts at scale as a link scheme.

    ## When it is wrong
    Where the brand is itself a keyword, everybody uses it. In some trades the natural description is the sales phrase.
    There is no safe percentage: fixed limits accuse a third of honest profiles. A real test compares with the anchor
    texts of competitors; without them this is only a list to look at.

    ## What to do
    Open the rows and ask where the words came from. If you ordered them, stop ordering them; new links in other words
    change the mix by themselves. Do not ask people to change honest links.

    ## Sources
    Google's spam policies (keyword-rich anchor texts at scale). Measured by us on simulated honest profiles: a limit
    of 5 % flags 30 to 36 % of them. The limit of five owners is our assumption.
    """
    money = fetch("select count(*) as phrases from anchors where anchor_class = 'money'")
    if not money["phrases"][0].as_py():
        raise NotApplicableError(
            "no anchor text is one of your money keywords; list these under money_keywords in linkwright.toml"
        )
    return fetch(SQL)
