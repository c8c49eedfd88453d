"""Signal `source-diversity`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from linkwright.signals.contract import FINDING, MOST_EVIDENCE, Fetch, NotApplicableError, because, signal
from linkwright.signals.hill import coverage, hill, rarefied, size_at
from linkwright.signals.mix_model import FEWEST_DOMAINS, Vector
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """From when on diversity can be measured."""

    min_domains: int = because(FEWEST_DOMAINS, "with fewer domains most kinds are not seen yet", "our assumption")


LIMITS = """
select *
from params
"""
# Each referring domain once, with one value of each aspect; the topic is the first level of its most frequent category.
COUNTS = """
with topics as (
  select
    referring_domain,
    trim(split_part(split_part(page_category, ';', 1), '>', 1)) as topic,
    count(*) as links
  from links
  where page_category is not null
    and status <> 'lost'
  group by referring_domain, trim(split_part(split_part(page_category, ';', 1), '>', 1))
),
ranked as (
  select
    referring_domain,
    topic,
    row_number() over (partition by referring_domain order by links desc, topic) as place
  from topics
),
valued as (
  select 'kinds of site' as aspect, source_type as value
  from domains
  where status <> 'lost'
    and source_type <> 'unknown'
  union all
  select 'countries' as aspect, country as value
  from domains
  where status <> 'lost'
    and country is not null
  union all
  select 'owners' as aspect, owner_group as value
  from domains
  where status <> 'lost'
  union all
  select 'topics' as aspect, topic as value
  from ranked
  where place = 1
)
select
  aspect,
  count(*) as domains
from valued
group by aspect, value
"""
RIVALS = """
select
  site,
  referring_domains
from mixes
where not own
  and aspect = 'country'
"""
ROWS = """
select distinct observation
from domains
where status <> 'lost'
order by observation
"""
NAMES = {"kinds of site": "source type", "topics": "topic", "countries": "country", "owners": "owner group"}
SCHEMA = pa.schema(
    [*FINDING, ("aspect", pa.string()), ("of", pa.int64())]
    + [(name, pa.float64()) for name in ("n0", "n1", "n2", "coverage")]
    + [("compared", pa.string())]
)


@signal(
    title="How varied the sites are that link to you",
    subject=Subject.PROFILE,
    family=Family.GRAPH,
    reads=("domains",),
    since="0.1",
    message=(
        "{of:,} referring domains are of {n0:.0f} {aspect}, as varied as {n1:.1f} equally frequent ones ({n2:.1f} by "
        "the most frequent alone); the {aspect} seen make up about {coverage:.0%} of all there is{compared}"
    ),
    params=Params(),
)
def source_diversity(fetch: Fetch) -> pa.Table:
    """How varied the sites are that link to you.

    ## What it finds
    For the kinds of site, topics, countries and owners of your referring domains: how many there are (N0), how many
    equally frequent ones would be as varied (N1, and N2 where the frequent ones weigh more), and how much of all there
    is the known domains cover. Countries are compared with competitors at equal coverage. Nothing is said of fewer than
    fifteen domains.

    ## Why it matters
    Links that come about by themselves come from many sides. A profile of one kind of site, or of few owners, depends
    on them.

    ## When it is wrong
    A local bakery is rightly linked from one town. More domains show more values: compare N1, or numbers at equal
    coverage, never bare counts. Kinds and owners are worked out and not known for all.

    ## What to do
    Nothing by itself. Where nearly all links come from one kind of site, the others are where to look next.

    ## Sources
    Hill 1973; Chao and Jost 2012 (coverage). That variety is natural is our assumption; it is no ranking factor.
    """
    least = fetch(LIMITS)["min_domains"][0].as_py()
    table = fetch(COUNTS)
    ids = fetch(ROWS)["observation"]
    aspects, numbers = np.array(table["aspect"].to_pylist(), dtype=str), table["domains"].to_numpy().astype(float)
    found = []
    for aspect in NAMES:
        counts = numbers[aspects == aspect]
        if counts.sum() < least:
            continue
        n0, n1, n2 = hill(counts)
        found.append(
            {
                "subject": NAMES[aspect],
                "measure": n1,
                "rows": len(ids),
                "evidence": ids.slice(0, MOST_EVIDENCE).to_pylist(),
                "domains": [],
                "aspect": aspect,
                "of": int(counts.sum()),
                "n0": n0,
                "n1": n1,
                "n2": n2,
                "coverage": coverage(counts),
                "compared": _compared(counts, fetch(RIVALS), least) if aspect == "countries" else "",
            }
        )
    if not found:
        raise NotApplicableError(f"fewer than {least} referring domains are known by kind, topic, country or owner")
    return pa.Table.from_pylist(found, schema=SCHEMA)


def _compared(counts: Vector, rivals: pa.Table, least: int) -> str:
    """How the number of values compares with competitors when all are cut to the smallest coverage."""
    sites = np.array(rivals["site"].to_pylist(), dtype=str)
    sizes = rivals["referring_domains"].to_numpy().astype(float)
    others = [sizes[sites == site] for site in sorted(set(sites))]
    others = [each for each in others if each.sum() >= least]
    if not others:
        return ""
    level = min(coverage(each) for each in (counts, *others))
    own, *theirs = (rarefied(each, size_at(each, level))[0] for each in (counts, *others))
    return f"; at a coverage of {level:.0%} yours are {own:.1f}, the median competitor's {float(np.median(theirs)):.1f}"
