"""`linkwright disavow`: check a file, and write the next one. The last resort."""

from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import make_site, workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ConfigError, ExitCode, Place, UnreadableInputError

if TYPE_CHECKING:
    from linkwright.cleanup.disavow_file import DisavowFile

REASONS = ("manual-action", "known-purchase", "other")


@click.group("disavow")
def disavow_command() -> None:
    """Check a disavow file, or write the next one. Most sites need none.

    \b
      linkwright disavow check disavow.txt --site example.com
      linkwright disavow write --current disavow.txt --reason manual-action --out next.txt
    """


@disavow_command.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--site", "domains", multiple=True, metavar="DOMAIN", help="Whose file it is, without a workspace.")
@workspace_option
@click.option(
    "--fix", "fixed", type=click.Path(path_type=Path, dir_okay=False), help="Write a copy with the safe repairs only."
)
@click.option("--all", "every_line", is_flag=True, help="Show every line with a problem, not the first of each kind.")
@click.option("--fail-on", type=click.Choice(["problem"]), help="Exit with code 1 when there is any problem.")
@json_option
def check_command(
    file: Path,
    domains: tuple[str, ...],
    folder: Path,
    fixed: Path | None,
    every_line: bool,
    fail_on: str | None,
    as_json: bool,
) -> int:
    """Show every problem of FILE with its line, why, and what to do; in a workspace also what obeying it would cost."""
    from linkwright.cleanup.disavow_check import check_disavow
    from linkwright.cleanup.disavow_checks import repaired
    from linkwright.cleanup.disavow_file import render
    from linkwright.cleanup.opening import judged_workspace
    from linkwright.cli.progress import Waiting
    from linkwright.ledger.settings import SETTINGS_FILE
    from linkwright.report.disavowed import render_check

    read = _read(file)
    in_workspace = (folder / SETTINGS_FILE).is_file()
    with Waiting(talk()) as waiting:
        judged = judged_workspace(folder, stage=waiting.stage) if in_workspace else nullcontext()
        with judged as known:
            if known is None:
                found = check_disavow(read, make_site(domains) if domains else None)
            else:
                found = check_disavow(read, known[0].site, known[0].engine)
    if as_json:
        print_json(asdict(found))
    else:
        render_check(found, page(), every_line=every_line)
    if fixed is not None:
        _write(fixed, render(repaired(read, found.problems)))
    return ExitCode.FINDINGS if fail_on and found.problems else ExitCode.OK


@disavow_command.command("write")
@click.option(
    "--current",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that is live in Search Console: download it there first, since an upload replaces it.",
)
@click.option("--reason", type=click.Choice(REASONS), help="Why you disavow at all. Without one nothing is written.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where the next file goes.")
@workspace_option
def write_command(current: Path, reason: str | None, out: Path | None, folder: Path) -> int:
    """Write the next file and show how it differs from the live one.

    Only what a person decided in `linkwright review` goes in; a score alone puts no line into the file.
    """
    from linkwright.cleanup.disavow_writing import WHY_NOT, Reason, decided, next_file
    from linkwright.cleanup.opening import judged_workspace
    from linkwright.cli.progress import Waiting
    from linkwright.report.disavowed import render_next

    if reason is None:
        for words in WHY_NOT:
            talk().print(words, markup=False)
        raise ConfigError("Nothing was written: no reason is given.", available=REASONS)
    live = _read(current)
    with Waiting(talk()) as waiting, judged_workspace(folder, stage=waiting.stage) as (profile, _):
        made = next_file(live, decided(profile.engine), Reason(reason), profile.site, datetime.now(UTC).date())
    render_next(made, page())
    if not (made.added or made.removed):
        talk().print("Nothing to write: the live file holds all that was decided.", markup=False)
    elif out is None:
        talk().print("Add --out FILE to write it.", markup=False)
    else:
        _write(out, made.data)
        talk().print(
            "Upload it in Search Console, then keep it here: linkwright import. An upload replaces the live file.",
            markup=False,
        )
    return ExitCode.OK


def _read(file: Path) -> "DisavowFile":
    from linkwright.cleanup.disavow_file import READ_AT_MOST, read_file

    try:
        with file.open("rb") as source:
            return read_file(source.read(READ_AT_MOST + 1), file.name)
    except OSError as error:
        raise UnreadableInputError(
            f"The file cannot be read: {error.strerror or error}.", todo="Check its name.", where=Place(str(file))
        ) from error


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    making = path.with_name(f".{path.name}.making")
    making.write_bytes(data)
    making.replace(path)
    talk().print(f"Wrote {path}", markup=False, soft_wrap=True)
