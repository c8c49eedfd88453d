"""How a plan goes, in words: what was seen, what it says of the rest, what to change, what nobody knows."""

from collections.abc import Sequence
from datetime import date

from linkwright.plan.progress import ChannelProgress, PageProgress, Won
from linkwright.plan.promises import DAYS_A_MONTH
from linkwright.vocabulary.numbers import percent

_CLEAR = 0.8  # from this probability on something is said to be so


def how_it_goes(links: Won | None, quality: Won | None, made: date, today: date) -> tuple[str, ...]:
    """Say what was seen since the plan and what may be expected."""
    if links is None:
        return (f"The plan of {made.isoformat()} promises no links, so there is nothing to be on track with.",)
    said = [
        f"In {(today - made).days} days since the plan, {links.new:.0f} new owner groups were seen; about "
        f"{links.won.middle:.0f} of them ({links.won.low:.0f} to {links.won.high:.0f}) are more than usual. "
        f"The plan expected {links.promised_by_now.middle:.0f} by now "
        f"({links.promised_by_now.low:.0f} to {links.promised_by_now.high:.0f})."
    ]
    if links.chances is not None:
        said.append(
            f"At this rate the plan is {links.chances.words}: {links.expected.middle:.0f} links by its end "
            f"({links.expected.low:.0f} to {links.expected.high:.0f}), {links.promised.middle:.0f} were promised."
        )
    if quality is not None and quality.chances is not None:
        said.append(
            f"Quality decides more than number: {quality.won.middle:.1f} of {quality.promised.middle:.1f} is won; "
            f"by that the plan is {quality.chances.words}."
        )
    return tuple(said)


def what_to_change(links: Won | None, channels: Sequence[ChannelProgress], ends: date, today: date) -> tuple[str, ...]:
    """Say what to change: the pace, the horizon, the channels."""
    if links is None or links.chances is None:
        return ()
    said = []
    months = max((ends - today).days / DAYS_A_MONTH, 0.0)
    missing = links.promised.middle - links.won.middle
    if links.chances.behind >= 0.5 and months >= 1:
        said.append(
            f"{missing:.0f} links are left for {months:.0f} months, {missing / months:.1f} a month. Make a new plan "
            "with a longer horizon or a smaller target if that is more than you can ask for well."
        )
    elif links.chances.behind >= 0.5:
        said.append("The plan is at its end and short of its number. Make a new one from what it taught.")
    elif links.chances.ahead >= 0.5:
        said.append("It goes better than planned. Spend what is saved on fewer, stronger links, not on more of them.")
    else:
        said.append("Go on as planned.")
    better = [each.channel for each in channels if each.worked is not None and each.worked >= _CLEAR]
    worse = [each.channel for each in channels if each.worked is not None and each.worked <= 1 - _CLEAR]
    if better:
        said.append(f"Do more of: {', '.join(better)}.")
    if worse:
        said.append(f"Do less of, or do otherwise: {', '.join(worse)}.")
    return tuple(said)


def channel_words(name: str, asked: int, won: int, planned: float, worked: float | None) -> str:
    """Say what a channel brought beside what was planned of it."""
    if worked is None:
        return f"{name}: no count yet. Import a table with channel, contacted and placed."
    seen = f"{name}: {won} link{'' if won == 1 else 's'} from {asked} people written to; planned were {planned:.1%}."
    if worked >= _CLEAR:
        return f"{seen} It does better than planned (probability {percent(worked)})."
    if worked <= 1 - _CLEAR:
        return f"{seen} It does worse than planned (probability {percent(1 - worked)})."
    return f"{seen} That is too few to tell it from the plan."


def not_known(pages: Sequence[PageProgress], *, usual_known: bool, counted: bool) -> tuple[str, ...]:
    """Say what could not be told, and what would tell it."""
    said = [
        "When a link was first seen is not when it was made: links of the last weeks may not be seen yet, and a source "
        "imported for the first time can show older links as new."
    ]
    if not usual_known:
        said.append("How many links come without a plan: there is too little history, so all new ones count as won.")
    if not counted:
        said.append(
            "Which channel worked: import a table of your outreach with the columns channel, month, contacted, placed."
        )
    unseen = sum(page.position is None for page in pages)
    if unseen:
        said.append(f"Where {unseen} of {len(pages)} pages stand now: import a newer ranking or results export.")
    return tuple(said)
