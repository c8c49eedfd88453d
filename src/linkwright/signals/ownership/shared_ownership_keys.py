"""Signal `shared-ownership-keys`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy import sparse

from linkwright.signals.contract import FINDING, MOST_EVIDENCE, Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, KeyKind, Subject


@dataclass(frozen=True)
class Params:
    """How rare a shared key must be."""

    share_if_same: float = because(
        0.5, "how often two domains of one owner have the same key of a kind", "SCIENCE 3.3: Fellegi and Sunter"
    )
    min_ratio: float = because(50.0, "so many times likelier with one owner than with two", "SCIENCE 3.3: LLR > ln 50")
    unseen: float = because(
        3.0,
        "a key seen on none of n domains may still be on 3 in n: added to those that have it elsewhere",
        "rule of three, 95 % upper limit",
    )
    max_domains: int = because(200, "a key on more domains is a platform's or an agency's", "SCIENCE, appendix A8")
    min_known: int = because(
        250,
        "among fewer not even a key of two domains is rare enough: 0.5 / (2.5 / 250) = 50",
        "arithmetic from the other parameters",
    )
    min_owners: int = because(3, "two sites of one owner are ordinary", "our assumption")


# Kinds that a person or firm holds. Name servers and certificates show who hosts a domain: a small host has few
# customers in any data, and would look like a rare key.
HELD = (
    KeyKind.ANALYTICS,
    KeyKind.ADS,
    KeyKind.TAG_MANAGER,
    KeyKind.PIXEL,
    KeyKind.VERIFICATION,
    KeyKind.REGISTRANT,
    KeyKind.AFFILIATE,
)
# Values that name nobody: services that hide registrants, and numbers from the examples of themes and manuals.
NOBODY = (
    "redact|privacy|proxy|whois|withheld|not disclosed|data protected|gdpr|identity protect|statutory mask"
    "|^(none|null|unknown|private|hidden|n/?a|-+)$|x{4}|0{6}|1234567"
)
# One row for each owner and key. A brand's mirrors are one owner; an analytics account is its number without the
# property's, and an advertiser the same with and without `ca-`.
KEYED = f"""
select
  case when d.group_kind = 'mirror' then d.owner_group else k.referring_domain end as owner,
  k.kind,
  case
    when k.value like 'ua-%-%' then 'ua-' || split_part(k.value, '-', 2)
    when k.value like 'ca-pub-%' then substr(k.value, 4)
    else k.value
  end as value,
  max(case when d.referring_domain is null then 0 else 1 end) as linking,
  min(k.observation) as observation
from keys k
left join domains d on k.referring_domain = d.referring_domain
where k.kind in ({", ".join(f"'{kind}'" for kind in HELD)})
  and not regexp_matches(k.value, '{NOBODY}')
group by 1, 2, 3
"""
KNOWN = f"""
with keyed as ({KEYED})
select
  kind,
  count(distinct owner) as known
from keyed
group by kind
order by known desc, kind
"""
# Each rare key ties the owners that have it to the first of them; of several keys between two, the rarest. How common a
# key is among all domains known is too high an estimate where a network is among these because it links to the site;
# how common it is among domains that do not link is free of that, if they are many. The rarer of both counts.
TIES = f"""
with keyed as ({KEYED}),
kinds as (
  select
    kind,
    count(distinct owner) as known,
    count(distinct case when linking = 0 then owner end) as known_elsewhere
  from keyed
  group by kind
),
shared as (
  select
    kind,
    value,
    count(*) as having_it,
    sum(1 - linking) as elsewhere,
    min(owner) as hub
  from keyed
  group by kind, value
),
rare as (
  select
    shared.*,
    kinds.known,
    kinds.known_elsewhere,
    params.share_if_same * greatest(
      kinds.known / (shared.having_it + 0.5),
      kinds.known_elsewhere / (shared.elsewhere + params.unseen)
    ) as ratio
  from shared
  join kinds on shared.kind = kinds.kind
  cross join params
  where shared.having_it between 2 and params.max_domains
),
ties as (
  select
    rare.*,
    keyed.owner,
    keyed.observation,
    row_number() over (partition by rare.hub, keyed.owner order by rare.ratio desc, rare.kind, rare.value) as place
  from rare
  join keyed on rare.kind = keyed.kind and rare.value = keyed.value
  cross join params
  where keyed.owner <> rare.hub
    and rare.ratio > params.min_ratio
)
select
  ties.hub,
  ties.owner,
  ties.kind,
  ties.value,
  ties.having_it,
  ties.known,
  cast(ties.elsewhere as bigint) as elsewhere,
  ties.known_elsewhere,
  ties.ratio,
  hubs.observation as hub_observation,
  ties.observation
from ties
join keyed hubs on ties.hub = hubs.owner and ties.kind = hubs.kind and ties.value = hubs.value
where ties.place = 1
order by ties.hub, ties.owner
"""
MEMBERS = f"""
with keyed as ({KEYED}),
owned as (
  select
    case when group_kind = 'mirror' then owner_group else referring_domain end as owner,
    referring_domain
  from domains
)
select
  owner,
  referring_domain
