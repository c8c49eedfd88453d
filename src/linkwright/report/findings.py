"""What the signals found, with the rows of the files that show it; and the signals that had nothing to say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.ledger.batch import Batch
from linkwright.report.model import TEXT_LIMIT, Evidence, Finding, FindingGroup, Item, Silent
from linkwright.rubric.model import Rubric
from linkwright.signals import Signal, SignalResult
from linkwright.vocabulary.terms import FindingKind, Outcome

ITEMS = 20  # things of one signal that a page carries, strongest first
EVIDENCE_FIRST, EVIDENCE_REST = 20, 5  # rows shown for the first three of them, and for the others
# In the order of a report: heading, and what stands under it.
_HEADINGS = {
    FindingKind.STRENGTH: ("What speaks for you", "Good news: what to keep, and to do more of."),
    FindingKind.CHANCE: ("What you can win back", "Links you have or had that would bring more after a small repair."),
    FindingKind.CONCERN: (
        "Worth a look",
        "Unusual, and often harmless: read “When this is wrong” before you act.",
    ),
    FindingKind.CONTEXT: ("Good to know", "Neither good nor bad: it helps to read the rest."),
}
_WHY_SILENT = {
    Outcome.CLEAR: "looked and found nothing",
    Outcome.NOT_APPLICABLE: "does not apply to this site",
    Outcome.ERROR: "stopped with an error",
}
_LINK_ROWS = """
    select e.id, f.referring_page_url as referring, f.target_url as target, f.anchor
    from report_evidence e
    join link_seen f on f.batch = e.batch and f.row = e.row
"""
_DOMAIN_ROWS = """
    select e.id, f.referring_domain as referring, '' as target, '' as anchor
    from report_evidence e
    join domain_seen f on f.batch = e.batch and f.row = e.row
