"""`linkwright cleanup`: ask owners to take links away, and keep what came of it. It never sends anything."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkwright.cleanup.letter_writing import Letter
    from linkwright.cleanup.removal import Request
    from linkwright.cleanup.removal_log import Step

STEPS = ("sent", "followed-up", "answered", "refused", "asked-for-money", "removed")
who_option = click.option(
    "--who", metavar="NAME", help="Who does it, as in the log. Default: your name on this machine."
)


@click.group("cleanup")
def cleanup_command() -> None:
    """Ask owners to remove links, and keep what came of it.

    Only links that a person marked "ask removal" in `linkwright review`; a score alone asks nobody. Letters are written
    into files and never sent.

    \b
      linkwright verify --only asked
      linkwright cleanup plan
      linkwright cleanup letters --from "Ann Miller <ann@example.com>" --out letters/
      linkwright cleanup log blog.com --step sent
      linkwright verify --only asked && linkwright cleanup log
    """


@cleanup_command.command("plan")
@workspace_option
@click.option("--all", "every", is_flag=True, help="Show every owner, not the first 30.")
@json_option
def plan_command(folder: Path, every: bool, as_json: bool) -> None:
    """Show whom to ask, how to reach them and what is due.

    One request an owner, whatever the number of domains. How to reach them comes from the pages `linkwright verify` has
    read; where no contact stands on them, the plan names a page to open by hand. What was removed is what our own look
    confirms.
    """
    from linkwright.cleanup.letter_writing import NEVER_PAY
    from linkwright.report.removals import render_requests

    requests = _known(folder)[0]
    if as_json:
        print_json([_row(request) for request in requests])
        return
    render_requests(requests, page(), every=every)
    if requests:
        talk().print(NEVER_PAY, markup=False)


@cleanup_command.command("letters")
@click.option("--from", "sender", required=True, metavar='"NAME <ADDRESS>"', help="Who writes.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the letters.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["eml", "csv", "mailto"]),
    default="eml",
    show_default=True,
    help="Drafts for a mail program, a table, or a page of links that open the mail program.",
)
@click.option("--language", metavar="CODE", help="Language of all letters. Default: that of each owner's pages.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Your own first letter: `Subject: ...`, an empty line, and a text with {placeholders}; it must have {links}.",
)
@click.option(
    "--follow-up-template", type=click.Path(path_type=Path, dir_okay=False), help="Your own reminder, likewise."
)
@who_option
@workspace_option
@json_option
def letters_command(
    sender: str,
    out: Path,
    form: str,
    language: str | None,
    template: Path | None,
    follow_up_template: Path | None,
    who: str | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Write the letters that are due, one for each owner.

    First letters, and one reminder after two weeks without an answer, in English, German, French, Spanish, Italian,
    Portuguese, Dutch, Polish or Japanese. They are written into files and never sent. The folder also holds log.csv:
    once you have sent them, read it with `linkwright cleanup log --in`.
    """
    from linkwright.cleanup.letter_templates import read_template
    from linkwright.cleanup.letter_writing import NEVER_PAY, make_letters, parse_sender
    from linkwright.cleanup.removal_state import LetterKind
    from linkwright.report.letters import LOG_FILE, LetterFormat, letter_files, write_letters

    author = parse_sender(sender)
    files = {LetterKind.FIRST: template, LetterKind.FOLLOW_UP: follow_up_template}
    own = {kind: read_template(path, kind) for kind, path in files.items() if path is not None}
    requests, _, site = _known(folder)
    letters = make_letters(requests, site, author, language=language, own=own)
    if not letters:
        talk().print("No letter is due. `linkwright cleanup plan` says why.", markup=False)
    paths = write_letters(letter_files(letters, LetterFormat(form), _today(), _who(who)), out) if letters else ()
    if as_json:
        print_json({"files": [str(path) for path in paths], "letters": [_letter_row(letter) for letter in letters]})
    else:
        for path in paths:
            click.echo(path)
    if letters:
        by_hand = sum(not letter.to for letter in letters)
        if by_hand:
            talk().print(f"{by_hand:,} without an address: `linkwright cleanup plan` names the page to open by hand.")
        talk().print(
            f"Nothing was sent. Read the letters, send them, then: linkwright cleanup log --in {out / LOG_FILE}",
            markup=False,
            soft_wrap=True,
        )
        talk().print(NEVER_PAY, markup=False)


