"""A plan and a site, made up, for tests of keeping and tracking."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow as pa

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.plan.model import Channel, Pace, PageNeed, Plan, Request
from linkwright.vocabulary.numbers import Interval

MADE = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOME = "https://meadowlark.example/"


def plan(links: int = 120, months: int = 12, usual: Interval | None = None, made: datetime = MADE) -> Plan:
    """A plan of an equal number of links each month, and as many again that come by themselves where `usual` says."""
    monthly = tuple((date(2026 + (place // 12), place % 12 + 1, 1), links // months) for place in range(months))
    return Plan(
        site="meadowlark.example",
        made_at=made,
        version=1,
        tool_version="0",
        rubric_version="0",
        seed=1,
        draws=1_000,
        request=Request(months=months),
        answer=(),
        strongest="",
        needs=(_need(),),
        links=Interval(links * 0.6, float(links), links * 1.5),
        quality=Interval(links * 0.12, links * 0.2, links * 0.3),
        mix=(),
        trades=(),
        shares=(),
        channels=(_channel("digital PR", 0.05), _channel("guest contribution", 0.05)),
        pace=Pace(usual, None, None, usual is None, monthly, ()),
        milestones=(),
        nothing=None,
        sways=(),
        assumptions=(),
        refusals=(),
    )


def later(first: Plan) -> Plan:
    """The same plan made a month later."""
    return replace(first, made_at=datetime(2026, 2, 1, 12, tzinfo=UTC))


def _need() -> PageNeed:
    return PageNeed(
        page=HOME,
        keyword="spa near me",
        volume=900,
        position=14,
        target=10,
        quality_now=Interval(1, 2, 3),
        rivals=None,
        quality_needed=Interval(4, 6, 9),
        links_needed=Interval(10, 20, 40),
        top_10=(),
        top_3=(),
        no_effect=0.3,
        reached=Interval(0.4, 0.55, 0.7),
        reached_without=Interval(0.1, 0.2, 0.3),
        links_alone_unlikely=False,
        doubts=(),
    )


def _channel(name: str, rate: float) -> Channel:
    contacts = Interval(500, 600, 700)
    placed = Interval(400 * rate, 600 * rate, 900 * rate)
    nothing = Interval(0, 0, 0)
    return Channel(name, placed, contacts, contacts, placed, placed, placed, nothing, nothing, nothing, 0, "")


def side(starts: Sequence[tuple[str, datetime]], quality: float = 0.2) -> Side:
    """A site with one referring domain a start: owner group and first seen."""
    rows = [
        {
            "referring_domain": f"{group}.example",
            "owner_group": group,
            "quality": quality,
            "quality_low": quality / 2,
            "quality_high": quality * 2,
            "first_seen": first_seen,
        }
        for group, first_seen in starts
    ]
    return Side(
        site="meadowlark.example",
        own=True,
        domains=pa.Table.from_pylist(rows, schema=DOMAINS),
        page_domains=PAGE_DOMAINS.empty_table(),
        months=MONTHS.empty_table(),
        lives=LIVES.empty_table(),
    )
