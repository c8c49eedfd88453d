"""What happens when nothing is done: own links die, some come by themselves, rivals go on."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.owners import best_by_owner
from linkwright.compare.qualities import total_quality
from linkwright.compare.side import Side
from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.model import Nothing
from linkwright.plan.survival import Survival
from linkwright.plan.velocity import Velocity
from linkwright.rubric.priors import Priors

_OLDEST = 60  # months: beyond that, age tells little more
_STEP = 3  # months of age taken together, as if all were in their middle
_DAYS = 30.44  # of a month
_TENTH = 1.2816  # standard deviations from the middle to the tenth percentile


def quality_now(side: Side, priors: Priors, chance: Chance) -> Draws:
    """Draw Q of a site, its interval taken as two halves of a normal distribution."""
    known = total_quality(best_by_owner(side.domains), priors)
    away = chance.stream(f"quality of {side.site}").standard_normal(chance.draws) / _TENTH
    drawn = known.middle + np.where(away < 0, known.middle - known.low, known.high - known.middle) * away
    return np.maximum(drawn, 0.0)


def own_kept(side: Side, survival: Survival, months: int, today: date, chance: Chance) -> Draws:
    """Draw the share of own Q that stands at the horizon: links that have lived long die less."""
    owners = best_by_owner(side.domains)
    if not owners.num_rows:
        return np.asarray(survival.share(float(months), chance))
    seen = pc.fill_null(pc.cast(owners["first_seen"], pa.date32()), today)
    days = pc.days_between(seen, pa.scalar(today)).to_numpy()
    ages = (days / _DAYS).clip(0, _OLDEST)
    bucket = (ages // _STEP).astype(int)
    weight = np.bincount(bucket, weights=owners["quality"].to_numpy() + 1e-9)
    kept = [
        share * survival.kept((place + 0.5) * _STEP, float(months), chance)
        for place, share in enumerate(weight)
        if share
    ]
    total: Draws = np.sum(kept, axis=0) / weight.sum()
    return total


def come_unasked(own: Velocity, survival: Survival, months: int, chance: Chance) -> Draws:
    """Draw what links add that come by themselves until the horizon, as a part of own Q now.

    As many as the own history has, worth what those are that link now, as far as they stand at the horizon: rivals'
    growth counts theirs likewise.
    """
    stand = [survival.share(float(months - month), chance) for month in range(1, months + 1)]
    added: Draws = np.einsum("dm,md->d", own.unasked(months, chance, "own"), np.stack(stand))
    return added


def nothing(
    quality: Draws,
    kept: Draws,
    own_growth: Draws,
    growth: Draws,
    clicks: tuple[Draws, Draws] | None,
    months: int,
    *,
    rivals_known: bool,
) -> Nothing:
    """Say what is left of Q, how far rivals go, and which clicks are lost, with nobody doing anything for the site.

    Args:
        quality: own Q now.
        kept: share of it that stands at the horizon.
        own_growth: the same and what links add that come by themselves.
        growth: factor by which rivals' Q grows.
        clicks: clicks a month now, and at the horizon with nothing done; None where no results page is known.
        months: the horizon.
        rivals_known: the growth is that of competitors, and not only assumed.
    """
    left, share, own, rivals = (interval(each) for each in (quality * own_growth, kept, own_growth, growth))
    lost = interval(np.maximum(0.0, clicks[0] - clicks[1])) if clicks else None
    words = [
        f"In {months} months {share.low:.0%} to {share.high:.0%} of the link quality of today still stands; "
        + (
            f"with the links that come by themselves, as in your history, you have {own.low:.2f} to {own.high:.2f} "
            "times what you have now. "
            if np.any(own_growth != kept)
            else "none are counted on to come by themselves, as your history is too short to tell. "
        )
        + f"Rivals have {rivals.low:.2f} to {rivals.high:.2f} times what they have now"
        + ("." if rivals_known else ": that is assumed, as no competitor's months are known.")
    ]
    if lost and lost.high >= 1:
        words.append(
            f"On average over all futures that costs about {lost.middle:,.0f} clicks a month ({lost.low:,.0f} to "
            f"{lost.high:,.0f})."
        )
    return Nothing(left, share, rivals, lost, " ".join(words))
