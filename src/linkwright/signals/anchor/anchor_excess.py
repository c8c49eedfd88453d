"""Signal `anchor-excess`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from linkwright.signals.anchor.keywords import LIMITS, require_keywords
from linkwright.signals.contract import FINDING, Fetch, NotApplicableError, because, signal
from linkwright.signals.mix_model import Vector, divergence, fit_prior, joint_chance, most_ordinary, tail
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import AnchorClass, Family, Subject


@dataclass(frozen=True)
class Params:
    """When the mix of anchors is compared, and when it stands out."""

    min_competitors: int = because(5, "how far honest profiles differ cannot be learned from fewer", "our simulation")
    min_domains: int = because(15, "a share of fewer domains says little", "our simulation")
    min_competitor_domains: int = because(
        10, "a competitor's share of fewer domains is mostly chance", "our assumption"
    )
    alarm_exact: float = because(
        0.01, "one honest profile in a hundred by the model", "our simulation: 1 to 2.5 % with 9 competitors"
    )
    alarm_partial: float = because(
        0.0025, "a second look at the same profile; natural descriptions often hold a keyword", "our assumption"
    )


CLASSES = tuple(each for each in AnchorClass if each not in (AnchorClass.UNKNOWN, AnchorClass.EMPTY))
JUDGED = (AnchorClass.EXACT, AnchorClass.PARTIAL)
SAID = {
    AnchorClass.EXACT: "exactly a phrase you want to be found for",
    AnchorClass.PARTIAL: "such a phrase among other words",
}
MIXES = """
select
  site,
  own,
  value,
  referring_domains
