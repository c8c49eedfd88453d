"""How a plan goes: each new import or check moves what may be expected of the rest.

How far the plan is kept is one factor: 1 means as promised. Before anything is seen it is a gamma distribution as wide
as the promise was. Links come like a Poisson process that gathers in batches (`tracking.gathering` times its variance),
so the factor after `k` links where `m` were promised is gamma again: shape and rate grow by `k` and `m`, each divided
by the gathering. What is still to come is drawn from that (gamma-Poisson; Gelman et al., Bayesian Data Analysis, 2.6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import stats

from linkwright.compare.side import Side
from linkwright.plan.chance import TENTHS, Chance, Draws, interval
from linkwright.plan.evidence import Outcome, ResultsPage
from linkwright.plan.progress import Chances, ChannelProgress, PageProgress, Progress, Won
from linkwright.plan.promises import DAYS_A_MONTH, Measure, of_plan, versions
from linkwright.plan.tracking_words import channel_words, how_it_goes, not_known, what_to_change
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval


@dataclass(frozen=True)
class _Promise:
    """A promised number by now and in all."""

    now: Interval
    whole: Interval


def track(
    kept: pa.Table,
    own: Side,
    outcomes: Sequence[Outcome],
    searches: Sequence[ResultsPage],
    priors: Priors,
    chance: Chance,
    today: date,
) -> Progress | None:
    """Look at the newest plan.

    Args:
        kept: the promises of all kept plans, as `promises.kept_plans` gives them.
        own: the site as it is now, from all its sources.
        outcomes: own outreach as counted.
        searches: results pages, for the positions now.
        priors: `tracking.gathering`, `tracking.least_spread`, `tracking.tolerance`.
        chance: where the draws come from.
        today: the day.

    Returns:
        None when no plan was kept.
    """
    ids = versions(kept)
    if not ids:
        return None
    promised = of_plan(kept, ids[-1])
    made, ends = promised["made_at"][0].as_py(), promised["ends_at"][0].as_py()
    fresh = _since(own.domains, made)
    since = [row for row in outcomes if row.month is None or row.month >= made.date().replace(day=1)]
    links = _won(promised, Measure.LINKS, float(fresh.num_rows), made, today, priors, chance)
    quality = _quality(promised, fresh, links, made, ends, today, priors, chance)
    channels = _channels(promised, since, priors, chance)
    pages = _pages(promised, searches)
    return Progress(
        site=own.site,
        plan=ids[-1],
        version=len(ids),
        made_on=made.date(),
        day=today,
        ends=ends.date(),
        links=links,
        quality=quality,
        pages=pages,
        channels=channels,
        words=how_it_goes(links, quality, made.date(), today),
        adjustment=what_to_change(links, channels, ends.date(), today),
        not_known=not_known(pages, usual_known=bool(_of(promised, Measure.USUAL)), counted=bool(since)),
    )


def _since(domains: pa.Table, made: datetime) -> pa.Table:
    """One row an owner group that was first seen after the plan was made, by its best domain."""
    groups = domains.group_by("owner_group").aggregate([("first_seen", "min"), ("quality", "max")])
    return groups.filter(pc.greater(groups["first_seen_min"], pa.scalar(made, groups["first_seen_min"].type)))


def _won(
    promised: pa.Table, measure: Measure, new: float, made: datetime, today: date, priors: Priors, chance: Chance
) -> Won | None:
    promise = _promise_by(promised, measure, made.date(), today)
    if promise is None:
        return None
    usual = _usual(promised, (today - made.date()).days / DAYS_A_MONTH, chance)
    won = np.maximum(0.0, new - usual)
    return _expected(promise, new, won, f"{measure}", priors, chance)


def _quality(
    promised: pa.Table,
    fresh: pa.Table,
    links: Won | None,
    made: datetime,
    ends: datetime,
    today: date,
    priors: Priors,
    chance: Chance,
) -> Won | None:
    """Quality won: promised only for the end, so by now the same part of it as of the links."""
    rows = _of(promised, Measure.QUALITY)
    if not rows or links is None:
        return None
    whole = rows[-1][1]
    part = links.promised_by_now.middle / links.promised.middle if links.promised.middle else 0.0
    now = Interval(whole.low * part, whole.middle * part, whole.high * part)
    new = float(pc.sum(fresh["quality_max"]).as_py() or 0.0)
    above_usual = links.won.middle / links.new if links.new else 0.0
    won = np.full(chance.draws, new * above_usual)
    unit = whole.middle / max(links.promised.middle, 1.0)
    return _expected(_Promise(now, whole), new, won, "quality", priors, chance, unit) if unit else None


def _expected(
    promise: _Promise, new: float, won: Draws, part: str, priors: Priors, chance: Chance, unit: float = 1.0
) -> Won:
    """What was seen moves the factor; the factor and chance make the rest.

    Args:
        promise: by now and in all.
        new: what is new, the usual included.
        won: draws of what is won.
        part: name of the stream of draws.
        priors: how wide and how gathered.
        chance: the draws.
        unit: what one link is worth in these numbers: evidence is counted in links.
    """
    whole = promise.whole.middle
    spread = max(_spread(promise.whole), priors["tracking.least_spread"].value)
    gathering = priors["tracking.gathering"].value
    shape = 1 / spread**2
    draw = chance.stream(f"tracking {part}")
    seen, expected = won / unit / gathering, promise.now.middle / unit / gathering
    factor = draw.gamma(shape + seen, 1 / (shape + expected))
    left = np.maximum(0.0, whole - promise.now.middle) / unit * factor
    final = won + unit * _gathered(left, gathering, draw)
    chances = _chances(final, whole, priors["tracking.tolerance"].value) if whole else None
    return Won(promise.now, new, interval(won), promise.whole, interval(final), chances)


def _chances(final: Draws, whole: float, tolerance: float) -> Chances:
    behind, ahead = final < whole * (1 - tolerance), final > whole * (1 + tolerance)
    return Chances(float(np.mean(behind)), float(np.mean(~behind & ~ahead)), float(np.mean(ahead)))


def _gathered(mean: Draws, gathering: float, draw: np.random.Generator) -> Draws:
    """Counts with this mean and `gathering` times a Poisson's variance."""
    if gathering <= 1:
        return draw.poisson(mean).astype(float)
    rate = draw.gamma(np.maximum(mean, 1e-9) / (gathering - 1), gathering - 1)
    return draw.poisson(rate).astype(float)


