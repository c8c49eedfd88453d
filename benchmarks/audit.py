"""`python -m benchmarks.audit`: a full audit of a large ledger, stage by stage."""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Stage, data_folder, print_table, run_child, talk

DEFAULT_LINKS = 10_000_000
WHAT_ROWS_ARE = {"profile": "links", "signals": "findings", "rubric": "links judged", "report": "files"}


def measure(links: int, folder: Path) -> list[Stage]:
    """Generate a ledger of that many links and audit it. The first stage is the writing of the ledger."""
    ledger, out = folder / f"ledger-{links}", folder / f"report-{links}"
    written: list[Stage] = []
    if not ledger.exists():
        talk(f"generating {ledger}")
        written = run_child("ledger", links, ledger)
    shutil.rmtree(out, ignore_errors=True)
    talk(f"auditing {ledger}")
    return [*written, *run_child("audit", ledger, out)]


def main(arguments: Sequence[str] | None = None) -> list[Stage]:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=__doc__)
    parser.add_argument("--links", type=int, default=DEFAULT_LINKS, help="different links; 10,000,000")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep and reuse the generated ledger here")
    options = parser.parse_args(arguments)
    with data_folder(options.keep) as folder:
        stages = measure(options.links, folder)
    audit = [item for item in stages if item.name in WHAT_ROWS_ARE]
    total = Stage(
        "together",
        sum(item.seconds for item in audit),
        sum(item.cpu_seconds for item in audit),
        max(item.peak_mb for item in audit),
    )
    header = ("stage", "seconds", "CPU s", "peak MB", "rows", "notes")
    print_table(f"Audit of {options.links:,} links", header, [_cells(item) for item in [*audit, total]])
    return stages


def _cells(item: Stage) -> tuple[str, ...]:
    rows = f"{item.rows:,} {WHAT_ROWS_ARE[item.name]}" if item.name in WHAT_ROWS_ARE else ""
    return item.name, f"{item.seconds:.1f}", f"{item.cpu_seconds:.1f}", f"{item.peak_mb:,.0f}", rows, item.note


if __name__ == "__main__":
    main()
