"""What a check of a disavow file says, ready for a screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters, the worst first."""

    HARM = "harm"  # obeyed, it may cost something worth having
    REFUSED = "refused"  # Google cannot read the line, or the file
    IDLE = "idle"  # does nothing
    UNTIDY = "untidy"  # works, but misleads a reader


@dataclass(frozen=True)
class Problem:
    """One problem of one line, or of the file (`line` 0).

    Attributes:
        kind: its id in `disavow_problems.toml`.
        text: the line as found.
        fixed: what `--fix` writes instead: the lines; none at all takes the line out; None where only a person can say.
    """

    line: int
    kind: str
    level: Level
    title: str
    text: str
    why: str
    todo: str
    fixed: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Cost:
    """What is lost if Google does as the file says: links that may still stand, by what is known of them.

    Attributes:
        entries: entries of the file; `matching` of them cover a link or domain that is known.
        domains: referring domains whose best link is covered, and `links` all links covered.
        quality: sum of the values of these domains' best links / 100.
        sessions, key_events: visits and conversions that came from there.
        tiers: tier -> referring domains.
        in_search_console: of the domains, those in Google's own sample.
        gone: domains covered of which no link stands any more.
    """

    entries: int
    matching: int
    domains: int
    links: int
    quality: float
    sessions: float
    key_events: float
    tiers: Mapping[str, int]
    in_search_console: int
    gone: int


@dataclass(frozen=True)
class DisavowCheck:
    """One file, checked.

    Attributes:
        problems: by line, the file's own first.
        cost: None without a workspace to compare with.
        site: whose file it is said to be; empty when nobody says.
    """

    file: str
    site: str
    lines: int
    domains: int
    urls: int
    comments: int
    problems: tuple[Problem, ...]
    cost: Cost | None

    def count(self, level: Level) -> int:
        """How many problems have a level."""
        return sum(problem.level is level for problem in self.problems)
