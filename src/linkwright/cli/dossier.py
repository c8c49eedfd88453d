"""`linkwright dossier`: everything for a reconsideration request or an auditor, and a check that it is as it was."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from linkwright.cleanup.sealing import Checked
    from linkwright.report.dossier_files import Written

SHOWN = 20  # findings, without --json
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("dossier")
@workspace_option
@click.option("--out", type=_FOLDER, help="A new folder; or an earlier dossier, which is then gone on with.")
@click.option("--check", "checked", type=_FOLDER, metavar="FOLDER", help="Say whether a dossier is as it was made.")
@click.option("--seal", default="", metavar="SEAL", help="With --check: the line you were given with the dossier.")
@click.option(
    "--extends", "earlier", type=_FOLDER, metavar="FOLDER", help="An earlier dossier that this one goes on with."
)
@click.option(
    "--attach",
    "attached",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A file or folder to copy into it: letters, answers, contracts; repeatable.",
)
@json_option
def dossier_command(
    folder: Path,
    out: Path | None,
    checked: Path | None,
    seal: str,
    earlier: Path | None,
    attached: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Put everything about a cleanup into one folder: decisions, requests, answers, removals, disavow files, proof.

    \b
      linkwright dossier --out dossier/ --attach letters/
      linkwright dossier --check dossier/ --seal SEAL
      linkwright dossier --check dossier-2/ --extends dossier-1/

    Hand the seal it prints over with the folder: with it, anybody can tell later whether anything was changed. Ends
    with code 1 when --check finds a change.
    """
    if out and not checked and not seal:
        return _write(folder, out, earlier, attached, as_json)
    if checked and not out and not attached:
        return _check(checked, seal, earlier, as_json)
    raise ConfigError(
        "Say what to do: write a dossier or check one.",
        todo="Name a folder with --out (and --attach), or one with --check (and --seal).",
    )


def _write(folder: Path, out: Path, earlier: Path | None, attached: tuple[Path, ...], as_json: bool) -> int:
    from linkwright.cli.progress import Waiting
    from linkwright.report.dossier_session import dossier_of_workspace

    with Waiting(talk()) as waiting:
        written = dossier_of_workspace(folder, out, earlier=earlier, attached=attached, stage=waiting.stage)
    if as_json:
        print_json(asdict(written))
    else:
        _show_written(written)
    return ExitCode.OK


def _show_written(written: "Written") -> None:
    console = page()
    console.print(
        f"Wrote {written.folder}: {written.files:,} files, {written.entries:,} entries. Begin with index.html.",
        markup=False,
        soft_wrap=True,
    )
    if written.not_kept:
        console.print(f"{written.not_kept:,} kept responses are not there any more or too large.", soft_wrap=True)
    console.print("Seal, to hand over with it:", soft_wrap=True)
    console.print(written.seal, soft_wrap=True)


def _check(folder: Path, seal: str, earlier: Path | None, as_json: bool) -> int:
    from linkwright.cleanup.sealing import check

    found = check(folder, seal=seal, earlier=earlier)
    if as_json:
        print_json(
            {
                "findings": [asdict(finding) for finding in found.findings],
                "seal": found.seal,
                "sealed": bool(seal),
                "entries": found.manifest.entries,
                "head": found.manifest.head,
                "made_at": found.manifest.made_at,
            }
        )
    else:
        _show_check(found, with_seal=bool(seal), with_earlier=earlier is not None)
    return ExitCode.FINDINGS if found.findings else ExitCode.OK


def _show_check(found: "Checked", *, with_seal: bool, with_earlier: bool) -> None:
    from linkwright.report.neutral import plain

    console = page()
    for finding in found.findings[:SHOWN]:
        console.print(f"{finding.change}: {plain(finding.what)}. {plain(finding.words)}", markup=False, soft_wrap=True)
    if len(found.findings) > SHOWN:
        console.print(f"and {len(found.findings) - SHOWN:,} more.", soft_wrap=True)
    if found.findings:
        return
    console.print(
        f"As it was made: {found.manifest.entries:,} entries, {len(found.manifest.files) + 1:,} files.", soft_wrap=True
    )
    if with_earlier:
        console.print("Its timeline begins with all entries of the earlier dossier, unchanged.", soft_wrap=True)
    if not with_seal:
        console.print("Only its parts were compared with each other. With --seal SEAL you know more.", soft_wrap=True)
