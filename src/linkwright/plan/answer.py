"""The plan in plain sentences: how many, how sure, of what kind, where, how fast, how, and what would change it."""

from collections.abc import Iterator, Sequence

from linkwright.plan.amount import Amount, Basis
from linkwright.plan.chance import interval
from linkwright.plan.model import PageNeed, Plan
from linkwright.plan.needing import LEAST, SUREST
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval

_NAMED = 3
_TEN = 10
_SOURCE_TYPE = "source type"  # the aspect of the mix that says most to whoever wins the links


def answer(
    plan: Plan, total: Amount, effort: tuple[Interval, Interval], priors: Priors, notes: Sequence[str]
) -> tuple[str, ...]:
    """Say the plan, the most important first; every number with its range.

    Args:
        plan: with everything but its answer.
        total: where the number of links comes from.
        effort: hours and money of all channels together.
        priors: for what is only shown to compare with.
        notes: what the reader has to know of the data behind it, sentences.
    """
    return tuple(
        sentence
        for part in (
            _how_many(plan, total),
            _unlikely(plan.needs),
            _chances(plan),
            _what_kind(plan, priors),
            _where(plan),
            _how_fast(plan),
            _how(plan, *effort, priors["funnel.hour"].value),
            _nothing(plan),
            _doubts(plan),
            notes,
        )
        for sentence in part
    )


def _how_many(plan: Plan, total: Amount) -> Iterator[str]:
    if plan.links is None:
        yield (
            "How many links are needed cannot be said: nothing is known of results pages, of competitors or of what "
            "may be spent. What follows holds all the same."
        )
    elif total.needed is not None and not total.wanted:
        yield _none_needed(plan, total)
    else:
        yield _to_win(plan, total)
        yield _why_so_many(plan, total)


def _none_needed(plan: Plan, total: Amount) -> str:
    if total.basis is Basis.PAGES:
        return (
            f"No further link is needed for the first {plan.request.top}, as far as links decide: keep what you have."
        )
    return "You are ahead of the middle competitor, and will be in the end, so no link is needed to catch up."


def _to_win(plan: Plan, total: Amount) -> str:
    if not total.planned:
        return f"No link is planned: {total.limited or 'the budget'} would not bring one."
    if plan.links is None or plan.quality is None:
        return ""
    brings = "what is planned brings" if total.limited or total.needed is None else "needed are"
    return (
        f"Win about {total.planned:,} links in {plan.request.months} months; {brings} {_range(plan.links)} in eight "
        f"futures of ten. What stands of them then adds {_decimal(plan.quality)} to your quality-weighted referring "
        "domains, of which the best possible link is 1."
    )


def _why_so_many(plan: Plan, total: Amount) -> str:
    if total.needed is None:
        return "That is what the budget or the hours buy; how many are needed is not known."
    needed = interval(total.needed)
    are = "links are" if needed.high >= 1.5 else "link is"
    number = f"{_range(needed)} {are} needed" if total.limited else "They are"
    limit = f", but no more than {total.planned:,} fit {total.limited}" if total.limited else ""
    if total.basis is Basis.PAGES:
        return (
            f"{number} to take the pages that links can take there to the first {plan.request.top}, each with a "
            f"probability of {plan.request.confidence:.0%}, rivals' growth and lost links counted{limit}."
        )
    return (
        f"{number} to close the gap of the whole site to the middle competitor, their growth and lost links counted, "
        f"with a certainty of {plan.request.confidence:.0%}{limit}. It is no promise of a rank."
    )


def _unlikely(needs: Sequence[PageNeed]) -> Iterator[str]:
    unlikely = [need for need in needs if need.links_alone_unlikely]
    if not unlikely:
        return
    named = _some([f"“{need.keyword}”" for need in unlikely])
    ends = [(need.top_10 if need.target == _TEN else need.top_3)[-1:] for need in unlikely]
    best = max((end.probability for points in ends for end in points), key=_middle, default=None)
    most = (
        f" (with three times the links of the strongest result, at best with a probability of {_percent(best)})"
        if best
        else ""
    )
    yield (
        f"Links alone are unlikely to take {named} to the first {unlikely[0].target} as surely as asked for{most}: "
        "look at the page itself and at what people want who search for it."
    )


