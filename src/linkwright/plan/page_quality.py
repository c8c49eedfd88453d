"""Q of pages that rank: measured where their site's backlinks are known, else from a vendor's count of domains.

A vendor counts referring domains of a page; what one of them is worth differs from vendor to vendor and from market to
market. So the ratio is learned from pages that have both, and starts from the rubric's where these are few.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkwright.compare.owners import best_by_owner
from linkwright.compare.qualities import page_qualities, total_quality
from linkwright.compare.side import Side
from linkwright.profile.scope import registrable_domains
from linkwright.rubric.priors import Prior, Priors
from linkwright.vocabulary.numbers import Interval
from linkwright.vocabulary.site import Site

_TENTH = 1.2816  # standard deviations from the middle of a normal distribution to its tenth percentile
_FLOOR = 0.02  # Q below which a page with counted domains is not taken: a known link is worth something
_NONE = Interval(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Counted:
    """One result.

    Attributes:
        page_key: folded address.
        site: its registrable domain.
        vendor: who counted; None with the count.
        referring_domains: domains that link to the page, by that vendor.
    """

    page_key: str
    site: str
    vendor: str | None
    referring_domains: float | None


@dataclass(frozen=True)
class _Ratio:
    """Q a counted domain stands for, log-normal."""

    mean: float
    deviation: float

    def times(self, domains: float) -> Interval:
        low, middle, high = (
            math.exp(self.mean + step * self.deviation * _TENTH) * max(domains, 0.0) for step in (-1, 0, 1)
        )
        # Nothing counted may still be one the vendor has not seen.
        return Interval(low, middle, high) if domains > 0 else Interval(0.0, 0.0, math.exp(self.mean))


class PageQualities:
    """Answers what the Q of a page or of a site is."""

    def __init__(self, owner: Site, sides: Sequence[Side], priors: Priors, results: Iterable[Counted]) -> None:
        """Measure the pages of all sides and learn what a counted domain stands for.

        Args:
            owner: the site under study.
            sides: sites whose backlinks are known.
            priors: `searches.quality_per_domain` where too few pages say.
            results: pages that rank, each as often as it does.
        """
        self._sites = {site: side.site for side in sides for site in (_names(owner) if side.own else (side.site,))}
        self._pages = {side.site: of_pages(side, priors) for side in sides}
        self._whole = {side.site: total_quality(best_by_owner(side.domains), priors) for side in sides}
        prior = priors["searches.quality_per_domain"]
        known: dict[str, dict[str, float]] = defaultdict(dict)
        for result in results:
            measured = self._measured(result)
            if measured and result.vendor and result.referring_domains and measured.middle >= _FLOOR:
                known[result.vendor][result.page_key] = math.log(measured.middle / result.referring_domains)
        self._usual = _learned(prior, ())
        self._ratios = {vendor: _learned(prior, tuple(ratios.values())) for vendor, ratios in known.items()}

    def of_page(self, result: Counted) -> tuple[Interval | None, bool]:
        """Q of a page and whether it is measured; None where nothing is known of it."""
        measured = self._measured(result)
        if measured:
            return measured, True
        if result.referring_domains is None or result.vendor is None:
            return None, False
        return self._ratios.get(result.vendor, self._usual).times(result.referring_domains), False

    def of_site(self, site: str) -> Interval | None:
        """Q of a whole site, where its backlinks are known."""
        return self._whole.get(self._sites.get(site, ""))

    def _measured(self, result: Counted) -> Interval | None:
        side = self._sites.get(result.site)
        return None if side is None else self._pages[side].get(result.page_key, _NONE)


def _names(owner: Site) -> tuple[str, ...]:
    return (owner.name, *registrable_domains(owner.domains))


def of_pages(side: Side, priors: Priors) -> dict[str, Interval]:
    """Q of each page of a side that is linked to, by folded address."""
    owners = best_by_owner(side.page_domains, "target_key")
    pages = owners["target_key"].combine_chunks().dictionary_encode()
    keys = pages.dictionary.to_pylist()
    bounds = page_qualities(owners, pages.indices.to_numpy(), len(keys), priors)
    return {key: Interval(*map(float, each)) for key, *each in zip(keys, *bounds, strict=True)}


def _learned(prior: Prior, logs: Sequence[float]) -> _Ratio:
    """Update mean and spread of the logarithm; the prior counts as `weight` pages of its own spread.

    Conjugate normal, the spread of the next page as posterior predictive (Gelman et al., Bayesian Data Analysis, 3.3).
    """
    mean, deviation = math.log(prior.value), math.log(prior.high / prior.low) / (2 * _TENTH)
    weight = prior.weight + len(logs)
    middle = (prior.weight * mean + sum(logs)) / weight
    squares = prior.weight * deviation**2 + sum((each - middle) ** 2 for each in logs)
    squares += prior.weight * (mean - middle) ** 2
    return _Ratio(middle, math.sqrt(squares / weight * (1 + 1 / weight)))
