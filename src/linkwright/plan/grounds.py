"""What a plan stands on, as draws: how links last, how rivals move, what a link takes and brings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from linkwright.compare.side import MONTHS, Side
from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.effort import Blend, blend
from linkwright.plan.evidence import Evidence
from linkwright.plan.funnel import assumptions as funnel_assumptions
from linkwright.plan.funnel import ways
from linkwright.plan.model import Assumption, Request
from linkwright.plan.nothing import come_unasked, own_kept, quality_now
from linkwright.plan.races import Outlook
from linkwright.plan.survival import Survival, fit_survival
from linkwright.plan.velocity import Velocity, fit_velocity, typical_growth
from linkwright.rubric.priors import Priors

YEAR = 12  # months


@dataclass(frozen=True)
class Grounds:
    """Everything that is the same for all pages.

    Attributes:
        own, rivals: the sides; a competitor without any link says nothing and is left out.
        quality: Q of the site now, and `kept` the share of it that stands at the horizon.
        outlook: what happens by itself until the horizon.
        blend: the channels and how links are divided over them.
        priors: what was assumed.
        assumptions: all numbers used.
    """

    own: Side
    rivals: tuple[Side, ...]
    survival: Survival
    quality: Draws
    kept: Draws
    outlook: Outlook
    blend: Blend
    priors: Priors
    assumptions: tuple[Assumption, ...]


def grounds(evidence: Evidence, request: Request, chance: Chance) -> Grounds:
    """Learn what the plan stands on; where the evidence is silent the priors speak."""
    own, *others = evidence.sides
    rivals = tuple(side for side in others if side.domains.num_rows)
    priors = evidence.priors
    survival = fit_survival(own.lives, priors, evidence.today)
    speeds = [fit_velocity(side.months, priors) for side in rivals] or [fit_velocity(MONTHS.empty_table(), priors)]
    kept = own_kept(own, survival, request.months, evidence.today, chance)
    speed = fit_velocity(own.months, priors)
    unasked = come_unasked(speed, survival, request.months, chance)
    outlook = Outlook(rivals_growth=typical_growth(speeds, request.months, chance), own_growth=kept + unasked)
    found = ways((own, *rivals), evidence.outcomes, survival, priors, request.months, chance)
    return Grounds(
        own=own,
        rivals=rivals,
        survival=survival,
        quality=quality_now(own, priors, chance),
        kept=kept,
        outlook=outlook,
        blend=blend(found, priors),
        priors=priors,
        assumptions=(
            *survival.assumptions,
            _rivals_growth(speeds, chance),
            _own_growth(speed, outlook),
            *funnel_assumptions(found, priors),
        ),
    )


def _rivals_growth(speeds: Sequence[Velocity], chance: Chance) -> Assumption:
    """What all competitors together say of a year; one without history is assumed to grow as the rubric says."""
    known = [speed for speed in speeds if speed.months]
    said = (known or speeds)[0].assumptions[0]
    if not known:
        return said
    return replace(
        said,
        value=interval(typical_growth(speeds, YEAR, chance)),
        own_data=sum(speed.months for speed in known),
        source=f"months of history of {len(known)} of {len(speeds)} competitors",
    )


def _own_growth(speed: Velocity, outlook: Outlook) -> Assumption:
    return Assumption(
        "velocity.own",
        "factor by which the own quality changes until the end by itself: losses, and links that come unasked",
        interval(outlook.own_growth),
        speed.months,
        f"{speed.months} months of your history"
        if speed.months
        else "losses only: your history is too short to count on links that come unasked",
    )


def middle_rival(known: Grounds, chance: Chance) -> Draws | None:
    """Q of the middle one of the competitors; None without any."""
    if not known.rivals:
        return None
    middle: Draws = np.median([quality_now(side, known.priors, chance) for side in known.rivals], axis=0)
    return middle
