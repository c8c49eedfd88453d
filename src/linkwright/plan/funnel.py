"""What it takes to win links, by channel: found -> a valid contact -> a reply -> a link made -> followed and indexed.

Each share is a beta distribution: what the rubric holds likely, moved by own outcomes. The next campaign is not the
last one, so a large campaign counts as a small one, and some scatter stays however much is known: a forecast by the
last campaign's own share holds in 40 to 50 % of cases where it promises 80 (`python -m benchmarks.plans`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import special

from linkwright.compare.side import Side
from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.evidence import Outcome
from linkwright.plan.model import Assumption
from linkwright.plan.need import mean_survival
from linkwright.plan.survival import ALL, GUEST_POSTS, Survival
from linkwright.rubric.priors import Prior, Priors
from linkwright.vocabulary.numbers import Interval
from linkwright.vocabulary.terms import SourceType, Tier

RECLAIM = "reclaim"
GUEST = "guest contribution"
# Each channel, and the kinds of source its links come from: worth what such links are worth among those of all sides.
CHANNELS: dict[str, tuple[SourceType, ...]] = {
    "digital PR": (SourceType.NEWS, SourceType.EDITORIAL),
    GUEST: (SourceType.EDITORIAL,),
    "resource page": (SourceType.RESOURCE,),
    "broken link": (SourceType.RESOURCE, SourceType.EDITORIAL),
    RECLAIM: (),  # of any kind: what was lost
    "unlinked mention": (SourceType.NEWS, SourceType.EDITORIAL),
    "partnership": (SourceType.ECOMMERCE, SourceType.EDITORIAL),
    "directory or citation": (SourceType.DIRECTORY, SourceType.PLATFORM),
}
STEPS = ("contact", "reply", "placed", "followed")
BOOTSTRAP = 30  # links drawn for one mean: as few as are won in a campaign, so that one giant is luck and no rule
_Z90 = float(special.ndtri(0.9))
_EDGE = 1e-6  # no share is surely 0 or 1


@dataclass(frozen=True)
class Rates:
    """The share that takes each step of one channel, as draws.

    Attributes:
        contact, reply, placed, followed: of prospects, of contacts, of replies, of links made.
        own: own contacts that speak in them.
    """

    channel: str
    contact: Draws
    reply: Draws
    placed: Draws
    followed: Draws
    own: int

    @cached_property
    def won(self) -> Draws:
        """The share of prospects that become a link."""
        won: Draws = self.contact * self.reply * self.placed * self.followed
        return won


@dataclass(frozen=True)
class Way:
    """One channel as draws.

    Attributes:
        hours: for a link won.
        cost: money for a link won, its hours paid.
        quality: mean value / 100 of a link won.
        kept: share of the links won, as many every month, that stands at the horizon.
        prospects: how many can be found over the horizon.
        drawn_from: links of its kinds of source that `quality` is drawn from.
    """

    channel: str
    rates: Rates
    hours: Draws
    cost: Draws
    quality: Draws
    kept: Draws
    prospects: int
    drawn_from: int


@dataclass(frozen=True)
class Forecast:
    """How many of each are expected of so many prospects: one number a draw, chance counted."""

    contacts: Draws
    replies: Draws
    placed: Draws
    won: Draws


def ways(
    sides: Sequence[Side],
    outcomes: Sequence[Outcome],
    survival: Survival,
    priors: Priors,
    months: int,
    chance: Chance,
) -> tuple[Way, ...]:
    """Draw the channels.

    Args:
        sides: the site under study first; the quality of links by kind of source comes from all of them.
        outcomes: own outreach; rows of a channel that is not ours count for nothing (`unknown_channels`).
        survival: how long links stand; guest posts less long.
        priors: `funnel.*` and the part of each channel.
        months: the horizon; yearly numbers of prospects are scaled to it.
        chance: each channel draws from a stream of its own.
    """
    links = _links(sides)
    hour = positive(priors["funnel.hour"], chance)
    lost = worth_asking_again(sides)
    kept, kept_guest = (mean_survival(survival, months, chance, kind) for kind in (ALL, GUEST_POSTS))
    return tuple(
        _way(
            channel,
            links,
            outcomes,
            lost if channel == RECLAIM else None,
            hour,
            kept_guest if channel == GUEST else kept,
            priors,
            months,
            chance,
        )
        for channel in CHANNELS
    )


def rates_of(channel: str, outcomes: Sequence[Outcome], priors: Priors, chance: Chance) -> Rates:
    """Draw the shares of one channel from its priors and own outcomes; outcomes of other channels are passed over."""
    rows = _own(channel, outcomes)
    reply = priors[f"{channel}.reply"]
    campaigns: dict[str, list[tuple[float, float]]] = {
        "contact": [],
        "reply": [(_replied(row, reply), row.contacted) for row in rows if _answered(row)],
        "placed": [(row.placed, _replied(row, reply)) for row in rows if row.placed is not None],
        "followed": [(row.followed, row.placed) for row in rows if row.placed and row.followed is not None],
    }
    drawn = {
        step: share(
            priors[f"{channel}.{step}"],
            campaigns[step],
            priors,
            chance.stream(f"{channel}.{step}").random(chance.draws),
        )
        for step in STEPS
    }
    return Rates(channel, own=sum(row.contacted for row in rows if _answered(row)), **drawn)


def forecast(rates: Rates, prospects: int, chance: Chance) -> Forecast:
    """What so many prospects bring (SCIENCE A10): binomial at every step, at each draw's own shares."""
    stream = chance.stream(f"forecast {rates.channel}")
    steps = []
    count = np.full(chance.draws, prospects, dtype=np.int64)
    for taken in (rates.contact, rates.reply, rates.placed, rates.followed):
        count = stream.binomial(count, taken)
        steps.append(count.astype(np.float64))
    return Forecast(*steps)


