"""`linkwright sources`: what has been imported."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json

if TYPE_CHECKING:
    from linkwright.ledger import Batch


@click.command("sources")
@workspace_option
@json_option
def sources_command(folder: Path, as_json: bool) -> None:
    """List what the workspace holds: each import and each own check, with its counts and the period it covers."""
    from linkwright.ledger.runs import whole_runs
    from linkwright.ledger.workspace import Workspace

    batches = whole_runs(Workspace.open(folder).ledger.batches())
    if as_json:
        print_json([_row(batch) for batch in batches])
        return
    _print_table(batches)


def _row(batch: "Batch") -> dict[str, object]:
    return {
        "batch": batch.id,
        "report": batch.title,
        "about": batch.about or None,
        "file": batch.file_name,
        "sha256": batch.file_sha256,
        "read": batch.read,
        "stored": batch.stored,
        "rejected": batch.rejected,
        "declared": batch.declared,
        "period": [batch.period_start, batch.period_end],
        "observed_at": batch.observed_at,
        "imported_at": batch.imported_at,
        "notes": list(batch.notes),
    }


def _print_table(batches: "tuple[Batch, ...]") -> None:
    from rich.markup import escape
    from rich.table import Table

    count = "1 import" if len(batches) == 1 else f"{len(batches)} imports"
    table = Table(title=count, title_justify="left")
    for name in ("Imported", "Report", "File"):
        table.add_column(name, overflow="fold")
    for name in ("Read", "Stored", "Rejected", "Not links"):
        table.add_column(name, justify="right")
    table.add_column("Rows cover")
    for batch in batches:
        period = f"{batch.period_start} to {batch.period_end}" if batch.period_start else "no dates"
        table.add_row(
            f"{batch.imported_at:%Y-%m-%d}",
            escape(batch.full_title),
            escape(batch.file_name.rsplit("/", 1)[-1]),
            *(f"{count:,}" for count in (batch.read, batch.stored, batch.rejected, batch.declared)),
            period,
        )
    page().print(table)
