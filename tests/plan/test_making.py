"""The whole plan: what it says, what it refuses, and what it never does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from linkwright.plan.chance import Chance
from linkwright.plan.evidence import Evidence, Outcome, Result, ResultsPage
from linkwright.plan.making import make_plan
from linkwright.plan.model import Plan, Request
from linkwright.rubric.priors import Prior, built_in_priors
from linkwright.vocabulary.numbers import Interval
from tests.plan.rival_sides import TODAY, side

CHANCE = Chance(draws=1_000)
OWN_PAGE = "https://own.example/guide"
CLICKS = pa.schema(
    [
        ("keyword", pa.string()),
        ("page_url", pa.string()),
        ("position", pa.float64()),
        ("clicks", pa.float64()),
        ("impressions", pa.float64()),
    ]
)
OWN = side(
    "own.example",
    [(f"o{n}.example", 0.1, "low", "directory") for n in range(20)],
    lost=("gone.example",),
    months=[4, 5, 3, 6, 4, 5, 7, 4, 3, 5, 6, 4, 5, 4],
    page=OWN_PAGE,
)


def rivals(quality: float = 0.5) -> tuple[object, ...]:
    return tuple(
        side(
            f"rival{r}.example",
            [(f"n{n}-{r}.example", quality, "high", "news") for n in range(10)]
            + [("shared.example", quality, "high", "editorial")]
            + [(f"e{n}-{r}.example", quality / 2, "medium", "editorial") for n in range(30)],
            months=[5, 6, 4, 7, 5, 6, 8, 5, 4, 6, 7, 5, 6, 5],
        )
        for r in range(3)
    )


def results(
    keyword: str, volume: float | None = 1000.0, scale: float = 1.0, own_at: int = 12, page: str = OWN_PAGE
) -> ResultsPage:
    shown = []
    for place in range(1, 21):
        own = place == own_at
        quality = 2.0 if own else scale * (12.0 - 0.5 * place)
        address = page if own else f"https://r{place}.example/{keyword}"
        shown.append(
            Result(
                position=float(place),
                page=address,
                page_key=address.removeprefix("https://"),
                site="own.example" if own else f"r{place}.example",
                own=own,
                quality=Interval(0.8 * quality, quality, 1.2 * quality),
                measured=True,
                site_quality=Interval(quality, 2 * quality, 3 * quality),
                referring_domains=20,
            )
        )
    return ResultsPage(keyword, volume, date(2026, 2, 1), 20, tuple(shown), (), ("synthetic",))


def evidence(
    sides: Sequence[object] | None = None, searches: Sequence[ResultsPage] = (), outcomes: Sequence[Outcome] = ()
) -> Evidence:
    return Evidence(
        sides=tuple(sides or (OWN, *rivals())),  # type: ignore[arg-type]
        searches=searches,
        outcomes=outcomes,
        clicks=CLICKS.empty_table(),
        page_visits={},
        internal_links={},
        priors=built_in_priors(),
        today=TODAY.date(),
    )


def plan(given: Evidence, **asked: object) -> Plan:
    return make_plan(given, Request(**asked), CHANCE)  # type: ignore[arg-type]
