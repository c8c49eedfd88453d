"""Signal `shared-subnet-excess`."""

import csv
import ipaddress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
from scipy import special

from linkwright.signals.contract import FINDING, Fetch, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a block of addresses holds more owners than chance puts there."""

    min_groups: int = because(5, "four owners at one host are ordinary; most web hosts are shared", "our assumption")
    ordinary_share: float = because(
        0.01,
        "the busiest block of an ordinary national web host holds 0.5 to 1 % of a profile's domains",
        "our assumption, looked at on one real profile of 1,508 domains",
    )
    alarm: float = because(
        0.001,
        "chance of one false finding in a whole profile, after dividing by the number of blocks",
        "convention",
    )


CROWDED = """
with blocks as (
  select
    domains.subnet,
    count(distinct domains.owner_group) as owner_groups
  from domains
  where domains.subnet is not null
  group by domains.subnet
),
ranked as (
  select
    domains.subnet,
    blocks.owner_groups,
    domains.referring_domain,
    domains.observation,
    row_number() over (partition by domains.subnet order by domains.referring_domain) as place
  from domains
  join blocks on domains.subnet = blocks.subnet
  cross join params
  where blocks.owner_groups >= params.min_groups
)
select
  subnet,
  max(owner_groups) as owner_groups,
  count(*) as rows,
  array_sort(array_agg(referring_domain)) as domains,
  array_sort(array_agg(distinct observation) filter (where place <= 20)) as evidence
from ranked
group by subnet
"""
BACKGROUND = """
select
  count(distinct domains.owner_group) as owner_groups,
  count(distinct domains.subnet) as blocks,
  max(params.ordinary_share) as ordinary_share,
  max(params.alarm) as alarm
from domains
cross join params
where domains.subnet is not null
"""
SCHEMA = pa.schema([*FINDING, ("subnet", pa.string()), ("owner_groups", pa.int64())])
_TABLE = Path(__file__).with_name("shared_blocks.csv")


@cache
def _shared_blocks() -> tuple[ipaddress.IPv4Network, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(ipaddress.IPv4Network(row["block"]) for row in csv.DictReader(file))


def is_shared(subnet: str) -> bool:
    """Tell whether a block (`104.21.16`) belongs to a delivery network, a platform or a large shared host."""
    try:
        block = ipaddress.IPv4Network(f"{subnet}.0/24")
    except ValueError:
        return True  # not an IPv4 block: no background is known for it
    return any(block.subnet_of(known) for known in _shared_blocks())


def at_least(found: int, owners: int, share: float) -> float:
    """How often at least `found` of `owners` fall into a block that holds `share` of all sites (binomial)."""
    return float(special.betainc(found, owners - found + 1, share))


@signal(
    title="More independent owners in one block of addresses than chance puts there",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.OWNERSHIP,
    reads=("domains",),
    needs=("domains.subnet",),
    since="0.1",
    message=(
        "{owner_groups:,} owners linking to you sit in the same block of internet addresses ({subnet}.x); "
        "at most {expected:.1f} would be ordinary"
    ),
    params=Params(),
)
def shared_subnet_excess(fetch: Fetch) -> pa.Table:
    """More independent owners in one block of addresses than chance puts there.

    ## What it finds
    Blocks of 256 neighbouring internet addresses (one web host's, usually) with more of your referring owners than an
    ordinary host would have. Mirrors and networks count as one owner. Delivery networks such as Cloudflare, platforms
    such as Wix and very large shared hosts are left out: their addresses say nothing about owners.

    ## Why it matters
    Whoever runs many sites tends to host them together. It is a supporting hint that they belong together.

    ## When it is wrong
    Most sites of the world share their address with others, and sites of one region use the same few hosts. A regional
    business gets its links from exactly these. The list of shared hosts is never complete.

    ## What to do
    Nothing on this alone. If the same domains also share a template, an anchor text or a day, read these together.

    ## Sources
    Shared addresses are the rule: 87 % of domains in 2002 (Edelman), 97 % in 2012 (Ofcom). The ordinary share of a
    block is our assumption.
    """
    background = fetch(BACKGROUND).to_pylist()[0]
    owners, share = background["owner_groups"], background["ordinary_share"]
    alarm = background["alarm"] / max(1, background["blocks"])
    crowded = [block for block in fetch(CROWDED).to_pylist() if not is_shared(block["subnet"])]
    unusual = [
        {
            **block,
            "subject": block["subnet"],
            "measure": float(block["owner_groups"]),
            "expected": owners * share,
            "p": chance,
        }
        for block in crowded
        if (chance := at_least(block["owner_groups"], owners, share)) <= alarm
    ]
    return pa.Table.from_pylist(unusual, schema=SCHEMA)
