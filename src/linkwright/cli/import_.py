"""`linkwright import`: add exports to a workspace."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import (
    competitor_files_option,
    list_option,
    map_option,
    vendor_option,
    workspace_option,
)
from linkwright.cli.output import exit_code_for, import_rows, json_option, print_imports, print_json, talk

if TYPE_CHECKING:
    from linkwright.cli.progress import Waiting
    from linkwright.ledger.workspace import Workspace
    from linkwright.sources import ImportResult


@click.command("import")
@click.argument("files", nargs=-1)
@competitor_files_option
@list_option
@workspace_option
@vendor_option
@map_option
@json_option
def import_command(
    files: tuple[str, ...],
    competitor_files: tuple[tuple[str, str], ...],
    lists: tuple[str, ...],
    folder: Path,
    vendor: str | None,
    mapping: dict[str, str] | None,
    as_json: bool,
) -> int:
    """Add exports to the workspace. The same file twice changes nothing; every month's export adds history.

    FILES are exports (csv, tsv, xlsx, json, txt), folders, globs, .zip, .gz, or - for standard input.
    A list (--list) is plain text, a domain, host or address a line; lines of a hosts file and `domain:` do as well.

    A file about a competitor (--competitor rival.com=rival.csv) is never counted for your own site.
    """
    if not files and not lists and not competitor_files:
        raise click.UsageError("Name files to import, a list with --list, or a competitor's file with --competitor.")
    from linkwright.cli.progress import Waiting
    from linkwright.ledger.workspace import Workspace
    from linkwright.sources import import_inputs

    workspace = Workspace.open(folder)
    console = talk()
    with Waiting(console) as waiting:
        results = import_inputs(lists, workspace.ledger, progress=waiting, as_lists=True)
        results = import_about(workspace, files, competitor_files, vendor, mapping, waiting) + results
    if as_json:
        print_json(import_rows(results))
    else:
        print_imports(results, console)
    return exit_code_for(results)


def import_about(
    workspace: "Workspace",
    files: tuple[str, ...],
    competitor_files: tuple[tuple[str, str], ...],
    vendor: str | None,
    mapping: dict[str, str] | None,
    waiting: "Waiting",
) -> "tuple[ImportResult, ...]":
    """Add files about the site and about competitors to a workspace, and fold small batches."""
    from linkwright.sources import import_inputs
    from linkwright.sources.competitors import import_competitors

    imports = import_competitors(
        competitor_files, workspace.ledger, workspace.site, vendor=vendor, mapping=mapping, progress=waiting
    )
    imports += import_inputs(
        files, workspace.ledger, site=workspace.site, vendor=vendor, mapping=mapping, progress=waiting
    )
    workspace.ledger.tidy()
    return imports
