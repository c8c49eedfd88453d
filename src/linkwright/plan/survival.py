"""Which share of links still stands after some months: what studies say, and own links the more of them are known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from linkwright.compare.survival_curve import DAYS_A_MONTH, life_curve
from linkwright.plan.chance import TENTHS, Chance, Draws, interval
from linkwright.plan.lifetimes import SHORTEST, YEAR, Curve, Fit, Lives, posterior, unlearned
from linkwright.plan.model import Assumption
from linkwright.rubric.priors import Prior, Priors
from linkwright.vocabulary.numbers import Interval

ALL = ""  # all links of the site together
GUEST_POSTS = "guest contribution"
ASPECTS = ("source_type", "rel", "placement")
FEWEST_DEATHS_OF_KIND = 100  # SCIENCE A9: with fewer, kinds of links cannot be told apart
FEWEST_DEATHS = 10  # with fewer, studies say more than own links
FEWEST_DELAYS = 30  # links of known birth from which the own delay to first sight is taken
LATEST_ENTRY = 24.0  # months: a page that links two years after it was written most likely got the link later
OFF = 0.05  # a curve without an assumed shape may differ by so much before it is said
_MICROSECONDS = DAYS_A_MONTH * 86_400e6


@dataclass(frozen=True)
class Survival:
    """How long links stand.

    Attributes:
        curves: by kind of link: `ALL`, `GUEST_POSTS` and, where own links are many, `source_type:blog` and the like.
        own_lives: own links that could be followed, the first one of each domain.
        own_deaths: of these, how many were lost.
        assumptions: the numbers used.
        words: what the reader has to know, sentences.
    """

    curves: Mapping[str, Curve]
    own_lives: int
    own_deaths: int
    assumptions: tuple[Assumption, ...]
    words: tuple[str, ...]

    def share(self, months: float, chance: Chance, kind: str = ALL) -> Draws:
        """Share of links made now that stands after so many months; a kind that is not known is all links."""
        return self.kept(0.0, months, chance, kind)

    def kept(self, age_months: float, months: float, chance: Chance, kind: str = ALL) -> Draws:
        """Share of links that stand now, made so many months ago, that stands after so many more."""
        curve = self.curves.get(kind, self.curves[ALL])
        share: Draws = np.exp(-curve.lost_between(age_months, age_months + months, chance))
        return share


def fit_survival(lives: pa.Table, priors: Priors, today: date) -> Survival:
    """Learn how long links stand.

    Weibull curves (see `lifetimes`) with priors from studies of vendors; own lives enter by their likelihood, given
    when each was first seen. Links of one domain go together, so only the first one
    of each counts. Links whose birth nobody states are averaged
    over how long tools take to see a link.

    Args:
        lives: as `compare.side.LIVES`; may be empty.
        priors: `survival.*`.
        today: nothing after it counts.
    """
    delay = priors["survival.delay"]
    own, kinds = _read(lives, today)
    delays, dated = _delays(own, delay)
    prior = _prior(priors)
    everything = posterior(prior, own, delays)
    deaths = int(own.lost.sum())
    curves = {ALL: everything, GUEST_POSTS: _times(everything, priors["survival.guest_posts"])}
    for kind, which in kinds.items():
        if own.lost[which].sum() >= FEWEST_DEATHS_OF_KIND:
            curves[kind] = posterior(prior, own.of(which), delays)
    survival = Survival(curves, len(own.lost), deaths, (), ())
    words = (*_words(survival), *_shape_words(survival, lives, today))
    return replace(survival, assumptions=_assumptions(survival, priors, dated), words=words)


def _read(lives: pa.Table, today: date) -> tuple[Lives, dict[str, NDArray[np.bool_]]]:
    """Own lives in months, and which of them are of each kind."""
    end = (np.datetime64(today, "us").astype(np.int64) + 86_400e6) / _MICROSECONDS
    born, first, last, lost_at = (_months(lives, name) for name in ("born", "first_seen", "last_seen", "lost_at"))
    lost = lost_at <= end
    until = np.minimum(np.where(lost, lost_at, np.fmax(last, first)), end)
    entry = first - born
    entry[entry < 0] = np.nan  # a page dated anew
    followed = until - first
    good = ((followed > 0) | (lost & (followed == 0))) & ~(entry > LATEST_ENTRY)  # false where first seen is not known
    good &= _first_of_domain(lives["referring_domain"].to_pylist(), first, good)
    size = int(good.sum())
    own = Lives(entry[good], np.maximum(followed[good], SHORTEST), lost[good].astype(np.float64), np.ones(size))
    kinds: dict[str, NDArray[np.bool_]] = {}
    for aspect in ASPECTS:
        values = np.asarray(lives[aspect].to_pylist(), dtype=object)[good]
        kinds |= {f"{aspect}:{value}": values == value for value in sorted({each for each in values if each})}
    return own, kinds


def _first_of_domain(
    domains: list[str | None], first: NDArray[np.float64], good: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which links are the first one known of their domain."""
    order = np.argsort(np.where(good, first, np.inf), kind="stable")
    names = np.array([name or "" for name in domains], dtype=str)[order]
    found = np.zeros(len(domains), dtype=np.bool_)
    found[order[np.unique(names, return_index=True)[1]]] = True
    return found


