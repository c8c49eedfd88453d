"""JSON-LD, read with bounds: the types it names, and who wrote the page when."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_NODES = 2_000
MAX_DEPTH = 12
MAX_NAME = 300
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@dataclass(frozen=True)
class Structured:
    """What the JSON-LD of a page says.

    Attributes:
        types: `@type` of the things the page is about, lower-case, in order; those nested deeper are left out.
        author: names, joined by a comma.
        published: as written.
        modified: as written.
    """

    types: tuple[str, ...] = ()
    author: str | None = None
    published: str | None = None
    modified: str | None = None


def structured(texts: Sequence[str]) -> Structured:
    """Read the texts of a page's JSON-LD. What is not JSON is left out; depth and size are bounded."""
    things = [thing for text in texts for thing in _things(_parsed(text), 0)][:MAX_NODES]
    types = [name for thing in things for name in _type_names(thing)]
    return Structured(
        types=tuple(dict.fromkeys(types)),
        author=next((name for thing in things if (name := _names(thing.get("author")))), None),
        published=_first_text(things, "datePublished"),
        modified=_first_text(things, "dateModified"),
    )


def _parsed(text: str) -> Json:
    try:
        value: Json = json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _things(value: Json, depth: int) -> Iterator[dict[str, Json]]:
    """Yield the things at the top: members of lists, of `@graph`, and what `mainEntity` names."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for member in value[:MAX_NODES]:
            yield from _things(member, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _things(value.get(name), depth + 1)


def _type_names(thing: dict[str, Json]) -> list[str]:
    value = thing.get("@type")
    names = value[:20] if isinstance(value, list) else [value]
    return [name.rpartition("/")[2].lower()[:MAX_NAME] for name in names if isinstance(name, str)]


def _first_text(things: Sequence[dict[str, Json]], name: str) -> str | None:
    return next((value for thing in things if isinstance(value := thing.get(name), str)), None)


def _names(value: Json) -> str | None:
    people = value[:20] if isinstance(value, list) else [value]
    found: list[str] = []
    for person in people:
        name = person.get("name") if isinstance(person, dict) else person
        if isinstance(name, str) and name.strip() and "://" not in name:
            found.append(" ".join(name.split())[:MAX_NAME])
    return ", ".join(dict.fromkeys(found))[:MAX_NAME] or None
