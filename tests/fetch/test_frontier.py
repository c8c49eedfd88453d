import asyncio
import contextlib
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwright.errors import StorageError
from linkwright.fetch import crawler
from linkwright.fetch.crawler import Crawl, crawl
from linkwright.fetch.frontier import Frontier
from linkwright.fetch.model import Answer, Failure, Request
from tests.fetch.farm import Exchange, Farm, everywhere, fetch_all, no_robots, polite

HOSTS, PAGES, KILLS = 12, 25, 3


async def answering(exchange: Exchange) -> None:
    """A page of each host redirects to the next host, so that trails are under way as well."""
    if await no_robots(exchange):
        return
    await asyncio.sleep(0.002)
    host, port = exchange.visit.headers["host"].split(":")
    number = int(host[1:].split(".")[0])
    if exchange.visit.path == "/7":
        exchange.redirect(f"http://h{(number + 1) % HOSTS}.example:{port}/moved{number}")
    else:
        exchange.reply("x")


def test_a_killed_crawl_goes_on_and_repeats_nothing_that_was_settled(tmp_path: Path) -> None:
    out = tmp_path / "answers.txt"
    out.touch()

    async def start(port: int) -> asyncio.subprocess.Process:
        arguments = [str(tmp_path / "state"), str(out), str(port), str(HOSTS), str(PAGES)]
        command = [sys.executable, "-m", "tests.fetch.resuming", *arguments]
        return await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[2])

    async def run() -> Farm:
        async with Farm(answering) as farm:
            chance = random.Random(7)  # noqa: S311
            for kill in range(KILLS):
                process = await start(farm.port)
                lines = len(out.read_text().splitlines())
                while len(out.read_text().splitlines()) < lines + chance.randint(20, 60) and process.returncode is None:
                    await asyncio.sleep(0.005)
                process.send_signal(signal.SIGKILL)
                assert await process.wait() == -signal.SIGKILL, f"kill {kill} came too late"
            process = await start(farm.port)
            assert await process.wait() == 0
            return farm

    farm = asyncio.run(run())
    answered = Counter(out.read_text().splitlines())
    assert len(answered) == HOSTS * PAGES
    assert {line.split(" ")[1] for line in answered} == {"200"}
    # A kill may fall between the consumer's note and the request for the next answer: one answer for each kill.
    assert answered.total() - len(answered) <= KILLS
    robots = [visit for visit in farm.visits if visit.path == "/robots.txt"]
    assert len(robots) <= HOSTS + KILLS * 5, "robots.txt outlives the process too"


def test_an_interrupted_consumer_leaves_the_rest_open(tmp_path: Path) -> None:
    async def run() -> tuple[list[str], dict[str, Answer]]:
        async with Farm(answering) as farm:
            urls = [f"http://h{host}.example:{farm.port}/{page}" for host in range(3) for page in range(5)]
            seen = []
            requests = [Request(url) for url in urls]
            async with contextlib.aclosing(crawl(requests, polite(), state=tmp_path, resolver=everywhere())) as answers:
                async for answer in answers:
                    seen.append(answer.url)
                    if len(seen) == 6:
                        break
            return seen, await fetch_all([], polite(), state=tmp_path)

    seen, later = asyncio.run(run())
    assert set(seen[:5]).isdisjoint(later), "settled when the next one was asked for"
    assert seen[5] in later, "the last one never was"
    assert len(later) == 10


def test_what_is_not_settled_is_fetched_again_and_only_by_the_next_crawl(tmp_path: Path) -> None:
    async def run() -> list[list[str]]:
        async with Farm(answering) as farm:
            requests = [Request(f"http://h1.example:{farm.port}/{page}") for page in range(4)]
            runs = []
            for kept in (2, 4, 4):
                async with Crawl(requests, polite(), state=tmp_path, resolver=everywhere()) as running:
                    answers = [answer async for answer in running]
                    running.settle(answers[:kept])
                runs.append([answer.url for answer in answers])
            return runs

    first, second, third = asyncio.run(run())
    assert (len(first), sorted(second), third) == (4, sorted(first[2:]), [])


