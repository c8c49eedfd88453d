"""How much links move the order of results: published correlations first, the user's own results pages on top.

A result's score is `page * log(1 + Q of the page) + site * log(1 + Q of its site) + luck`, luck standard normal
(`luck.py` says why). Effects are never negative. Studies give the Spearman correlation of links and position among the
first twenty results; those twenty are the best of about a hundred candidates, and such a choice hides most of a
correlation, so it is turned into the effect among all candidates that shows as much among the first twenty. Divided by
the spread of log(1 + Q) in the results at hand it is the effect of one unit.

Own results pages speak through the exact likelihood of their order. They count less than they seem to: the same pages
and topics return, and what is not in the model (content, brand) comes with links. So `ranking.results_pages` of them
weigh as much as the studies, however many results each shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.plan.chance import TENTHS, Chance, Draws, interval
from linkwright.plan.correlations import concordance, spearman_among_shown
from linkwright.plan.evidence import ResultsPage
from linkwright.plan.intent import INTENTS, intent_of
from linkwright.plan.lineup import (
    FEWEST,
    first_places,
    known_results,
    lineup_of,
    order_of,
    page_qualities,
    site_qualities,
    strengths_of,
)
from linkwright.plan.luck import Floats, log_likelihood
from linkwright.plan.model import Assumption
from linkwright.plan.races import WORLDS, Effect
from linkwright.plan.spreads import Spreads, spreads_of
from linkwright.rubric.priors import Prior, Priors
from linkwright.vocabulary.numbers import Interval

_STUDIED = 20  # results the studies looked at
_MOST_PAGES = 300  # own results pages that are worked through; of more, evenly spread ones
_PAGE_GRID = np.linspace(0.0, 1.6, 17)  # effects of one standard deviation: up to seven tenths of a score
_SITE_GRID = np.linspace(0.0, 0.8, 5)
_CELL = 0.1  # of the grid of page effects
_TEN = 10  # own results pages, few enough that what they say is wider than a cell


@dataclass(frozen=True)
class Ranking:
    """What is known of the effect of links, `WORLDS` values of each.

    Attributes:
        page, site: effect of one standard deviation of log(1 + Q) among candidates, in standard deviations of luck.
        spreads: these standard deviations.
        candidates: how many pages could rank for a phrase.
        between_keywords: standard deviation of `page` from phrase to phrase.
        intents: factor on `page` by intent.
        caused: part of the effect that adding links has; the rest is content that earns links and rank alike.
        own_pages: own results pages that speak in it.
        assumptions: what it rests on.
    """

    page: Draws
    site: Draws
    spreads: Spreads
    candidates: Draws
    between_keywords: float
    intents: Mapping[str, float]
    caused: float
    own_pages: int
    assumptions: tuple[Assumption, ...]

    def effect(self, search: ResultsPage, chance: Chance) -> Effect:
        """The effect for one phrase: its intent, and that phrases differ."""
        differing = chance.stream(f"effect {search.keyword}").standard_normal(WORLDS) * self.between_keywords
        page: Floats = np.maximum(self.page * self.intents[intent_of(search)] + differing, 0.0)
        return self.spreads.effect(search, page, self.site)


def fit_ranking(searches: Sequence[ResultsPage], priors: Priors, chance: Chance) -> Ranking:
    """Estimate the effect of links on the order of results.

    Args:
        searches: results pages; those with fewer than `FEWEST` results of known Q are left out.
        priors: the part `ranking`.
        chance: where the draws come from.
    """
    rng = chance.stream("ranking")
    part = {name.removeprefix("ranking."): prior for name, prior in priors.items() if name.startswith("ranking.")}
    usable = [search for search in searches if len(known_results(search)) >= FEWEST]
    candidates = part["candidates"]
    whole, left = spearman_among_shown(int(candidates.value), _STUDIED)
    among_all = float(np.interp(part["spearman_page"].value, left, whole))
    spreads = spreads_of(usable, part["spread"], part["alike"], candidates.value, among_all)
    intents = {intent: part[intent].value / part["spearman_page"].value for intent in INTENTS[1:]} | {INTENTS[0]: 1.0}
    page, site = (grid.ravel() for grid in np.meshgrid(_PAGE_GRID, _SITE_GRID, indexing="ij"))
    studies = _log_prior(page, site, spreads.alike, part, rng)
    worked = _evenly(usable, _MOST_PAGES)
    own = np.zeros_like(studies)
    between = _between(page, site, part["between_keywords"].value)
    for search in worked:
        effect = spreads.effect(search, page * intents[intent_of(search)], site)
        found = _log_likelihood(search, effect, spreads, candidates.value)
        own += np.log(between @ np.exp(found - found.max()))
    weight = (
        _weight(own, studies, page + spreads.alike * site, len(usable), len(worked), part["results_pages"].value)
        if worked
        else 0.0
    )
    drawn_page, drawn_site = _resampled(page, site, studies + weight * own, rng)
    return Ranking(
        page=drawn_page,
        site=drawn_site,
        spreads=spreads,
        candidates=_log_normal(candidates, rng),
        between_keywords=part["between_keywords"].value,
        intents=intents,
        caused=part["caused"].value,
        own_pages=len(usable),
        assumptions=_assumptions(drawn_page, drawn_site, spreads.alike, len(usable), part),
    )


def _evenly(searches: Sequence[ResultsPage], most: int) -> Sequence[ResultsPage]:
    if len(searches) <= most:
        return searches
    return [searches[index] for index in np.linspace(0, len(searches) - 1, most).astype(int)]


def _log_prior(page: Floats, site: Floats, alike: float, part: Mapping[str, Prior], rng: np.random.Generator) -> Floats:
    """Turn the published correlations into a prior of both effects, together, on the grid."""
    whole, left = spearman_among_shown(int(part["candidates"].value), _STUDIED)
    r_page, r_site = (
        np.interp(_normal(part[name], rng, 2_000), left, whole) for name in ("spearman_page", "spearman_site")
    )
    own_page = (r_page - alike * r_site) / (1 - alike**2)
    own_site = (r_site - alike * r_page) / (1 - alike**2)
    luck = np.sqrt(np.maximum(1 - own_page * r_page - own_site * r_site, 0.05))
    log_density = np.zeros_like(page)
    for grid, effects in ((page, own_page / luck), (site, own_site / luck)):
        log_density += -0.5 * ((grid - effects.mean()) / effects.std()) ** 2
    return log_density


def _between(page: Floats, site: Floats, spread: float) -> Floats:
    """How likely a phrase has the effects of a grid point (column) when the mean of phrases has another's (row)."""
    density = np.exp(-0.5 * ((page[:, None] - page) / max(spread, 1e-6)) ** 2) * (site[:, None] == site)
    shares: Floats = density / density.sum(axis=1, keepdims=True)
    return shares


