"""Which channels the links come through, and what that takes: prospects, hours, money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.funnel import RECLAIM, Way, forecast
from linkwright.plan.model import Channel
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval

NO_LIMIT = float("inf")


@dataclass(frozen=True)
class Blend:
    """How the links are divided over channels.

    It hangs on what the channels bring and never on how many are wanted: twice the money buys twice the same.

    Attributes:
        ways: the channels.
        shares: of the links won, one a channel; they add up to 1.
    """

    ways: tuple[Way, ...]
    shares: tuple[float, ...]

    @cached_property
    def quality(self) -> Draws:
        """Mean value / 100 of a link won."""
        return self._mean([way.quality for way in self.ways])

    @cached_property
    def kept(self) -> Draws:
        """Share of the links won that stands at the horizon."""
        return self._mean([way.kept for way in self.ways])

    @cached_property
    def kept_quality(self) -> Draws:
        """Value / 100 that a link won adds to what stands at the horizon."""
        return self._mean([way.quality * way.kept for way in self.ways])

    @cached_property
    def hours(self) -> Draws:
        """Hours for a link won."""
        return self._mean([way.hours for way in self.ways])

    @cached_property
    def cost(self) -> Draws:
        """Money for a link won, its hours paid."""
        return self._mean([way.cost for way in self.ways])

    def _mean(self, of: Sequence[Draws]) -> Draws:
        mean: Draws = np.einsum("c,cd->d", np.array(self.shares), np.stack(of))
        return mean


def blend(ways: Sequence[Way], priors: Priors) -> Blend:
    """Divide links over channels: by how many each can win, those that bring more Q for their money first.

    No channel gets more than `funnel.most`, as far as the others can take over.
    """
    worth = np.array([np.median(way.quality) / np.median(way.cost) for way in ways])
    can_win = np.array([way.prospects * way.rates.won.mean() for way in ways])
    weights = can_win * worth / worth.max()
    if not weights.sum():
        weights = worth
    return Blend(tuple(ways), tuple(float(share) for share in _capped(weights, priors["funnel.most"].value)))


def affordable(found: Blend, budget: float | None, hours: float | None) -> float:
    """Links that money and hours buy, at the middle of what one takes; `NO_LIMIT` where neither is limited."""
    by_money = NO_LIMIT if budget is None else max(0.0, budget) / float(np.median(found.cost))
    by_hours = NO_LIMIT if hours is None else max(0.0, hours) / float(np.median(found.hours))
    return min(by_money, by_hours)


def channels(found: Blend, links: int, known: Mapping[str, int], chance: Chance) -> tuple[Channel, ...]:
    """Say what winning so many links takes in each channel that gets any of them.

    Args:
        found: the channels and their shares.
        links: links to win in all.
        known: channel -> sites of its kinds that link to competitors and not to the site: the first to ask.
        chance: where the draws come from.
    """
    return tuple(
        _channel(way, count, known.get(way.channel, 0), chance)
        for way, count in zip(found.ways, apportioned(found.shares, links), strict=True)
        if count
    )


def apportioned(shares: Sequence[float], links: int) -> tuple[int, ...]:
    """Divide whole links by shares, the largest remainders rounded up; the parts add up to the whole."""
    exact = np.array(shares) * links
    parts = np.floor(exact).astype(int)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: links - int(parts.sum())]] += 1
    return tuple(int(part) for part in parts)


def _channel(way: Way, links: int, known: int, chance: Chance) -> Channel:
    prospects = links / way.rates.won
    contacts = prospects * way.rates.contact
    replies = contacts * way.rates.reply
    placed = replies * way.rates.placed
    found = int(np.ceil(np.median(prospects)))
    expected = forecast(way.rates, found, chance)
    return Channel(
        channel=way.channel,
        links=interval(expected.won),
        prospects=interval(prospects),
        contacts=interval(contacts),
        replies=interval(replies),
        placed=interval(placed),
        kept=interval(expected.won * way.kept),
        hours=interval(links * way.hours),
        cost=interval(links * way.cost),
        quality_per_link=interval(way.quality),
        own_outcomes=way.rates.own,
        words=_words(way, links, found, interval(expected.won), known),
    )


def _words(way: Way, links: int, found: int, won: Interval, known: int) -> str:
    said = [
        f"{found:,} prospects for {links} {_links(links)}: {np.median(way.rates.reply):.0%} of those written to reply, "
        f"{np.median(way.rates.placed):.0%} of replies become a link. As many prospects bring {won.low:.0f} to "
        f"{won.high:.0f} in eight campaigns of ten."
    ]
    said.append(
        f"Your own {way.rates.own:,} contacts speak in these shares."
        if way.rates.own
        else "These are general shares, until your own outcomes are imported."
    )
    if known:
        said.append(f"{known:,} sites of this kind link to competitors and not to you: begin with them.")
    if found > way.prospects:
        where = "that lost their last link" if way.channel == RECLAIM else "we assume can be found in this time"
        said.append(f"That is more than the {way.prospects:,} {where}.")
    return " ".join(said)


def _links(count: int) -> str:
    return "link" if count == 1 else "links"


def _capped(weights: Draws, most: float) -> Draws:
    """Bring shares to at most `most` each, what is cut given to the others in proportion."""
    shares: Draws = weights / weights.sum()
    over = np.zeros(len(shares), dtype=bool)
    while (shares > most + 1e-12).any():
        over |= shares > most
        rest = weights * ~over
        if not rest.sum() or over.sum() * most >= 1:
            break
        shares = np.where(over, most, rest / rest.sum() * (1 - over.sum() * most))
    return shares
