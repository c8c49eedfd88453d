"""A signal in one `.sql` file: TOML front matter and documentation in a leading comment, then one select.

::

    /*
    title = "Links from old pages"
    subject = "link"
    family = "time"
    reads = ["links"]
    message = "{referring_page} has linked to you since {first_seen:%Y}"

    [params]
    years = { value = 10, reason = "a round number", source = "our assumption" }
    ---
    ## What it finds
    ...
    */
    select ...
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from linkwright.errors import ConfigError, Place
from linkwright.signals.contract import Number, Parameter, Signal, make_signal, sections
from linkwright.vocabulary.terms import Family, Subject

_LAYOUT = re.compile(
    r"\A\s*/\*[ \t]*\n(?P<front>.*?)^---[ \t]*\n(?P<doc>.*?)\*/(?P<sql>.*)\Z", re.DOTALL | re.MULTILINE
)
_TEXTS = ("title", "subject", "family", "message")
_KEYS = (*_TEXTS, "reads", "needs", "since", "params")
Word = TypeVar("Word", bound=StrEnum)
_TOML_LINE = re.compile(r"at line (\d+)")


def read_sql_signal(path: Path) -> Signal:
    """Read one file. Its name is the signal's id.

    Raises:
        ConfigError: with the file and the line that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError("This file is not UTF-8 text.", todo="Save it as UTF-8.", where=Place(str(path))) from error
    layout = _LAYOUT.match(text)
    if layout is None or not layout["sql"].strip():
        raise ConfigError(
            "This file is not a signal: it needs a comment /* front matter --- documentation */ and then a select.",
            where=Place(str(path), 1),
            todo="Start from the example in docs/ about writing a signal.",
        )
    first_line = text[: layout.start("front")].count("\n") + 1
    front = _parsed(layout["front"], path, first_line)
    sql = layout["sql"].strip().rstrip(";")
    try:
        return make_signal(_signal(path, front, layout["doc"], sql))
    except _BadValueError as error:
        raise _error(path, _line(layout["front"], error.key, first_line), str(error), error.available) from error
    except ConfigError as error:
        raise _error(path, first_line, error.what, error.available) from error


class _BadValueError(Exception):
    def __init__(self, key: str, what: str, available: tuple[str, ...] = ()) -> None:
        super().__init__(what)
        self.key = key
        self.available = available


def _signal(path: Path, front: Mapping[str, object], doc: str, sql: str) -> Signal:
    for key in front:
        if key not in _KEYS:
            raise _BadValueError(key, f"“{key}” means nothing here.", _KEYS)
    return Signal(
        id=path.stem.replace("_", "-"),
        title=_text(front, "title"),
        subject=_one_of(front, "subject", Subject),
        family=_one_of(front, "family", Family),
        reads=_names(front, "reads"),
        needs=_names(front, "needs"),
        since=str(front.get("since", "")),
        message=_text(front, "message"),
        parameters=_parameters(front.get("params", {})),
        body=lambda: sql,
        doc=sections(doc),
        origin=str(path),
    )


def _parsed(front: str, path: Path, first_line: int) -> Mapping[str, object]:
    try:
        return tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = first_line + int(found[1]) - 1 if found else first_line
        raise _error(path, line, f"The front matter is not valid TOML: {error}.") from error


def _error(path: Path, line: int, what: str, available: tuple[str, ...] = ()) -> ConfigError:
    return ConfigError(what, where=Place(str(path), line), todo="Correct the front matter.", available=available)


def _line(front: str, key: str, first_line: int) -> int:
    for number, line in enumerate(front.splitlines()):
        if re.match(rf"\s*{re.escape(key)}\s*=", line):
            return first_line + number
    return first_line


def _text(front: Mapping[str, object], key: str) -> str:
    value = front.get(key)
    if not isinstance(value, str) or not value:
        raise _BadValueError(key, f"“{key}” must be given, as a text.")
    return value


def _one_of(front: Mapping[str, object], key: str, words: type[Word]) -> Word:
    value = _text(front, key)
    try:
        return words(value)
    except ValueError:
        raise _BadValueError(key, f"“{key}” cannot be “{value}”.", tuple(words)) from None


def _names(front: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = front.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _BadValueError(key, f"“{key}” must be a list of texts.")
    return tuple(value)


def _parameters(params: object) -> tuple[Parameter, ...]:
    if not isinstance(params, dict):
        raise _BadValueError("params", "“params” must be a table.")
    return tuple(_parameter(name, entry) for name, entry in params.items())


def _parameter(name: str, entry: object) -> Parameter:
    value = entry.get("value") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(value, Number):
        raise _BadValueError(name, f"Parameter “{name}” must be {{ value = …, reason = …, source = … }}.")
    return Parameter(name, value, str(entry.get("reason", "")), str(entry.get("source", "")))
