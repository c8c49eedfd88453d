"""Bar 12: sales phrases among anchors, against competitors' mixes; drawn and on half-years of a real profile."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.bars.reading import Reading, at_least, at_most, not_measured
from benchmarks.worlds.anchors import CLASSES, CONCENTRATION, MEANS
from linkwright.signals.mix_model import fit_prior, tail

Counts = NDArray[np.int64]
Vector = NDArray[np.float64]
Mix = Callable[[np.random.RandomState], Vector]  # shares of the classes in one natural profile
COMPETITORS = 9
EXACT = CLASSES.index("exact")
ALARM = 0.01
EXCESS = 6.0
POWER = {20: 0.65, 60: 0.90, 300: 0.99}


def readings(repeats: int, real_mixes: Counts | None) -> list[Reading]:
    """Measure the bar.

    Args:
        repeats: profiles of each kind.
        real_mixes: counts of anchor classes (columns) of the half-years of a real profile (rows), the class that
            stands in for sales phrases last; None where there is none.
    """
    drawn = partial(_dirichlet, np.array(MEANS))
    fixed = [
        Reading(
            12,
            f"rule of thumb (5 % exact) flags, natural profiles of {size}",
            None,
            _share(partial(_over_five_percent, drawn, size), repeats),
            "for comparison",
        )
        for size in POWER
    ]

    found = _measured(partial(_flagged, drawn, EXACT), "", repeats, POWER)
    if real_mixes is None:
        return [
            *found,
            *fixed,
            not_measured(12, "resampled real anchors", "no real exports; name their folder (--data)"),
        ]
    real = partial(_of_groups, real_mixes)
    note = f"{len(real_mixes)} half-years of one real profile; generic words stand in for sales phrases"
    last = real_mixes.shape[1] - 1
    return [
        *found,
        *_measured(partial(_flagged, real, last), ", resampled real anchors", repeats, {60: 0.90}, note),
        *fixed,
    ]


def _flagged(mix: Mix, target: int, size: int, excess: float, random: np.random.RandomState) -> bool:
    """Whether a profile with so many times the usual share of a class stands out among nine competitors."""
    rivals = [random.multinomial(random.randint(40, 400), mix(random)) for _ in range(COMPETITORS)]
    own = random.multinomial(size, _raised(mix(random), target, excess))
    return tail(fit_prior(np.array(rivals, dtype=np.float64)), own.astype(np.float64), target) < ALARM


def _measured(
    flagged: Callable[[int, float, np.random.RandomState], bool],
    where: str,
    repeats: int,
    sizes: dict[int, float],
    note: str = "",
) -> list[Reading]:
    found = []
    for size, power in sizes.items():
        natural = _share(partial(flagged, size, 1.0), repeats)
        raised = _share(partial(flagged, size, EXCESS), repeats)
        found.append(at_most(12, f"natural profiles of {size} flagged{where}", 0.03, natural, note))
        found.append(at_least(12, f"sixfold excess among {size} found{where}", power, raised, note))
    return found


def _over_five_percent(mix: Mix, size: int, random: np.random.RandomState) -> bool:
    return bool(random.multinomial(size, mix(random))[EXACT] > 0.05 * size)


def _share(true: Callable[[np.random.RandomState], bool], repeats: int) -> float:
    return sum(bool(true(np.random.RandomState(seed))) for seed in range(repeats)) / repeats


def _dirichlet(means: Vector, random: np.random.RandomState) -> Vector:
    drawn: Vector = random.dirichlet(CONCENTRATION * means)
    return drawn


def _of_groups(groups: Counts, random: np.random.RandomState) -> Vector:
    """The mix of a random group, as a resample of its domains would show it."""
    chosen = groups[random.randint(len(groups))]
    resampled: Vector = random.multinomial(chosen.sum(), chosen / chosen.sum()) / chosen.sum()
    return resampled


def _raised(shares: Vector, target: int, excess: float) -> Vector:
    """The same mix with several times as much of one class, at least that many times the usual 5 %."""
    if excess == 1.0:
        return shares
    wanted = min(0.9, max(excess * shares[target], excess * MEANS[EXACT]))
    raised: Vector = shares * (1 - wanted) / max(1e-9, 1 - shares[target])
    raised[target] = wanted
    return raised
