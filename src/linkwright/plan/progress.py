"""How a plan is going, ready for a screen."""

from dataclasses import dataclass
from datetime import date

from linkwright.vocabulary.numbers import Interval, percent


@dataclass(frozen=True)
class Chances:
    """What the rest of the plan will probably come to. The three add up to 1."""

    behind: float
    on_track: float
    ahead: float

    @property
    def words(self) -> str:
        """The likeliest of the three, with its probability."""
        name, chance = max(
            (("behind", self.behind), ("on track", self.on_track), ("ahead", self.ahead)), key=lambda pair: pair[1]
        )
        return f"{name} (probability {percent(chance)})"


@dataclass(frozen=True)
class Won:
    """Links or quality won since the plan was made.

    Attributes:
        promised_by_now: what the plan expected up to today.
        new: new owner groups seen since then, or their quality; with those that come without a plan.
        won: of these, what is above the usual; an interval, as the usual varies.
        promised: for the whole plan.
        expected: for the whole plan, after what was seen.
        chances: None where nothing was promised.
    """

    promised_by_now: Interval
    new: float
    won: Interval
    promised: Interval
    expected: Interval
    chances: Chances | None


@dataclass(frozen=True)
class PageProgress:
    """One page and search phrase: what was promised for the end, and where it stands now."""

    page: str
    keyword: str
    wanted: str
    promised: Interval
    position: float | None
    position_day: date | None


@dataclass(frozen=True)
class ChannelProgress:
    """One way to win links: planned and counted.

    Attributes:
        placed_a_hundred: links for a hundred people written to, as planned and after own counts.
        cost_a_link: money for one link that was made, where it was counted; None otherwise.
        worked: probability that it does better than planned; None without own counts.
    """

    channel: str
    contacted_planned: Interval
    contacted: int
    placed_planned: Interval
    placed: int
    planned_a_hundred: float
    placed_a_hundred: Interval
    cost_a_link: float | None
    hours_a_link: float | None
    worked: float | None
    words: str


@dataclass(frozen=True)
class Progress:
    """One plan, looked at on one day.

    Attributes:
        plan: its id, and `version` which of the kept plans it is, from 1.
        words: how it goes, in plain sentences.
        adjustment: what to change, in plain sentences.
        not_known: what could not be told, each with the datum that is missing.
    """

    site: str
    plan: str
    version: int
    made_on: date
    day: date
    ends: date
    links: Won | None
    quality: Won | None
    pages: tuple[PageProgress, ...]
    channels: tuple[ChannelProgress, ...]
    words: tuple[str, ...]
    adjustment: tuple[str, ...]
    not_known: tuple[str, ...]
