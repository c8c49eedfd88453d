"""How fast a site gains linking domains: its usual month, and by which factor its quality grows until the horizon."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from linkwright.plan.chance import TENTHS, Chance, Draws, interval
from linkwright.plan.model import Assumption
from linkwright.rubric.priors import Prior, Priors
from linkwright.signals.time.forecast import fit, terms
from linkwright.vocabulary.numbers import Interval

Vector = NDArray[np.float64]

LONGEST = 36  # months: older ones say little about now, as in the signal first-seen-burst
FEWEST_MONTHS = 12  # a level, a trend and a spread need a year
FEWEST_NEW = 20  # new owners in these months: with fewer, a growth is chance
QUARTER = 3  # months
YEARLY = "factor by which a competitor's quality grows in a year"


@dataclass(frozen=True)
class Velocity:
    """One site's speed.

    Attributes:
        months: months of history used; 0 when the prior speaks alone.
        mean: owners expected to be new next month; None without enough history.
        k: how bursty they are: variance = mean + mean²/k; None likewise.
        usual: new owners in four months of five, now; None likewise.
        assumptions: the numbers used.
        words: what the reader has to know, sentences.
        future: what is drawn from.
    """

    months: int
    mean: float | None
    k: float | None
    usual: Interval | None
    assumptions: tuple[Assumption, ...]
    words: tuple[str, ...]
    future: "Forecast | Guess"

    def growth(self, months: float, chance: Chance, name: str = "") -> Draws:
        """The factor by which its Q grows over so many months, 1 for none; losses are taken off.

        New owners are taken to be worth what those are that link now. `name` tells sites apart that have luck of their
        own; the same name gives the same luck.
        """
        return self.future.growth(months, chance.draws, chance.stream(f"velocity {name}"))

    def unasked(self, months: int, chance: Chance, name: str = "") -> Vector:
        """New owners of each month ahead as parts of those that link now, (draws, months); losses are not taken off.

        With too little history none are counted on.
        """
        return self.future.unasked(months, chance.draws, chance.stream(f"velocity {name}"))


def fit_velocity(months: pa.Table, priors: Priors) -> Velocity:
    """Learn a site's speed from its own months.

    New owners: negative-binomial regression with a trend and, from two years on, a season (SCIENCE A5), the trend held
    back by a prior and damped ahead. Losses: share of the standing ones a month. Where sources list them only of late,
    or none, earlier months have lost some of theirs, which is counted in.

    Args:
        months: as `compare.side.MONTHS`; may be empty. Its last month, in which the sources were written, is not over
            and is left out.
        priors: `velocity.*`.
    """
    new, lost = (counts(months, name)[:-1] for name in ("new_domains", "lost_domains"))
    guess = priors["velocity.growth_year"]
    recent = new[-LONGEST:]
    stock = float(new.sum() - lost.sum())
    if len(recent) < FEWEST_MONTHS or recent.sum() < FEWEST_NEW or stock < FEWEST_NEW:
        said = Assumption(guess.name, YEARLY, Interval(guess.low, guess.value, guess.high), 0, guess.source)
        words = (
            f"The history is too short to forecast: {len(new)} whole months with {new.sum():.0f} new linking owners, "
            f"{FEWEST_MONTHS} months and {FEWEST_NEW} owners are needed.",
            f"A growth of {guess.value - 1:.0%} a year is assumed instead.",
        )
        return Velocity(0, None, None, None, (said,), words, Guess(guess))
    future = _forecast(new, lost, priors)
    chance = Chance()
    year = interval(future.growth(12, chance.draws, chance.stream("velocity ")))
    return Velocity(
        months=future.size,
        mean=future.mean,
        k=1 / future.inverse_k,
        usual=interval(future.new(1, chance.draws, chance.stream("velocity usual"))[:, 0]),
        assumptions=(
            Assumption(guess.name, YEARLY, year, future.size, f"{future.size} months of its history"),
            _loss_said(priors["velocity.loss"], future, int(lost.sum())),
        ),
        words=(),
        future=future,
    )


def typical_growth(rivals: Sequence[Velocity], months: float, chance: Chance) -> Draws:
    """The growth of a competitor: each draw follows one of them, so that they may differ as much as they do.

    Args:
        rivals: at least one; without any, the one of an empty history, for which the prior speaks.
        months: how far ahead.
        chance: where draws come from.
    """
    each = np.stack([rival.growth(months, chance, f"rival {place}") for place, rival in enumerate(rivals)])
    which = chance.stream("velocity which rival").integers(len(rivals), size=chance.draws)
    drawn: Draws = each[which, np.arange(chance.draws)]
    return drawn


@dataclass(frozen=True)
class Guess:
    """Too little history: a lognormal growth a year."""

    year: Prior

    def growth(self, months: float, draws: int, random: np.random.Generator) -> Draws:
        """The factor over so many months."""
        spread = np.log(self.year.high / self.year.low) / TENTHS
        grown: Draws = np.exp(months / 12 * (np.log(self.year.value) + spread * random.standard_normal(draws)))
        return grown

    def unasked(self, months: int, draws: int, _random: np.random.Generator) -> Vector:
        """None."""
        return np.zeros((draws, months))


@dataclass(frozen=True)
class Forecast:
    """What a history says of the months ahead.

    Attributes:
        size: months of history.
        stock: owners that link now.
        loss: share of them lost a month, and `loss_spread` its spread on the log scale.
        coefficients, covariance, inverse_k: of the regression.
        least: new owners a month in the slowest quarter; never fewer are expected.
        damping, drift: `velocity.damping`, `velocity.drift_year`.
    """

    size: int
    stock: float
    loss: float
    loss_spread: float
    coefficients: Vector
    covariance: Vector
    inverse_k: float
    least: float
    damping: float
    drift: float

    @property
    def mean(self) -> float:
        """New owners expected next month."""
        return max(float(np.exp(_ahead(self, 1) @ self.coefficients)[0]), self.least)

    def growth(self, months: float, draws: int, random: np.random.Generator) -> Draws:
        """The factor over so many months: stock at the end over stock now."""
        loss = np.minimum(self.loss * np.exp(self.loss_spread * random.standard_normal(draws)), 1.0)
        new = self.new(int(np.ceil(months)), draws, random)
        stock = np.full(draws, self.stock)
        for month, owners in enumerate(new.T):
            part = min(months - month, 1.0)
            stock = stock * (1 - part * loss) + part * owners
        return stock / self.stock

    def unasked(self, months: int, draws: int, random: np.random.Generator) -> Vector:
        """New owners as parts of the stock."""
        return self.new(months, draws, random) / self.stock

    def new(self, months: int, draws: int, random: np.random.Generator) -> Vector:
        """New owners, draws by months."""
        drawn = self.coefficients[:, None] + np.linalg.cholesky(self.covariance) @ random.standard_normal(
            (len(self.coefficients), draws)
        )
        drift = random.standard_normal((draws, months)).cumsum(axis=1) * self.drift / np.sqrt(12)
        means = np.maximum(np.exp(np.clip((_ahead(self, months) @ drawn).T + drift, -20, 20)), self.least)
        k = 1 / self.inverse_k
        owners: Vector = random.poisson(means * random.gamma(k, 1 / k, (draws, months))).astype(np.float64)
        return owners


def _forecast(new: Vector, lost: Vector, priors: Priors) -> Forecast:
    recent = new[-LONGEST:]
    size = len(recent)
    told = _first_told(lost)
    loss, loss_spread = _loss(new[told:], lost[told:], float((new - lost)[:told].sum()), priors["velocity.loss"])
    # Of months before losses were listed, only what stood then is known.
    left = -loss * np.maximum(told - np.arange(len(new))[-LONGEST:], 0)
    slowest = np.convolve(recent / np.exp(left), np.full(QUARTER, 1 / QUARTER), mode="valid").min()
    spread = priors["velocity.trend_year"].value * size / 12
    return Forecast(
        size,
        float(new.sum() - lost.sum()),
        loss,
        loss_spread,
        *fit(recent, terms(np.arange(size), size), left, spread),
        least=float(slowest),
        damping=priors["velocity.damping"].value,
        drift=priors["velocity.drift_year"].value,
    )


def _ahead(forecast: Forecast, months: int) -> Vector:
    """The terms of the regression for the months ahead, the trend damped."""
    size = forecast.size
    design = terms(np.arange(size, size + months), size)
    design[:, 1] = ((size - 1) / 2 + (forecast.damping ** np.arange(1, months + 1)).cumsum()) / size
    return design


def _first_told(lost: Vector) -> int:
    """The first month whose losses are listed, the last month where none are: first sights reach back much further."""
    return int(np.argmax(lost > 0)) if lost.any() else len(lost) - 1


def _loss(new: Vector, lost: Vector, before: float, prior: Prior) -> tuple[float, float]:
    """Share of the standing owners lost a month, and its spread on the log scale: prior and own losses together.

    The months are those whose losses are listed; `before` them so many owners linked.
    """
    spread = np.log(prior.high / prior.low) / TENTHS
    own = lost[-LONGEST:]
    standing = (before + (new - lost).cumsum() - new + lost)[-LONGEST:]
    if own.sum() == 0 or standing.sum() <= 0 or spread == 0:
        return prior.value, float(spread)
    burstiness = max(1.0, float(own.var() / own.mean()))  # losses come in heaps, so that each says less
    own_weight, prior_weight = float(own.sum()) / burstiness, spread**-2
    middle = own_weight * np.log(own.sum() / standing.sum()) + prior_weight * np.log(prior.value)
    weight = own_weight + prior_weight
    return float(np.exp(middle / weight)), float(weight**-0.5)


def _loss_said(prior: Prior, future: Forecast, losses: int) -> Assumption:
    width = float(np.exp(TENTHS / 2 * future.loss_spread))
    value = Interval(future.loss / width, future.loss, future.loss * width)
    return Assumption(prior.name, prior.reason, value, losses, f"{losses:,} own losses" if losses else prior.source)


def counts(months: pa.Table, name: str) -> Vector:
    """A column of `compare.side.MONTHS`, 0 where nothing is known."""
    column: Vector = np.nan_to_num(months[name].combine_chunks().to_numpy(zero_copy_only=False).astype(np.float64))
    return column
