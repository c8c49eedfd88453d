"""What the words of links and headings and the paths of addresses say of a part of a page: `placement_words.toml`."""

import re
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


@cache
def _bits(kind: str) -> dict[str, int]:
    bits: dict[str, int] = {}
    for bit, words in enumerate(cues(kind).values()):
        bits |= {word: bits.get(word, 0) | 1 << bit for word in words}
    return bits


@lru_cache(maxsize=1 << 14)
def said(text: str, kind: str) -> int:
    """Return a bit for each cue of `links` or `headings` that a text of few words says, in the order of `cues`."""
    known, said = _bits(kind), 0
    for word in text.lower().split(None, _MOST_WORDS)[:_MOST_WORDS]:
        said |= known.get(word.strip(".,:;!?()©»›|"), 0)
    return said


@cache
def _paths(cue: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, cues("addresses")[cue])))


def led(path: str, cue: str) -> bool:
    """Return whether the lower-case path of an address says a cue of `addresses`."""
    return _paths(cue).search(path) is not None


def copyrighted(texts: Sequence[str]) -> list[int]:
    """Return the numbers of short texts that claim copyright."""
    return [
        number
        for number, text in enumerate(texts)
        if len(text) < 300 and ("©" in text or "opyright" in text or "ll rights reserved" in text)
    ]
