"""Ownership keys: account numbers in a page that tie it to whoever runs it. The table is `keys.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from linkwright.page.elements import Elements
from linkwright.vocabulary.terms import KeyKind

MAX_KEYS = 100
MAX_ADDRESS = 2_000


@dataclass(frozen=True)
class OwnerKey:
    """One key.

    Attributes:
        kind: what sort of key it is.
        key: service and account, such as `adsense:1234567890123456`; equal on every site of the account.
    """

    kind: KeyKind
    key: str


@dataclass(frozen=True)
class KeyPattern:
    """One entry of `keys.toml`; see the comment at its head."""

    id: str
    kind: KeyKind
    where: str
    pattern: re.Pattern[str]
    meta: str
    examples: tuple[tuple[str, str], ...]
    others: tuple[str, ...]

    def found_in(self, text: str) -> Iterator[OwnerKey]:
        """Yield the keys that a text holds."""
        for match in self.pattern.finditer(text):
            parts = match.groupdict()
            account = f"{parts['install']}#{parts['key']}" if "install" in parts else parts["key"]
            yield OwnerKey(self.kind, f"{self.id}:{account}")


def owner_keys(found: Elements, link_urls: Iterable[str]) -> tuple[OwnerKey, ...]:
    """Return the distinct keys of a page, in the order of the table. `link_urls` are the addresses it links to."""
    script = "\n".join((*found.scripts, *found.sources, *found.frames))
    shops = "\n".join(url[:MAX_ADDRESS] for url in link_urls if "amazon." in url)
    keys: list[OwnerKey] = []
    for entry in key_patterns():
        if entry.where == "meta":
            keys += entry.found_in((found.meta(entry.meta) or "")[:MAX_ADDRESS])
        else:
            keys += entry.found_in(shops if entry.where == "link" else script)
    return tuple(dict.fromkeys(keys))[:MAX_KEYS]


@cache
def key_patterns() -> tuple[KeyPattern, ...]:
    """Return the table."""
    text = files("linkwright.page").joinpath("keys.toml").read_text(encoding="utf-8")
    return tuple(
        KeyPattern(
            id=entry["id"],
            kind=KeyKind(entry["kind"]),
            where=entry["where"],
            pattern=re.compile(entry["pattern"], re.ASCII),
            meta=entry.get("meta", ""),
            examples=tuple((text, key) for text, key in entry["examples"]),
            others=tuple(entry["others"]),
        )
        for entry in tomllib.loads(text)["key"]
    )
