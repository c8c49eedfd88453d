"""What a plan stands on, as draws: how links last, how rivals move, what a link takes and brings."""

from dataclasses import dataclass

import numpy as np

from linkwright.compare.side import MONTHS, Side
from linkwright.plan.chance import Chance, Draws
from linkwright.plan.effort import Blend, blend
from linkwright.plan.evidence import Evidence
from linkwright.plan.funnel import assumptions as funnel_assumptions
from linkwright.plan.funnel import ways
from linkwright.plan.model import Assumption, Request
from linkwright.plan.nothing import own_kept, quality_now
from linkwright.plan.races import Outlook
from linkwright.plan.survival import Survival, fit_survival
from linkwright.plan.velocity import fit_velocity, typical_growth
from linkwright.rubric.priors import Priors


@dataclass(frozen=True)
class Grounds:
    """Everything that is the same for all pages.

    Attributes:
        own, rivals: the sides; a competitor without any link says nothing and is left out.
        quality: Q of the site now.
        outlook: what happens by itself until the horizon.
        blend: the channels and how links are divided over them.
        priors: what was assumed.
        assumptions: all numbers used.
    """

    own: Side
    rivals: tuple[Side, ...]
    survival: Survival
    quality: Draws
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
    outlook = Outlook(
        rivals_growth=typical_growth(speeds, request.months, chance),
        own_kept=own_kept(own, survival, request.months, evidence.today, chance),
    )
    found = ways((own, *rivals), evidence.outcomes, survival, priors, request.months, chance)
    return Grounds(
        own=own,
        rivals=rivals,
        survival=survival,
        quality=quality_now(own, priors, chance),
        outlook=outlook,
        blend=blend(found, priors),
        priors=priors,
        assumptions=(*survival.assumptions, *speeds[0].assumptions, *funnel_assumptions(found, priors)),
    )


def middle_rival(known: Grounds, chance: Chance) -> Draws | None:
    """Q of the middle one of the competitors; None without any."""
    if not known.rivals:
        return None
    middle: Draws = np.median([quality_now(side, known.priors, chance) for side in known.rivals], axis=0)
    return middle
