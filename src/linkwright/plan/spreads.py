"""How different candidates are in their links, so that a correlation becomes an effect of one unit of log(1 + Q)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.plan.evidence import ResultsPage
from linkwright.plan.lineup import FEWEST, known_results
from linkwright.plan.luck import Floats, narrowing
from linkwright.plan.races import Effect
from linkwright.rubric.priors import Prior

_LEAST = 0.2  # a spread: results alike to the last link do not make links all-powerful


@dataclass(frozen=True)
class Spreads:
    """Standard deviations among candidates of log(1 + Q), of pages and of sites, and the correlation of the two."""

    page: float
    site: float
    alike: float

    def effect(self, search: ResultsPage, page: Floats, site: Floats) -> Effect:
        """The effects of one unit, from those of one standard deviation.

        Where sites' Q is not known its effect cannot be told from the page's, which then stands for both.
        """
        if sum(result.site_quality is not None for result in known_results(search)) < FEWEST:
            return Effect((page + self.alike * site) / self.page, np.zeros_like(site))
        return Effect(page / self.page, site / self.site)

    def variance(self, effect: Effect) -> Floats:
        """Variance of what links add to the score, among all candidates."""
        page, site = effect.page * self.page, effect.site * self.site
        return page**2 + site**2 + 2 * self.alike * page * site


def spreads_of(searches: Sequence[ResultsPage], assumed: Prior, alike: Prior, candidates: float, r: float) -> Spreads:
    """Measure the spreads in results pages, each with enough known results.

    Args:
        searches: results pages; with none, `assumed` stands for both spreads.
        assumed: the spread of log(1 + Q) where nothing is known.
        alike: the correlation of page and site, unless `FEWEST` results pages show it.
        candidates: how many there are.
        r: correlation of a page's links and its score among them: those shown are chosen by score and so more alike in
            links than all are, which is undone.
    """
    pages: list[float] = []
    sites: list[float] = []
    products: list[float] = []
    for search in searches:
        known = known_results(search)
        page = np.log1p([result.quality.middle for result in known if result.quality])
        _, narrowed = narrowing(np.array(len(page) / candidates))
        pages.append(float(np.var(page, ddof=1) / (1 - r**2 * narrowed)))
        both = np.log1p([(r.quality.middle, r.site_quality.middle) for r in known if r.quality and r.site_quality])
        if len(both) >= FEWEST:
            covariance = np.cov(both.T)
            sites.append(float(covariance[1, 1]))
            products.append(float(covariance[0, 1] / np.sqrt(max(covariance[0, 0] * covariance[1, 1], _LEAST**4))))
    return Spreads(
        page=max(float(np.sqrt(np.mean(pages))), _LEAST) if pages else assumed.value,
        site=max(float(np.sqrt(np.mean(sites))), _LEAST) if sites else assumed.value,
        alike=float(np.clip(np.mean(products), 0.0, 0.9)) if len(products) >= FEWEST else alike.value,
    )
