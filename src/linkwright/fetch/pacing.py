"""When a host may be asked again: the clock of each host, the queue of hosts by time, the places of each IP address."""

import asyncio
import heapq
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from time import monotonic

from linkwright.fetch.frontier import QueuedHost
from linkwright.fetch.journey import Journey
from linkwright.fetch.model import Failure, Politeness

BUSY = (429, 503)  # the statuses by which a server asks for less (RFC 6585, 4; RFC 9110, 15.6.4)
_RECOVERY = 0.95  # of the slower pace is left after each answer: half of it after 13
# What may pass if we wait. A name that does not exist or a wrong certificate will not.
PASSING = frozenset(
    (
        Failure.DNS_FAILED,
        Failure.REFUSED,
        Failure.UNREACHABLE,
        Failure.RESET,
        Failure.TIMEOUT,
        Failure.INCOMPLETE,
    )
)


class Host:
    """One host at work: what it waits for and when it may be asked."""

    __slots__ = (
        "blocked",
        "closed",
        "crawl_delay",
        "id",
        "in_flight",
        "journeys",
        "last_seq",
        "name",
        "next_at",
        "open",
        "parked",
        "politeness",
        "scheduled",
        "slowed",
        "spent",
        "troubles",
    )

    def __init__(self, queued: QueuedHost, politeness: Politeness) -> None:
        self.id = queued.id
        self.name = queued.name
        self.spent = queued.spent
        self.closed = queued.closed
        self.open = queued.open
        self.politeness = politeness
        self.journeys: deque[Journey] = deque()
        self.last_seq = 0
        self.next_at = 0.0
        self.in_flight = 0
        self.troubles = 0
        self.crawl_delay = 0.0
        self.slowed = 0.0
        self.scheduled = False
        self.parked = False  # waits for a place at its IP address
        self.blocked: set[str] = set()  # origins whose robots.txt is under way

    def take(self) -> Journey | None:
        """Take the next journey that need not wait for a robots.txt."""
        for place, journey in enumerate(self.journeys):
            if journey.is_robots or journey.address.origin not in self.blocked:
                del self.journeys[place]
                return journey
        return None

    @property
    def idle(self) -> bool:
        """Tell whether nothing in memory waits for this host."""
        return not self.journeys and not self.in_flight and not self.blocked

    @property
    def pace(self) -> float:
        """Seconds of rest after an answer, whatever its length."""
        return max(self.politeness.delay, self.crawl_delay, self.slowed)

    @property
    def seconds_left(self) -> float:
        """The least time that its open requests take."""
        rest = 0.0 if self.closed is not None else self.open * self.pace
        return max(0.0, self.next_at - monotonic()) + rest / self.politeness.connections_per_host

    def sends(self) -> None:
        """A request goes out: the next one keeps its distance."""
        self.spent += 1
        self.next_at = max(self.next_at, monotonic() + self.pace)

    def answered(self, seconds: float) -> None:
        """An answer came, or a failure that says nothing about load: the host rests."""
        self.troubles = 0
        self.slowed *= _RECOVERY
        self.rest(max(self.pace, self.politeness.rest_factor * seconds))

    def troubled(self, seconds: float, retry_after: float, *, overloaded: bool) -> None:
        """The host is busy or fails: it rests twice as long each time, and in the end for good.

        An overloaded one is asked at half the pace afterwards, and comes back to the old one with the answers that
        follow, so that it need not say again and again that it can take less than we thought.
        """
        limits = self.politeness
        self.troubles += 1
        if overloaded:
            self.slowed = min(limits.longest_crawl_delay, 2 * max(self.pace, limits.back_off / 10))
        back_off = min(limits.longest_wait, limits.back_off * 2 ** min(self.troubles - 1, 30))
        self.rest(max(self.pace, limits.rest_factor * seconds, back_off, min(retry_after, limits.longest_wait)))
        if retry_after > limits.longest_wait:
            self.closed = Failure.ASKED_TO_WAIT
        elif self.troubles >= limits.give_up_after:
            self.closed = Failure.HOST_GIVEN_UP
        if self.closed is not None:
            self.next_at = 0.0  # it is not contacted again, so what is left of its queue need not wait

    def ask_for(self, crawl_delay: float) -> None:
        """The robots.txt asks for so many seconds between requests."""
        self.crawl_delay = min(self.politeness.longest_crawl_delay, crawl_delay)

    def rest(self, seconds: float) -> None:
        """Leave the host in peace for so long at least."""
        self.next_at = max(self.next_at, monotonic() + seconds)


def retry_after(header: str) -> float:
    """Read `Retry-After` (RFC 9110, 10.2.3): seconds or a date; 0 for none, for nonsense and for the past."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:10])
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


class Schedule:
    """Hosts in the order in which they may be asked. A host is in it once at most."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Host]] = []
        self._order = count()
        self._changed = asyncio.Event()

    def put(self, host: Host) -> None:
        """Line a host up for its time, unless it waits for a place at its IP address."""
        if not host.scheduled and not host.parked:
            host.scheduled = True
            heapq.heappush(self._heap, (host.next_at, next(self._order), host))
        self._changed.set()

    def pop(self) -> Host | None:
        """Take the first host whose time has come."""
        now = monotonic()
        while self._heap and self._heap[0][0] <= now:
            host = heapq.heappop(self._heap)[2]
            if host.next_at <= now:
                host.scheduled = False
                return host
            heapq.heappush(self._heap, (host.next_at, next(self._order), host))
        return None

    def wake(self) -> None:
        """Let who waits look again."""
        self._changed.set()

    async def wait(self) -> None:
        """Wait until a host's time has come or something changed."""
        pause = max(0.0, self._heap[0][0] - monotonic()) if self._heap else None
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), pause)
        self._changed.clear()

    def waiting(self) -> Sequence[tuple[Host, float]]:
        """Return the hosts whose time has not come, with the seconds until then."""
        now = monotonic()
        return [(host, at - now) for at, _, host in self._heap if at > now]


class IpPlaces:
    """How many requests are under way to each IP address, and which hosts wait for a place."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken: dict[str, int] = {}
        self._waiting: dict[str, deque[Host]] = {}

    def take(self, ip: str, host: Host) -> bool:
        """Take a place, or have the host wait for one."""
        taken = self._taken.get(ip, 0)
        if taken >= self._limit:
            if not host.parked:
                host.parked = True
                self._waiting.setdefault(ip, deque()).append(host)
            return False
        self._taken[ip] = taken + 1
        return True

    def free(self, ip: str) -> Host | None:
        """Give a place back; returns the host that waited longest."""
        self._taken[ip] -= 1
        if not self._taken[ip]:
            del self._taken[ip]
        waiting = self._waiting.get(ip)
        if not waiting:
            return None
        host = waiting.popleft()
        if not waiting:
            del self._waiting[ip]
        host.parked = False
        return host


class Tempo:
    """The pace of all requests together.

    Args:
        rate: requests a second; None for no limit.
    """

    def __init__(self, rate: float | None) -> None:
        self._gap = 1 / rate if rate else 0.0
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        if not self._gap:
            return
        now = monotonic()
        at = max(now, self._next)
        self._next = at + self._gap
        if at > now:
            await asyncio.sleep(at - now)