def share(prior: Prior, campaigns: Iterable[tuple[float, float]], priors: Priors, uniform: Draws) -> Draws:
    """Draw the share of the next campaign from a prior and own campaigns (a discounted beta).

    A campaign of n speaks as `min(n, funnel.campaign)` observations (`w = min(1, 40 / n)`). The next one scatters
    around the share learned, as beta draws of `funnel.scatter` observations do, however much is known.

    Args:
        prior: value and weight; weight is the sum of the two parameters of its beta distribution.
        campaigns: (how many did, of how many) of each own campaign.
        priors: the two numbers above.
        uniform: a number between 0 and 1 a draw; the same ones give shares that move with the prior and nothing else.
    """
    most, scatter = priors["funnel.campaign"].value, priors["funnel.scatter"].value
    did = prior.value * prior.weight
    size = prior.weight
    for done, tried in campaigns:
        weight = min(1.0, most / tried) if tried else 0.0
        did += weight * min(done, tried)
        size += weight * tried
    middle = min(max(did / size, _EDGE), 1 - _EDGE)
    variance = 1 / (size + 1) + (1 - 1 / (size + 1)) / (scatter + 1)  # of what is learned, then of the next campaign
    spread = 1 / variance - 1
    drawn: Draws = special.betaincinv(middle * spread, (1 - middle) * spread, uniform)
    return np.clip(drawn, _EDGE, 1 - _EDGE)


def positive(prior: Prior, chance: Chance) -> Draws:
    """Draw a number above zero: lognormal, with the prior's value in the middle and its 80 % from low to high."""
    if prior.low <= 0 or prior.high <= prior.low:
        return np.full(chance.draws, prior.value)
    spread = np.log(prior.high / prior.low) / (2 * _Z90)
    drawn: Draws = prior.value * np.exp(spread * chance.stream(prior.name).standard_normal(chance.draws))
    return drawn


def link_quality(
    kinds: Sequence[SourceType], links: pa.Table, pooled: float, fallback: Prior, chance: Chance, part: str
) -> tuple[Draws, int]:
    """Draw the mean quality of a link from some kinds of source, and how many such links it rests on.

    A bootstrap of the links of these kinds; `pooled` links of all kinds stand beside them, so that one lucky link is
    not taken for the rule. Without any link at all it is the rubric's guess.

    Args:
        kinds: kinds of source; empty for all.
        links: columns source_type and quality.
        pooled: how many of all kinds.
        fallback: the guess.
        chance: where the draws come from.
        part: name of the stream.
    """
    every = links["quality"].to_numpy()
    if not len(every):
        return positive(fallback, chance), 0
    chosen = links.filter(pc.is_in(links["source_type"], pa.array(kinds, pa.string()))) if kinds else links
    own = chosen["quality"].to_numpy()
    stream = chance.stream(part)
    shape = (chance.draws, BOOTSTRAP)
    drawn = stream.choice(every, shape)
    if len(own):
        drawn = np.where(stream.random(shape) < len(own) / (len(own) + pooled), stream.choice(own, shape), drawn)
    return drawn.mean(axis=1), len(own)


def worth_asking_again(sides: Sequence[Side]) -> int:
    """How many referring domains of the site that have no link left are worth a mail.

    Nobody says what the lost ones were worth: as large a part of them is taken to be worth having as of those that
    stand, followed and not suspect.
    """
    own = next((side for side in sides if side.own), None)
    if own is None or not own.lives.num_rows:
        return 0
    standing = own.lives.filter(pc.is_null(own.lives["lost_at"]))["referring_domain"]
    lost = own.lives.filter(pc.is_valid(own.lives["lost_at"]))["referring_domain"].unique()
    gone = int(pc.sum(pc.invert(pc.is_in(lost, standing.unique()))).as_py() or 0)
    share = _links([own]).num_rows / own.domains.num_rows if own.domains.num_rows else 1.0
    return round(gone * share)


