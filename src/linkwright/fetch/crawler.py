"""The crawl: many hosts at once, each at its own pace (after Mercator: Heydon and Najork, 1999).

Requests lie on disk by host (`frontier.py`). A window of hosts is at work; a queue by time says which may be asked
next (`pacing.py`). One step is at most one request to one host: a robots.txt, a page, or one hop of a redirect. Between
steps a journey holds nothing, so that no host waits for another. A redirect to another host goes to the end of that
host's queue, where its robots.txt and its pace count.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from heapq import nlargest
from itertools import islice
from pathlib import Path
from time import monotonic, time
from types import TracebackType
from typing import Self

from linkwright.fetch.addresses import resolve
from linkwright.fetch.frontier import Frontier, QueuedHost
from linkwright.fetch.journey import Journey, page_journey, robots_journey, trail
from linkwright.fetch.model import Answer, Failure, Politeness, Request, Robots
from linkwright.fetch.names import DnsResolver, NameBook, Resolver
from linkwright.fetch.pacing import BUSY, PASSING, Host, IpPlaces, Schedule, Tempo, retry_after
from linkwright.fetch.progress import Progress, Wait
from linkwright.fetch.robots import MOST_BYTES, MOST_REDIRECTS, RobotsShelf, Rules, robots_file
from linkwright.fetch.transport import Response, Transport

_HOSTS_AT_WORK = (
    10_000  # some 60 MB with their next requests; at one request a second each, far more than one line carries
)
_HOSTS_KEPT_OPEN = 256  # with more hosts than this at work, connections are not kept between requests
_TAKEN_AT_ONCE = 8  # requests of a host read from disk
_LOADED_AT_ONCE = 1_000  # requests written to disk between two looks at the network
_ANSWERS_WAITING = 16  # for the consumer, each with at most `max_bytes` of body
_REDIRECTS = (301, 302, 303, 307, 308)


async def crawl(
    requests: Iterable[Request],
    politeness: Politeness,
    *,
    state: Path | None = None,
    resolver: Resolver | None = None,
    connect_to: tuple[str, int] | None = None,
) -> AsyncGenerator[Answer, None]:
    """Fetch every request and yield the answers in any order.

    An answer is settled, that is: not fetched again by a later crawl with the same state, when the next one is asked
    for. Whoever stores answers in batches uses `Crawl` and settles a batch once it is stored.

    Args:
        requests: read while the crawl runs, a thousand at a time in its event loop; never held in memory. A resumed
            crawl may be given the same ones again.
        politeness: the limits.
        state: folder for resuming; None when nothing outlives the process.
        resolver: where names are looked up; None for the machine's own.
        connect_to: IP address and port to connect to whatever the name says; for tests and the demonstration.

    Raises:
        StorageError: the state folder is in use by another process, or cannot be used.
    """
    async with Crawl(requests, politeness, state=state, resolver=resolver, connect_to=connect_to) as running:
        async for answer in running:
            yield answer
            running.settle([answer])


class Crawl:
    """A crawl to be watched and settled by hand; see `crawl` for the arguments.

    ```
    async with Crawl(requests, politeness, state=folder) as running:
        async for answer in running:
            ...store it...
            running.settle([answer])
    ```
    """

    def __init__(
        self,
        requests: Iterable[Request],
        politeness: Politeness,
        *,
        state: Path | None = None,
        resolver: Resolver | None = None,
        connect_to: tuple[str, int] | None = None,
    ) -> None:
        self._requests = iter(requests)
        self._politeness = politeness
        self._state = state
        self._resolver = resolver
        self._connect_to = connect_to
        self._loaded = False
        self._sent = 0
        self._hosts: dict[str, Host] = {}
        self._hosts_queued = True  # there may be hosts on disk that are not at work
        self._unsettled: set[str] = set()  # addresses answered and still open on disk

    async def __aenter__(self) -> Self:
        limits = self._politeness
        self._frontier = Frontier(self._state)
        self._outcomes = self._frontier.outcomes()
        self._done_before = self._outcomes.total()
        self._requested = self._frontier.count()
        self._resolver = self._resolver or DnsResolver()
        self._names = NameBook(self._resolver, allow_private=limits.allow_private, with_servers=limits.name_servers)
        self._robots = RobotsShelf(limits.product, self._frontier)
        self._transport = Transport(limits, connect_to=self._connect_to)
        self._schedule = Schedule()
        self._ips = IpPlaces(limits.connections_per_ip)
        self._tempo = Tempo(limits.rate)
        self._places = asyncio.Semaphore(limits.connections)
        self._answers: asyncio.Queue[Answer | None] = asyncio.Queue(_ANSWERS_WAITING)
        self._begun = monotonic()
        self._error: Exception | None = None
        self._running = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._transport.close()
        if self._resolver is not None:
            await self._resolver.close()
        self._frontier.close()

    async def __aiter__(self) -> AsyncIterator[Answer]:
        while (answer := await self._answers.get()) is not None:
            yield answer
        if self._error is not None:
            raise self._error

    def settle(self, answers: Iterable[Answer]) -> None:
        """Mark answers as done for ever. Until then a later crawl with the same state fetches them again."""
        settled = list(answers)
        self._frontier.settle(settled)
        self._unsettled.difference_update(answer.url for answer in settled)

    def progress(self, waits: int = 10) -> Progress:
        """Return how far the crawl is, with that many of the hosts that wait."""
        resting = nlargest(waits, self._schedule.waiting(), key=lambda pair: pair[1])
        return Progress(
            requested=self._requested,
            loaded=self._loaded,
            done=self._outcomes.total(),
            by_outcome=dict(self._outcomes.most_common()),
            sent=self._sent,
            under_way=sum(host.in_flight for host in self._hosts.values()),
            hosts=len(self._hosts),
            waits=tuple(Wait(host.name, seconds, host.open, host.troubles) for host, seconds in resting),
            seconds_left=self._seconds_left(),
        )

    def _seconds_left(self) -> float | None:
        """The speed of this run goes on, but no host can be hurried."""
        done = self._outcomes.total() - self._done_before
        if not done:
            return None
        by_speed = (self._requested - self._outcomes.total()) * (monotonic() - self._begun) / done
        return max(by_speed, max((host.seconds_left for host in self._hosts.values()), default=0.0))

    # The run: reading requests in, and sending hosts to work as their time comes.

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._load())
                await self._dispatch(tasks)
        except* Exception as errors:
            self._error = next(iter(errors.exceptions))
        await self._answers.put(None)

    async def _load(self) -> None:
        while chunk := list(islice(self._requests, _LOADED_AT_ONCE)):
            self._requested += self._frontier.add(chunk)
            self._hosts_queued = True
            self._schedule.wake()
            await asyncio.sleep(0)
        self._loaded = True
        self._schedule.wake()

    async def _dispatch(self, tasks: asyncio.TaskGroup) -> None:
        while not self._budget_spent():
            await self._start_hosts()
            if not self._hosts and self._loaded and not self._hosts_queued:
                break
            await self._places.acquire()
            host = self._schedule.pop()
            journey = self._next_journey(host) if host else None
            if host is None or journey is None:
                self._places.release()
                await (self._schedule.wait() if host is None else asyncio.sleep(0))
                continue
            host.in_flight += 1
            if host.in_flight < self._politeness.connections_per_host:
                self._schedule.put(host)
            tasks.create_task(self._serve(host, journey))

    def _budget_spent(self) -> bool:
        budget = self._politeness.requests_in_all
        return budget is not None and self._sent >= budget

    async def _start_hosts(self) -> None:
        while self._hosts_queued and len(self._hosts) < _HOSTS_AT_WORK:
            room = min(100, _HOSTS_AT_WORK - len(self._hosts))
            started = self._frontier.start_hosts(room)
            self._hosts_queued = len(started) == room
            for queued in started:
                self._at_work(queued)
            await asyncio.sleep(0)  # the answers under way are not kept waiting

    def _at_work(self, queued: QueuedHost) -> Host:
        host = self._hosts.get(queued.name)
        if host is None:
            host = self._hosts[queued.name] = Host(queued, self._politeness)
        host.open = queued.open
        if host.in_flight < self._politeness.connections_per_host:
            self._schedule.put(host)
        return host

    def _next_journey(self, host: Host) -> Journey | None:
        """Take the next journey of a host, from disk if need be; send the host home when there is none."""
        while not host.journeys and (rows := self._frontier.open_requests(host.id, host.last_seq, _TAKEN_AT_ONCE)):
            host.last_seq = rows[-1].seq
            host.journeys.extend(page_journey(row) for row in rows if row.url not in self._unsettled)
        journey = host.take()
        if journey is None and host.idle:
            self._frontier.retire_host(host.id, host.spent, host.closed)
            del self._hosts[host.name]
        return journey

    async def _serve(self, host: Host, journey: Journey) -> None:
        try:
            await self._step(host, journey)
        finally:
            host.in_flight -= 1
            self._places.release()
            self._schedule.put(host)

    # One step of a journey.

    async def _step(self, host: Host, journey: Journey) -> None:
        refusal = journey.refused or host.closed or self._over_budget(host)
        if refusal is None and self._politeness.respect_robots and not journey.is_robots:
            rules = self._robots.get(journey.address.origin, time())
            if rules is None:
                self._send_for_robots(host, journey)
                return
            refusal = self._robots_refusal(host, journey, rules)
        if refusal is not None:
            await self._end(host, journey, Response(failure=refusal), None)
            return
        addresses = await self._addresses(journey)
        if isinstance(addresses, Failure):
            await self._judge(host, journey, Response(failure=addresses), None)
            return
        ip = addresses[journey.attempts % len(addresses)]
        if not self._ips.take(ip, host):
            host.journeys.appendleft(journey)
            return
        try:
            response = await self._send(host, journey, ip)
        finally:
            waiting = self._ips.free(ip)
            if waiting is not None:
                self._schedule.put(waiting)
        if response is None:
            host.journeys.appendleft(journey)
        else:
            await self._judge(host, journey, response, ip)

    def _over_budget(self, host: Host) -> Failure | None:
        budget = self._politeness.requests_per_host
        return Failure.BUDGET_SPENT if budget is not None and host.spent >= budget else None

    def _send_for_robots(self, host: Host, journey: Journey) -> None:
        """Fetch the robots.txt first; the pages of its origin wait."""
        host.journeys.appendleft(journey)
        origin = journey.address.origin
        if origin not in host.blocked:
            host.blocked.add(origin)
            host.journeys.appendleft(robots_journey(origin))

    def _robots_refusal(self, host: Host, journey: Journey, rules: Rules) -> Failure | None:
        host.ask_for(rules.crawl_delay)
        if rules.failure is not None:
            journey.robots = Robots.UNREACHABLE
            return rules.failure
        allowed = rules.allows(journey.address.url)
        journey.robots = Robots.ALLOWED if allowed else Robots.DISALLOWED
        return None if allowed else Failure.DISALLOWED

    async def _addresses(self, journey: Journey) -> tuple[str, ...] | Failure:
        host = journey.address.host
        return self._names.admitted([host]) if journey.address.is_ip else await self._names.addresses(host)

    async def _send(self, host: Host, journey: Journey, ip: str) -> Response | None:
        """Ask the host, or return None when it turns out that its time has not come."""
        await self._tempo.turn()
        if host.next_at > monotonic() or self._budget_spent():
            return None
        host.sends()
        self._sent += 1
        keep_open = len(self._hosts) <= _HOSTS_KEPT_OPEN and bool(host.journeys or host.open > 1)
        if journey.is_robots:
            return await self._transport.get(
                journey.address, ip, headers={}, keep_open=keep_open, types=None, max_bytes=MOST_BYTES
            )
        conditions = {} if journey.hops else journey.conditions
        return await self._transport.get(journey.address, ip, headers=conditions, keep_open=keep_open)

    async def _judge(self, host: Host, journey: Journey, response: Response, ip: str | None) -> None:
        """Set the host's clock by what came, and decide how the journey goes on."""
        if response.status in BUSY or response.failure in PASSING:
            overloaded = response.status in BUSY or response.failure is Failure.TIMEOUT
            host.troubled(response.seconds, retry_after(response.header("retry-after")), overloaded=overloaded)
            journey.attempts += 1
            if host.closed is None and journey.attempts < self._politeness.attempts:
                host.journeys.appendleft(journey)
                return
        elif ip is not None:
            host.answered(response.seconds)
        if response.status in _REDIRECTS and response.failure is None:
            await self._redirect(host, journey, response, ip)
        else:
            await self._end(host, journey, response, ip)

    async def _redirect(self, host: Host, journey: Journey, response: Response, ip: str | None) -> None:
        location = response.header("location")
        target = resolve(location, journey.address) if location else Failure.BAD_REDIRECT
        if isinstance(target, Failure):
            response.failure = Failure.BAD_REDIRECT if target is Failure.BAD_ADDRESS else target
        elif journey.visited(target):
            response.failure = Failure.REDIRECT_LOOP
        elif len(journey.hops) >= (MOST_REDIRECTS if journey.is_robots else self._politeness.max_redirects):
            response.failure = Failure.TOO_MANY_REDIRECTS
        if isinstance(target, Failure) or response.failure is not None:
            await self._end(host, journey, response, ip)
            return
        journey.go_on(response.status or 0, target, ip)
        if target.host == host.name:
            host.journeys.appendleft(journey)
        elif journey.seq is None:
            self._at_work(self._frontier.start_host(target.host)).journeys.appendleft(journey)
        else:
            self._frontier.move(journey.seq, target.host, trail(journey.hops))
            host.open -= 1
            self._hosts_queued = True

    async def _end(self, host: Host, journey: Journey, response: Response, ip: str | None) -> None:
        if journey.is_robots:
            self._keep_robots(journey, response)
        else:
            await self._answer(host, journey, response, ip)

    def _keep_robots(self, journey: Journey, response: Response) -> None:
        """Keep what came for a robots.txt and let the pages of its origin go on."""
        file = robots_file(response.status, response.body, response.failure, redirected=bool(journey.hops), now=time())
        self._robots.put(journey.url, file)
        host = self._hosts.get(journey.home)
        if host is not None:
            rules = self._robots.get(journey.url, time())
            host.ask_for(rules.crawl_delay if rules else 0.0)
            host.rest(host.pace)  # the first page keeps its distance from robots.txt
            host.blocked.discard(journey.url)
            self._schedule.put(host)

    async def _answer(self, host: Host, journey: Journey, response: Response, ip: str | None) -> None:
        host.open -= 1
        answer = Answer(
            url=journey.url,
            final_url=journey.address.url,
            hops=tuple(journey.hops),
            status=response.status,
            failure=response.failure,
            headers=response.headers,
            body=response.body,
            truncated=response.truncated,
            ip=ip,
            name_servers=await self._names.name_servers(host.name) if ip else (),
            fetched_at=datetime.now(UTC) - timedelta(seconds=response.seconds),
            seconds=response.seconds,
            robots=journey.robots,
        )
        self._outcomes[answer.outcome] += 1
        self._unsettled.add(answer.url)
        await self._answers.put(answer)
