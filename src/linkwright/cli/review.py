"""`linkwright review`: what needs a human eye, and the decisions back in."""

import getpass
import io
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, leave_quietly, page, print_json, talk
from linkwright.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from linkwright.cleanup.review_model import Review, Subject
    from linkwright.cleanup.review_recording import Recorded
    from linkwright.vocabulary.terms import Verdict

_SHOWN_REFUSED = 20
_KINDS = (".xlsx", ".csv", ".jsonl")
_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_STREAM = Path("-")


@click.command("review")
@click.option("--out", type=_FILE, help="Write it: .xlsx, .csv or .jsonl; - for JSON lines on stdout.")
@click.option("--in", "back", type=_FILE, help="Read decisions back from such a file (.ods as well); - for stdin.")
@click.option("--who", metavar="NAME", help="Who decides. Default: your name on this computer.")
@click.option("--interactive", is_flag=True, help="Decide here, one key each; every decision is kept at once.")
@click.option("--calibration", is_flag=True, help="Show how often people agree with us, overall and by signal.")
@workspace_option
@json_option
def review_command(
    out: Path | None,
    back: Path | None,
    who: str | None,
    interactive: bool,
    calibration: bool,
    folder: Path,
    as_json: bool,
) -> int:
    """Show what needs a human eye: networks, owners and websites, worst first, with evidence and a suggested verdict.

    \b
      linkwright review                        a screen of it
      linkwright review --out review.xlsx      a workbook to fill in: keep, watch, ask removal, disavow, ...
      linkwright review --in review.xlsx       your decisions back in; the newest counts, older ones are kept
      linkwright review --interactive          ten minutes with single keys

    Most sites need neither removal nor disavow.
    """
    if sum((out is not None, back is not None, interactive, calibration)) > 1:
        raise click.UsageError("Use one of --out, --in, --interactive and --calibration.")
    if calibration:
        return _calibration(folder, as_json=as_json)
    if back is not None:
        return _read_back(folder, back, _name(who), as_json=as_json)
    if interactive and not sys.stdin.isatty():
        raise ConfigError("--interactive needs a terminal.", todo="Write a file with --out and read it back with --in.")
    if out is not None and out != _STREAM and out.suffix.lower() not in _KINDS:
        raise ConfigError(f"“{out.name}” says no kind of file we write.", available=_KINDS)
    found = _gathered(folder)
    if interactive:
        return _interactive(found, folder, _name(who), as_json=as_json)
    if out is not None:
        _write(found, out)
    if as_json and out != _STREAM:
        from linkwright.report.review_files import review_data

        print_json(review_data(found))
    elif out is None:
        from linkwright.report.reviewed import render_review

        render_review(found, page())
    return ExitCode.OK


def _calibration(folder: Path, *, as_json: bool) -> int:
    from linkwright.cleanup.calibration import calibrate
    from linkwright.cleanup.opening import judged_workspace
    from linkwright.cli.progress import Waiting
    from linkwright.report.calibrated import render_calibration

    with Waiting(talk()) as waiting, judged_workspace(folder, stage=waiting.stage) as (profile, judgement):
        found = calibrate(profile.engine, judgement.rubric)
    if as_json:
        print_json(asdict(found))
    else:
        render_calibration(found, page())
    return ExitCode.OK


def _gathered(folder: Path) -> "Review":
    from linkwright.api import review
    from linkwright.cli.progress import Waiting

    with Waiting(talk()) as waiting:
        return review(folder, stage=waiting.stage)


def _name(who: str | None) -> str:
    name = getpass.getuser() if who is None else who.strip()
    if not name or not name.isprintable() or len(name) > 100:
        raise ConfigError("A decision needs the name of the person who made it.", todo="Give it with --who NAME.")
    return name


def _write(found: "Review", out: Path) -> None:
    from linkwright.report.review_files import review_lines, write_review
    from linkwright.report.reviewed import in_words

    if out == _STREAM:
        try:
            for line in review_lines(found):
                click.echo(line, nl=False)
        except BrokenPipeError:
            leave_quietly()
        return
    write_review(found, out)
    console = talk()
    for sentence in in_words(found):
        console.print(sentence, markup=False)
    console.print(f"Wrote {out}. Read it back: linkwright review --in {out}", markup=False, soft_wrap=True)


def _read_back(folder: Path, back: Path, who: str, *, as_json: bool) -> int:
    from linkwright.api import record_review
    from linkwright.cleanup.review_reading import read_returned, read_returned_file
    from linkwright.cli.progress import Waiting

    stdin = sys.stdin.buffer if isinstance(sys.stdin, io.TextIOWrapper) else io.BytesIO(sys.stdin.read().encode())
    returned = read_returned(stdin, "standard input") if back == _STREAM else read_returned_file(back)
    with Waiting(talk()) as waiting:
        recorded = record_review(folder, returned, who, stage=waiting.stage)
    if as_json:
        print_json({"who": who, **asdict(recorded)})
    else:
        _tell(recorded, who)
    return (
        ExitCode.OK
        if recorded.new + recorded.changed + recorded.unchanged or not recorded.refused
        else ExitCode.NO_INPUT
    )


def _tell(recorded: "Recorded", who: str) -> None:
    from linkwright.report.neutral import plain

    console = page()
    console.print(
        f"Decisions by {who}: {recorded.new:,} new, {recorded.changed:,} changed, {recorded.unchanged:,} unchanged, "
        f"{len(recorded.refused):,} refused; {recorded.undecided:,} rows left open.",
        markup=False,
    )
    for refused in recorded.refused[:_SHOWN_REFUSED]:
        told = f"  {refused.place}: {refused.id or '(no id)'}: {refused.why}"
        console.print(plain(told), markup=False)
    if len(recorded.refused) > _SHOWN_REFUSED:
        console.print(f"  and {len(recorded.refused) - _SHOWN_REFUSED:,} more: --json lists them all")


def _interactive(found: "Review", folder: Path, who: str, *, as_json: bool) -> int:
    from linkwright.cleanup.deciding import Decision, record_verdicts
    from linkwright.cli.triage import triage
    from linkwright.ledger.workspace import Workspace
    from linkwright.report.reviewed import NOTHING

    console = talk()
    if not found.open:
        console.print(NOTHING if not found.subjects else "All that needs your eye is decided.")
    ledger = Workspace.open(folder).ledger

    def keep(subject: "Subject", verdict: "Verdict", reason: str, instead: str) -> None:
        decision = Decision(subject.subject_kind, subject.subject, verdict, reason, subject.nature, instead)
        record_verdicts(ledger, [decision], who, datetime.now(UTC))

    done = triage(found.open, keep, console)
    ledger.tidy()
    if as_json:
        print_json({"who": who, **asdict(done)})
    elif found.open:
        console.print(f"{done.decided:,} decided by {who}, {done.left:,} left.", markup=False)
    return ExitCode.OK