def unknown_channels(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Own channels that no channel of ours is called: their outcomes are not counted."""
    return tuple(sorted({each.channel for each in outcomes if _folded(each.channel) not in _NAMES}))


def assumptions(found: Sequence[Way], priors: Priors) -> tuple[Assumption, ...]:
    """What the channels rest on, share by share, with how many own contacts speak in it."""
    words = {
        "contact": "prospects with a valid contact",
        "reply": "contacts who reply",
        "placed": "replies that become a link",
        "followed": "links made that are followed and indexed",
    }
    return tuple(
        Assumption(
            name=f"{way.channel}.{step}",
            meaning=f"{way.channel}: share of {words[step]}",
            value=interval(getattr(way.rates, step)),
            own_data=0 if step == "contact" else way.rates.own,
            source=_source(priors[f"{way.channel}.{step}"]),
        )
        for way in found
        for step in STEPS
    ) + tuple(
        Assumption(
            name=name,
            meaning=priors[name].reason,
            value=Interval(priors[name].low, priors[name].value, priors[name].high),
            own_data=0,
            source=priors[name].source,
        )
        for name in ("funnel.hour", "funnel.campaign", "funnel.scatter", "funnel.most")
    )


def _source(prior: Prior) -> str:
    return f"{prior.reason} ({prior.source})"


def _way(
    channel: str,
    links: pa.Table,
    outcomes: Sequence[Outcome],
    lost: int | None,
    hour: Draws,
    kept: Draws,
    priors: Priors,
    months: int,
    chance: Chance,
) -> Way:
    rates = rates_of(channel, outcomes, priors, chance)
    contact, made, money = (
        positive(priors[f"{channel}.{name}"], chance) for name in ("hours_contact", "hours_link", "cost_link")
    )
    rows = _own(channel, outcomes)
    slower = _against_own(
        [(row.hours, row.contacted * contact.mean() + (row.placed or 0) * made.mean()) for row in rows]
    )
    dearer = _against_own([(row.cost, (row.placed or 0) * money.mean()) for row in rows])
    hours = slower * (contact / (rates.reply * rates.placed) + made) / rates.followed
    quality, drawn_from = link_quality(
        CHANNELS[channel], links, priors["funnel.pooled"].value, priors["funnel.quality"], chance, f"{channel} quality"
    )
    return Way(
        channel=channel,
        rates=rates,
        hours=hours,
        cost=hours * hour + dearer * money / rates.followed,
        quality=quality,
        kept=kept,
        prospects=lost if lost is not None else int(priors[f"{channel}.prospects"].value * months / 12),
        drawn_from=drawn_from,
    )


def _own(channel: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [each for each in outcomes if _NAMES.get(_folded(each.channel)) == channel and each.contacted > 0]


def _answered(row: Outcome) -> bool:
    return row.replied is not None or row.placed is not None


def _replied(row: Outcome, prior: Prior) -> float:
    """Replies of a campaign; where only links were counted, as many as are likely: links / contacts is right then."""
    placed = row.placed or 0
    replied = float(row.replied) if row.replied is not None else row.contacted * prior.value
    return min(max(replied, placed), row.contacted)


def _against_own(counted: Sequence[tuple[float | None, float]]) -> float:
    """Own effort over what was assumed for the same work, in the middle between both; 1 without own numbers."""
    known = [(own, assumed) for own, assumed in counted if own is not None and assumed > 0]
    if not known or not sum(own for own, _ in known):
        return 1.0
    ratio = sum(own for own, _ in known) / sum(assumed for _, assumed in known)
    weight = len(known) / (len(known) + 1)  # the assumption speaks as one more campaign
    return float(ratio**weight)


def _links(sides: Sequence[Side]) -> pa.Table:
    """The links a won one may resemble: followed or unknown, not suspect."""
    columns = ("source_type", "quality", "tier", "followed")
    table = pa.concat_tables([side.domains.select(columns) for side in sides])
    nofollow = pc.fill_null(pc.invert(table["followed"]), False)
    suspect = pc.fill_null(pc.equal(table["tier"], Tier.SUSPECT), False)
    return table.filter(pc.and_(pc.is_valid(table["quality"]), pc.invert(pc.or_(nofollow, suspect))))


def _folded(channel: str) -> str:
    words = channel.casefold().replace("-", " ").replace("_", " ").split()
    return " ".join(word[:-1] if word.endswith("s") else word for word in words)


_NAMES = {_folded(channel): channel for channel in CHANNELS} | {
    "guest post": GUEST,
    "pr": "digital PR",
    "directory": "directory or citation",
    "directorie": "directory or citation",
    "directory and citation": "directory or citation",
    "directorie and citation": "directory or citation",
    "citation": "directory or citation",
    "mention": "unlinked mention",
}
