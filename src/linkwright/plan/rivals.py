"""What those who rank for a phrase have."""

import numpy as np

from linkwright.plan.entering import OwnPage
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.lineup import known_results
from linkwright.plan.model import Rivals


def rivals_of(search: ResultsPage, own: OwnPage) -> Rivals:
    """Summarise the Q of the other results shown. At least one of them has to have a known Q."""
    others = [result for result in known_results(search) if result.page_key != own.page_key]
    qualities = np.array([result.quality.middle for result in others if result.quality])
    least, quarter, median, three_quarters = (float(value) for value in np.quantile(qualities, (0, 0.25, 0.5, 0.75)))
    return Rivals(
        results=len(others),
        estimated=sum(not result.measured for result in others),
        least=least,
        quarter=quarter,
        median=median,
        three_quarters=three_quarters,
        own_place=float(np.mean(qualities < own.quality.middle)),
        without_links=len(without_links(search, own.page_key)),
    )


def without_links(search: ResultsPage, page_key: str) -> tuple[Result, ...]:
    """Other results shown that rank without any known link to them."""
    return tuple(
        result
        for result in known_results(search)
        if result.page_key != page_key and result.quality and result.quality.middle == 0
    )
