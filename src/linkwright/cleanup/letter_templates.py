"""Letters as text with {placeholders}: the built-in ones in nine languages, and the user's own, checked before use.

A letter is a text file: `Subject: ...` in the first line, an empty line, then the body. `{{` and `}}` stand for braces.
The built-in letters are `letters/<language>.first.txt` and `.follow-up.txt`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from linkwright.cleanup.removal_state import LetterKind
from linkwright.cleanup.texts import read_text
from linkwright.errors import ConfigError, Place

FALLBACK = "en"
PLACEHOLDERS = {
    "site": "your site",
    "owner": "the domain written to, or the first three of several",
    "links": "the pages with the links to remove, one a line, each with the page it links to",
    "count": "how many links that are",
    "from_name": "your name",
    "sent_on": "the day of the first letter; only in a reminder",
}
MOST_BYTES = 100_000
_ONLY_LATER = "sent_on"
_SUBJECT = re.compile(r"subject:[ \t]*(.*)", re.IGNORECASE)
_SIGN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")


@dataclass(frozen=True)
class Template:
    """One letter before its placeholders are filled in."""

    subject: str
    body: str

    def filled(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Return subject and body; a subject is one line whatever the values hold."""
        subject = _filled(self.subject, values)
        return " ".join(subject.split()), _filled(self.body, values)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are letters in, two letters each."""
    return tuple(_more())


@cache
def built_in(language: str, kind: LetterKind) -> Template:
    """Return a built-in letter."""
    name = f"{language}.{kind}.txt"
    return parse_template(_folder_text(name), name, kind)


def more_words(language: str, more: int) -> str:
    """What is said where only the first pages are listed."""
    return _more()[language if language in _more() else FALLBACK].replace("{more}", f"{more:,}")


def read_template(path: Path, kind: LetterKind) -> Template:
    """Read the user's own letter.

    Raises:
        UnreadableInputError: the file cannot be read.
        ConfigError: it has no subject, an unknown placeholder, or does not list the links.
    """
    return parse_template(read_text(path, "The letter", MOST_BYTES), path.name, kind)


def parse_template(text: str, name: str, kind: LetterKind) -> Template:
    """Read a letter and check it. Raises `ConfigError` with the line and column of what is wrong."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, body = text.partition("\n")
    subject = _SUBJECT.fullmatch(first.strip())
    if subject is None or not subject[1].strip():
        raise ConfigError(
            "The letter has no subject.",
            todo="Begin it with a line such as `Subject: Links to {site}`.",
            where=Place(name, 1),
        )
    named = {_checked(sign, text, name, kind) for sign in _SIGN.finditer(text)}
    if "links" not in named:
        raise ConfigError(
            "The letter does not say which links it is about.",
            todo="Put {links} where they are to be listed.",
            where=Place(name),
        )
    return Template(subject[1].strip(), body.strip("\n") + "\n")


def _checked(sign: re.Match[str], text: str, name: str, kind: LetterKind) -> str:
    if sign[0] in ("{{", "}}"):
        return ""
    line = text.count("\n", 0, sign.start()) + 1
    where = Place(name, line, sign.start() - text.rfind("\n", 0, sign.start()))
    if sign[1] is None:
        raise ConfigError("A brace stands alone.", todo="Write {{ or }} for a brace in the text.", where=where)
    if sign[1] not in PLACEHOLDERS:
        known = tuple(f"{{{each}}}: {meaning}" for each, meaning in PLACEHOLDERS.items())
        raise ConfigError(f"There is nothing to put in for {sign[0][:60]}.", where=where, available=known)
    if sign[1] == _ONLY_LATER and kind is LetterKind.FIRST:
        raise ConfigError("{sent_on} is the day of the first letter, so it has no place in that.", where=where)
    return sign[1]


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill in once: braces in a value are left as they are."""
    return _SIGN.sub(lambda sign: values[sign[1]] if sign[1] is not None else sign[0][0], text)


@cache
def _more() -> Mapping[str, str]:
    return tomllib.loads(_folder_text("more.toml"))


def _folder_text(name: str) -> str:
    return files("linkwright.cleanup").joinpath("letters", name).read_text("utf-8")
