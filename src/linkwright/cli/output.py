"""What every command shares on its way out: the JSON envelope, errors, tables of imports."""

import json
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from linkwright.errors import ExitCode, LinkwrightError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from linkwright.sources import ImportResult

WIDTH = 100  # columns of a page that goes into a file or a pipe

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout instead of text.")


def print_json(data: object) -> None:
    """Print the success envelope on stdout."""
    envelope = json.dumps({"ok": True, "data": data, "error": None}, ensure_ascii=False, default=str)
    try:
        click.echo(envelope)
    except BrokenPipeError:
        leave_quietly()


def leave_quietly() -> NoReturn:
    """End well when the reader of our output has had enough, as in `linkwright ... | head`."""
    drop_output()
    raise SystemExit(ExitCode.OK)


def drop_output() -> None:
    """Let what is still to be printed go nowhere, so that the end of the program does not fail at it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(error: LinkwrightError, *, as_json: bool) -> None:
    """Print what happened, where and what to do, on stderr; with `as_json` the envelope on stdout."""
    if as_json:
        detail = {
            "what": error.what,
            "where": str(error.where) if error.where else None,
            "todo": error.todo or None,
            "available": list(error.available),
        }
        click.echo(json.dumps({"ok": False, "data": None, "error": detail}, ensure_ascii=False))
        return
    where = f"{error.where}: " if error.where else ""
    click.echo(click.style("Error: ", fg="red", bold=True) + where + error.what, err=True)
    if error.todo:
        click.echo(f"What to do: {error.todo}", err=True)
    for name in error.available:
        click.echo(f"  {name}", err=True)


def talk() -> "Console":
    """Return the console for talk: stderr, so that stdout stays data."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def page() -> "Console":
    """Return the console for what a person asked to see: stdout, 100 columns wide where nobody looks at it."""
    from rich.console import Console

    class Page(Console):
        def on_broken_pipe(self) -> None:
            leave_quietly()

    return Page(highlight=False, width=None if sys.stdout.isatty() else WIDTH)


def import_rows(results: "Sequence[ImportResult]") -> list[dict[str, object]]:
    """Return one plain dictionary per file for the JSON envelope."""
    rows: list[dict[str, object]] = []
    for result in results:
        row: dict[str, object] = {"file": result.file, "outcome": result.outcome}
        if result.batch:
            batch = result.batch
            row |= {
                "batch": batch.id,
                "report": batch.title,
                "about": batch.about or None,
                "read": batch.read,
                "stored": batch.stored,
                "rejected": batch.rejected,
                "declared": batch.declared,
                "declared_reasons": dict(batch.declared_reasons),
                "notes": list(batch.notes),
            }
        if result.error:
            row["error"] = result.error.what
        rows.append(row)
    return rows


def print_imports(results: "Sequence[ImportResult]", console: "Console") -> None:
    """Say for each file what was read: rows read = stored + rejected + declared."""
    for result in results:
        if result.error:
            console.print(f"[bold red]✗[/] {_plain(result.file)}: {_plain(result.outcome)}", soft_wrap=True)
            print_error(result.error, as_json=False)
            continue
        batch = result.batch
        if batch is None:
            console.print(f"[yellow]-[/] {_plain(result.file)}: {_plain(result.outcome)}", soft_wrap=True)
            continue
        counts = (
            f"{batch.read:,} rows read = {batch.stored:,} stored + {batch.rejected:,} rejected"
            f" + {batch.declared:,} declared not links"
        )
        seen = " (already here, nothing changed)" if result.outcome == "already here" else ""
        mark = "[green]✓[/]" if batch.stored else "[yellow]-[/]"
        console.print(f"{mark} {_plain(result.file)}: {batch.full_title}: {counts}{seen}", soft_wrap=True)
        for reason, rows in batch.declared_reasons.items():
            console.print(f"    declared: {rows:,} {_plain(reason)}", soft_wrap=True)
        for note in batch.notes:
            console.print(f"    note: {_plain(note)}", soft_wrap=True)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def exit_code_for(results: "Sequence[ImportResult]") -> ExitCode:
    """Return NO_INPUT when not one file could be used."""
    usable = any(result.error is None for result in results)
    return ExitCode.OK if usable else ExitCode.NO_INPUT