from owned
where owner in (select owner from keyed)
order by referring_domain
"""
SCHEMA = pa.schema([*FINDING, ("members", pa.int64()), ("path", pa.string())])
_SHOWN = 5


def spanning_forest(one: Sequence[str], other: Sequence[str], ratios: Sequence[float]) -> tuple[tuple[int, ...], ...]:
    """The ties that are enough to hold each cluster together, the strongest where there is a choice.

    Args:
        one: a name in each tie.
        other: the other name; no two ties are between the same two.
        ratios: how strong each tie is, above 1.

    Returns:
        For each cluster the places of its ties, one fewer than it has names. The order of the ties does not matter to
        who is together.
    """
    if not one:
        return ()
    ties = len(one)
    codes = np.unique([*one, *other], return_inverse=True)[1]
    ends = (codes[:ties], codes[ties:])
    size = int(codes.max()) + 1
    strength = 1 / np.log(np.asarray(ratios, np.float64))
    graph = sparse.coo_matrix((strength, ends), shape=(size, size)).tocsr()
    tree = sparse.csgraph.minimum_spanning_tree(graph).tocoo()
    _, labels = sparse.csgraph.connected_components(graph, directed=False)
    place_of = {pair: place for place, pair in enumerate(zip(*(end.tolist() for end in ends), strict=True))}
    found: dict[int, list[int]] = {}
    for pair in zip(tree.row.tolist(), tree.col.tolist(), strict=True):
        found.setdefault(int(labels[pair[0]]), []).append(place_of[pair])
    return tuple(sorted(tuple(sorted(places)) for places in found.values()))


@signal(
    title="Referring domains with the same owner's keys",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.OWNERSHIP,
    reads=("domains", "keys"),
    since="0.1",
    message="{members:,} referring domains look like one owner's: {path}",
    params=Params(),
)
def shared_ownership_keys(fetch: Fetch) -> pa.Table:
    """Referring domains with the same owner's keys.

    ## What it finds
    Clusters of three or more referring owners held together by keys that few others have: the account of an analytics,
    advertising, tag or affiliate service, a pixel, a verification token, a registrant. A key counts by its rarity among
    the domains whose keys of that kind you imported, or among those of them that do not link to you; it must be 50
    times likelier with one owner than with two. The sentence names, for each domain, the key and the neighbour that tie
    it to the others. Needs an import of keys (`domain,key_kind,key_value`), with at least 250 domains of a kind.

    ## Why it matters
    Sites of one owner are one recommendation, not many. If other evidence speaks of a network, this says whose.

    ## When it is wrong
    Agencies put their own tag container on customers' sites, themes ship with the demo number of their maker, and
    franchises share everything. Keys on more than 200 domains, hidden registrants and example numbers are left out;
    name servers and certificates are too, since they show the hosting company. An agency all of whose customers link
    to you looks like an owner. The other way round, a network larger than a hundredth of the domains looks like a
    popular key as long as no keys of 300 domains that do not link to you say how common it is elsewhere.

    ## What to do
    Count them as one. Owning many sites is ordinary: look whether they say who runs them and what they are for.

    ## Sources
    Rarity weights: Fellegi and Sunter 1969. The limits are those of our experiments on planted networks; what an owner
    means for a link is our assumption.
    """
    params = Params(**fetch("select * from params").to_pylist()[0])
    known = fetch(KNOWN).to_pylist()
    if not known or known[0]["known"] < params.min_known:
        most = f"{known[0]['known']:,} with a key of the kind {known[0]['kind']}" if known else "none"
        raise NotApplicableError(
            f"keys of at least {params.min_known} domains are needed to tell a rare key from an ordinary one "
            f"(so far: {most}); the domains need not link to you"
        )
    ties = fetch(TIES).to_pylist()
    forest = spanning_forest(*([tie[name] for tie in ties] for name in ("hub", "owner", "ratio")))
    members = fetch(MEMBERS).to_pylist() if forest else []
    domains: dict[str, list[str]] = {}
    for row in members:
        domains.setdefault(row["owner"], []).append(row["referring_domain"])
    found = []
    for places in forest:
        cluster = [ties[place] for place in places]
        linking = sorted({tie[end] for tie in cluster for end in ("hub", "owner")} & domains.keys())
        if len(linking) >= params.min_owners:
            found.append(_finding(cluster, linking, sorted(name for owner in linking for name in domains[owner])))
    return pa.Table.from_pylist(found, schema=SCHEMA)


def _finding(ties: Sequence[dict[str, object]], linking: Sequence[str], domains: Sequence[str]) -> dict[str, object]:
    """One cluster with the way from each of its owners to the next."""
    rows = list(dict.fromkeys(str(tie[end]) for tie in ties for end in ("hub_observation", "observation")))
    more = f"; and {len(ties) - _SHOWN:,} more" if len(ties) > _SHOWN else ""
    return {
        "subject": linking[0],
        "measure": float(len(linking)),
        "rows": len(rows),
        "evidence": rows[:MOST_EVIDENCE],
        "domains": domains,
        "members": len(linking),
        "path": "; ".join(_told(tie) for tie in ties[:_SHOWN]) + more,
    }


def _told(tie: dict[str, object]) -> str:
    return (
        f"{tie['owner']} and {tie['hub']} share the {tie['kind']} key {tie['value']} "
        f"({tie['having_it']} of {tie['known']} domains have it, {tie['elsewhere']} of {tie['known_elsewhere']} that "
        "do not link to you)"
    )