from mixes
where aspect = 'anchor'
order by site, value
"""
# The domains that `mixes` counts: those of which most links that are not lost have anchors of this class.
MEMBERS = f"""
with concerned as (
  select distinct referring_domain
  from links
  where anchor_class in ('exact', 'partial')
    and status <> 'lost'
),
uses as (
  select
    l.referring_domain,
    l.anchor_class,
    count(*) as links
  from links l
  join concerned on l.referring_domain = concerned.referring_domain
  where l.status <> 'lost'
  group by l.referring_domain, l.anchor_class
),
ranked as (
  select
    *,
    row_number() over (partition by referring_domain order by links desc, anchor_class) as place
  from uses
),
known as (
  select
    l.anchor_class as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join ranked
    on l.referring_domain = ranked.referring_domain
    and l.anchor_class = ranked.anchor_class
    and ranked.place = 1
  where l.anchor_class in ('exact', 'partial')
    and l.status <> 'lost'
),
{PROOF}
select *
from proof
"""
SCHEMA = pa.schema(
    [
        *FINDING,
        ("said", pa.string()),
        ("count", pa.int64()),
        ("share", pa.float64()),
        ("usual_share", pa.float64()),
        ("competitors", pa.int64()),
        ("differing", pa.int64()),
        ("excess", pa.float64()),
        ("joint_p", pa.float64()),
        ("bits", pa.float64()),
    ]
)


@signal(
    title="More sales phrases as anchors than competitors have",
    subject=Subject.PROFILE,
    family=Family.ANCHOR,
    reads=("mixes", "links"),
    since="0.1",
    message=(
        "{count:,} referring domains ({share:.1%}) link to you mostly by words that are {said}; the mixes of "
        "{competitors} competitors ({usual_share:.1%} on the whole) make {expected:.1f} likely. {differing:,} fewer "
        "would be ordinary (excess {excess:.1%}; whole mix p = {joint_p:.3f}, {bits:.2f} bits from theirs)"
    ),
    params=Params(),
)
def anchor_excess(fetch: Fetch) -> pa.Table:
    """More sales phrases as anchors than competitors have.

    ## What it finds
    A share of referring domains linking by one of your money keywords (exact), or by all its words among others
    (partial), that is higher than the profiles of your competitors make likely. Each domain counts once, with the
    class most of its links have; lost links do not count. Competitors' anchors are classed by their own names and by
    your keywords. The number of domains whose words would have to differ is the distance to an ordinary mix; the
    excess is the expected true share, less the usual one. What is said of the whole mix only describes.

    ## Why it matters
    How many sales phrases are natural depends on the trade, so only the trade can say. Much more than everybody else
    has is what links ordered by their words look like.

    ## When it is wrong
    Competitors who buy links themselves make an excess look ordinary. Competitors of another kind (a directory beside
    a shop) are no comparison. Where your brand is itself a keyword, anchors with it count as the brand and the signal
    sees too little; where a competitor's brand is one of your keywords, the same holds for them, and it may see too
    much. An export limited to the best links shows other words than a full one.

    ## What to do
    Read the rows: who chose these words? If you did, let new links be in the linker's own words. Do not ask people to
    change honest links.

    ## Sources
    Dirichlet-multinomial model, fitted to the competitors by Minka's fixed point; with fewer than eight, honest
    profiles are taken to differ about as much as in our simulation. Measured by us on simulated honest profiles with
    nine competitors: a fixed limit of 5 % flags 27 to 38 % of them, this test 1 to 2.5 %; a sixfold share of exact
    phrases is found in 66 % (20 domains), 92 % (60) and 99 % (300), a threefold one in 20 to 37 %. The simulation is
    drawn from the model itself, so real error rates are somewhat higher.
    """
    limits = fetch(LIMITS).to_pylist()[0]
    require_keywords(limits["phrases"])
    own, others = _counts(fetch(MIXES), limits["min_competitor_domains"])
    _check(own, others, limits["min_competitors"], limits["min_domains"])
    alpha = fit_prior(others)
    alarms = {each: limits[f"alarm_{each}"] for each in JUDGED}
    tails = {each: tail(alpha, own, CLASSES.index(each)) for each in JUDGED}
    found = [each for each in JUDGED if tails[each] < alarms[each]]
    if not found:
        return SCHEMA.empty_table()
    proof = {row["about"]: row for row in fetch(MEMBERS).to_pylist()}
    rows = [
        {
            **_measured(alpha, own, CLASSES.index(each), alarms[each]),
            **{name: proof[each][name] for name in ("rows", "evidence", "domains")},
            "subject": "profile",
            "p": tails[each],
            "said": SAID[each],
            "competitors": len(others),
            "usual_share": float(others[:, CLASSES.index(each)].sum() / others.sum()),
            "joint_p": joint_chance(alpha, own),
            "bits": divergence(own, others.sum(axis=0)),
        }
        for each in found
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _counts(mixes: pa.Table, least: int) -> tuple[Vector, Vector]:
    """Counts by class: of the site, and of each competitor with enough domains."""
    own = np.zeros(len(CLASSES))
    others: dict[str, Vector] = {}
    for row in mixes.to_pylist():
        if row["value"] in CLASSES:
            counts = own if row["own"] else others.setdefault(row["site"], np.zeros(len(CLASSES)))
            counts[CLASSES.index(row["value"])] += row["referring_domains"]
    kept = [counts for counts in others.values() if counts.sum() >= least]
    return own, np.asarray(kept).reshape(len(kept), len(CLASSES))


def _check(own: Vector, others: Vector, competitors: int, domains: int) -> None:
    if len(others) < competitors:
        raise NotApplicableError(
            f"{len(others)} competitors' profiles are known well enough, at least {competitors} are needed: name them "
            "under competitors in linkwright.toml and import backlink exports of each"
        )
    if own.sum() < domains:
        raise NotApplicableError(
            f"the anchors of {own.sum():.0f} referring domains are known, at least {domains} are needed: import an "
            "export of backlinks with their anchor texts"
        )


def _measured(alpha: Vector, own: Vector, place: int, alarm: float) -> dict[str, object]:
    size, count, total = int(own.sum()), int(own[place]), float(alpha.sum())
    usual = float(alpha[place]) / total
    return {
        "count": count,
        "share": count / size,
        "expected": usual * size,
        "measure": count / max(usual * size, 1e-9),
        "excess": (count + float(alpha[place])) / (size + total) - usual,
        "differing": count - most_ordinary(alpha, size, place, alarm),
    }
