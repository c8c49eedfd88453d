"""Signal `template-network`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """How large a network must be."""

    min_domains: int = because(
        10, "communities of fewer sites are often an association or one firm's pages", "our assumption"
    )


SQL = """
with members as (
  select
    domains.owner_group,
    array_sort(array_agg(domains.referring_domain)) as domains
  from domains
  join groups on domains.owner_group = groups.owner_group
  where groups.kind = 'network'
  group by domains.owner_group
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
  groups.icann_domains as registered_domains,
  groups.observations,
  groups.shared
from groups
cross join params
join members on groups.owner_group = members.owner_group
where groups.kind = 'network'
  and groups.domains >= params.min_domains
"""


@signal(
    title="Many domains made from one template",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.CONTENT,
    reads=("domains",),
    since="0.1",
    message="{registered_domains:,} domains ({observations:,} rows) are one automatic network: {shared}",
    params=Params(),
)
def template_network() -> str:
    """Many domains made from one template.

    ## What it finds
    Groups of referring domains whose linking pages share the same path and the same title: pages one program wrote.
    A whole network is one finding.

    ## Why it matters
    Counted one by one, such domains can be most of a profile; counted as what they are, they are one link source that
    nobody reads. They hide the links that matter.

    ## When it is wrong
    Local chapters of one association, the country sites of one firm and mirrors of one archive also share templates.

    ## What to do
    Usually nothing. Such networks link to everybody, search engines know them and most likely ignore them. You did not
    make these links, so you need not remove them. Leave the network out when you count your referring domains.
    A disavow file is for links you bought, or for when Google has told you about a manual action.

    ## Sources
    Google's spam policies (scaled content) and its advice that disavowing is not normal upkeep. Planted-network
    experiments of ours for telling groups from chance. That the network is ignored is our assumption.
    """
    return SQL
