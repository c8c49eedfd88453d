"""A comparison in plain sentences: what it rests on, quality before quantity, then what to do with it."""

from collections.abc import Sequence

from linkwright.compare.content_types import UNKNOWN
from linkwright.compare.model import AssetType, Fairness, Shared, SideSummary
from linkwright.compare.prospects import LinkGap
from linkwright.compare.qualities import SHARED
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval

_ALIKE = 0.05  # a ratio this near to one is called as much
_APART = 1.25  # quality and quantity differ by so much more before the sentence sets them against each other


def words(
    fairness: Fairness,
    sides: Sequence[SideSummary],
    overlap: Sequence[Shared],
    gap: LinkGap,
    assets: Sequence[AssetType],
    priors: Priors,
) -> tuple[str, ...]:
    """Say it, one thought a sentence.

    Args:
        fairness: its words come first.
        sides: the site under study first.
        overlap: what every two sides share.
        gap: the link gap.
        assets: types of content of the competitors' pages, the best first.
        priors: the intervals rest on them, which is said.
    """
    own, *rivals = sides
    unit = (
        "Quality Q adds up the best link of each owner (all sites of one owner count once), 1 being the best a link "
        f"can be: {own.site} has {_spread(own.quality)}."
    )
    return (
        *fairness.words,
        unit,
        *(_beside(own, rival) for rival in rivals),
        *(_shared(each) for each in overlap if each.site == own.site),
        *_speeds(own, rivals),
        *_lives(own, rivals),
        *(_gap(gap, len(rivals)) if rivals else ()),
        *_assets(assets),
        _method(priors),
    )


def missing(sides: Sequence[SideSummary]) -> tuple[str, ...]:
    """Say what the comparison does not know, each with the datum that is missing."""
    rivals = len(sides) - 1
    few = {
        0: ("who links to others and not to you: the backlinks of at least one competitor",),
        1: ("whether what a single competitor has is usual in your trade: the backlinks of a second one",),
    }
    return (*few.get(rivals, ()), *(what for side in sides for what in side.not_known))


def _beside(own: SideSummary, rival: SideSummary) -> str:
    numbers = f"{rival.seen:,} to your {own.seen:,}", f"{_spread(rival.quality)} to your {_spread(own.quality)}"
    if not own.seen or not own.quality.middle:
        return f"{rival.site} has referring domains {numbers[0]}, and quality {numbers[1]}."
    many, good = rival.seen / own.seen, rival.quality.middle / own.quality.middle
    joint = " but only" if many > good * _APART else " and even" if good > many * _APART else " and"
    doubt = (
        "; the intervals of the two overlap, so which has more quality is open"
        if rival.quality.low <= own.quality.high and own.quality.low <= rival.quality.high
        else ""
    )
    return (
        f"{rival.site} has {_times(many, 'many', 'referring domains')} ({numbers[0]}){joint} "
        f"{_times(good, 'much', 'quality')}: {numbers[1]}{doubt}."
    )


def _shared(overlap: Shared) -> str:
    both = f"{overlap.shared:,} owners link to both you and {overlap.other}"
    return f"{both}: {overlap.jaccard:.0%} of those who link to either."


def _speeds(own: SideSummary, rivals: Sequence[SideSummary]) -> list[str]:
    told = [
        f"{side.site} {_spread(side.velocity.new)}, net of lost ones {_spread(side.velocity.net)}"
        for side in (own, *rivals)
        if side.velocity
    ]
    if not told:
        return []
    return [
        f"New referring domains a month: {'; '.join(told)}. New means first seen by a source: when it enlarges its "
        "index, old links look new, for all sides at once."
    ]


def _lives(own: SideSummary, rivals: Sequence[SideSummary]) -> list[str]:
    told = [
        f"{side.site} {side.survival.middle:.0%} ({side.survival.low:.0%} to {side.survival.high:.0%})"
        for side in (own, *rivals)
        if side.survival
    ]
    return [f"Links that stand a year after they were made: {', '.join(told)}."] if told else []


def _gap(gap: LinkGap, rivals: int) -> list[str]:
    told = [f"{gap.total:,} owners link to at least one competitor and not to you."]
    if gap.prospects:
        best = gap.prospects[0]
        told.append(
            f"First of them is {best.referring_domain}: {best.chance_words}; such a link would bring "
            f"a quality of {_spread(best.expected, 2)}."
        )
    if gap.suspect or gap.networks:
        told.append(
            f"Left out as nobody to win a link from: {gap.suspect:,} suspect owners and {gap.networks:,} networks of "
            "sites of one template."
        )
    if rivals == 1 and gap.total:
        told.append(
            "With one competitor a prospect may be its friend: a second one would tell who links to your trade."
        )
    return told


def _assets(assets: Sequence[AssetType]) -> list[str]:
    known = [each for each in assets if each.content_type != UNKNOWN and each.referring_domains]
    if not known:
        return []
    best = ", ".join(_type(each) for each in known[:3])
    rest = [f"; what it is does not show of {_type(each)}" for each in assets if each.content_type == UNKNOWN]
    return [f"What earns competitors their links, by the addresses of their pages: {best}{''.join(rest)}."]


def _type(each: AssetType) -> str:
    what = "others" if each.content_type == UNKNOWN else each.content_type
    return f"{what} (Q {each.quality:.1f} over {each.pages:,} pages)"


def _method(priors: Priors) -> str:
    return (
        f"Intervals hold 80 %. They assume that {priors[SHARED].value:.0%} of the error of a link's value is shared by "
        "all links, as one rubric judges them, and that the rest averages out."
    )


def _times(ratio: float, amount: str, what: str) -> str:
    return f"about as {amount} {what} as you" if abs(ratio - 1) < _ALIKE else f"{ratio:.1f} times your {what}"


def _spread(number: Interval, digits: int = 1) -> str:
    return f"{number.middle:,.{digits}f} ({number.low:,.{digits}f} to {number.high:,.{digits}f})"
