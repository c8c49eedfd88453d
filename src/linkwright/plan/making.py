"""The whole plan from its evidence: what is needed, what it takes, where it goes, how fast, and what is doubtful."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time

import numpy as np

from linkwright._version import __version__
from linkwright.compare.owners import joint_owners
from linkwright.compare.prospects import link_gap
from linkwright.plan.amount import Amount, Basis, amount
from linkwright.plan.answer import answer
from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.effort import Campaign, campaigns, channel_of
from linkwright.plan.evidence import Evidence
from linkwright.plan.funnel import CHANNELS, unknown_channels
from linkwright.plan.gains import gains
from linkwright.plan.grounds import Grounds, grounds
from linkwright.plan.milestones import make_milestones
from linkwright.plan.mix import Mix, NewLinks, aim_mix
from linkwright.plan.model import Assumption, Nothing, Pace, PageShare, Plan, Refusal, Request, Trade
from linkwright.plan.needing import asked_pages, needs
from linkwright.plan.nothing import nothing
from linkwright.plan.pace import make_pace
from linkwright.plan.pages import Clicks, clicks_of, reached, share_links
from linkwright.plan.strongest import by_channel, strongest
from linkwright.plan.swaying import tornado
from linkwright.plan.trades import trades
from linkwright.rubric import load_rubric
from linkwright.vocabulary.numbers import Interval

MOST_PHRASES = 300


def make_plan(evidence: Evidence, request: Request, chance: Chance) -> Plan:
    """Make a plan. It hangs on nothing but its arguments: the same ones give the same plan.

    Args:
        evidence: the site first among the sides; anything else may be missing, and what cannot be said without it is
            refused by name.
        request: what is wanted.
        chance: how many futures are drawn, and from which seed.

    Returns:
        The plan, made at midnight of `evidence.today`, as version 1.
    """
    evidence, left_out = _most_searched(evidence, request)
    known = grounds(evidence, request, chance)
    found = needs(evidence, request, known.outlook, chance)
    wanted = amount(found.needs, known, request, chance)
    pace = _pace(known, wanted, request, evidence)
    total = wanted.within(sum(links for _, links in pace.months), "the pace of the months until then")
    clicks = clicks_of(found.needs, evidence, known.outlook, chance)
    shares = share_links(found.needs, clicks, total.planned, known.blend.kept_quality, evidence)
    gained = gains(found.needs, shares, clicks.curve, known.blend.kept_quality, evidence, known.outlook, chance)
    page_needs = reached(found.needs, shares, known.blend, known.outlook)
    gap = link_gap(evidence.sides, joint_owners(evidence.sides), evidence.today, evidence.priors)
    asked = by_channel(gap.prospects)
    work = campaigns(known.blend, total.planned, chance)
    won = _won(total, work, chance)
    links = None if won is None else _around(total.planned, won)
    mix = _mix(known, total, shares, evidence)
    plan = Plan(
        site=known.own.site,
        made_at=datetime.combine(evidence.today, time()),
        version=1,
        tool_version=__version__,
        rubric_version=load_rubric(None).version,
        seed=chance.seed,
        draws=chance.draws,
        request=request,
        answer=(),
        strongest=strongest(gap.prospects, len(known.rivals), float(known.blend.quality.mean())),
        needs=page_needs,
        links=links,
        quality=None if won is None else interval(won * known.blend.kept_quality),
        mix=mix.targets,
        trades=_trades(known, total, chance),
        shares=gained.shares,
        channels=tuple(channel_of(each, asked.get(each.way.channel, 0)) for each in work),
        pace=pace,
        milestones=()
        if links is None
        else make_milestones(
            pace,
            links,
            known.survival,
            page_needs,
            gained.in_all,
            evidence.priors,
            chance,
            evidence.today,
        ),
        nothing=_nothing(known, clicks, request),
        sways=tornado(found.needs, known, total, request, chance),
        assumptions=_once((*found.assumptions, *known.assumptions, *clicks.assumptions)),
        refusals=(*_refusals(evidence, known, total), *left_out, *found.refusals, *clicks.refusals, *mix.refusals),
    )
    return replace(
        plan, answer=answer(plan, total, _effort(work, chance), evidence.priors, (*known.survival.words, *clicks.words))
    )


def _most_searched(evidence: Evidence, request: Request) -> tuple[Evidence, list[Refusal]]:
    """Keep the phrases asked for, or those that matter most: a plan for thousands would be read by nobody."""
    if request.keywords or len(evidence.searches) <= MOST_PHRASES:
        return evidence, []
    asked = asked_pages(request)
    ranked = sorted(
        evidence.searches,
        key=lambda search: (
            not any(result.own and (not asked or result.page_key in asked) for result in search.results),
            sum(result.quality is None for result in search.results) == len(search.results),
            -(search.volume or 0.0),
        ),
    )
    others = len(ranked) - MOST_PHRASES
    refusal = Refusal(
        f"what {others:,} more search phrases need",
        f"a plan is for {MOST_PHRASES} phrases at most, and these are searched less or less is known of them",
        "Name those you want with --keyword.",
    )
    return replace(evidence, searches=tuple(ranked[:MOST_PHRASES])), [refusal]


def _pace(known: Grounds, wanted: Amount, request: Request, evidence: Evidence) -> Pace:
    most = wanted.planned if wanted.needed is None or wanted.limited else interval(wanted.needed).high
    links = Interval(0.0, float(wanted.planned), max(float(wanted.planned), most))
    months = [side.months for side in known.rivals]
    return make_pace(known.own.months, months, links, request, evidence.priors, evidence.today)


def _won(total: Amount, work: Sequence[Campaign], chance: Chance) -> Draws | None:
    """Links to win: as many as are needed, or what the work brings that is possible."""
    if total.needed is not None and not total.limited:
        return total.needed
    if total.basis is Basis.NONE:
        return None
    return np.sum([campaign.brings.won for campaign in work], axis=0) if work else np.zeros(chance.draws)


def _effort(work: Sequence[Campaign], chance: Chance) -> tuple[Interval, Interval]:
    """Hours and money of all channels together: one hour's price is the same in all of them, luck is not."""
    hours, cost = np.zeros((2, chance.draws))
    for campaign in work:
        hours = hours + campaign.links * campaign.way.hours
        cost = cost + campaign.links * campaign.way.cost
    return interval(hours), interval(cost)


