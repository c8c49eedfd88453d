"""What should show by when: links and visits first, places and clicks much later, and when to stop and think."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from linkwright.plan.chance import TENTHS, Chance, Draws, interval
from linkwright.plan.model import Milestone, Pace, PageNeed
from linkwright.plan.pace import month_after
from linkwright.plan.survival import Survival
from linkwright.rubric.priors import Prior, Priors
from linkwright.vocabulary.numbers import Interval

LEADING, LAGGING, REVIEW = "leading", "lagging", "review"
QUARTER = 3  # months between reviews
FIRST_PAGE = 10
ANSWERS = "people written to and their answers"
STANDING = "new linking domains that stand"
VISITS = "visits from the new links"
PLACES = "places in the results"
CLICKS = "clicks a month gained, all pages"
CONVERSIONS = "what visitors do: enquiries, orders"


def make_milestones(
    pace: Pace,
    links: Interval,
    survival: Survival,
    needs: Sequence[PageNeed],
    clicks: Interval | None,
    priors: Priors,
    chance: Chance,
    today: date,
) -> tuple[Milestone, ...]:
    """Make the calendar of a plan, by day; none where no links are planned.

    Args:
        pace: its months are the links planned.
        links: links to win over the horizon, for how far it may turn out otherwise.
        survival: for links that are lost again.
        needs: the pages, for where they rank now.
        clicks: a month, expected at the horizon; None when it is not known.
        priors: `milestones.*` and `pace.*`.
        chance: where draws come from.
        today: the day the plan starts.
    """
    won = [(month, number) for month, number in pace.months if number]
    if not won:
        return ()
    last = month_after(pace.months[-1][0], 1)
    quarters = [
        min(month_after(pace.months[0][0], place), last)
        for place in range(QUARTER, len(pace.months) + QUARTER, QUARTER)
    ]
    standing = {day: _standing(won, day, links, survival, chance) for day in quarters}
    found = [
        _answers(today, priors),
        *_leading(standing),
        *_visits(won[0][0]),
        *_places(won[0][0], needs, priors),
        *_clicks(won[0][0], last, needs, clicks, priors),
        *_reviews(standing, won[0][0], _first_weeks(needs, priors)),
    ]
    return tuple(sorted(found, key=lambda each: (each.day, (LEADING, LAGGING, REVIEW).index(each.kind))))


def _standing(
    won: Sequence[tuple[date, int]], day: date, links: Interval, survival: Survival, chance: Chance
) -> Interval | None:
    """Links of the plan that stand on a day; None before the first is won."""
    middles = [(month + timedelta(days=15), number) for month, number in won if month < day]
    if not middles:
        return None
    kept = [number * survival.share((day - made).days / 30.44, chance) for made, number in middles]
    return interval(np.sum(kept, axis=0) * _turnout(links, chance))


def _turnout(links: Interval, chance: Chance) -> Draws:
    """The links really won, as a part of those planned."""
    if links.middle <= 0:
        return np.ones(chance.draws)
    luck = chance.stream("milestones turnout").standard_normal(chance.draws) * 2 / TENTHS  # 1 at the ends of 80 %
    side = np.where(luck < 0, links.middle - links.low, links.high - links.middle)
    part: Draws = np.maximum(1 + luck * side / links.middle, 0)
    return part


def _answers(today: date, priors: Priors) -> Milestone:
    return Milestone(
        today + timedelta(weeks=priors["pace.lead_weeks"].low),
        LEADING,
        ANSWERS,
        None,
        "The first who were written to have answered, yes or no. Answers come before links; without them none will.",
    )


def _leading(standing: dict[date, Interval | None]) -> Iterator[Milestone]:
    for day, expected in standing.items():
        if expected is None:
            words = "No links yet: pages worth linking to are made and people are written to. Count answers."
        else:
            words = (
                f"{expected.low:.0f} to {expected.high:.0f} planned links stand, from relevant sites and followed. "
                "Links that were lost again are taken off."
            )
        yield Milestone(day, LEADING, STANDING, expected, words)


def _visits(first: date) -> Iterator[Milestone]:
    yield Milestone(
        month_after(first, 1),
        LEADING,
        VISITS,
        None,
        "Some of the new links bring visits. Most bring few; when none does, nobody reads the sites they are on.",
    )


def _places(first: date, needs: Sequence[PageNeed], priors: Priors) -> Iterator[Milestone]:
    ranked: dict[str, list[float]] = {need.page: [] for need in needs}
    for need in needs:
        if need.position is not None:
            ranked[need.page].append(need.position)
    behind = sorted(page for page, places in ranked.items() if not places or min(places) > FIRST_PAGE)
    ahead = sorted(page for page, places in ranked.items() if places and min(places) <= FIRST_PAGE)
    for pages, name, where in (
        (behind, "weeks_page_two", "behind the first ten"),
        (ahead, "weeks_page_one", "among the first ten"),
    ):
        if pages:
            weeks = priors[f"milestones.{name}"]
            said = "1 page" if len(pages) == 1 else f"{len(pages):,} pages"
            yield Milestone(
                first + timedelta(weeks=weeks.value),
                LAGGING,
                PLACES,
                None,
                f"{said} {where}: a first step up, {weeks.low:.0f} to {weeks.high:.0f} weeks after the first links. "
                "Not before; one place up or down by itself says nothing.",
            )


def _first_weeks(needs: Sequence[PageNeed], priors: Priors) -> Prior:
    """How long the first step up takes for the page that is fastest."""
    behind = any(need.position is None or need.position > FIRST_PAGE for need in needs)
    return priors["milestones.weeks_page_two" if behind or not needs else "milestones.weeks_page_one"]


def _clicks(
    first: date, last: date, needs: Sequence[PageNeed], clicks: Interval | None, priors: Priors
) -> Iterator[Milestone]:
    wait = _first_weeks(needs, priors).value + priors["milestones.weeks_clicks"].value
    begin = first + timedelta(weeks=wait)
    yield Milestone(
        begin, LAGGING, CLICKS, None, "Earliest that clicks can show it. Compare with the same weeks a year before."
    )
    if clicks is not None and last > begin:
        yield Milestone(
            last,
            LAGGING,
            CLICKS,
            clicks,
            f"{clicks.low:,.0f} to {clicks.high:,.0f} clicks a month more than without the plan.",
        )
    yield Milestone(
        max(last, begin),
        LAGGING,
        CONVERSIONS,
        None,
        "Last of all. Count them for visits from search and from the new links apart, and none of them twice.",
    )


def _reviews(standing: dict[date, Interval | None], first: date, weeks: Prior) -> Iterator[Milestone]:
    for day, expected in standing.items():
        words = ["Compare what came with what was expected, and plan anew with own numbers."]
        if expected is None:
            words.append(
                "Stop and think if nobody has answered: the list of people or what is offered to them is wrong."
            )
        else:
            words.append(
                f"Stop and think if fewer than {max(round(expected.low), 1):,} links stand, or if most of the new ones "
                "are alike, marked nofollow or from sites without readers of their own."
            )
        if day >= first + timedelta(weeks=weeks.high):
            words.append(
                "Stop and think if the links stand and no page has moved: then links are not what it lacks. Look at "
                "the page itself and at what people who search for it want."
            )
        yield Milestone(day, REVIEW, "review", None, " ".join(words))
