"""A small web on loopback that notes who asked what when. It may answer any bytes at any pace, or none."""

import asyncio
import ssl
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from linkwright.fetch.crawler import Crawl
from linkwright.fetch.model import Answer, Politeness, Request
from linkwright.fetch.names import FixedResolver, Resolver

AGENT = "Linkwright/0.1 (+https://linkwright.example/bot)"


@dataclass
class Visit:
    """One request as the server saw it. `ended` is noted before the last byte is sent."""

    host: str
    path: str
    headers: Mapping[str, str]
    begun: float
    ended: float = 0.0


@dataclass
class Exchange:
    """A request to be answered."""

    visit: Visit
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    earlier: int  # visits to the same host and path before
    closing: bool = False

    def send(self, raw: bytes) -> None:
        self.writer.write(raw)

    def reply(
        self,
        body: bytes | str = b"",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        kind: str = "text/html",
    ) -> None:
        packed = body.encode() if isinstance(body, str) else body
        lines = {"Content-Type": kind, "Content-Length": str(len(packed)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.send(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + packed)

    async def silence(self) -> None:
        """Say nothing until the client hangs up."""
        await self.reader.read()
        self.closing = True

    def redirect(self, location: str, status: int = 302) -> None:
        self.reply(status=status, headers={"Location": location})


Answering = Callable[[Exchange], Awaitable[None]]


@dataclass
class Farm:
    """Any number of hosts behind one socket; `async with` starts and stops it."""

    answering: Answering
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    visits: list[Visit] = field(default_factory=list)
    under_way: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    connections: int = 0

    async def __aenter__(self) -> Self:
        self._seen: Counter[tuple[str, str]] = Counter()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server = await asyncio.start_server(self._serve, self.address, 0, ssl=self.tls, backlog=1024)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
        host = headers.get("host", "").rsplit(":", 1)[0]
        visit = Visit(host, lines[0].split(" ")[1], headers, monotonic())
        self.visits.append(visit)
        self.under_way[host] += 1
        self.most[host] = max(self.most[host], self.under_way[host])
        exchange = Exchange(visit, reader, writer, self._seen[host, visit.path])
        self._seen[host, visit.path] += 1
        try:
            await self.answering(exchange)
        finally:
            visit.ended = monotonic()
            self.under_way[host] -= 1
        await writer.drain()
        return not exchange.closing and headers.get("connection") != "close"

    def paths(self, host: str) -> list[str]:
        return [visit.path for visit in self.visits if visit.host == host]

    def by_host(self) -> dict[str, list[Visit]]:
        hosts = defaultdict(list)
        for visit in self.visits:
            hosts[visit.host].append(visit)
        return hosts


async def no_robots(exchange: Exchange) -> bool:
    """Answer 404 when robots.txt is asked for, and say whether it was."""
    if exchange.visit.path != "/robots.txt":
        return False
    exchange.reply(status=404)
    return True


def polite(**limits: Any) -> Politeness:
    """Settings for loopback: private addresses allowed, no rest between requests, short waits."""
    fast: dict[str, Any] = {
        "delay": 0.0,
        "rest_factor": 0.0,
        "back_off": 0.02,
        "connections_per_ip": 1000,
        "allow_private": True,
        "name_servers": False,
    }
    return Politeness(AGENT, **{**fast, **limits})


def everywhere(address: str = "127.0.0.1") -> FixedResolver:
    """Resolve every name to one address."""
    return FixedResolver({}, elsewhere=address)


async def fetch_all(
    requests: Iterable[Request | str],
    politeness: Politeness,
    *,
    resolver: Resolver | None = None,
    state: Path | None = None,
) -> dict[str, Answer]:
    """Crawl to the end; no address may be answered twice."""
    asked = (Request(request) if isinstance(request, str) else request for request in requests)
    answers: dict[str, Answer] = {}
    async with Crawl(asked, politeness, state=state, resolver=resolver or everywhere()) as running:
        async for answer in running:
            assert answer.url not in answers
            answers[answer.url] = answer
            running.settle([answer])
    return answers
