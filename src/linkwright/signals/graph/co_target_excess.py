"""Signal `co-target-excess`."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse, special

from linkwright.signals.contract import FINDING, MOST_EVIDENCE, Fetch, NotApplicableError, because, signal
from linkwright.signals.graph.few_targets import scan, spread
from linkwright.vocabulary.terms import Family, Subject

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Params:
    """When the same other targets are more than common taste."""

    min_shared: int = because(3, "two sites that share a target are a coincidence", "SCIENCE: ego method, k >= 3")
    max_in_degree: int = because(200, "sites that so many link to are popular, not shared", "SCIENCE: ego method")
    alarm: float = because(
        0.001, "chance of one false target in a whole profile, after dividing by the number of targets", "convention"
    )
    min_targets: int = because(2, "one shared target more may be one common friend", "SCIENCE: ego method")
    min_share: float = because(
        0.1,
        "a target with most of its links from elsewhere is linked to for its own sake",
        "our assumption",
    )
    min_domains: int = because(5, "fewer may be one firm's sites or a circle of friends", "our assumption")
    smallest: int = because(
        10, "a network of this size must be visible, else the test is not made", "SCIENCE: smallest network of bar 8"
    )
    several: int = because(3, "of few other sites, two in common with you may be one town's", "our assumption")
    min_rivals: int = because(
        5, "how differently domains link to sites of a trade cannot be learned from fewer", "our assumption"
    )
    trade_share: float = because(
        0.5, "who links to half of the competitors is the trade's press or directory", "our assumption"
    )
    min_web: int = because(
        100, "so many targets are a piece of the web; among fewer, competitors show what is ordinary", "our assumption"
    )


# Who links to what besides the site. One brand's mirrors are one source, and what they link to among themselves is
# nothing. Competitors the owner names have honest links in common with the site: they are the measure, never targets.
EDGES = """
select
  o.owner,
  o.target_domain,
  o.competitor,
  max(case when d.referring_domain is null then 0 else 1 end) as ego,
  min(o.referring_domain) as referring_domain,
  min(o.observation) as observation
from (
  select
    l.referring_domain,
    l.target_domain,
    l.competitor,
    l.observation,
    case when s.group_kind = 'mirror' then s.owner_group else l.referring_domain end as owner,
    case when t.group_kind = 'mirror' then t.owner_group else l.target_domain end as target_owner
  from other_links l
  left join domains s on l.referring_domain = s.referring_domain
  left join domains t on l.target_domain = t.referring_domain
  where l.lost_links < l.links
) o
left join domains d on o.referring_domain = d.referring_domain and d.status <> 'lost'
where o.owner <> o.target_owner
group by o.owner, o.target_domain, o.competitor
"""
COUNTED = f"""
with edges as ({EDGES}),
targets as (
  select
    target_domain,
    sum(ego) as shared,
    count(*) as in_degree
  from edges
  where not competitor
  group by target_domain
)
"""
BACKGROUND = f"""
{COUNTED}
select
  cast(sum(shared) as double) as ego_edges,
  cast(sum(in_degree) as double) as all_edges,
  cast(count(*) as double) as targets
from targets
"""
SHARED = f"""
{COUNTED}
select
  e.owner,
  e.target_domain,
  e.referring_domain,
  e.observation,
  cast(t.shared as double) as shared,
  cast(t.in_degree as double) as in_degree
from edges e
join targets t on e.target_domain = t.target_domain
cross join params
where e.ego = 1
  and t.shared >= params.min_shared
  and t.shared >= params.min_share * t.in_degree
  and t.in_degree <= params.max_in_degree
order by e.owner, e.target_domain
"""
# To how many competitors the site's referring owners link, those with none included.
RIVALS = f"""
with edges as ({EDGES}),
owners as (
  select distinct case when group_kind = 'mirror' then owner_group else referring_domain end as owner
  from domains
  where status <> 'lost'
),
linking as (
  select
    owner,
    count(*) as links
  from edges
  where ego = 1
    and competitor
  group by owner
),
known as (
  select count(distinct target_domain) as rivals
  from edges
  where ego = 1
    and competitor
)
select
  max(known.rivals) as rivals,
  count(*) as owners,
  cast(avg(coalesce(linking.links, 0)) as double) as mean,
  cast(var_pop(coalesce(linking.links, 0)) as double) as variance
