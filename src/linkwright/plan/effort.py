"""Which channels the links come through, and what that takes: prospects, hours, money."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.funnel import RECLAIM, Forecast, Way, forecast
from linkwright.plan.mix import whole
from linkwright.plan.model import Channel
from linkwright.rubric.priors import Priors

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


@dataclass(frozen=True)
class Campaign:
    """What is planned for one channel.

    Attributes:
        links: to win.
        takes: prospects it takes to win them, one value a draw.
        prospects: as many are looked for: they bring the links on average.
        brings: what these bring.
    """

    way: Way
    links: int
    takes: Draws
    prospects: int
    brings: Forecast


def blend(ways: Sequence[Way], priors: Priors) -> Blend:
    """Divide links over channels by the quality each can bring: the links it can win times what one is worth.

    No channel gets more than `funnel.most`, as far as the others can take over.
    """
    quality = np.array([way.quality.mean() for way in ways])
    can_bring = quality * np.array([way.prospects * way.rates.won.mean() for way in ways])
    shares = _capped(can_bring, priors["funnel.most"].value)
    return Blend(tuple(ways), tuple(float(share) for share in shares))


def affordable(found: Blend, budget: float | None, hours: float | None) -> float:
    """Links that money and hours buy, at the middle of what one takes; `NO_LIMIT` where neither is limited."""
    by_money = NO_LIMIT if budget is None else max(0.0, budget) / float(np.median(found.cost))
    by_hours = NO_LIMIT if hours is None else max(0.0, hours) / float(np.median(found.hours))
    return min(by_money, by_hours)


def campaigns(found: Blend, links: int, chance: Chance) -> tuple[Campaign, ...]:
    """Plan so many links, in each channel that gets any of them."""
    planned = []
    for way, count in zip(found.ways, whole(np.array(found.shares), links), strict=True):
        if count:
            takes = count / way.rates.won
            prospects = round(count / way.rates.won.mean())
            planned.append(Campaign(way, count, takes, prospects, forecast(way.rates, prospects, chance)))
    return tuple(planned)


def channel_of(campaign: Campaign, known: int) -> Channel:
    """Say what a campaign takes.

    Args:
        campaign: one channel.
        known: sites of its kinds that link to competitors and not to the site: the first to ask.
    """
    way, links, takes = campaign.way, campaign.links, campaign.takes
    contacts = takes * way.rates.contact
    replies = contacts * way.rates.reply
    return Channel(
        channel=way.channel,
        links=interval(campaign.brings.won),
        prospects=interval(takes),
        contacts=interval(contacts),
        replies=interval(replies),
        placed=interval(replies * way.rates.placed),
        kept=interval(campaign.brings.won * way.kept),
        hours=interval(links * way.hours),
        cost=interval(links * way.cost),
        quality_per_link=interval(way.quality),
        own_outcomes=way.rates.own,
        words=_words(campaign, known),
    )


def _words(campaign: Campaign, known: int) -> str:
    way, found = campaign.way, campaign.prospects
    won = interval(campaign.brings.won)
    said = [
        f"{found:,} prospects for {campaign.links} {_links(campaign.links)}: {np.median(way.rates.reply):.0%} of those "
        f"written to reply, {np.median(way.rates.placed):.0%} of replies become a link. As many prospects bring "
        f"{won.low:.0f} to {won.high:.0f} in eight campaigns of ten.",
        f"Your own {way.rates.own:,} contacts speak in these shares."
        if way.rates.own
        else "These are general shares, until your own outcomes are imported.",
    ]
    if known:
        said.append(f"{known:,} of this kind link to competitors and not to you: begin with them.")
    if found > max(way.prospects, known):
        where = (
            "that lost their last link and are worth a mail"
            if way.channel == RECLAIM
            else "we assume can be found in this time"
        )
        said.append(f"That is more than the {max(way.prospects, known):,} {where}.")
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
