"""Of all who link to competitors and not to the site: how many each channel may ask, and the one to ask first."""

from collections.abc import Mapping, Sequence

from linkwright.compare.model import Prospect
from linkwright.plan.funnel import CHANNELS

# Who links to a competitor can be asked this way. That they mention you, know you or have a dead link is not known.
_ASKING = ("digital PR", "guest contribution", "resource page", "directory or citation")
_MUCH_MORE = 1.5  # times a usual link from which it is said how many links one is worth


def by_channel(prospects: Sequence[Prospect]) -> Mapping[str, int]:
    """How many prospects a channel may ask: those of its kinds of source; one may be of several."""
    return {channel: sum(each.source_type in CHANNELS[channel] for each in prospects) for channel in _ASKING}


def strongest(prospects: Sequence[Prospect], competitors: int, usual: float) -> str:
    """The one recommendation with its reason; empty where nobody is known who could be asked.

    Args:
        prospects: the best first: expected value times likelihood.
        competitors: how many sites they may link to.
        usual: mean value / 100 of a link of this plan.
    """
    if not prospects:
        return ""
    best = prospects[0]
    whom = best.links_to[0] if competitors == 1 else f"{len(best.links_to)} of {competitors} competitors"
    times = best.expected.middle / usual if usual else 0.0
    worth = f", as much as {times:.1f} links as this plan expects them" if times >= _MUCH_MORE else ""
    where = f" Look at {best.page}: that is how it links to {best.target}." if best.page and best.target else ""
    return (
        "One strong recommendation is worth more than a hundred mentions, and here is yours: "
        f"{best.referring_domain}. It links to {whom} and not to you; such a link is worth "
        f"{100 * best.expected.low:.0f} to {100 * best.expected.high:.0f} of 100{worth}. It may be won with a "
        f"probability of about {best.likely:.0%}: {best.chance_words}.{where}"
    )