def _around(planned: int, won: Draws) -> Interval:
    """What is planned, the same number wherever it stands, and between which ends it may turn out."""
    likely = interval(won)
    return Interval(min(likely.low, planned), float(planned), max(likely.high, planned))


def _mix(known: Grounds, total: Amount, shares: Sequence[PageShare], evidence: Evidence) -> Mix:
    new = NewLinks(
        links=total.planned,
        quality_each=float(known.blend.quality.mean()),
        kept=float(known.blend.kept.mean()),
        stock_kept=float(known.kept.mean()),
    )
    return aim_mix(known.own, known.rivals, evidence.searches, new, shares)


def _trades(known: Grounds, total: Amount, chance: Chance) -> tuple[Trade, ...]:
    links = total.planned if total.needed is None or total.limited else total.needed
    quality = links * known.blend.kept_quality
    if not quality.any():
        return ()
    return trades((known.own, *known.rivals), quality, known.blend.kept, known.blend, known.priors, chance)


def _nothing(known: Grounds, clicks: Clicks, request: Request) -> Nothing:
    return nothing(
        known.quality,
        known.kept,
        known.outlook.own_growth,
        known.outlook.rivals_growth,
        (clicks.now, clicks.unmoved) if clicks.curves else None,
        request.months,
        rivals_known=bool(known.rivals),
    )


def _refusals(evidence: Evidence, known: Grounds, total: Amount) -> list[Refusal]:
    """What nobody can say for want of a side, a budget or a name; pages, phrases and mix have refusals of their own."""
    said = []
    if not known.own.domains.num_rows:
        said.append(
            Refusal(
                "what the site has, and how much of it will stand",
                f"no backlinks of {known.own.site} are known",
                "Import an export of its backlinks.",
            )
        )
    if not known.rivals:
        said.append(
            Refusal(
                "how far competitors are ahead, how fast they move, and who links to them",
                "no backlinks of a competitor are known",
                "Import theirs: linkwright import --competitor rival.com=rival.csv",
            )
        )
    if total.basis is Basis.NONE:
        said.append(
            Refusal(
                "how many links in all",
                "neither results pages nor competitors nor a budget are known",
                "Import rankings or competitors' backlinks, or name --budget.",
            )
        )
    said += [
        Refusal(
            f"what your channel “{channel}” brings",
            "it is none of the plan's channels, so its outcomes count for nothing",
            f"Call it one of: {', '.join(CHANNELS)}.",
        )
        for channel in unknown_channels(evidence.outcomes)
    ]
    return said


def _once(said: Iterable[Assumption]) -> tuple[Assumption, ...]:
    return tuple({assumption.name: assumption for assumption in said}.values())