def _spread(promised: Interval) -> float:
    """Standard deviation of the promise, in parts of its middle."""
    return (promised.high - promised.low) / (TENTHS * promised.middle) if promised.middle else 0.0


def _usual(promised: pa.Table, months: float, chance: Chance) -> Draws:
    """New domains that would have come without the plan."""
    rows = _of(promised, Measure.USUAL)
    if not rows or months <= 0:
        return np.zeros(chance.draws)
    usual = rows[-1][1]
    spread = _spread(usual)
    draw = chance.stream("tracking usual")
    if not spread:
        return draw.poisson(usual.middle * months, chance.draws).astype(float)
    # The interval is one month's; months vary apart from each other, so their sum varies less.
    variance = max((usual.middle * spread) ** 2, usual.middle) * months
    mean = usual.middle * months
    return _gathered(np.full(chance.draws, mean), max(1.0, variance / mean), draw) if mean else np.zeros(chance.draws)


def _promise_by(promised: pa.Table, measure: Measure, made: date, today: date) -> _Promise | None:
    """The promise up to today, straight between its days from the day the plan was made, and in all."""
    rows = _of(promised, measure)
    if not rows:
        return None
    days = np.array([made.toordinal(), *(day.toordinal() for day, _ in rows)], dtype=float)
    ends = [np.array([0.0, *(getattr(expected, end) for _, expected in rows)]) for end in ("low", "middle", "high")]
    low, middle, high = (float(np.interp(today.toordinal(), days, each)) for each in ends)
    return _Promise(Interval(low, middle, high), rows[-1][1])


def _of(promised: pa.Table, measure: Measure) -> list[tuple[date, Interval]]:
    rows = promised.filter(pc.equal(promised["measure"], str(measure))).to_pylist()
    return sorted(
        ((row["day"].date(), Interval(row["low"], row["middle"], row["high"])) for row in rows),
        key=lambda pair: pair[0],
    )


def _by_channel(promised: pa.Table, measure: Measure) -> dict[str, Interval]:
    rows = promised.filter(pc.equal(promised["measure"], str(measure))).to_pylist()
    return {row["channel"]: Interval(row["low"], row["middle"], row["high"]) for row in rows if row["channel"]}


def _channels(
    promised: pa.Table, outcomes: Sequence[Outcome], priors: Priors, chance: Chance
) -> tuple[ChannelProgress, ...]:
    contacted = _by_channel(promised, Measure.CONTACTED)
    placed = _by_channel(promised, Measure.PLACED)
    mine = {name.casefold(): [row for row in outcomes if row.channel.casefold() == name.casefold()] for name in placed}
    return tuple(
        _channel(name, contacted[name], placed[name], mine[name.casefold()], priors, chance)
        for name in placed
        if name in contacted
    )


def _channel(
    name: str, contacted: Interval, placed: Interval, rows: Sequence[Outcome], priors: Priors, chance: Chance
) -> ChannelProgress:
    asked = sum(row.contacted for row in rows if row.placed is not None)
    won = sum(row.placed or 0 for row in rows)
    planned = placed.middle / contacted.middle if contacted.middle else 0.0
    weight = priors["tracking.rate_weight"].value
    before = stats.beta(max(planned * weight, 1e-3), max((1 - planned) * weight, 1e-3))
    after = stats.beta(max(planned * weight, 1e-3) + won, max((1 - planned) * weight, 1e-3) + max(asked - won, 0))
    shown = after if asked else before
    worked = float(after.sf(planned)) if asked else None
    costs = [row.cost for row in rows if row.cost is not None and row.placed]
    hours = [row.hours for row in rows if row.hours is not None and row.placed]
    return ChannelProgress(
        channel=name,
        contacted_planned=contacted,
        contacted=asked,
        placed_planned=placed,
        placed=won,
        planned_a_hundred=100 * planned,
        placed_a_hundred=Interval(*(100 * float(shown.ppf(share)) for share in (0.1, 0.5, 0.9))),
        cost_a_link=sum(costs) / sum(row.placed or 0 for row in rows if row.cost is not None and row.placed)
        if costs
        else None,
        hours_a_link=sum(hours) / sum(row.placed or 0 for row in rows if row.hours is not None and row.placed)
        if hours
        else None,
        worked=worked,
        words=channel_words(name, asked, won, planned, worked),
    )


def _pages(promised: pa.Table, searches: Sequence[ResultsPage]) -> tuple[PageProgress, ...]:
    now = {
        (search.keyword.casefold(), result.page): (result.position, search.day)
        for search in searches
        for result in search.results
        if result.own
    }
    rows = promised.filter(pc.equal(promised["measure"], str(Measure.CHANCE))).to_pylist()
    found = []
    for row in rows:
        position, day = now.get((row["keyword"].casefold(), row["page_url"]), (None, None))
        expected = Interval(row["low"], row["middle"], row["high"])
        found.append(PageProgress(row["page_url"], row["keyword"], row["words"] or "", expected, position, day))
    return tuple(found)
