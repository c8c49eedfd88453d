"""Invented plans: an ordinary one, a refused one, and one of hostile texts."""

import dataclasses
import math
from datetime import UTC, date, datetime

from linkwright.plan.model import (
    Assumption,
    Channel,
    CurvePoint,
    Milestone,
    MixTarget,
    Nothing,
    Pace,
    PageNeed,
    PageShare,
    Plan,
    Refusal,
    Request,
    Rivals,
    Sway,
    Trade,
)
from linkwright.vocabulary.numbers import Interval
from tests.report.comparing import OWN, around
from tests.report.hostile import HOSTILE

MADE_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KEYWORDS = ("sourdough starter", "bread baking course", "wholesale bakery", "rye bread recipe", "bakery near me")


def curve(ceiling: float, half: float) -> tuple[CurvePoint, ...]:
    points = []
    for step in range(21):
        middle = ceiling / (1 + math.exp((half - step) / 1.6))
        points.append(CurvePoint(step * 1.5, Interval(middle * 0.75, middle, min(1.0, middle * 1.2))))
    return tuple(points)


def need(number: int, keyword: str) -> PageNeed:
    hard = number == 3
    return PageNeed(
        page=f"https://{OWN}/{keyword.replace(' ', '-')}",
        keyword=keyword,
        volume=1_900.0 - 300 * number if number != 2 else None,
        position=None if number == 4 else 12.0 + 3 * number,
        target=10,
        quality_now=around(1.2 + number / 5),
        rivals=None if number == 4 else Rivals(10, 3, 0.0, 2.1, 5.6, 12.4, 0.2, 1),
        quality_needed=None if hard or number == 4 else Interval(3.1 + number, 6.4 + number, 12.0 + number),
        links_needed=None if hard or number == 4 else Interval(9.0, 19.0 + number, 38.0 + number),
        top_10=() if number == 4 else curve(0.3 if hard else 0.95, 2.4 + number * 0.6),
        top_3=() if number == 4 else curve(0.08 if hard else 0.3, 8 + number),
        no_effect=None if number == 4 else 0.22,
        reached=None if number == 4 else around(0.2 if hard else 0.78 - number / 20),
        reached_without=None if number == 4 else around(0.14 - number / 50),
        links_alone_unlikely=hard,
        doubts=("One result ranks without any known link: the page itself may matter more.",) if number % 2 else (),
    )


def channel(name: str, links: float, own: int) -> Channel:
    return Channel(
        channel=name,
        links=around(links),
        prospects=around(links * 30, 0.4),
        contacts=around(links * 24, 0.4),
        replies=around(links * 3, 0.4),
        placed=around(links * 1.2),
        kept=around(links * 0.8),
        hours=around(links * 5, 0.5),
        cost=around(links * 180, 0.5),
        quality_per_link=around(0.35, 0.4),
        own_outcomes=own,
        words="Rates from your own campaigns." if own else "Rates from published studies; yours will replace them.",
    )


