"""The kinds of content a page can be, as `page_words.toml` has them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PageKind:
    """One entry of `page_words.toml`; the comment at its head says what the fields mean."""

    name: str
    reason: str
    folders: tuple[str, ...]
    words: tuple[str, ...]
    holds_all: bool


@cache
def page_kinds() -> tuple[PageKind, ...]:
    """Return all kinds, the more telling first."""
    text = files("linkwright.signals.content").joinpath("page_words.toml").read_text(encoding="utf-8")
    return tuple(
        PageKind(
            name,
            entry["reason"],
            tuple(entry["folders"]),
            tuple(entry["words"]),
            holds_all=entry.get("holds_all", False),
        )
        for name, entry in tomllib.loads(text).items()
    )