from owners
cross join known
left join linking on owners.owner = linking.owner
"""
TRADE = f"""
with edges as ({EDGES}),
known as (
  select count(distinct target_domain) as rivals
  from edges
  where ego = 1
    and competitor
)
select edges.owner
from edges
cross join known
cross join params
where edges.ego = 1
  and edges.competitor
group by edges.owner
having count(*) >= max(params.trade_share * known.rivals)
"""
SCHEMA = pa.schema(
    [*FINDING, ("members", pa.int64()), ("targets", pa.int64()), ("shown", pa.string()), ("shared_links", pa.int64())]
)
_SHOWN = 6


@dataclass(frozen=True)
class Background:
    """What is ordinary: links from the site's referring domains, all links known, and how many targets they have."""

    ego_edges: float
    all_edges: float
    targets: float

    def expected(self, in_degree: Numbers) -> Numbers:
        """How many of a target's links would come from referring domains if these had common taste."""
        return in_degree * (self.ego_edges / self.all_edges)

    def chance(self, shared: Numbers, in_degree: Numbers) -> Numbers:
        """How often any target of the profile would get so many: Poisson tail, times the number of targets."""
        return np.minimum(1.0, np.asarray(special.pdtrc(shared - 1, self.expected(in_degree))) * self.targets)


def clusters(owners: Codes, targets: Codes, min_targets: int) -> Codes:
    """Join sources that share hot targets.

    Args:
        owners: source of each link to a hot target, codes from 0.
        targets: its target, codes from 0.
        min_targets: a source with fewer of them belongs to no cluster.

    Returns:
        The cluster of each link, -1 for none. Neither order nor numbering of the links matters to who is together.
    """
    found = np.full(len(owners), -1, np.int64)
    kept = np.bincount(owners)[owners] >= min_targets if len(owners) else np.zeros(0, np.bool_)
    if kept.any():
        first_target = owners.max() + 1
        size = int(first_target + targets.max() + 1)
        ends = (owners[kept], targets[kept] + first_target)
        graph = sparse.coo_matrix((np.ones(int(kept.sum()), np.int8), ends), shape=(size, size))
        _, labels = sparse.csgraph.connected_components(graph, directed=False)
        found[kept] = labels[owners[kept]]
    return found


@signal(
    title="Many of your referring domains link to the same few other sites",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.GRAPH,
    reads=("domains", "other_links"),
    since="0.1",
    message=(
        "{members:,} referring domains also link to the same {targets:,} sites that few others link to ({shown}): "
        "{shared_links:,} such links, where {expected:.1f} would be ordinary"
    ),
    params=Params(),
)
def co_target_excess(fetch: Fetch) -> pa.Table:
    """Many of your referring domains link to the same few other sites.

    ## What it finds
    Groups of five or more referring domains that each link to at least two of the same other sites. Where the files
    show a hundred other sites and more, from domains that link to you and from many that do not, a site stands out that
    gets far more of its links from your referring domains than their share of all known links explains. Where they show
    fewer, domains stand out that link to three and more of the rarest of these sites, if there are more of them than
    chance brings about among domains that differ as yours do in their links to the competitors you name; that needs
    five competitors, and leaves out who links to half of these. Sites that more than 200 link to, the competitors
    themselves, lost links and links within one brand do not count. Where what is known could not show even a plain
    network, the signal says what is missing instead of guessing.

    ## Why it matters
    Whoever runs a network uses it for several customers. Independent sites hardly ever share several unknown targets.

    ## When it is wrong
    The speakers of a conference, the partners of an association and the friends of a circle of blogs link to the same
    little known sites as well. Where the few other sites are your town's and the competitors are not, the town's own
    directories look like a group. A reference from one corner of the web makes that corner look unusual.

    ## What to do
    Open three of the domains. If they are made for links and you or your agency bought them, end it and ask for
    removal. If you know nothing of them, they link to you as they do to others; search engines mostly ignore that.

    ## Sources
    Among many sites: target-centred test with a Poisson tail; on planted networks of ours it finds nearly all members
    and no cluster in clean profiles, where searching the whole graph fails (the test is part of the project). Among
    few: a gamma-Poisson model of how many sites of a trade a domain links to, its spread taken from the competitors (at
    least as wide as an exponential's), and a Poisson test of how many domains exceed it. Dense groups as such are
    common: Gibson and others, 2005.
    """
    params = Params(**fetch("select * from params").to_pylist()[0])
    background = Background(**fetch(BACKGROUND).to_pylist()[0])
    links = fetch(SHARED)
    hot = (
        _in_web(background, links, params) if background.targets >= params.min_web else _among_few(fetch, links, params)
    )
    labels = clusters(_codes(hot["owner"]), _codes(hot["target_domain"]), params.min_targets)
    found = (hot.filter(pa.array(labels == label)) for label in np.unique(labels[labels >= 0]))
    large = [_finding(each) for each in found if len(each["owner"].unique()) >= params.min_domains]
    return pa.Table.from_pylist(large, schema=SCHEMA)