def test_an_address_asked_for_twice_is_fetched_once() -> None:
    async def run() -> list[str]:
        async with Farm(answering) as farm:
            url = f"http://h1.example:{farm.port}/1"
            await fetch_all([url, url, Request(url, etag="x")], polite())
            return farm.paths("h1.example")

    assert asyncio.run(run()) == ["/robots.txt", "/1"]


def test_requests_are_read_while_the_crawl_runs_and_never_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for few hosts and small steps everything is still answered: hosts and requests wait on disk."""
    monkeypatch.setattr(crawler, "_HOSTS_AT_WORK", 3)
    monkeypatch.setattr(crawler, "_TAKEN_AT_ONCE", 2)
    monkeypatch.setattr(crawler, "_LOADED_AT_ONCE", 5)
    most = 0

    async def run() -> dict[str, Answer]:
        nonlocal most
        async with Farm(answering) as farm:
            requests = (Request(f"http://h{n % HOSTS}.example:{farm.port}/{n}") for n in range(100))
            answers: dict[str, Answer] = {}
            async with Crawl(requests, polite(), resolver=everywhere()) as running:
                async for answer in running:
                    answers[answer.url] = answer
                    most = max(most, running.progress().hosts)
            return answers

    assert len(asyncio.run(run())) == 100
    assert most <= 3


def test_progress_tells_what_is_done_and_who_waits() -> None:
    asked = asyncio.Event()

    async def busy_first(exchange: Exchange) -> None:
        if await no_robots(exchange):
            return
        if exchange.visit.host == "busy.example" and exchange.earlier == 0:
            exchange.reply(status=429, headers={"Retry-After": "2"})
            asked.set()
        else:
            await asked.wait()
            exchange.reply()

    async def run() -> None:
        async with Farm(busy_first) as farm:
            requests = [Request(f"http://{host}.example:{farm.port}/") for host in ("a", "b", "busy")]
            async with Crawl(requests, polite(), resolver=everywhere()) as running:
                count = 0
                async for answer in running:
                    running.settle([answer])
                    count += 1
                    now = running.progress()
                    assert now.done >= count
                    if count == 2:
                        assert (now.requested, now.loaded, now.by_outcome) == (3, True, {"200": 2})
                        assert [(wait.host, wait.open, wait.troubles) for wait in now.waits] == [("busy.example", 1, 1)]
                        assert 0 < now.waits[0].seconds <= 2.0
                        assert now.seconds_left is not None
                        assert now.seconds_left > 0
                assert running.progress().sent == 7
                assert running.progress().hosts == 0

    asyncio.run(run())


def test_one_crawl_at_a_time_in_a_folder(tmp_path: Path) -> None:
    first = Frontier(tmp_path)
    with pytest.raises(StorageError, match="locked"):
        Frontier(tmp_path)
    first.close()
    Frontier(tmp_path).close()


def test_a_folder_that_is_none_or_of_another_version_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot keep the state"):
        Frontier(tmp_path / "file")
    (tmp_path / "frontier.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(StorageError, match="cannot keep the state"):
        Frontier(tmp_path)


def test_an_error_in_the_requests_ends_the_crawl() -> None:
    async def run() -> None:
        async with Farm(answering) as farm:

            def broken() -> Iterator[Request]:
                yield Request(f"http://h1.example:{farm.port}/1")
                raise OSError("the list broke off")

            with pytest.raises(OSError, match="the list broke off"):
                async for _ in crawl(broken(), polite(), resolver=everywhere()):
                    pass

    asyncio.run(run())


def test_failures_settle_as_well(tmp_path: Path) -> None:
    urls = ["ftp://a.example/", "http://b.example:25/"]
    first = asyncio.run(fetch_all(urls, polite(), state=tmp_path))
    assert {answer.failure for answer in first.values()} == {Failure.BAD_SCHEME, Failure.BAD_PORT}
    assert asyncio.run(fetch_all(urls, polite(), state=tmp_path)) == {}