@cleanup_command.command("log")
@click.argument("owner", required=False)
@click.option("--step", type=click.Choice(STEPS), help="What happened.")
@click.option("--on", "day", metavar="DAY", help="When, such as 2026-11-20. Default: now.")
@click.option("--contact", default="", help="Where it was sent to or came from.")
@click.option("--words", default="", help="What was written or answered.")
@click.option("--wait", "wait_days", type=click.IntRange(1, 365), help="Days to wait after a letter. Default: 14.")
@click.option("--in", "file", type=click.Path(path_type=Path, dir_okay=False), help="Read a csv of steps instead.")
@who_option
@workspace_option
@json_option
def log_command(
    owner: str | None,
    step: str | None,
    day: str | None,
    contact: str,
    words: str,
    wait_days: int | None,
    file: Path | None,
    who: str | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Note a step of a request, or show the log and what is due.

    OWNER is a referring domain or an owner group. Steps are facts: they are added and never changed.

    \b
    Examples:
      linkwright cleanup log blog.com --step sent --contact ann@blog.com --on 2026-11-20
      linkwright cleanup log blog.com --step asked-for-money --words "wants 50 dollars a link"
      linkwright cleanup log --in letters/log.csv
      linkwright cleanup log
    """
    from linkwright.cleanup.letter_writing import NEVER_PAY
    from linkwright.report.removals import render_log

    if bool(owner) != bool(step) or (owner and file):
        raise ConfigError(
            "A step needs its owner, and an owner a step.",
            todo="linkwright cleanup log OWNER --step sent",
            available=STEPS,
        )

    def steps(names: "Mapping[str, str]") -> "tuple[Step, ...]":
        from linkwright.cleanup.removal_log import make_step
        from linkwright.cleanup.removal_steps import day_named, owner_named, read_steps, step_named

        if file is not None:
            return read_steps(file, names, _who(who), wait_days)
        if owner is None or step is None:
            return ()
        moment = day_named(day) if day else datetime.now(UTC).replace(microsecond=0)
        of, what = owner_named(owner, names), step_named(step)
        return (make_step(of, what, moment, contact=contact, who=_who(who), words=words, wait_days=wait_days),)

    requests, log, _ = _known(folder, steps)
    if as_json:
        print_json({"steps": [asdict(each) for each in log], "requests": [_row(request) for request in requests]})
    else:
        render_log(log, requests, page())
    if step == "asked-for-money":
        talk().print(NEVER_PAY, markup=False)


def _known(
    folder: Path, added: "Callable[[Mapping[str, str]], tuple[Step, ...]] | None" = None
) -> "tuple[tuple[Request, ...], tuple[Step, ...], str]":
    """The requests of a workspace, its log, and its site; after the steps that are to be added."""
    from linkwright.cleanup.opening import profile_workspace
    from linkwright.cleanup.removal import owner_names, removal_requests
    from linkwright.cleanup.removal_log import read_log, record_steps
    from linkwright.cli.progress import Waiting

    with Waiting(talk()) as waiting, profile_workspace(folder, stage=waiting.stage) as (workspace, profile):
        steps = added(owner_names(profile.engine)) if added else ()
        if steps:
            batch = record_steps(workspace.ledger, steps)
            talk().print(f"{batch.stored:,} new in the log, {batch.declared:,} there already.", markup=False)
        log = read_log(workspace.ledger)
        return removal_requests(profile.engine, log, _today()), log, profile.site.name


def _row(request: "Request") -> dict[str, object]:
    return {**asdict(request), "reach": request.reach, "open_links": len(request.open_links)}


def _letter_row(letter: "Letter") -> dict[str, object]:
    return {
        "owner": letter.owner,
        "letter": str(letter.kind),
        "language": letter.language,
        "to": letter.to,
        "to_open": letter.to_open,
        "links": len(letter.links),
        "subject": letter.subject,
        "body": letter.body,
    }


def _today() -> date:
    return datetime.now(UTC).date()


def _who(named: str | None) -> str:
    if named:
        return named
    try:
        return getuser()
    except (KeyError, OSError):  # a system that gives its users no names
        return ""
