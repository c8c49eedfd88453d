"""What the words of links and headings and the paths of addresses say of a part of a page: `placement_words.toml`."""

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

_MOST_WORDS = 5  # read of a link or heading


@cache
def cues(kind: str) -> dict[str, frozenset[str]]:
    """Return the words of each cue of `links`, `headings` or `addresses`."""
    tables = tomllib.loads(files("linkwright.page").joinpath("placement_words.toml").read_text("utf-8"))
    return {name: frozenset(table["words"]) for name, table in tables[kind].items()}


@lru_cache(maxsize=1 << 14)
def said(text: str, kind: str) -> tuple[bool, ...]:
    """Return for each cue of `links` or `headings` whether a text of few words says it."""
    words = {word.strip(".,:;!?()©»›|") for word in text.lower().split(None, _MOST_WORDS)[:_MOST_WORDS]}
    return tuple(not words.isdisjoint(known) for known in cues(kind).values())


def led(path: str, cue: str) -> bool:
    """Return whether the path of an address says a cue of `addresses`."""
    path = path.lower()
    return any(part in path for part in cues("addresses")[cue])


def copyrighted(texts: Sequence[str]) -> list[int]:
    """Return the numbers of short texts that claim copyright."""
    return [
        number
        for number, text in enumerate(texts)
        if len(text) < 300 and ("©" in text or "opyright" in text or "ll rights reserved" in text)
    ]