def _in_web(background: Background, links: pa.Table, params: Params) -> pa.Table:
    """Links to targets that get more of theirs from referring domains than the web known here makes likely."""
    smallest = np.array([float(params.smallest)])
    if background.chance(smallest, smallest)[0] > params.alarm:
        raise NotApplicableError(
            "nearly all rows about other sites come from domains that link to you; rows from domains that do not are "
            "needed to know which sites few others link to"
        )
    shared, in_degree = (links[name].to_numpy() for name in ("shared", "in_degree"))
    chance = background.chance(shared, in_degree)
    whole = _measured(links, chance, background.expected(in_degree) / shared, np.full(len(chance), np.nan))
    return whole.filter(pa.array(chance <= params.alarm))


def _among_few(fetch: Fetch, links: pa.Table, params: Params) -> pa.Table:
    """Links to the rarest other sites of domains that link to several of them, where more do than chance brings."""
    rivals = fetch(RIVALS).to_pylist()[0]
    if (rivals["rivals"] or 0) < params.min_rivals:
        raise NotApplicableError(
            f"the files show links to fewer than {params.min_web} other sites; so few can be judged only beside "
            f"competitors, and your referring domains link to {rivals['rivals'] or 0} of those you name: name at least "
            f"{params.min_rivals} under competitors in linkwright.toml and import backlink exports of each"
        )
    links = links.filter(pc.invert(pc.is_in(links["owner"], fetch(TRADE)["owner"].combine_chunks())))
    links = links.sort_by([("in_degree", "ascending"), ("target_domain", "ascending"), ("owner", "ascending")])
    owners, sites = _codes(links["owner"]), _codes(links["target_domain"])
    found = scan(owners, sites, rivals["owners"], spread(rivals["mean"], rivals["variance"]), params.several)
    if found.smallest > params.alarm:
        raise NotApplicableError(
            f"your referring domains have {links.num_rows} links to other sites that the files show, competitors left "
            f"out: too few to tell a network from chance (p = {found.smallest:.2g} at best)"
        )
    kept = sites < found.sites
    kept &= np.bincount(owners, weights=kept)[owners] >= params.several
    kept &= found.chance <= params.alarm
    alike = np.ones(int(kept.sum()))
    each = found.expected / max(1, found.found)
    return _measured(
        links.filter(pa.array(kept)), found.chance * alike, each * alike, found.found / found.expected * alike
    )


def _measured(links: pa.Table, chance: Numbers, expected: Numbers, ratio: Numbers) -> pa.Table:
    """The links with what is ordinary: chance of so many, how many of one would be expected, likelihood ratio."""
    columns = {"chance": chance, "expected": expected, "ratio": ratio}
    for name, values in columns.items():
        links = links.append_column(name, pa.array(values, from_pandas=True))
    return links


def _codes(names: pa.ChunkedArray) -> Codes:
    """Whole numbers from 0 in the place of names."""
    return np.asarray(names.combine_chunks().dictionary_encode().indices.to_numpy(), np.int64)


def _finding(links: pa.Table) -> dict[str, object]:
    """One cluster: its links to hot targets, each of them evidence."""
    targets = links.group_by("target_domain").aggregate([("owner", "count")])
    names = targets.sort_by([("owner_count", "descending"), ("target_domain", "ascending")])[
        "target_domain"
    ].to_pylist()
    rows = sorted(set(links["observation"].to_pylist()))
    members = len(links["owner"].unique())
    more = ", ..." if len(names) > _SHOWN else ""
    return {
        "subject": min(links["owner"].to_pylist()),
        "measure": float(members),
        "expected": pc.sum(links["expected"]).as_py(),
        "p": pc.max(links["chance"]).as_py(),
        "likelihood_ratio": pc.max(links["ratio"]).as_py(),
        "rows": len(rows),
        "evidence": rows[:MOST_EVIDENCE],
        "domains": sorted(set(links["referring_domain"].to_pylist())),
        "members": members,
        "targets": len(names),
        "shown": ", ".join(names[:_SHOWN]) + more,
        "shared_links": links.num_rows,
    }
