"""What elements above a link are called: tag, role, class and id, read with the words of `placement_names.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from linkwright.page.walk import Ints, Walk, tag_ids

_WORD = re.compile(r"[a-z]+")


@cache
def purposes() -> tuple[str, ...]:
    """Return what a part of a page may be for, in the order of the bits."""
    return tuple(_tables())


def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("linkwright.page").joinpath("placement_names.toml").read_text("utf-8"))


@cache
def _words() -> dict[str, int]:
    return {word: 1 << bit for bit, table in enumerate(_tables().values()) for word in table["words"]}


@cache
def _tags() -> dict[int, int]:
    return {
        number: 1 << bit
        for bit, table in enumerate(_tables().values())
        for tag in table["tags"]
        for number in tag_ids(tag)
    }


@lru_cache(maxsize=1 << 14)
def purpose_of_name(name: str) -> int:
    """Return the bits of what a class, id or role says."""
    words, bits = _words(), 0
    for word in _WORD.findall(name.lower()):
        bits |= words.get(word, 0)
    return bits


def own_purposes(walked: Walk) -> Ints:
    """Return for each of `Walk.parents` the bits of what it says of itself. Body and html say nothing of a part."""
    by_tag, whole = _tags(), tag_ids("html body")
    found = []
    for node, attributes in zip(walked.parents, walked.named, strict=True):
        tag = node.tag_id
        bits = by_tag.get(tag, 0)
        if attributes and tag not in whole:
            for key in ("class", "id", "role"):
                name = attributes.get(key)
                if name:
                    bits |= purpose_of_name(name[:200])
        found.append(bits)
    return np.array(found, np.int64)
