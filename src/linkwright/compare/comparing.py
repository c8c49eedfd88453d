"""Sites beside each other."""

from collections.abc import Sequence
from datetime import date

from linkwright.compare.assets import asset_types, page_summaries, page_table
from linkwright.compare.model import Comparison, Fairness
from linkwright.compare.overlap import overlaps
from linkwright.compare.owners import best_by_owner, joint_owners
from linkwright.compare.prospects import link_gap
from linkwright.compare.qualities import total_quality
from linkwright.compare.side import Side
from linkwright.compare.summaries import summaries
from linkwright.compare.wording import missing, words
from linkwright.rubric.priors import Priors, built_in_priors


def compare(sides: Sequence[Side], fairness: Fairness, today: date, priors: Priors | None = None) -> Comparison:
    """Compare a site with its competitors.

    Args:
        sides: the site under study and any number of competitors, in any order.
        fairness: which sources the sides rest on.
        today: what is after it does not count.
        priors: what is assumed; the built-in ones where None.

    Returns:
        The site under study first, then the competitors, the most Q first.

    Raises:
        ValueError: not exactly one of the sides is own.
    """
    if sum(side.own for side in sides) != 1:
        raise ValueError("exactly one side of a comparison is the site under study")
    priors = built_in_priors() if priors is None else priors
    owners = {side.site: best_by_owner(side.domains) for side in sides}
    quality = {site: total_quality(table, priors).middle for site, table in owners.items()}
    sides = sorted(sides, key=lambda side: (not side.own, -quality[side.site], side.site))
    numbers = joint_owners(sides)
    summed = summaries(sides, [owners[side.site] for side in sides], today, priors)
    pages = [page_table(side, priors) for side in sides]
    gap = link_gap(sides, numbers, today, priors)
    overlap = overlaps(sides, numbers)
    assets = asset_types([tables for side, tables in zip(sides, pages, strict=True) if not side.own])
    return Comparison(
        site=sides[0].site,
        day=today,
        fairness=fairness,
        sides=summed,
        pages=tuple(
            page for side, (table, _) in zip(sides, pages, strict=True) for page in page_summaries(side, table)
        ),
        overlap=overlap,
        prospects=gap.prospects,
        prospects_total=gap.total,
        assets=assets,
        words=words(fairness, summed, overlap, gap, assets, priors),
        not_known=missing(summed),
    )
