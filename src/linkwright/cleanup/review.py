"""What needs a human eye: one row a network, owner or website, worst first, each with its proof and a suggestion."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from linkwright.cleanup.review_model import (
    SHOWN_MEMBERS,
    Earlier,
    Example,
    Found,
    Looks,
    Member,
    Review,
    Subject,
    Urgency,
)
from linkwright.cleanup.suggesting import Known, suggest
from linkwright.engine import Engine
from linkwright.ledger.batch import Batch
from linkwright.rubric import Judgement
from linkwright.rubric.model import Rubric
from linkwright.signals import SignalResult
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import FindingKind

_SQL = Path(__file__).with_name("sql")
_SHOWN_ROWS = 3  # rows named behind one finding: enough to open the file and see
_LONGEST = 500  # characters of one text from outside
_CONCERNED = pa.schema([("signal", pa.string()), ("finding", pa.int64()), ("referring_domain", pa.string())])
_TOTALS = """
select
  (select count(*) from domains) as websites,
  (select count(*) from links) as links,
  (select count(*) from visits) as visits,
  (select count(*) from domains where array_contains(sources, 'gsc')) as in_search_console
"""

_Key = tuple[str, str]
_Row = Mapping[str, object]
_Rows = Mapping[_Key, Sequence[_Row]]


class Judged(Protocol):
    """The part of a profile a review needs."""

    @property
    def engine(self) -> Engine:
        """Where the profile's tables and the scores are."""

    @property
    def site(self) -> Site:
        """Whose profile."""


@dataclass(frozen=True)
class _Evidence:
    """What is known about the subjects beside their numbers, by subject."""

    found: Mapping[_Key, tuple[Found, ...]]
    examples: _Rows
    anchors: _Rows
    families: _Rows
    flagged: _Rows
    members: _Rows
    files: Mapping[str, str]
    visits_known: bool
    console_known: bool
    group_share: float


def gather_review(
    profile: Judged,
    judgement: Judgement,
    results: Mapping[str, SignalResult],
    batches: Sequence[Batch],
    made_on: date,
) -> Review:
    """Gather what needs a human eye.

    Args:
        profile: judged; its tables are in its engine.
        judgement: what `judge` returned.
        results: what `run_signals` returned.
        batches: of the ledger, to name files.
        made_on: the day that is written on it.
    """
    engine, rubric = profile.engine, judgement.rubric
    engine.register("review_concerned", _concerned(results, rubric))
    engine.register("review_limits", pa.table({"members": [SHOWN_MEMBERS]}))
    for name in ("review_subjects", "review_members"):
        engine.materialise(name, _read(name))
    totals = engine.query(_TOTALS).to_pylist()[0]
    files = {batch.id: batch.file_name.rpartition("/")[2] for batch in batches}
    flagged = _by_subject(engine, "review_flagged")
    evidence = _Evidence(
        found=_found(engine, results, rubric, files),
        examples=_by_subject(engine, "review_examples"),
        anchors=_by_subject(engine, "review_anchors"),
        families=_by_subject(engine, "review_families"),
        flagged=flagged,
        members=_by_subject(engine, "review_shown"),
        files=files,
        visits_known=bool(totals["visits"]),
        console_known=bool(totals["in_search_console"]),
        group_share=rubric.settings["group_share"].value,
    )
    return Review(
        site=profile.site.name,
        made_on=made_on,
        websites=totals["websites"],
        links=totals["links"],
        flagged_links=sum(_whole(row["links"]) for rows in flagged.values() for row in rows),
        subjects=_together([_subject(row, evidence) for row in engine.query(_read("review_rows")).to_pylist()]),
    )


