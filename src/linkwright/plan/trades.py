"""Quality first: what the same Q costs in a few strong links and in many weak ones."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.side import Side
from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.effort import Blend
from linkwright.plan.funnel import link_quality
from linkwright.plan.model import Trade
from linkwright.plan.need import links_needed
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.terms import Tier

TIERS = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)


def trades(
    sides: Sequence[Side], quality: Draws | float, kept: Draws, found: Blend, priors: Priors, chance: Chance
) -> tuple[Trade, ...]:
    """Price the same Q in links of each tier, as such links are worth among those of all sides.

    A tier nobody has a link of is left out. That a strong site takes more work than a weak one is the rubric's
    assumption (`funnel.high`, `funnel.medium`, `funnel.low`); its worth is measured.

    Args:
        sides: whose links tell what a link of a tier is worth.
        quality: Q that has to stand at the horizon.
        kept: share of links won that stands then.
        found: what a link takes on average.
        priors: see above.
        chance: where the draws come from.
    """
    columns = ("tier", "source_type", "quality")
    links = pa.concat_tables([side.domains.select(columns) for side in sides])
    links = links.filter(pc.is_valid(links["quality"]))
    return tuple(
        _trade(tier, of_tier, quality, kept, found, priors, chance)
        for tier in TIERS
        if (of_tier := links.filter(pc.equal(links["tier"], tier))).num_rows
    )


def _trade(
    tier: Tier, links: pa.Table, quality: Draws | float, kept: Draws, found: Blend, priors: Priors, chance: Chance
) -> Trade:
    worth, _ = link_quality((), links, 0, priors["funnel.quality"], chance, f"tier {tier}")
    count = links_needed(quality, worth * kept)
    effort = priors[f"funnel.{tier}"].value
    return Trade(
        tier=tier,
        quality_per_link=interval(worth),
        links=interval(count),
        kept=interval(count * kept),
        hours=interval(count * found.hours * effort),
        cost=interval(count * found.cost * effort),
    )
