"""Bar 15: do the 80 % intervals of what outreach brings hold, also in worlds that are not as the method assumes?

A planner has run one campaign (or six) and forecasts the next of 400 prospects. Each world says how campaigns differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.bars.reading import Reading
from benchmarks.floors import Floor
from linkwright.plan.chance import Chance, interval
from linkwright.plan.evidence import Outcome
from linkwright.plan.funnel import STEPS, forecast, rates_of
from linkwright.rubric.priors import built_in_priors

Shares = NDArray[np.float64]  # one a step
CHANNEL = "guest contribution"
PLANNERS = 2_000
DRAWS = 1_000
CONTACTED, PROSPECTS = 150, 400
SEED = 15
AIM = (0.75, 0.92)
_HOLDS = "80 % interval of links won holds"


@dataclass(frozen=True)
class World:
    """How the shares of campaigns come about.

    Attributes:
        planner: the planner's own long-run shares.
        campaign: the shares of one campaign of theirs; told whether it is the one to be forecast.
        past: own campaigns before.
        assumed: the method's assumptions hold, so the bar does.
    """

    name: str
    planner: Callable[[np.random.Generator], Shares]
    campaign: Callable[[np.random.Generator, Shares, bool], Shares]
    past: int = 1
    assumed: bool = False


def _believed(stream: np.random.Generator, factor: float = 1.0) -> Shares:
    """Shares as the rubric holds them likely, times a factor."""
    numbers = [built_in_priors()[f"{CHANNEL}.{step}"] for step in STEPS]
    return np.array([stream.beta(n.value * factor * n.weight, (1 - n.value * factor) * n.weight) for n in numbers])


def _spread(size: float) -> Callable[[np.random.Generator, Shares, bool], Shares]:
    """Campaigns that scatter around the planner's shares, as Beta of so many observations does."""

    def campaign(stream: np.random.Generator, shares: Shares, _next: bool) -> Shares:
        inside = shares.clip(0.002, 0.998)
        return stream.beta(inside * size, (1 - inside) * size)

    return campaign


def _drifting(stream: np.random.Generator, shares: Shares, is_next: bool) -> Shares:
    """The channel wears out: a third fewer reply to the next campaign."""
    drawn = _spread(50)(stream, shares, is_next)
    return drawn * np.array([1, 2 / 3, 1, 1]) if is_next else drawn


def _together(stream: np.random.Generator, shares: Shares, _next: bool) -> Shares:
    """A campaign with a good story does better at every step: one factor for all of them."""
    odds = np.log(shares.clip(0.002, 0.998) / (1 - shares.clip(0.002, 0.998))) + stream.normal(0, 0.5)
    drawn: Shares = 1 / (1 + np.exp(-odds))
    return drawn


def _first(stream: np.random.Generator) -> Shares:
    """The first campaign of a planner all of whose steps but the reply go as the rubric has them."""
    means = np.array([built_in_priors()[f"{CHANNEL}.{step}"].value for step in STEPS])
    means[1] = stream.beta(3, 3 / means[1] - 3)
    return means


def _half_new(stream: np.random.Generator, first: Shares, is_next: bool) -> Shares:
    """The next campaign is half the first and half a new one."""
    return 0.5 * first + 0.5 * _first(stream) if is_next else first


WORLDS = (
    World("replies, half as before", _first, _half_new, assumed=True),
    World("one campaign before", _believed, _spread(50), assumed=True),
    World("six campaigns before", _believed, _spread(50), past=6, assumed=True),
    World("tame campaigns (spread 200)", _believed, _spread(200)),
    World("wild campaigns (spread 15)", _believed, _spread(15)),
    World("a third fewer reply than before", _believed, _drifting),
    World("steps rise and fall together", _believed, _together),
    World("true shares 0.6 of what is believed", lambda stream: _believed(stream, 0.6), _spread(50)),
)


def measure(small: bool, _data: Path) -> list[Reading]:
    """Measure how often 80 % intervals hold, beside those of the last campaign's own share."""
    planners = PLANNERS // 20 if small else PLANNERS
    found = []
    for world in WORLDS:
        ours, plug_in = coverage(world, planners)
        aim = Floor(f"{_HOLDS}: {world.name}", *AIM) if world.assumed else None
        found.append(Reading(15, f"{_HOLDS}: {world.name}", aim, ours, f"{planners:,} planners"))
        if world.assumed:
            found.append(Reading(15, f"the same by the own share alone: {world.name}", None, plug_in))
    return found


def coverage(world: World, planners: int) -> tuple[float, float]:
    """Return the share of planners whose next campaign falls into the interval, by the product and by the own share."""
    stream = np.random.default_rng(SEED)
    priors = built_in_priors()
    ours = plug_in = 0
    for planner in range(planners):
        shares = world.planner(stream)
        past = [_outcome(stream, world.campaign(stream, shares, False)) for _ in range(world.past)]
        won = int(_run(stream, PROSPECTS, world.campaign(stream, shares, True))[-1])
        chance = Chance(draws=DRAWS, seed=planner)
        ours += _holds(forecast(rates_of(CHANNEL, past, priors, chance), PROSPECTS, chance).won, won)
        own = max(0.5, sum(each.followed or 0 for each in past)) / sum(each.contacted for each in past)
        contact = priors[f"{CHANNEL}.contact"].value
        plug_in += _holds(stream.binomial(PROSPECTS, own * contact, DRAWS).astype(np.float64), won)
    return ours / planners, plug_in / planners


def _run(stream: np.random.Generator, prospects: int, shares: Shares) -> list[int]:
    counts = []
    for share in shares:
        prospects = int(stream.binomial(prospects, share))
        counts.append(prospects)
    return counts


def _outcome(stream: np.random.Generator, shares: Shares) -> Outcome:
    replied, placed, followed = _run(stream, CONTACTED, shares[1:])
    return Outcome(CHANNEL, None, CONTACTED, replied, placed, followed, None, None, None)


def _holds(draws: NDArray[np.float64], truth: int) -> bool:
    range_ = interval(draws)
    return range_.low <= truth <= range_.high
