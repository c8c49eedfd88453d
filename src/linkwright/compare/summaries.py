"""One side in numbers."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.diversity import diversities
from linkwright.compare.mixes import followed_share, mixes
from linkwright.compare.model import Diversity, SideSummary
from linkwright.compare.qualities import total_quality
from linkwright.compare.rates import velocity
from linkwright.compare.side import Side
from linkwright.compare.survival_curve import FEWEST_LINKS, FEWEST_LOSSES, life_curve
from linkwright.compare.unseen import at_least
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval

MOST_QUALITIES = 2_000
_YEAR = 12


def summaries(
    sides: Sequence[Side], owners: Sequence[pa.Table], today: date, priors: Priors
) -> tuple[SideSummary, ...]:
    """Put every side in numbers.

    Args:
        sides: all of them, as diversity is measured at the same coverage.
        owners: of each side, one row an owner.
        today: the day of the comparison.
        priors: with `compare.shared_error`.
    """
    varied = diversities([side.domains for side in sides], owners)
    return tuple(
        _summary(side, table, diversity, today, priors)
        for side, table, diversity in zip(sides, owners, varied, strict=True)
    )


def _summary(
    side: Side, owners: pa.Table, diversity: tuple[Diversity, ...], today: date, priors: Priors
) -> SideSummary:
    qualities = np.sort(owners["quality"].to_numpy())[::-1]
    speed, survival, bound = velocity(side, today), _survival(side, today), at_least(side.domains)
    missing = {
        "how many link in truth: at least two sources that see the same sites": bound,
        "which links are followed: a source that says it": followed_share(owners),
        "velocity: three whole months of first-seen dates": speed,
        f"survival: at least {FEWEST_LINKS} links whose page says when it was published, {FEWEST_LOSSES} of them lost "
        "since (exports do not say it; `linkwright verify` reads the pages of your own links)": survival,
        "diversity: fifteen sites of a known kind": diversity or None,
    }
    return SideSummary(
        site=side.site,
        own=side.own,
        quality=total_quality(owners, priors),
        qualities=tuple(qualities[:MOST_QUALITIES].tolist()),
        referring_domains=pc.count_distinct(side.domains["referring_domain"]).as_py(),
        seen=owners.num_rows,
        at_least=bound,
        links_followed=followed_share(owners),
        mix=mixes(owners),
        diversity=diversity,
        velocity=speed,
        survival=survival,
        not_known=tuple(f"{side.site}, {what}." for what, found in missing.items() if found is None),
    )


def _survival(side: Side, today: date) -> Interval | None:
    curve = life_curve(side.lives, today)
    at_a_year = curve.at(_YEAR) if curve else None
    if at_a_year is None:
        return None
    share, low, high = at_a_year
    return Interval(low, share, high)
