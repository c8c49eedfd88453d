"""How many links a month: within what the site's own history does by itself, and when each is likely to be won."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

import numpy as np
import pyarrow as pa

from linkwright.plan.model import Pace, Request
from linkwright.plan.velocity import LONGEST, Velocity, counts, fit_velocity
from linkwright.rubric.priors import Priors
from linkwright.signals.time.forecast import at_least
from linkwright.vocabulary.numbers import Interval

FAR = 60  # months: nobody plans further ahead
NO_LIMIT = "It is not a limit of any search engine: none has published one."


def make_pace(
    own_months: pa.Table,
    rivals_months: Sequence[pa.Table],
    links: Interval,
    request: Request,
    priors: Priors,
    today: date,
) -> Pace:
    """Spread the links to win over the months of the horizon.

    Args:
        own_months: as `compare.side.MONTHS`.
        rivals_months: the same of each competitor.
        links: links to win over the horizon; the middle is planned.
        request: for its horizon; a limit of hours or money is in `links` already.
        priors: `pace.*` and `velocity.*`.
        today: the plan starts with the next month.
    """
    own = fit_velocity(own_months, priors)
    extra = None if own.mean is None or own.k is None else _extra(own.mean, own.k, priors)
    fastest, rivals_words = _fastest(own_months, rivals_months, priors)
    most = round(priors["pace.new_site"].value) if extra is None else extra
    if fastest is not None:
        most = min(most, fastest)
    wanted = ceil(links.middle)
    calendar = [month_after(today, place) for place in range(1, request.months + 1)]
    first = today + timedelta(weeks=priors["pace.lead_weeks"].value)
    idle = sum(month_after(month, 1) <= first for month in calendar)
    working = len(calendar) - idle
    each = [0] * idle + _evenly(min(wanted, most * working), working)
    return Pace(
        usual=own.usual,
        extra=extra,
        rivals_fastest=fastest,
        new_site=extra is None,
        months=tuple(zip(calendar, each, strict=True)) if wanted > 0 else (),
        words=(
            *_pace_words(own, extra, most),
            *rivals_words,
            *(_fit_words(wanted, most, links, idle, working, priors) if wanted > 0 else ()),
        ),
    )


def planned_extra(mean: float, k: float, own_high: float = 0.99, chance_above: float = 0.1) -> int:
    """The largest number of planned links a month that passes the history's own high month with at most this chance.

    For negative-binomial months (variance = mean + mean²/k): the quantile `own_high` less the quantile
    1 - `chance_above` (SCIENCE 4.7).
    """
    return _quantile(mean, k, own_high) - _quantile(mean, k, 1 - chance_above)


def _extra(mean: float, k: float, priors: Priors) -> int:
    return planned_extra(mean, k, priors["pace.own_high"].value, priors["pace.chance_above"].value)


def _quantile(mean: float, k: float, share: float) -> int:
    """The smallest count that months stay at or below with at least this share."""
    means = np.array([mean])
    high = 1
    while at_least(high + 1, k, means) > 1 - share:
        high *= 2
    low = high // 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if at_least(middle + 1, k, means) <= 1 - share else (middle + 1, high)
    return low


def _fastest(own: pa.Table, rivals: Sequence[pa.Table], priors: Priors) -> tuple[int | None, tuple[str, ...]]:
    """The fastest organic month of comparable competitors: the middle one of theirs, bursts left out."""
    times = priors["pace.comparable"].value
    stock = _stock(own)
    alike = [rival for rival in rivals if stock / times <= _stock(rival) <= stock * times]
    found = [month for rival in alike if (month := _fastest_month(rival, priors)) is not None]
    if not found:
        return None, ("No competitor of about this size with a year of history is known; only the own history counts.",)
    fastest = int(np.median(found))
    said = "1 competitor" if len(found) == 1 else f"{len(found)} competitors"
    return fastest, (
        f"The fastest month of {said} of about this size, bursts left out, had {fastest} new linking domains: no month "
        "of the plan has more.",
    )


def _fastest_month(rival: pa.Table, priors: Priors) -> int | None:
    """The largest month that its own history explains; a burst is somebody's doing, whose is not known."""
    velocity = fit_velocity(rival, priors)
    if velocity.mean is None or velocity.k is None:
        return None
    recent = counts(rival, "new_domains")[:-1][-LONGEST:]
    usual = recent[recent <= _quantile(float(np.median(recent)), velocity.k, priors["pace.own_high"].value)]
    return int(usual.max())


def _stock(months: pa.Table) -> float:
    return float((counts(months, "new_domains") - counts(months, "lost_domains")).sum())


def _evenly(links: int, months: int) -> list[int]:
    """The same number each month; what does not divide falls on later months."""
    sums = [links * place // months for place in range(months + 1)] if months else []
    return [after - before for before, after in pairwise(sums)]


def month_after(day: date, months: int) -> date:
    """The first day of a month so many months later."""
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _pace_words(own: Velocity, extra: int | None, most: int) -> tuple[str, ...]:
    if extra is None or own.usual is None:
        return (
            own.words[0],
            "A new site has no pace of its own to keep to. Start with what any honest business has: entries in the "
            "registers and directories of its trade, partners, suppliers, each another kind of site. Then go on "
            f"steadily, at most {most} a month, and order nothing in bulk.",
            f"The {most} a month are a careful guess. {NO_LIMIT}",
        )
    return (
        f"Four of five months bring {own.usual.low:.0f} to {own.usual.high:.0f} new linking domains by themselves. "
        f"{extra} planned ones on top pass this history's one-in-a-hundred month with a chance of at most one in ten.",
        f"This pace is the natural variation of this site's own history. {NO_LIMIT}",
    )


def _fit_words(wanted: int, most: int, links: Interval, idle: int, working: int, priors: Priors) -> tuple[str, ...]:
    """What the lead time does, and whether the horizon is long enough."""
    lead = priors["pace.lead_weeks"]
    first = (
        f"The first links are expected after {lead.value:.0f} weeks (it may be {lead.low:.0f} to {lead.high:.0f}): "
        "people have to be found, written to and to answer."
    )
    reachable = most * working
    if reachable < wanted:
        return first, (
            f"The horizon is too short for about {_rounded(wanted):,} links at this pace: {reachable:,} can be won by "
            f"then, {_months_needed(wanted, most, idle)}. "
            "Better links, of which fewer are needed, are the other way."
        )
    if reachable < links.high:
        return first, (
            f"Should it take {links.high:,.0f} links, the horizon is too short at this pace; the reviews will show it."
        )
    return (first,)


def _rounded(links: int) -> int:
    """Three digits: more would look surer than it is."""
    return round(links, 3 - len(str(links)))


def _months_needed(wanted: int, most: int, idle: int) -> str:
    if not most:
        return "no month has room for any"
    months = idle + ceil(wanted / most)
    return f"{months} months would be needed" if months <= FAR else f"more than {FAR // 12} years would be needed"
