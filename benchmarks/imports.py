"""`python -m benchmarks.imports`: how fast exports come in, beside DuckDB alone on the same file."""

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Stage, data_folder, print_table, run_child, talk

SHAPES = ("semrush", "ahrefs")
DEFAULT_ROWS = (1_000_000, 5_000_000)


@dataclass(frozen=True)
class Run:
    """One file: what it was and the two measurements."""

    shape: str
    rows: int
    size: int
    imported: Stage
    plain: Stage


def measure(shape: str, rows: int, folder: Path) -> Run:
    """Generate one export, import it, and let DuckDB alone turn it into Parquet."""
    file = folder / f"{shape}-{rows}.csv"
    if not file.exists():
        talk(f"generating {file}")
        run_child("export", shape, rows, file)
    ledger, target = folder / f"{shape}-{rows}-ledger", folder / f"{shape}-{rows}.parquet"
    shutil.rmtree(ledger, ignore_errors=True)
    talk(f"importing {file}")
    (imported,) = run_child("import", file, ledger)
    (plain,) = run_child("plain", shape, file, target)
    return Run(shape, rows, file.stat().st_size, imported, plain)


def main(arguments: Sequence[str] | None = None) -> list[Run]:
    """Measure all files asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--rows", type=int, action="append", help="rows of each file; 1,000,000 and 5,000,000")
    parser.add_argument("--shape", choices=SHAPES, action="append", help="whose export; both")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep and reuse the generated files here")
    options = parser.parse_args(arguments)
    with data_folder(options.keep) as folder:
        runs = [
            measure(shape, rows, folder) for rows in options.rows or DEFAULT_ROWS for shape in options.shape or SHAPES
        ]
    header = ("file", "MB", "rows/s", "seconds", "CPU s", "peak MB", "counts", "DuckDB alone rows/s", "DuckDB peak MB")
    print_table("Import", header, [_cells(run) for run in runs])
    return runs


def _cells(run: Run) -> tuple[str, ...]:
    return (
        f"{run.shape}, {run.rows:,} rows",
        f"{run.size / 1e6:,.0f}",
        f"{run.imported.rows / run.imported.seconds:,.0f}",
        f"{run.imported.seconds:.1f}",
        f"{run.imported.cpu_seconds:.1f}",
        f"{run.imported.peak_mb:,.0f}",
        f"{run.imported.note}, stored {run.imported.rows:,}",
        f"{run.plain.rows / run.plain.seconds:,.0f}",
        f"{run.plain.peak_mb:,.0f}",
    )


if __name__ == "__main__":
    main()
