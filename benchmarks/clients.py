"""The clients that `benchmarks.fetching` compares, each in its own process: `python -m benchmarks.clients WHAT …`."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import aiohttp

from benchmarks.measuring import Stage, print_stages, stage
from linkwright.fetch.crawler import Crawl, crawl
from linkwright.fetch.model import Politeness, Request
from linkwright.fetch.names import FixedResolver

AGENT = "Linkwright-benchmark/1 (+https://linkwright.example/bot)"
IPS = 20
CONNECTIONS = 100


def _widened(hosts: int) -> Politeness:
    """Everything on, at a pace that only a server of one's own should see."""
    return Politeness(
        AGENT,
        connections=CONNECTIONS,
        connections_per_host=CONNECTIONS // IPS if hosts == IPS else 1,
        connections_per_ip=CONNECTIONS // IPS,
        delay=0.0,
        rest_factor=0.0,
        allow_private=True,  # loopback; the guard's look at an address costs 0.1 us and is left out by this
    )


def _resolver(hosts: int) -> FixedResolver:
    return FixedResolver({f"h{number}.example": [f"127.0.0.{number % IPS + 1}"] for number in range(hosts)})


def _requests(pages: int, hosts: int, port: int) -> Iterator[Request]:
    return (Request(f"http://h{number % hosts}.example:{port}/page/{number}") for number in range(pages))


def ours(pages: str, port: str) -> Stage:
    """Crawl with robots.txt, pacing, the frontier on disk, and every answer settled."""

    async def run(folder: Path) -> int:
        requests = _requests(int(pages), IPS, int(port))
        answers = crawl(requests, _widened(IPS), state=folder, resolver=_resolver(IPS))
        return sum([answer.status == 200 async for answer in answers])

    with tempfile.TemporaryDirectory(prefix="linkwright-benchmark-") as folder, stage("linkwright") as measured:
        measured.rows = asyncio.run(run(Path(folder)))
    return measured


def bare(pages: str, port: str) -> Stage:
    """Fetch with aiohttp alone: no robots.txt, no pacing, no limits, nothing kept."""

    async def run() -> int:
        todo = iter(range(int(pages)))
        found = 0
        connector = aiohttp.TCPConnector(limit=CONNECTIONS)

        async def work(session: aiohttp.ClientSession) -> None:
            nonlocal found
            for number in todo:
                async with session.get(f"http://127.0.0.{number % IPS + 1}:{port}/page/{number}") as reply:
                    await reply.read()
                    found += reply.status == 200

        async with aiohttp.ClientSession(connector=connector) as session:
            await asyncio.gather(*(work(session) for _ in range(CONNECTIONS)))
        return found

    with stage("bare aiohttp") as measured:
        measured.rows = asyncio.run(run())
    return measured


def frontier(links: str, hosts: str, answers: str, port: str) -> Stage:
    """Crawl until all links have been read in and so many are answered; what counts is the memory."""

    async def run(folder: Path) -> int:
        requests = _requests(int(links), int(hosts), int(port))
        answered = 0
        async with Crawl(requests, _widened(int(hosts)), state=folder, resolver=_resolver(int(hosts))) as running:
            async for answer in running:
                running.settle([answer])
                answered += 1
                if answered >= int(answers) and answered % 100 == 0 and running.progress().loaded:
                    break
            measured.note = f"{running.progress().requested:,} links, {running.progress().hosts:,} hosts at work"
        return answered

    with tempfile.TemporaryDirectory(prefix="linkwright-benchmark-") as folder, stage("frontier") as measured:
        measured.rows = asyncio.run(run(Path(folder)))
    return measured


CLIENTS: Mapping[str, Callable[..., Stage]] = {"ours": ours, "bare": bare, "frontier": frontier}

if __name__ == "__main__":
    print_stages([CLIENTS[sys.argv[1]](*sys.argv[2:])])
