"""How different candidates are in their links, so that a correlation becomes an effect of one unit of log(1 + Q)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.plan.evidence import ResultsPage
from linkwright.plan.lineup import FEWEST, known_results
from linkwright.plan.luck import Floats, narrowing
from linkwright.plan.races import Effect
from linkwright.rubric.priors import Prior

_MOST_ALIKE = 0.9  # more, and the effects of page and site cannot be told apart


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
        searches: results pages.
        assumed: the spread of log(1 + Q), and as how many results it counts: so a few results that happen to be alike
            in links do not make links all-powerful.
        alike: the correlation of page and site, likewise.
        candidates: how many there are.
        r: correlation of a page's links and its score among them: those shown are chosen by score and so more alike in
            links than all are, which is undone.
    """
    usual = assumed.value**2
    pages = sites = assumed.weight * usual
    products = alike.weight * alike.value * usual
    page_count = site_count = assumed.weight
    both_count = alike.weight
    for search in searches:
        known = known_results(search)
        page = np.log1p([result.quality.middle for result in known if result.quality])
        _, narrowed = narrowing(np.array(len(page) / candidates))
        pages += len(page) * float(np.var(page, ddof=1) / (1 - r**2 * narrowed))
        page_count += len(page)
        both = np.log1p([(r.quality.middle, r.site_quality.middle) for r in known if r.quality and r.site_quality])
        if len(both) >= FEWEST:
            covariance = np.cov(both.T)
            sites += len(both) * float(covariance[1, 1])
            products += len(both) * float(covariance[0, 1])
            site_count += len(both)
            both_count += len(both)
    page_spread, site_spread = float(np.sqrt(pages / page_count)), float(np.sqrt(sites / site_count))
    correlation = products / both_count / (page_spread * site_spread)
    return Spreads(page_spread, site_spread, float(np.clip(correlation, 0.0, _MOST_ALIKE)))
