"""Judging a mini profile in one call."""

from pathlib import Path

import pyarrow as pa

from linkwright.rubric import Judgement, judge, load_rubric
from linkwright.signals import SignalResult, all_signals, run_signals
from linkwright.signals.contract import FINDING
from linkwright.signals.running import concerned_by
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import MiniProfile, Row

Found = dict[str, list[Row]]


def results_of(profile: MiniProfile, found: Found) -> dict[str, SignalResult]:
    """Results in which exactly the given findings (subject and domains) were made."""
    results = {}
    for name, each in all_signals().items():
        rows = [
            {"measure": 1.0, "rows": 1, "evidence": ["b:1"], "domains": [row["subject"]], **row}
            for row in found.get(name, [])
        ]
        whole = [{**dict.fromkeys(FINDING.names), **row} for row in rows]
        table = pa.Table.from_pylist(whole, schema=FINDING)
        outcome = Outcome.FOUND if rows else Outcome.CLEAR
        results[name] = SignalResult(each, outcome, table, None, (), {}, concerned_by(table))
    return results


def judged(profile: MiniProfile, found: Found | None = None, rubric: Path | None = None) -> Judgement:
    """Judge by made-up findings, or by what the signals really find."""
    results = run_signals(profile, all_signals()) if found is None else results_of(profile, found)
    return judge(profile, results, load_rubric(rubric))


def scores(judgement: Judgement, table: str) -> dict[str, Row]:
    """One of the score tables by its first column."""
    rows = judgement.table(table)
    return {row[rows.column_names[0]]: row for row in rows.to_pylist()}
