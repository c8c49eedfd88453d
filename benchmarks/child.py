"""What a benchmark runs in a process of its own, so that its memory is its own: `python -m benchmarks.child WHAT …`."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from benchmarks.batches import READ_AT
from benchmarks.generate import write_export, write_ledger
from benchmarks.measuring import Stage, print_stages, stage

SITE_DOMAIN = "bench.example"


def export(shape: str, rows: str, file: str) -> list[Stage]:
    """Generate an export."""
    with stage("generate") as measured:
        write_export(shape, int(rows), Path(file))
        measured.rows = int(rows)
    return [measured]


def ledger(links: str, folder: str) -> list[Stage]:
    """Generate a ledger; the rows are its observations."""
    from linkwright.ledger import Ledger

    with stage("generate") as measured:
        write_ledger(int(links), Path(folder))
        measured.rows = sum(batch.stored for batch in Ledger(Path(folder)).batches())
    return [measured]


def plain(shape: str, file: str, target: str) -> list[Stage]:
    """Turn the file into Parquet by DuckDB alone: no types, no checks, no counts. The fastest one could hope for."""
    dialect = "delim = ',', quote = '\"'" if shape == "semrush" else "delim = '\t', quote = '\"', encoding = 'utf-16'"
    with stage("duckdb") as measured:
        connection = duckdb.connect()
        read = f"read_csv('{file}', header = true, all_varchar = true, {dialect})"
        connection.execute(f"copy (select * from {read}) to '{target}' (format parquet)")
        measured.rows = connection.sql(f"select count(*) from '{target}'").fetchall()[0][0]
    return [measured]


def imported(file: str, folder: str) -> list[Stage]:
    """Import the file as a user would."""
    from linkwright.ledger import Ledger
    from linkwright.sources import import_inputs

    with stage("import") as measured:
        (result,) = import_inputs([file], Ledger(Path(folder)))
        if result.batch is None:
            raise result.error or RuntimeError(result.outcome)
        measured.rows = result.batch.stored
        measured.note = f"read {result.batch.read:,}, rejected {result.batch.rejected:,}"
    return [measured]


def audit(folder: str, out: str) -> list[Stage]:
    """Audit the ledger, stage by stage; the rows are links, findings, judged links and files."""
    from linkwright.engine.duck import duck_engine
    from linkwright.ledger import Ledger
    from linkwright.profile import build_profile
    from linkwright.report import build_report, write_report
    from linkwright.rubric import judge, load_rubric
    from linkwright.signals import all_signals, run_signals
    from linkwright.vocabulary.site import Site
    from linkwright.vocabulary.terms import Outcome

    store = Ledger(Path(folder))
    site = Site(domains=(SITE_DOMAIN,), brands=("Bench Brand",), money_keywords=("buy cheap things",))
    with duck_engine() as engine:
        with stage("profile") as building:
            profile = build_profile(engine, store, site)
            building.rows = _count(profile.query("select count(*) as n from links").column("n").to_pylist())
        with stage("signals") as running:
            rubric = load_rubric(None)
            results = run_signals(profile, all_signals(None), rubric.signal_parameters)
            running.rows = sum(result.findings.num_rows for result in results.values())
            failed = [name for name, result in results.items() if result.outcome is Outcome.ERROR]
            running.note = f"failed: {', '.join(failed)}" if failed else ""
        with stage("rubric") as judging:
            judgement = judge(profile, results, rubric)
            judging.rows = _count(profile.query("select count(*) as n from link_scores").column("n").to_pylist())
        with stage("report") as reporting:
            report = build_report(
                profile, results, judgement, store.batches(), (), rejected_files=store.rejected_files(), made_at=READ_AT
            )
            reporting.rows = len(write_report(report, profile, judgement, Path(out)))
    return [building, running, judging, reporting]


def _count(found: Sequence[int]) -> int:
    return found[0]


COMMANDS: Mapping[str, Callable[..., list[Stage]]] = {
    "export": export,
    "ledger": ledger,
    "plain": plain,
    "import": imported,
    "audit": audit,
}

if __name__ == "__main__":
    print_stages(COMMANDS[sys.argv[1]](*sys.argv[2:]))
