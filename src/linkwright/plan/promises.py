"""A plan as promises that can be looked at later, each with its day; kept in the ledger as facts."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkwright.ledger import Batch, Ledger
from linkwright.plan.model import Channel, Plan
from linkwright.vocabulary.facts import PLAN_SEEN
from linkwright.vocabulary.moments import utc
from linkwright.vocabulary.numbers import Interval

SOURCE, REPORT, TITLE = "linkwright", "plan", "Plan"
DAYS_A_MONTH = 30.4375

Row = dict[str, object]


class Measure(StrEnum):
    """What a plan promises."""

    USUAL = "usual new domains a month"  # what comes without the plan
    LINKS = "links won"  # by that day, all together
    QUALITY = "quality won"
    CHANCE = "chance of the wanted place"  # 0 to 1, of a page for a search phrase
    CLICKS = "clicks a month gained"
    CONTACTED = "people written to"
    PLACED = "links by this channel"
    HOURS = "hours"
    COST = "cost"


class Facts(Protocol):
    """What kept plans are read from."""

    def files(self, fact: str) -> Sequence[Path]:
        """Return the Parquet files of a fact table."""


def keep_plan(ledger: Ledger, plan: Plan, version: str) -> bool:
    """Add a plan to the ledger.

    Args:
        ledger: where it goes; what is there stays as it is.
        plan: the plan.
        version: of Linkwright.

    Returns:
        False when just this plan is there already.

    Raises:
        StorageError: the ledger cannot be written.
    """
    identity = _identity(plan)
    rows = [_origin(plan, identity, number) | promise for number, promise in enumerate(promises(plan), start=1)]
    batch = f"plan-{identity}"
    with ledger.writing(batch) as writer:
        writer.write(PLAN_SEEN.name, pa.Table.from_pylist(rows, schema=PLAN_SEEN.schema))
        return writer.commit(_batch(batch, plan, len(rows), version))


def promises(plan: Plan) -> Iterator[Row]:
    """Yield the promises of a plan, as the columns of `plan_seen` after its dates."""
    ends = horizon_end(plan)
    if plan.pace.usual is not None:
        yield _promise(Measure.USUAL, ends, plan.pace.usual)
    yield from _links_by_month(plan)
    if plan.quality is not None:
        yield _promise(Measure.QUALITY, ends, plan.quality)
    for need in plan.needs:
        if need.reached is not None:
            words = f"first {need.target}"
            yield _promise(Measure.CHANCE, ends, need.reached, page_url=need.page, keyword=need.keyword, words=words)
    for share in plan.shares:
        if share.clicks is not None:
            yield _promise(Measure.CLICKS, ends, share.clicks, page_url=share.page)
    for channel in plan.channels:
        for measure, expected in _of_channel(channel).items():
            yield _promise(measure, ends, expected, channel=channel.channel)
    for milestone in plan.milestones:
        if milestone.expected is not None:
            yield _promise(milestone.measure, milestone.day, milestone.expected, words=milestone.words)


def horizon_end(plan: Plan) -> date:
    """The last day of the plan."""
    return plan.made_at.date() + timedelta(days=round(plan.request.months * DAYS_A_MONTH))


def kept_plans(facts: Facts) -> pa.Table:
    """Return the promises of all kept plans, columns as in `plan_seen`, the oldest plan first.

    The version of a plan is its place among the different `plan` ids in this order.
    """
    files = facts.files(PLAN_SEEN.name)
    tables = [pq.read_table(file, schema=PLAN_SEEN.schema) for file in files]
    kept = pa.concat_tables(tables) if tables else PLAN_SEEN.schema.empty_table()
    return kept.sort_by([("made_at", "ascending"), ("plan", "ascending"), ("row", "ascending")])


def versions(kept: pa.Table) -> tuple[str, ...]:
    """The ids of the plans in `kept_plans`, the oldest first."""
    return tuple(dict.fromkeys(kept["plan"].to_pylist()))


def of_plan(kept: pa.Table, plan: str) -> pa.Table:
    """The promises of one plan."""
    return kept.filter(pc.equal(kept["plan"], plan))


def _links_by_month(plan: Plan) -> Iterator[Row]:
    """The links planned up to the end of each month, as uncertain as those of all the plan are."""
    total = sum(links for _, links in plan.pace.months)
    if not total or plan.links is None or not plan.links.middle:
        return
    below, above = plan.links.low / plan.links.middle, plan.links.high / plan.links.middle
    won = 0
    for month, links in plan.pace.months:
        won += links
        yield _promise(Measure.LINKS, _month_end(month), Interval(won * below, float(won), won * above))


def _month_end(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _of_channel(channel: Channel) -> Mapping[Measure, Interval]:
    return {
        Measure.CONTACTED: channel.contacts,
        Measure.PLACED: channel.placed,
        Measure.HOURS: channel.hours,
        Measure.COST: channel.cost,
    }


def _promise(
    measure: str,
    day: date,
    expected: Interval,
    *,
    page_url: str = "",
    keyword: str = "",
    channel: str = "",
    words: str = "",
) -> Row:
    named = {"page_url": page_url, "keyword": keyword, "channel": channel, "words": words}
    return {
        "day": _moment(day),
        "measure": str(measure),
        **asdict(expected),
        **{name: text or None for name, text in named.items()},
    }


def _identity(plan: Plan) -> str:
    said = {"site": plan.site, "made_at": plan.made_at.isoformat(), "promises": list(promises(plan))}
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()[:16]


def _origin(plan: Plan, identity: str, number: int) -> Row:
    return {
        "source": SOURCE,
        "report": REPORT,
        "batch": f"plan-{identity}",
        "row": number,
        "observed_at": utc(plan.made_at),
        "plan": identity,
        "made_at": utc(plan.made_at),
        "ends_at": _moment(horizon_end(plan)),
    }


def _batch(identity: str, plan: Plan, rows: int, version: str) -> Batch:
    return Batch(
        id=identity,
        source=SOURCE,
        report=REPORT,
        title=TITLE,
        file_name=f"plan of {plan.made_at:%Y-%m-%d %H:%M} for {plan.request.months} months",
        file_sha256=hashlib.sha256(identity.encode()).hexdigest(),
        file_size=0,
        read=rows,
        stored=rows,
        rejected=0,
        declared=0,
        declared_reasons={},
        facts={PLAN_SEEN.name: rows},
        period_start=plan.made_at.date(),
        period_end=horizon_end(plan),
        observed_at=plan.made_at,
        imported_at=datetime.now(UTC),
        tool_version=version,
        notes=(),
    )


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
