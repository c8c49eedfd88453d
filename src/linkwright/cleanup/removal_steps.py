"""Steps of removal requests as a person writes them: on a command line, or as a csv."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from linkwright.cleanup.removal_log import Step, make_step
from linkwright.cleanup.texts import one_line, read_text
from linkwright.errors import ConfigError, Place, UnreadableInputError
from linkwright.vocabulary.moments import utc
from linkwright.vocabulary.terms import RemovalStep

COLUMNS = ("owner", "step", "on", "contact", "words", "who")
MOST_BYTES = 10_000_000  # of a file of steps: some 100,000 of them


def read_steps(path: Path, owners: Mapping[str, str], who: str, wait_days: int | None = None) -> tuple[Step, ...]:
    """Read a csv of steps with the columns owner, step, on and, if wanted, contact, words, who.

    Args:
        path: the file; UTF-8, comma or semicolon.
        owners: names a person may use -> the owner they mean.
        who: who did it where the file does not say.
        wait_days: how long to wait after a letter; None for our choice.

    Raises:
        UnreadableInputError: it cannot be read, or some rows say nothing clear; then nothing of it is taken.
    """
    text = read_text(path, "The file of steps", MOST_BYTES)
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = _rows(reader, path)
    named = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    missing = [name for name in COLUMNS[:3] if name not in named]
    if missing:
        raise UnreadableInputError(
            f"The file of steps has no column {', '.join(missing)}.",
            todo="Its first line names the columns: owner,step,on,contact,words,who.",
            where=Place(path.name, 1),
            available=tuple(map(str, named)),
        )
    steps, problems = [], []
    for line, row in rows:
        values = {name: _cell(row.get(named[name])) for name in COLUMNS if name in named}
        if not any(values.values()):
            continue
        try:
            steps.append(_read_step(values, owners, who, wait_days))
        except ConfigError as error:
            problems.append((line, error.what))
    if problems:
        raise UnreadableInputError(
            f"{len(problems):,} of the rows cannot be used, so none was: {problems[0][1]}",
            todo="Mend them and read the file again; steps that are in the log already do no harm.",
            where=Place(path.name, problems[0][0]),
            available=tuple(f"line {line}: {what}" for line, what in problems[:20]),
        )
    return tuple(steps)


def _rows(reader: "csv.DictReader[str]", path: Path) -> list[tuple[int, Mapping[str, str | None]]]:
    """All rows, each with the line it ends in."""
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise UnreadableInputError(
            f"The row cannot be read as csv: {error}", where=Place(path.name, reader.line_num + 1)
        ) from error


def _cell(value: str | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it as a formula."""
    text = (value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _read_step(values: Mapping[str, str], owners: Mapping[str, str], who: str, wait_days: int | None) -> Step:
    return make_step(
        owner_named(values["owner"], owners),
        step_named(values["step"]),
        day_named(values["on"]),
        contact=values.get("contact", ""),
        who=values.get("who") or who,
        words=values.get("words", ""),
        wait_days=wait_days,
    )


def owner_named(name: str, owners: Mapping[str, str]) -> str:
    """Return the owner a person means.

    Raises:
        ConfigError: no referring domain and no owner group is called so.
    """
    found = owners.get(name.strip().lower())
    if found is None:
        raise ConfigError(
            f"No referring domain and no owner group is called “{one_line(name)[:100]}”.",
            todo="`linkwright cleanup plan` shows the owners.",
        )
    return found


def step_named(name: str) -> RemovalStep:
    """Return the step, written with spaces or hyphens.

    Raises:
        ConfigError: it is none.
    """
    spaced = " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    if spaced not in set(RemovalStep):
        raise ConfigError(f"“{one_line(name)[:100]}” is no step.", available=step_names())
    return RemovalStep(spaced)


def step_names() -> tuple[str, ...]:
    """The steps as they are written on a command line."""
    return tuple(str(step).replace(" ", "-") for step in RemovalStep)


def day_named(text: str) -> datetime:
    """Return the day, or the moment.

    Raises:
        ConfigError: it is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ConfigError(f"“{one_line(text)[:100]}” is no day.", todo="Write it as 2026-11-20.") from error
    return utc(moment)
