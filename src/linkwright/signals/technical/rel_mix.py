"""Signal `rel-mix`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from linkwright.signals.contract import FINDING, MOST_EVIDENCE, Fetch, NotApplicableError, because, signal
from linkwright.signals.mix_model import FEWEST_DOMAINS, FEWEST_PROFILES, fit_share, tail
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a share differs from the competitors'."""

    max_p: float = because(0.01, "one site like yours in a hundred, in either direction", "our assumption")


LIMITS = """
select *
from params
"""
MIXES = """
select
  site,
  own,
  cast(sum(case when value = 'followed' then referring_domains else 0 end) as bigint) as followed,
  cast(sum(case when value <> 'unknown' then referring_domains else 0 end) as bigint) as known_of
from mixes
where aspect = 'rel'
group by site, own
order by own desc, site
"""
ROWS = """
select distinct observation
from domains
where status <> 'lost'
  and followed_links + nofollow_links > 0
order by observation
"""
SCHEMA = pa.schema(
    [*FINDING, ("followed", pa.int64()), ("known", pa.int64()), ("than", pa.string()), ("competitors", pa.int64())]
)


@signal(
    title="More or fewer followed links than your competitors have",
    subject=Subject.PROFILE,
    family=Family.TECHNICAL,
    reads=("mixes", "domains"),
    since="0.1",
    message=(
        "{followed:,} of {known:,} referring domains are followed, {than} than is usual among {competitors} "
        "competitors, where it would be {expected:.0f}"
    ),
    params=Params(),
)
def rel_mix(fetch: Fetch) -> pa.Table:
    """More or fewer followed links than your competitors have.

    ## What it finds
    Whether the share of referring domains whose links are followed (none of nofollow, ugc, sponsored) lies outside what
    at least five competitors, each with fifteen domains or more, lead one to expect.

    ## Why it matters
    Most sites have both. Hardly any followed links bring little beyond visitors. Hardly any others can mean that links
    were chosen for search engines only; a young site of few press links looks the same.

    ## When it is wrong
    Vendors' exports are often filtered to followed links. Competitors from another source are counted by other rules.

    ## What to do
    First see whether an export was filtered. Then look at where the difference comes from: forums, social networks and
    wikis are mostly not followed, and good for visitors.

    ## Sources
    Google, 10 September 2019: the marks are hints. Study: Ahrefs 2020, 10.6 % of links to the top 110,000 sites are
    nofollow. The comparison is a beta-binomial test; the limit is our assumption.
    """
    own, *rivals = fetch(MIXES).to_pylist() or [{"own": False}]
    usual = fit_share([(row["followed"], row["known_of"]) for row in rivals])
    if not own["own"] or own["known_of"] < FEWEST_DOMAINS:
        raise NotApplicableError(f"whether links are followed must be known for {FEWEST_DOMAINS} referring domains")
    if usual is None:
        raise NotApplicableError(
            f"exports of at least {FEWEST_PROFILES} competitors are needed, each with {FEWEST_DOMAINS} referring "
            "domains for which a source says whether their links are followed"
        )
    followed, known = own["followed"], own["known_of"]
    counts = np.array([followed, known - followed])
    more, fewer = tail(usual, counts, 0), tail(usual, counts, 1)
    if 2 * min(more, fewer) > fetch(LIMITS)["max_p"][0].as_py():
        return SCHEMA.empty_table()
    rows = fetch(ROWS)["observation"]
    finding = {
        "subject": "profile",
        "measure": float(followed),
        "expected": float(usual[0] / usual.sum()) * known,
        "p": min(1.0, 2 * min(more, fewer)),
        "likelihood_ratio": None,
        "rows": len(rows),
        "evidence": rows.slice(0, MOST_EVIDENCE).to_pylist(),
        "domains": [],
        "followed": followed,
        "known": known,
        "than": "more" if more < fewer else "fewer",
        "competitors": sum(1 for row in rivals if row["known_of"] >= FEWEST_DOMAINS),
    }
    return pa.Table.from_pylist([finding], schema=SCHEMA)