def _months(lives: pa.Table, name: str) -> NDArray[np.float64]:
    """A column of times as months since 1970, not-a-number where unknown."""
    times = pc.cast(lives[name].combine_chunks(), pa.int64()).to_numpy(zero_copy_only=False)
    months: NDArray[np.float64] = times.astype(np.float64) / _MICROSECONDS
    return months


def _delays(own: Lives, prior: Prior) -> tuple[tuple[float, float, float], int]:
    """Mean months to first sight as three points, and how many own links say so."""
    known = own.entry[np.isfinite(own.entry)]
    if len(known) < FEWEST_DELAYS:
        return (prior.low, prior.value, prior.high), 0
    mean = max(float(known.mean()), SHORTEST)
    return (mean / 1.25, mean, mean * 1.25), len(known)  # links seen late and lost before are missing in it


def _prior(priors: Priors) -> Fit:
    """The prior: `weight` own deaths say as much of the shape, and `weight` own links of the first year's share.

    The spread of a Weibull shape from n deaths is 0.78 / sqrt(n) on the log scale (Thoman, Bain and Antle 1969), that
    of a share from n links the binomial one, taken to log h by its slope.
    """
    shape, year = priors["survival.shape"], priors["survival.year"]
    share = float(np.clip(year.value, 0.001, 0.999))
    hazard = -np.log(share)
    spread = np.sqrt((1 - share) / (share * (year.weight + 1))) / hazard
    means = np.log([shape.value, hazard])
    return unlearned(
        means, np.array([0.78 / np.sqrt(max(shape.weight, 1.0)), spread]), priors["survival.looseness"].value
    )


def _times(curve: Curve, ratio: Prior) -> Curve:
    """The same curve with so many times the losses."""
    spread = np.log(max(ratio.high, ratio.low) / ratio.low) / TENTHS
    more = np.array([0, np.log(ratio.value)])
    fits = (
        replace(
            fit,
            mean=fit.mean + more,
            covariance=fit.covariance + np.diag([0, spread**2]),
            exposure=fit.exposure / ratio.value,
        )
        for fit in curve.fits
    )
    return Curve(tuple(fits))


def _assumptions(survival: Survival, priors: Priors, dated: int) -> tuple[Assumption, ...]:
    year, delay, guest = (priors[f"survival.{name}"] for name in ("year", "delay", "guest_posts"))
    chance = Chance()
    own = survival.own_deaths
    source = f"{survival.own_lives:,} own links and {year.source}" if own else year.source
    return (
        Assumption("survival.year", year.reason, interval(survival.share(YEAR, chance)), own, source),
        Assumption("survival.guest_posts", guest.reason, Interval(guest.low, guest.value, guest.high), 0, guest.source),
        Assumption("survival.delay", delay.reason, Interval(delay.low, delay.value, delay.high), dated, delay.source),
    )


def _words(survival: Survival) -> list[str]:
    kinds = [kind.replace("_", " ").replace(":", " ") for kind in survival.curves if kind not in (ALL, GUEST_POSTS)]
    if survival.own_deaths < FEWEST_DEATHS:
        return [
            f"How long links stand is taken from published studies: only {survival.own_deaths} losses among your "
            f"own links could be followed, and at least {FEWEST_DEATHS} are needed before they say more than studies. "
            "Import exports that list lost links, or check your links now and then."
        ]
    if not kinds:
        return [
            "All kinds of links are taken to stand equally long: no kind has the "
            f"{FEWEST_DEATHS_OF_KIND} losses that are needed to tell kinds apart."
        ]
    return [
        f"Told apart by how long they stand, with at least {FEWEST_DEATHS_OF_KIND} losses each: {', '.join(kinds)}."
    ]


def _shape_words(survival: Survival, lives: pa.Table, today: date) -> list[str]:
    """Whether the curve without an assumed shape (Kaplan-Meier) agrees after a year."""
    drawn = life_curve(lives, today)
    seen = drawn.at(YEAR) if drawn else None
    if seen is None:
        return []
    planned = interval(survival.share(YEAR, Chance()))
    if seen[1] <= planned.middle <= seen[2] or abs(seen[0] - planned.middle) <= OFF:
        return []
    return [
        f"Counted directly, {seen[0]:.0%} of your links stand a year after they were made; the plan's curve says "
        f"{planned.middle:.0%}. Your links are not lost in the way most are; look at when and where they were."
    ]
