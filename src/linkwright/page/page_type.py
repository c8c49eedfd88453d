"""What kind of page it is: a weighted sum of plain reasons, all of them in `page_types.toml`."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from linkwright.page.elements import Elements
from linkwright.page.structured import Structured

MAX_REASONS = 5


class PageType(StrEnum):
    """What a page is for."""

    ARTICLE = "article"
    FORUM_THREAD = "forum thread"
    DIRECTORY = "directory"
    LINK_LIST = "link list"
    PROFILE = "profile"
    PRODUCT = "product"
    HOME = "home"
    ARCHIVE = "tag or archive"
    SEARCH_RESULT = "search result"
    OTHER = "other"


@dataclass(frozen=True)
class TypedPage:
    """The likeliest type.

    Attributes:
        type: what the page is.
        probability: of that type, by the weights of `page_types.toml`.
        reasons: the strongest of what spoke for it, for people.
    """

    type: PageType
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Clues:
    """What the rules look at; see the comment at the head of `page_types.toml`."""

    values: Mapping[str, frozenset[str]]
    texts: Mapping[str, str]
    features: Mapping[str, float]


@dataclass(frozen=True)
class Rule:
    """One entry of `page_types.toml`."""

    type: PageType
    weight: float
    reason: str
    where: str = ""
    any: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    feature: str = ""
    at_least: float = -math.inf
    below: float = math.inf

    def holds(self, clues: Clues) -> bool:
        """Whether the page meets it. A feature that could not be measured meets nothing."""
        if self.feature:
            value = clues.features.get(self.feature)
            return value is not None and self.at_least <= value < self.below
        if self.pattern is not None:
            return self.pattern.search(clues.texts[self.where]) is not None
        return not self.any.isdisjoint(clues.values[self.where])


def page_type(clues: Clues) -> TypedPage:
    """Weigh all rules and return the likeliest type."""
    start, rules = _table()
    sums = dict(start)
    met: list[Rule] = []
    for rule in rules:
        if rule.holds(clues):
            sums[rule.type] += rule.weight
            met.append(rule)
    best = max(sums, key=lambda each: sums[each])
    total = sum(math.exp(value - sums[best]) for value in sums.values())
    spoken = sorted((rule for rule in met if rule.type == best and rule.weight > 0), key=lambda rule: -rule.weight)
    reasons = tuple(dict.fromkeys(rule.reason for rule in spoken))[:MAX_REASONS]
    return TypedPage(best, round(1 / total, 3), reasons)


def clues(
    found: Elements, said: Structured, url: str, title: str | None, platform: str | None, features: Mapping[str, float]
) -> Clues:
    """Gather what the rules look at."""
    address, _, query = url.partition("?")
    shared = found.meta("og:type")
    items = (kind.rstrip("/").rpartition("/")[2].lower() for kind in found.item_types)
    schema = {*said.types, *items, *(["og:" + shared.lower()] if shared else [])}
    return Clues(
        values={
            "schema": frozenset(schema),
            "query": frozenset(pair.partition("=")[0].lower() for pair in query.split("&") if pair),
            "platform": frozenset([platform] if platform else []),
        },
        texts={
            "path": "/" + address.lower().partition("//")[2].partition("/")[2],
            "host": address.lower().partition("//")[2].partition("/")[0],
            "text": "\n".join((title or "", *found.headings[:3])).lower(),
        },
        features=features,
    )


@cache
def telling_words(name: str) -> tuple[str, ...]:
    """Return the words under a name in `[words]` of the table."""
    return tuple(_data()["words"][name])


@cache
def _table() -> tuple[Mapping[PageType, float], Sequence[Rule]]:
    data = _data()
    rules = [
        Rule(
            **{
                **entry,
                "type": PageType(entry["type"]),
                "any": frozenset(entry.get("any", ())),
                "pattern": re.compile(entry["pattern"], re.ASCII) if "pattern" in entry else None,
            }
        )
        for entry in data["rule"]
    ]
    return {PageType(name): weight for name, weight in data["start"].items()}, rules


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("linkwright.page").joinpath("page_types.toml").read_text(encoding="utf-8"))