"""


class Tables(Protocol):
    """The part of a profile that is needed here."""

    @property
    def engine(self) -> Engine:
        """Where the tables are."""

    def query(self, sql: str) -> pa.Table:
        """Run a select and return all its rows."""


def collect_findings(
    profile: Tables, results: Mapping[str, SignalResult], batches: Sequence[Batch], rubric: Rubric
) -> tuple[Finding, ...]:
    """Gather the findings of all signals, by how they are to be read: good news never stands among concerns.

    Among concerns come first those that count towards risk, then those that inform, then those that only support.
    """
    found = [result for result in results.values() if result.outcome is Outcome.FOUND]
    carried = {result.signal.id: result.findings.slice(0, ITEMS).to_pylist() for result in found}
    wanted = (
        identity for rows in carried.values() for place, row in enumerate(rows) for identity in _shown(row, place)
    )
    evidence = resolve_evidence(profile, wanted, batches)
    findings = [_finding(result, carried[result.signal.id], evidence, rubric) for result in found]
    return tuple(sorted(findings, key=lambda each: (*_order(each, rubric), -each.rows, each.signal)))


def grouped(findings: Sequence[Finding]) -> tuple[FindingGroup, ...]:
    """Put findings under their headings, in the order of a report; a heading without findings is left out."""
    groups = (
        FindingGroup(kind, title, about, tuple(each for each in findings if each.kind is kind))
        for kind, (title, about) in _HEADINGS.items()
    )
    return tuple(group for group in groups if group.findings)


def _order(finding: Finding, rubric: Rubric) -> tuple[int, int]:
    place = list(_HEADINGS).index(finding.kind)
    if _ratio(finding.signal, rubric) <= 1:
        return place, 1
    return place, 2 if finding.family in rubric.supporting else 0


def _ratio(signal: str, rubric: Rubric) -> float:
    weight = rubric.risk.get(signal)
    return weight.value if weight else 1.0


def _counts_as(signal: Signal, rubric: Rubric) -> str:
    ratio = _ratio(signal.id, rubric)
    if ratio <= 1:
        return "informs; does not count towards risk"
    if str(signal.family) in rubric.supporting:
        return "supports other evidence; never counts alone"
    return f"counts towards risk: at most {ratio:g} times likelier in a link scheme"


def silent_signals(results: Mapping[str, SignalResult]) -> tuple[Silent, ...]:
    """List the signals without findings: looked and found nothing, had no data, or failed; and why."""
    silent = [
        Silent(result.signal.id, result.signal.title, str(result.outcome), _why(result))
        for result in results.values()
        if result.outcome is not Outcome.FOUND
    ]
    return tuple(sorted(silent, key=lambda each: (each.outcome, each.signal)))


def _why(result: SignalResult) -> str:
    if result.outcome is Outcome.NO_DATA:
        return "no source gives: " + ", ".join(result.missing)
    reason = _WHY_SILENT[result.outcome]
    return f"{reason}: {result.error[:300]}" if result.error else reason


def _finding(
    result: SignalResult, rows: list[dict[str, object]], evidence: Mapping[str, Evidence], rubric: Rubric
) -> Finding:
    signal = result.signal
    return Finding(
        signal=signal.id,
        title=signal.title,
        kind=rubric.kind(signal.id),
        family=str(signal.family),
        subject_kind=str(signal.subject),
        count=result.findings.num_rows,
        rows=sum(result.findings.column("rows").to_pylist()),
        counts_as=_counts_as(signal, rubric),
        what_it_finds=_paragraph(signal, "What it finds"),
        why_it_matters=_paragraph(signal, "Why it matters"),
        what_to_do=_paragraph(signal, "What to do"),
        when_it_is_wrong=_paragraph(signal, "When it is wrong"),
        sources=_paragraph(signal, "Sources"),
        items=tuple(_item(signal, row, place, evidence) for place, row in enumerate(rows)),
    )


def _paragraph(signal: Signal, heading: str) -> str:
    return " ".join(signal.doc.get(heading, "").replace("`", "").split())


def _item(signal: Signal, row: dict[str, object], place: int, evidence: Mapping[str, Evidence]) -> Item:
    return Item(
        subject=str(row["subject"])[:TEXT_LIMIT],
        message=signal.say(row)[:TEXT_LIMIT],
        rows=int(str(row["rows"])),
        measure=_number(row["measure"]),
        expected=_number(row["expected"]),
        p=_number(row["p"]),
        likelihood_ratio=_number(row["likelihood_ratio"]),
        evidence=tuple(evidence[identity] for identity in _shown(row, place)),
    )


def _number(value: object) -> float | None:
    return float(f"{value:.6g}") if isinstance(value, int | float) else None


def _shown(row: Mapping[str, object], place: int) -> list[str]:
    ids = row["evidence"]
    limit = EVIDENCE_FIRST if place < 3 else EVIDENCE_REST
    return [str(identity) for identity in ids][:limit] if isinstance(ids, list) else []


def resolve_evidence(profile: Tables, ids: Iterable[str], batches: Sequence[Batch]) -> dict[str, Evidence]:
    """Look observation ids up: which file, which row, and what it says. Unknown ids come back bare."""
    files = {batch.id: batch.file_name for batch in batches}
    wanted = sorted(set(ids))
    found = {identity: _bare(identity, files) for identity in wanted}
    if not wanted:
        return found
    profile.engine.register("report_evidence", _evidence_table(wanted))
    for sql in (_DOMAIN_ROWS, _LINK_ROWS):
        for row in profile.query(sql).to_pylist():
            bare = found[row["id"]]
            found[row["id"]] = Evidence(
                bare.observation,
                bare.file,
                bare.row,
                str(row["referring"] or "")[:TEXT_LIMIT],
                str(row["target"] or "")[:TEXT_LIMIT],
                str(row["anchor"] or "")[:TEXT_LIMIT],
            )
    return found


def _bare(identity: str, files: Mapping[str, str]) -> Evidence:
    batch, _, row = identity.partition(":")
    return Evidence(identity, files.get(batch, ""), int(row) if row.isdecimal() else None, "", "", "")


def _evidence_table(ids: Sequence[str]) -> pa.Table:
    parts = [identity.partition(":") for identity in ids]
    return pa.table(
        {
            "id": pa.array(ids, pa.string()),
            "batch": pa.array([batch for batch, _, _ in parts], pa.string()),
            "row": pa.array([int(row) if row.isdecimal() else None for _, _, row in parts], pa.int64()),
        }
    )