def _chances(plan: Plan) -> Iterator[str]:
    given = {share.page for share in plan.shares if share.links}
    helped = [need for need in plan.needs if need.page in given and need.reached and need.reached_without]
    helped.sort(key=lambda need: -(_middle(need.reached) - _middle(need.reached_without)))
    for need in helped[:_NAMED]:
        if need.reached and need.reached_without and need.no_effect is not None:
            yield (
                f"If nothing else changes, “{need.keyword}” is among the first {need.target} with a probability of "
                f"{_percent(need.reached)} with the plan, and of {_percent(need.reached_without)} without new links. "
                f"That the links change nothing for it has a probability of {_chance(need.no_effect)}."
            )


def _what_kind(plan: Plan, priors: Priors) -> Iterator[str]:
    if len(plan.trades) > 1:
        strong, weak = plan.trades[0], plan.trades[-1]
        yield (
            f"Quality first: the same takes {_range(strong.links)} links of tier {strong.tier} and "
            f"{_range(strong.hours)} hours, or {_range(weak.links)} of tier {weak.tier} and {_range(weak.hours)} hours."
        )
    kinds = [target for target in plan.mix if target.links and target.aspect == _SOURCE_TYPE]
    if kinds:
        named = _some([f"{target.links:,} {target.value}" for target in sorted(kinds, key=lambda each: -each.links)])
        yield f"Of what kind: {named}; that brings your mix to the middle of those you compete with."
    bought = priors["funnel.bought"]
    if plan.links is not None and plan.links.high > 0:
        yield (
            f"The market sells a link for {bought.value:,.0f} US dollars on average "
            f"({bought.source.partition(';')[0]}). Most of those are paid placements, which "
            "search engines call link spam: they are no part of this plan."
        )


def _where(plan: Plan) -> Iterator[str]:
    given = [share for share in plan.shares if share.links]
    if given:
        named = _some(
            [
                f"{share.links:,} to {share.page}"
                + (f" ({_range(share.clicks)} more clicks a month)" if share.clicks else "")
                for share in given
            ]
        )
        yield f"Where: {named}. Before that, link to these pages from your own: it is free."


def _how_fast(plan: Plan) -> Iterator[str]:
    busy = [(month, links) for month, links in plan.pace.months if links]
    if busy:
        most = max(links for _, links in busy)
        yield f"When: from {busy[0][0]:%B %Y} to {busy[-1][0]:%B %Y}, at most {most:,} a month."
        yield from plan.pace.words[-1:]


def _how(plan: Plan, hours: Interval, cost: Interval, hour: float) -> Iterator[str]:
    if not plan.channels:
        return
    ranked = sorted(plan.channels, key=lambda channel: -_middle(channel.links))
    named = _some([f"{channel.channel} ({_range(channel.prospects)} people or sites to find)" for channel in ranked])
    yield (
        f"How: mainly {named}. In all {_range(hours)} hours, or {_range(cost)} in money with the hours paid, in your "
        f"own currency: an hour is taken to cost about {hour:g}."
    )


def _nothing(plan: Plan) -> Iterator[str]:
    if plan.nothing is not None:
        yield f"If you do nothing: {plan.nothing.words}"


def _doubts(plan: Plan) -> Iterator[str]:
    if plan.sways:
        first = plan.sways[0]
        yield f"What would change the number most: {first.words}"
    if plan.channels and not any(channel.own_outcomes for channel in plan.channels):
        yield (
            "How many people answer is taken from published studies and our assumptions. Import what your own outreach "
            "came to, and your numbers take their place."
        )
    if plan.refusals:
        questions = tuple(dict.fromkeys(each.question for each in plan.refusals))
        more = f", and {len(questions) - _NAMED:,} more" if len(questions) > _NAMED else ""
        yield f"What this plan cannot say: {'; '.join(questions[:_NAMED])}{more}."


def _middle(interval: Interval | None) -> float:
    return interval.middle if interval else 0.0


def _range(interval: Interval) -> str:
    low, high = _whole(interval.low), _whole(interval.high)
    return low if low == high else f"{low} to {high}"


def _decimal(interval: Interval | None) -> str:
    return f"{interval.low:.1f} to {interval.high:.1f}" if interval else "an unknown number of"


def _percent(interval: Interval) -> str:
    low, middle, high = (_chance(each) for each in (interval.low, interval.middle, interval.high))
    return middle if low == high else f"{middle} ({low} to {high})"


def _chance(probability: float) -> str:
    """A probability in words; none is promised to be nothing or certain."""
    if probability <= LEAST:
        return f"at most {LEAST:.0%}"
    return f"at least {SUREST:.0%}" if probability >= SUREST else f"{probability:.0%}"


def _whole(value: float) -> str:
    """A whole number, of large ones three digits: more would look surer than it is."""
    digits = max(0, len(str(int(abs(value)))) - 3)
    return f"{round(value, -digits):,.0f}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
