"""Pages in the way of what was asked for: not-found pages that answer 200, log-in, consent and robot checks.

A likeness is a measurement with its evidence; whether a link behind it is lost, blocked or unknown is decided elsewhere.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from linkwright.page.elements import Elements
from linkwright.page.phrases import phrase_pattern
from linkwright.urls import host_of

# An article has more words; a page that only says "not found" or "log in" has fewer. Our choice.
MAX_WORDS = 150
_LEAD = 300  # characters of the main text in which such a page says what it is
_PASSWORD_STRENGTH = 0.8


class WallKind(StrEnum):
    """What stands in the way."""

    SOFT_404 = "soft 404"
    LOGIN = "login"
    CONSENT = "consent"
    CHALLENGE = "challenge"


@dataclass(frozen=True)
class Wall:
    """One likeness.

    Attributes:
        kind: what it looks like.
        likeness: 0 to 1: how telling the strongest marker is, times how little main text there is.
        evidence: the markers found, as `reason: words`.
    """

    kind: WallKind
    likeness: float
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Marker:
    """One entry of `walls.toml`; see the comment at its head."""

    kind: WallKind
    where: str
    strength: float
    reason: str
    phrases: tuple[str, ...]
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> str | None:
        """Return the first phrase that the lower-case text holds."""
        match = self.pattern.search(text)
        return match[0] if match else None


def walls(found: Elements, title: str | None, main_text: str, words: int, url: str) -> tuple[Wall, ...]:
    """Return what the page looks like, the likeliest first; empty for a page with enough text of its own.

    Args:
        found: the page's elements.
        title: its title.
        main_text: its main text.
        words: how many words that has.
        url: the page's canonical address.
    """
    if words >= MAX_WORDS:
        return ()
    texts = {
        "text": "\n".join((title or "", *found.headings[:3], main_text[:_LEAD])).lower(),
        "script": "\n".join((*found.scripts, *found.sources, *found.frames)).lower(),
        "host": host_of(url),
    }
    hits = [
        (mark.kind, mark.strength, f"{mark.reason}: {said}")
        for mark in markers()
        if (said := mark.found_in(texts[mark.where]))
    ]
    if found.passwords:
        hits.append((WallKind.LOGIN, _PASSWORD_STRENGTH, "asks to log in: a password field"))
    seen = [
        Wall(
            kind,
            round(max(strength for each, strength, _ in hits if each == kind) * (1 - words / MAX_WORDS), 3),
            tuple(evidence for each, _, evidence in hits if each == kind),
        )
        for kind in dict.fromkeys(kind for kind, _, _ in hits)
    ]
    return tuple(sorted(seen, key=lambda wall: -wall.likeness))


@cache
def markers() -> Sequence[Marker]:
    """Return the table."""
    text = files("linkwright.page").joinpath("walls.toml").read_text(encoding="utf-8")
    return [
        Marker(
            WallKind(entry["kind"]),
            entry["where"],
            entry["strength"],
            entry["reason"],
            tuple(entry["phrases"]),
            phrase_pattern(entry["phrases"], whole_words=entry["where"] == "text"),
        )
        for entry in tomllib.loads(text)["marker"]
    ]