def _log_likelihood(search: ResultsPage, effect: Effect, spreads: Spreads, candidates: float) -> Floats:
    lineup = first_places(lineup_of(search, None), _STUDIED)
    middle = np.zeros((len(lineup.places), 1))
    pages = page_qualities(lineup, (), middle)
    strengths = strengths_of(pages, site_qualities(lineup, (), pages, middle), effect.page, effect.site)
    sizes = np.full(len(strengths), candidates)
    return log_likelihood(order_of(lineup, strengths, spreads.variance(effect), sizes, len(lineup.places)))


def _weight(own: Floats, prior: Floats, effect: Floats, pages: int, worked: int, as_studies: float) -> float:
    """The power that makes `as_studies` own results pages as precise as the studies; never more than they say.

    How precise one page is shows in ten of them: all together may be finer than the grid.
    """
    one_page = 1 / _variance(own * _TEN / worked, effect) / _TEN
    return min(1 / _variance(prior, effect) / one_page / as_studies, 1.0) * pages / worked


def _variance(log_density: Floats, values: Floats) -> float:
    weights = np.exp(log_density - log_density.max())
    mean = np.average(values, weights=weights)
    return max(float(np.average((values - mean) ** 2, weights=weights)), _CELL**2 / 12)


def _resampled(page: Floats, site: Floats, log_density: Floats, rng: np.random.Generator) -> tuple[Draws, Draws]:
    """Draw `WORLDS` points of the grid by systematic resampling, moved within their cells, in random order."""
    weights = np.exp(log_density - log_density.max())
    points = np.searchsorted(np.cumsum(weights) / weights.sum(), (np.arange(WORLDS) + 0.5) / WORLDS)
    chosen = rng.permutation(points)
    moved = rng.uniform(-0.5, 0.5, (2, WORLDS))
    drawn_page = np.abs(page[chosen] + moved[0] * _CELL)
    return drawn_page, np.abs(site[chosen] + moved[1] * (_SITE_GRID[1] - _SITE_GRID[0]))


def _normal(prior: Prior, rng: np.random.Generator, draws: int) -> Draws:
    return prior.value + rng.standard_normal(draws) * (prior.high - prior.low) / TENTHS


def _log_normal(prior: Prior, rng: np.random.Generator) -> Draws:
    spread = (np.log(prior.high) - np.log(prior.low)) / TENTHS
    drawn: Draws = np.exp(np.log(prior.value) + rng.standard_normal(WORLDS) * spread)
    return drawn


def _assumptions(
    page: Draws, site: Draws, alike: float, own_pages: int, part: Mapping[str, Prior]
) -> tuple[Assumption, ...]:
    whole, left = spearman_among_shown(int(part["candidates"].value), _STUDIED)
    score = np.sqrt(1 + page**2 + site**2 + 2 * alike * page * site)
    agreeing = concordance(np.interp((page + alike * site) / score, whole, left))
    enough = part["results_pages"].value
    weigh = "they weigh more than the studies" if own_pages > enough else "the studies weigh more"
    source = f"{part['spearman_page'].source}; {own_pages} own results pages: {weigh} (alike at {enough:g})"
    return (
        Assumption(
            "ranking.effect",
            "of two results, how often the page with more quality-weighted referring domains is the better placed one",
            interval(agreeing),
            own_pages,
            source,
        ),
        *(
            Assumption(f"ranking.{name}", prior.reason, Interval(prior.low, prior.value, prior.high), 0, prior.source)
            for name, prior in part.items()
            if name in ("spearman_site", "candidates", "caused", "between_keywords", "results_pages")
        ),
    )
