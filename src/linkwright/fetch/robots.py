"""robots.txt by RFC 9309: what a site's file says to us. Getting the file is the crawler's work.

protego parses and matches. Hostile files are bounded before it sees them: 500 KiB are read (RFC 9309, 2.5), and groups
of other robots are folded under one name, since protego copies every rule to every robot of its group: half a megabyte
of names and rules would take it hours.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from protego import Protego

from linkwright.fetch.model import Failure

MOST_BYTES = 500 * 1024
MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
EXPIRES = 24 * 3600.0  # seconds; RFC 9309, 2.4
UNREACHABLE_EXPIRES = 600.0  # seconds; then a site whose file could not be read gets another chance
# Characters of files kept parsed at once. Parsed, they take ten times as much memory, hostile ones fifty times.
_MEMORY = 2 * 1024 * 1024
# What would have befallen a page of the host as well, and is the better reason to give for it.
_OF_THE_HOST = frozenset(
    (
        Failure.DNS_NOT_FOUND,
        Failure.DNS_FAILED,
        Failure.PRIVATE_ADDRESS,
        Failure.REFUSED,
        Failure.UNREACHABLE,
        Failure.RESET,
        Failure.TLS,
        Failure.TIMEOUT,
        Failure.ASKED_TO_WAIT,
        Failure.HOST_GIVEN_UP,
        Failure.BUDGET_SPENT,
    )
)
_AGENT_LINE = re.compile(r"^[ \t]*user(?:-|[ \t]*)agent[ \t:]+(.*?)[ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A robots.txt as it was fetched.

    Attributes:
        text: the file; empty when there is none, which allows everything (RFC 9309, 2.3.1.3).
        failure: why it could not be read, which allows nothing for now (2.3.1.4).
        expires: seconds since 1970.
    """

    text: str
    failure: Failure | None
    expires: float


class Rules:
    """What one file says to one robot."""

    def __init__(self, file: RobotsFile, product: str) -> None:
        self.failure = file.failure
        self._product = product
        self._parsed = Protego.parse(_folded(file.text, product)) if file.text.strip() else None

    def allows(self, url: str) -> bool:
        """Tell whether we may fetch the address."""
        return self._parsed is None or self._parsed.can_fetch(url, self._product)

    @property
    def crawl_delay(self) -> float:
        """Seconds between requests that the file asks for; 0 where it does not say."""
        return 0.0 if self._parsed is None else self._parsed.crawl_delay(self._product) or 0.0


def _folded(text: str, product: str) -> str:
    ours = {"*", product.lower()}

    def renamed(line: re.Match[str]) -> str:
        # A name in the file may carry a version; only the product counts (RFC 9309, 2.2.1).
        name = line[1].split("/", 1)[0].strip().lower()
        return f"User-agent: {name if name in ours else '.'}"

    return _AGENT_LINE.sub(renamed, "\n".join(text.splitlines()))


def robots_file(
    status: int | None, body: bytes, failure: Failure | None, *, redirected: bool, now: float
) -> RobotsFile:
    """Read what came for a robots.txt (RFC 9309, 2.3.1); 429 counts as a server in trouble, as Google has it."""
    if failure in (Failure.TOO_MANY_REDIRECTS, Failure.REDIRECT_LOOP):
        return RobotsFile("", None, now + EXPIRES)  # 2.3.1.2: as if there were none
    in_trouble = status is None or status == 429 or status >= 500
    if failure is not None or in_trouble:
        # What befell another host on the way says nothing of this one.
        own = failure in _OF_THE_HOST and not redirected
        return RobotsFile("", failure if own else Failure.ROBOTS_UNREACHABLE, now + UNREACHABLE_EXPIRES)
    found = status is not None and 200 <= status < 300
    text = body[:MOST_BYTES].decode("utf-8-sig", errors="replace") if found else ""
    return RobotsFile(text, None, now + EXPIRES)


class RobotsStore(Protocol):
    """Where files outlive the process."""

    def robots(self, origin: str) -> RobotsFile | None:
        """Return the file kept for an origin."""

    def keep_robots(self, origin: str, file: RobotsFile) -> None:
        """Keep a file in place of the one before."""


class RobotsShelf:
    """The files known so far, parsed; those longest unused are parsed anew when they are needed again.

    Args:
        product: our name in robots.txt.
        store: where the files are.
    """

    def __init__(self, product: str, store: RobotsStore) -> None:
        self._product = product
        self._store = store
        self._parsed: OrderedDict[str, tuple[RobotsFile, Rules]] = OrderedDict()
        self._size = 0

    def put(self, origin: str, file: RobotsFile) -> None:
        """Keep a file just fetched."""
        self._store.keep_robots(origin, file)
        self._forget(origin)

    def get(self, origin: str, now: float) -> Rules | None:
        """Return what an origin's file says, or None when it has to be fetched."""
        if origin not in self._parsed:
            file = self._store.robots(origin)
            if file is None:
                return None
            self._remember(origin, file)
        file, rules = self._parsed[origin]
        if file.expires <= now:
            return None
        self._parsed.move_to_end(origin)
        return rules

    def _remember(self, origin: str, file: RobotsFile) -> None:
        self._parsed[origin] = file, Rules(file, self._product)
        self._size += _weight(file)
        while self._size > _MEMORY and len(self._parsed) > 1:
            self._forget(next(iter(self._parsed)))

    def _forget(self, origin: str) -> None:
        if origin in self._parsed:
            self._size -= _weight(self._parsed.pop(origin)[0])


def _weight(file: RobotsFile) -> int:
    return len(file.text) + 100