def _together(subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """The subjects, worst first; websites that are here for the same finding stand together, and say how many."""
    alike: dict[tuple[Urgency, str], list[Subject]] = {}
    for subject in subjects:
        alike.setdefault((subject.urgency, subject.cause or subject.id), []).append(subject)
    ordered = sorted(alike.items(), key=lambda each: (each[0][0], -each[1][0].risks[1]))
    return tuple(dataclasses.replace(subject, alike=len(same)) for _, same in ordered for subject in same)


def _subject(row: _Row, evidence: _Evidence) -> Subject:
    key = _key(row)
    kind, urgency, websites = str(row["kind"]), Urgency(_whole(row["urgency"])), _whole(row["websites"])
    found = evidence.found.get(key, ())
    visits = _number(row["visits"]) or 0.0
    return Subject(
        subject_kind=key[0],
        subject=key[1],
        kind=kind,
        what=_what(row),
        nature=str(row["nature"] or ""),
        urgency=urgency,
        tier=str(row["tier"] or ""),
        websites=websites,
        links=_whole(row["links"]),
        claimed_links=_whole(row["claimed_links"]),
        live_links=_whole(row["live_links"]),
        followed_links=_whole(row["followed_links"]),
        nofollow_links=_whole(row["nofollow_links"]),
        flagged_links=sum(_whole(each["links"]) for each in evidence.flagged.get(key, ())),
        risks=(_chance(row["risk_02"]), _chance(row["risk_05"]), _chance(row["risk_20"])),
        families=tuple(str(each["family"]) for each in evidence.families.get(key, ())),
        found=found,
        examples=tuple(_example(each, evidence.files) for each in evidence.examples.get(key, ())),
        anchors=tuple((_text(each["anchor"]), _whole(each["links"])) for each in evidence.anchors.get(key, ())),
        value=_number(row["value"]),
        visits=visits if evidence.visits_known else None,
        conversions=(_number(row["conversions"]) or 0.0) if evidence.visits_known else None,
        in_search_console=bool(row["in_search_console"]) if evidence.console_known else None,
        looks=_looks(row),
        first_seen=_day(row["first_seen"]),
        last_seen=_day(row["last_seen"]),
        suggestion=suggest(
            Known(
                kind=kind,
                urgency=urgency,
                websites=websites,
                links=_whole(row["links"]),
                nofollow_links=_whole(row["nofollow_links"]),
                visits=visits,
                found=found,
                group_share=evidence.group_share,
            )
        ),
        earlier=_earlier(row),
        members=tuple(_member(each) for each in evidence.members.get(key, ())),
    )


def _what(row: _Row) -> str:
    websites = f"{_whole(row['websites']):,} websites"
    if row["kind"] == "network":
        return f"one automatic network: {websites} that share {_text(row['shared'])}"
    if row["kind"] == "mirror":
        return f"one owner: {websites} that share {_text(row['shared'])}"
    told = str(row["source_type"] or "unknown")
    return "a website on its own" + ("" if told == "unknown" else f", of the kind {told}")


def _concerned(results: Mapping[str, SignalResult], rubric: Rubric) -> pa.Table:
    """Which domains each finding speaks about, of all signals whose findings are concerns."""
    tables = [
        pa.table([pa.repeat(name, named.num_rows), named["finding"], named["referring_domain"]], schema=_CONCERNED)
        for name, result in sorted(results.items())
        if rubric.kind(name) is FindingKind.CONCERN and (named := result.concerned).num_rows
    ]
    return pa.concat_tables(tables) if tables else _CONCERNED.empty_table()


def _found(
    engine: Engine, results: Mapping[str, SignalResult], rubric: Rubric, files: Mapping[str, str]
) -> Mapping[_Key, tuple[Found, ...]]:
    rows = engine.query(_read("review_found")).to_pylist()
    told = {
        name: _findings(results[name], sorted({row["finding"] for row in rows if row["signal"] == name}))
        for name in {row["signal"] for row in rows}
    }
    by_subject: dict[_Key, list[Found]] = {}
    for row in rows:
        result = results[row["signal"]]
        words, shown = told[row["signal"]][row["finding"]]
        each = Found(
            signal=row["signal"],
            title=result.signal.title,
            family=str(result.signal.family),
            words=words,
            findings=row["findings"],
            websites=row["websites"],
            evidence=tuple(_row_of(identity, files) for identity in shown),
        )
        by_subject.setdefault(_key(row), []).append(each)
    return {key: tuple(sorted(each, key=lambda one: _weight(one, rubric))) for key, each in by_subject.items()}


def _weight(found: Found, rubric: Rubric) -> tuple[bool, float, str]:
    weight = rubric.risk.get(found.signal)
    return (found.family in rubric.supporting, -(weight.value if weight else 1.0), found.signal)


def _findings(result: SignalResult, places: Sequence[int]) -> Mapping[int, tuple[str, tuple[str, ...]]]:
    """The named findings as sentences, each with the first rows behind it."""
    rows = result.findings.drop_columns(["domains"]).take(pa.array(places, pa.int64())).to_pylist()
    return {
        place: (_text(result.signal.say({**row, "domains": ()})), tuple(row["evidence"][:_SHOWN_ROWS]))
        for place, row in zip(places, rows, strict=True)
    }


def _by_subject(engine: Engine, name: str) -> _Rows:
    found: dict[_Key, list[_Row]] = {}
    for row in engine.query(_read(name)).to_pylist():
        found.setdefault(_key(row), []).append(row)
    return found


def _example(row: _Row, files: Mapping[str, str]) -> Example:
    return Example(_text(row["referring_page"]), _text(row["anchor"]), _row_of(str(row["observation"]), files))


def _member(row: _Row) -> Member:
    return Member(str(row["referring_domain"]), _whole(row["links"]), _number(row["value"]))


def _row_of(identity: str, files: Mapping[str, str]) -> str:
    batch, _, row = identity.rpartition(":")
    return f"{files.get(batch, batch)}:{row}"


def _looks(row: _Row) -> Looks | None:
    on = _day(row["checked_at"])
    return Looks(_whole(row["stands"]), _whole(row["gone"]), _whole(row["unseen"]), on) if on else None


def _earlier(row: _Row) -> Earlier | None:
    at = row["decided_at"]
    if not isinstance(at, datetime):
        return None
    return Earlier(
        verdict=str(row["verdict"]),
        reason=str(row["reason"] or ""),
        instead=str(row["instead"] or ""),
        who=str(row["who"] or ""),
        decided_at=at,
        holds=bool(row["holds"]),
    )


def _key(row: _Row) -> _Key:
    return (str(row["subject_kind"]), str(row["subject"]))


def _text(value: object) -> str:
    return str(value or "")[:_LONGEST]


def _whole(value: object) -> int:
    return int(str(value or 0))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _chance(value: object) -> float:
    return _number(value) or 0.0


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def _read(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")