def plan() -> Plan:
    return Plan(
        site=OWN,
        made_at=MADE_AT,
        version=3,
        tool_version="0.5.0",
        rubric_version="2026.11",
        seed=20_260_101,
        draws=10_000,
        request=Request(months=12, budget=12_000.0),
        answer=(
            "Win about 48 links within 12 months, likely 26 to 90, to have 3 of 5 searches among the first 10.",
            "Aim at editorial and news sites of your topic; 12 strong links bring what 70 weak ones would.",
            "Links alone are unlikely to bring “rye bread recipe” there: the pages above it answer another question.",
        ),
        strongest=(
            "A study of your own on bread prices, offered to news sites: your competitors' three studies earned 66 "
            "websites, more than all their directories together."
        ),
        needs=tuple(need(number, keyword) for number, keyword in enumerate(KEYWORDS)),
        links=Interval(26.0, 48.0, 90.0),
        quality=Interval(11.0, 17.5, 26.0),
        mix=tuple(
            MixTarget(aspect, value, own, low, median, high, wanted, links, reason)
            for aspect, value, own, low, median, high, wanted, links, reason in (
                ("tier", "high", 0.08, 0.12, 0.18, 0.25, 0.4, 19, "they have twice your share"),
                ("tier", "medium", 0.30, 0.25, 0.31, 0.4, 0.35, 17, "you are in the middle of them"),
                ("tier", "low", 0.62, 0.4, 0.5, 0.6, 0.25, 12, "you have more than most of them"),
                ("source type", "editorial", 0.2, 0.3, 0.36, 0.5, 0.5, 24, "those who rank have more"),
                ("source type", "news", 0.02, 0.05, 0.1, 0.2, 0.25, 12, "those who rank have more"),
                ("source type", "directory", 0.4, 0.1, 0.15, 0.2, 0.0, 0, "you have enough"),
                ("anchor class", "brand", 0.5, 0.4, 0.55, 0.7, 0.6, 29, "a name is what people link with"),
                ("anchor class", "exact", 0.12, 0.01, 0.03, 0.06, 0.0, 0, "you have more than all of them"),
                (
                    "landing page",
                    f"https://{OWN}/sourdough-starter",
                    0.1,
                    0.1,
                    0.2,
                    0.3,
                    0.4,
                    19,
                    "its searches gain most",
                ),
            )
        ),
        trades=tuple(
            Trade(tier, around(each), around(17.5 / each), around(14 / each), around(hours), around(cost))
            for tier, each, hours, cost in (
                ("high", 0.75, 260.0, 9_000.0),
                ("medium", 0.4, 310.0, 11_500.0),
                ("low", 0.12, 700.0, 21_000.0),
            )
        ),
        shares=tuple(
            PageShare(
                f"https://{OWN}/{keyword.replace(' ', '-')}",
                (keyword, f"best {keyword}"),
                links,
                links * 0.36,
                around(links * 7.0, 0.6),
                "Link to it from the three own pages that have most links."
                if links > 12
                else "No own links are known.",
            )
            for keyword, links in zip(KEYWORDS, (19, 17, 12), strict=False)
        ),
        channels=(channel("digital PR", 19, 0), channel("guest contribution", 17, 41), channel("reclaim", 12, 6)),
        pace=Pace(
            usual=Interval(1.0, 3.0, 6.0),
            extra=6,
            rivals_fastest=9,
            new_site=False,
            months=tuple((date(2026 + (11 + step) // 12, (11 + step) % 12 + 1, 1), 4) for step in range(12)),
            words=(
                "Four a month is within what your own history does by itself.",
                "This is natural variation, not a limit of any search engine: none has published one.",
            ),
        ),
        milestones=(
            Milestone(
                date(2027, 1, 31), "leading", "relevant referring domains", Interval(4, 8, 12), "The first links stand."
            ),
            Milestone(
                date(2027, 3, 31), "leading", "visits from links", Interval(10, 40, 120), "Readers come through them."
            ),
            Milestone(
                date(2027, 3, 31), "review", "channels", None, "Compare what each channel brought; move the hours."
            ),
            Milestone(
                date(2027, 6, 30), "lagging", "rank of sourdough starter", Interval(7, 10, 14), "Ranks follow late."
            ),
            Milestone(date(2027, 11, 30), "lagging", "clicks a month", Interval(90, 210, 420), "If ranks follow."),
        ),
        nothing=Nothing(
            around(13.0),
            around(0.78, 0.1),
            Interval(1.02, 1.12, 1.3),
            Interval(20.0, 60.0, 130.0),
            "Without new links about a fifth of what you have goes, while those who rank gain.",
        ),
        sways=(
            Sway("weight of links in ranks", 92.0, 48.0, 24.0, "links may matter less than the studies say"),
            Sway("quality of a new link", 71.0, 48.0, 36.0, "how strong the sites you win are"),
            Sway("links that stand after a year", 55.0, 48.0, 43.0, ""),
            Sway("growth of rivals", 44.0, 48.0, 53.0, ""),
        ),
        assumptions=(
            Assumption(
                "survival.year",
                "share of links that stand after 12 months",
                Interval(0.7, 0.8, 0.9),
                41,
                "your links, and studies: Linkody, Base.me",
            ),
            Assumption("rank.weight", "how much links order results", Interval(0.1, 0.25, 0.4), 0, "study: Ahrefs"),
        ),
        refusals=(
            Refusal(
                "what the clicks are worth", "no conversions by page are known", "Import Analytics with key events."
            ),
        ),
    )


def refused_plan() -> Plan:
    """Nothing could be answered."""
    return dataclasses.replace(
        plan(),
        version=1,
        answer=("This plan names no number: no results page of any of your searches is known.",),
        strongest="",
        needs=(),
        links=None,
        quality=None,
        mix=(),
        trades=(),
        shares=(),
        channels=(),
        pace=Pace(None, None, None, True, (), ("Too little history for a pace.",)),
        milestones=(),
        nothing=None,
        sways=(),
        assumptions=(),
        refusals=(
            Refusal("how many links", "no results page of your searches is known", "Import one: --serp FILE."),
            *(
                Refusal(f"how many links “{each}” needs", "none of its results has known links", "Import theirs.")
                for each in KEYWORDS
            ),
        ),
    )


def hostile_plan() -> Plan:
    """Every text that can come from a file is hostile."""
    usual = plan()
    first, second, third, *_ = HOSTILE
    return dataclasses.replace(
        usual,
        site=first,
        request=Request(pages=HOSTILE, keywords=HOSTILE),
        answer=HOSTILE,
        strongest=HOSTILE[11],
        needs=tuple(
            dataclasses.replace(usual.needs[number % 4], page=text, keyword=text, doubts=(text,))
            for number, text in enumerate(HOSTILE)
        ),
        mix=(*usual.mix, *(dataclasses.replace(usual.mix[-1], value=text, reason=text) for text in HOSTILE)),
        shares=tuple(
            dataclasses.replace(usual.shares[0], page=text, keywords=(text,), internal_first=text) for text in HOSTILE
        ),
        channels=tuple(dataclasses.replace(usual.channels[0], channel=text, words=text) for text in HOSTILE[:6]),
        pace=dataclasses.replace(usual.pace, words=(second,)),
        milestones=tuple(
            dataclasses.replace(usual.milestones[number % 5], measure=text, words=text)
            for number, text in enumerate(HOSTILE)
        ),
        nothing=dataclasses.replace(usual.nothing, words=third) if usual.nothing else None,
        sways=tuple(dataclasses.replace(usual.sways[0], assumption=text, words=text) for text in HOSTILE),
        assumptions=tuple(
            dataclasses.replace(usual.assumptions[0], name=text, meaning=text, source=text) for text in HOSTILE
        ),
        refusals=tuple(Refusal(text, text, text) for text in HOSTILE),
    )


def long_plan() -> Plan:
    """Everything there is much of, in long words."""
    usual = plan()
    text = "rather long words about a thing that matters to somebody who reads all of it " * 8
    assert usual.nothing is not None
    return dataclasses.replace(
        usual,
        strongest=text,
        needs=tuple(
            dataclasses.replace(usual.needs[number % 5], keyword=f"{number} {text}", doubts=(f"{number} {text}",))
            for number in range(40)
        ),
        mix=tuple(dataclasses.replace(each, reason=text) for each in usual.mix * 5),
        shares=tuple(dataclasses.replace(each, page=f"https://{OWN}/{text}") for each in usual.shares * 9),
        channels=tuple(dataclasses.replace(each, channel=text) for each in usual.channels * 3),
        pace=dataclasses.replace(usual.pace, words=(text,) * 5),
        milestones=tuple(dataclasses.replace(each, measure=text) for each in usual.milestones * 4),
        nothing=dataclasses.replace(usual.nothing, words=text),
        refusals=(Refusal(text, text, text),) * 9,
    )
