"""Proof from the server's side that we keep to our own limits, whatever the hosts do."""

import asyncio
from collections.abc import Iterable
from itertools import pairwise

import pytest

from linkwright.fetch.model import Answer, Failure, Robots
from linkwright.fetch.names import FixedResolver
from tests.fetch.farm import Exchange, Farm, Visit, everywhere, fetch_all, no_robots, polite

HOSTS = 300
PAGES = 4
DELAY = 0.1
RETRY_AFTER = 1.0


async def mixed_manners(exchange: Exchange) -> None:
    """Six kinds of hosts, told by their number: good, slow, busy, dropping, silent at first, and one that hangs up."""
    number = int(exchange.visit.host[1:].split(".")[0])
    if exchange.visit.path == "/robots.txt":
        exchange.reply("User-agent: *\nDisallow: /private", kind="text/plain")
        return
    match number % 6:
        case 1:
            await asyncio.sleep(0.15)
        case 2 if exchange.earlier == 0 and exchange.visit.path == "/1":
            exchange.reply(status=429, headers={"Retry-After": str(int(RETRY_AFTER))})
            return
        case 3 if exchange.earlier == 0:
            exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")
            exchange.closing = True
            return
        case 4 if exchange.earlier == 0 and exchange.visit.path == "/2":
            await exchange.silence()
            return
        case 5 if exchange.earlier == 0 and exchange.visit.path == "/3":
            exchange.closing = True
            return
    exchange.reply("<html>hello</html>")


def farm_urls(port: int) -> Iterable[str]:
    for host in range(HOSTS):
        for page in range(PAGES):
            yield f"http://h{host}.example:{port}/{page}"
        yield f"http://h{host}.example:{port}/private"


def rests(visits: list[Visit]) -> list[float]:
    return [later.begun - earlier.ended for earlier, later in pairwise(visits)]


def test_one_request_at_once_and_a_rest_after_each_on_300_hosts() -> None:
    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(mixed_manners) as farm:
            limits = polite(delay=DELAY, connections=200, timeout=0.5, back_off=0.2)
            return farm, await fetch_all(farm_urls(farm.port), limits)

    farm, answers = asyncio.run(run())
    assert len(answers) == HOSTS * (PAGES + 1)
    assert max(farm.most.values()) == 1
    for host, visits in farm.by_host().items():
        assert visits[0].path == "/robots.txt"
        assert min(rests(visits)) >= DELAY, host
        assert "/private" not in farm.paths(host)
    busy = [visits for host, visits in farm.by_host().items() if int(host[1:].split(".")[0]) % 6 == 2]
    for visits in busy:
        told = next(place for place, visit in enumerate(visits) if visit.path == "/1")
        assert visits[told + 1].begun - visits[told].ended >= RETRY_AFTER
    outcomes = {answer.outcome for answer in answers.values()}
    assert outcomes == {"200", str(Failure.DISALLOWED)}, "what passes is tried again until it succeeds"


@pytest.mark.parametrize("limit", [2, 3])
def test_never_more_than_the_connections_allowed_per_host(limit: int) -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            await asyncio.sleep(0.01)
            exchange.reply("x")

    async def run() -> Farm:
        async with Farm(answering) as farm:
            urls = [f"http://h{host}.example:{farm.port}/{page}" for host in range(5) for page in range(20)]
            await fetch_all(urls, polite(connections_per_host=limit))
            return farm

    farm = asyncio.run(run())
    assert set(farm.most.values()) == {limit}


def test_hosts_on_one_ip_address_share_its_places() -> None:
    most = 0
    now = 0

    async def answering(exchange: Exchange) -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        exchange.reply("x")

    async def run() -> dict[str, Answer]:
        async with Farm(answering) as farm:
            urls = [f"http://h{host}.example:{farm.port}/{page}" for host in range(30) for page in range(2)]
            return await fetch_all(urls, polite(connections_per_ip=3, connections_per_host=2))

    assert len(asyncio.run(run())) == 60
    assert most == 3


def test_the_rate_of_all_hosts_together_is_kept() -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply("x")

    async def run() -> Farm:
        async with Farm(answering) as farm:
            urls = [f"http://h{host}.example:{farm.port}/" for host in range(10)]
            await fetch_all(urls, polite(rate=50))
            return farm

    visits = asyncio.run(run()).visits
    # The twentieth request (a robots.txt and a page each) cannot leave before 19 gaps have passed.
    assert visits[-1].ended - visits[0].begun >= 18 / 50


def test_a_slow_host_rests_as_long_as_it_took() -> None:
    async def answering(exchange: Exchange) -> None:
        await asyncio.sleep(0.2)
        exchange.reply("x")

    async def run() -> Farm:
        async with Farm(answering) as farm:
            await fetch_all([f"http://a.example:{farm.port}/{page}" for page in range(2)], polite(rest_factor=1.0))
            return farm

    assert min(rests(asyncio.run(run()).visits)) >= 0.2


def test_crawl_delay_is_honoured_up_to_its_cap() -> None:
    async def answering(exchange: Exchange) -> None:
        delay = {"a.example": 0.3, "b.example": 1000}[exchange.visit.host]
        exchange.reply(f"User-agent: *\nCrawl-delay: {delay}" if exchange.visit.path == "/robots.txt" else "x")

    async def run() -> Farm:
        async with Farm(answering) as farm:
            urls = [f"http://{host}.example:{farm.port}/{page}" for host in "ab" for page in range(2)]
            await fetch_all(urls, polite(longest_crawl_delay=0.5))
            return farm

    hosts = asyncio.run(run()).by_host()
    assert min(rests(hosts["a.example"])) >= 0.3
    assert min(rests(hosts["b.example"])) >= 0.5


def test_a_host_that_asks_for_more_time_than_we_wait_is_left_alone() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply(status=503, headers={"Retry-After": "Fri, 31 Dec 2199 23:59:59 GMT"})

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            urls = [f"http://a.example:{farm.port}/{page}" for page in range(5)]
            return farm, await fetch_all(urls, polite(longest_wait=60.0))

    farm, answers = asyncio.run(run())
    assert farm.paths("a.example") == ["/robots.txt", "/0"]
    assert [answer.outcome for answer in answers.values()] == ["503"] + [str(Failure.ASKED_TO_WAIT)] * 4


def test_a_host_that_always_fails_is_given_up() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.closing = True

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            urls = [f"http://a.example:{farm.port}/{page}" for page in range(50)]
            return farm, await fetch_all(urls, polite(attempts=2, give_up_after=4, back_off=0.01))

    farm, answers = asyncio.run(run())
    assert len(farm.paths("a.example")) == 1 + 4
    assert {answer.failure for answer in answers.values()} == {Failure.RESET, Failure.HOST_GIVEN_UP}


def test_back_off_doubles() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply(status=429)

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            return farm, await fetch_all([f"http://a.example:{farm.port}/"], polite(attempts=4, back_off=0.1))

    farm, answers = asyncio.run(run())
    assert all(rest >= bar for rest, bar in zip(rests(farm.visits[1:]), (0.1, 0.2, 0.4), strict=True))
    assert [answer.status for answer in answers.values()] == [429]


def test_a_host_that_was_busy_is_asked_more_slowly_afterwards() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply(status=503 if exchange.visit.path == "/0" and exchange.earlier == 0 else 200)

    async def run() -> Farm:
        async with Farm(answering) as farm:
            await fetch_all([f"http://a.example:{farm.port}/{page}" for page in range(4)], polite(delay=0.1))
            return farm

    paces = rests(asyncio.run(run()).visits)
    assert all(rest >= bar for rest, bar in zip(paces, (0.1, 0.2, 0.19, 0.18, 0.17), strict=True))


def test_budgets_of_a_host_and_of_the_run() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply("x")

    async def run(**limits: int) -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            urls = [f"http://{host}.example:{farm.port}/{page}" for host in "ab" for page in range(10)]
            return farm, await fetch_all(urls, polite(**limits))

    farm, answers = asyncio.run(run(requests_per_host=4))
    assert {host: len(visits) for host, visits in farm.by_host().items()} == {"a.example": 4, "b.example": 4}
    assert [answer.outcome for answer in answers.values()].count(str(Failure.BUDGET_SPENT)) == 14
    farm, answers = asyncio.run(run(requests_in_all=7))
    assert len(farm.visits) == 7
    assert len(answers) == 5, "the rest waits for the next run, unanswered"


def test_a_redirect_to_another_host_keeps_to_that_hosts_rules() -> None:
    async def answering(exchange: Exchange) -> None:
        visit = exchange.visit
        if visit.path == "/robots.txt":
            exchange.reply("User-agent: linkwright\nDisallow: /closed" if visit.host == "hub.example" else "")
        elif visit.host == "hub.example":
            await asyncio.sleep(0.01)
            exchange.reply("hub")
        else:
            exchange.redirect(f"http://hub.example:{visit.headers['host'].rsplit(':')[-1]}{visit.path}")

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            paths = [f"open{number}" for number in range(12)] + ["closed"]
            urls = [f"http://h{number}.example:{farm.port}/{path}" for number, path in enumerate(paths)]
            return farm, await fetch_all(urls, polite(delay=0.05))

    farm, answers = asyncio.run(run())
    hub = farm.by_host()["hub.example"]
    assert farm.most["hub.example"] == 1
    assert min(rests(hub)) >= 0.05
    assert "/closed" not in farm.paths("hub.example")
    closed = next(answer for answer in answers.values() if answer.url.endswith("closed"))
    assert (closed.failure, closed.robots, len(closed.hops)) == (Failure.DISALLOWED, Robots.DISALLOWED, 1)
    assert sum(answer.status == 200 and answer.hops[0].status == 302 for answer in answers.values()) == 12


def test_every_request_says_who_we_are_and_nothing_else_of_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply("x", headers={"Set-Cookie": "spy=1; Path=/"})

    async def run() -> Farm:
        async with Farm(answering) as farm:
            urls = [f"http://user:secret@a.example:{farm.port}/{page}#part" for page in range(3)]
            await fetch_all(urls, polite())
            return farm

    visits = asyncio.run(run()).visits
    assert len(visits) == 4
    for visit in visits:
        assert set(visit.headers) <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert visit.headers["user-agent"] == "Linkwright/0.1 (+https://linkwright.example/bot)"
        assert "#" not in visit.path


def test_a_host_of_two_addresses_is_tried_at_the_other_when_one_is_dead() -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply("x")

    async def run() -> dict[str, Answer]:
        async with Farm(answering, address="127.0.0.2") as farm:
            names = FixedResolver({"a.example": ["127.0.0.1", "127.0.0.2"]})
            return await fetch_all([f"http://a.example:{farm.port}/"], polite(), resolver=names)

    assert [answer.ip for answer in asyncio.run(run()).values()] == ["127.0.0.2"]


def test_the_order_is_interleaved_over_hosts() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply("x")

    async def run() -> Farm:
        async with Farm(answering) as farm:
            urls = [f"http://h{host}.example:{farm.port}/{page}" for host in range(4) for page in range(5)]
            await fetch_all(urls, polite(delay=0.02), resolver=everywhere())
            return farm

    farm = asyncio.run(run())
    first = [visit.host for visit in farm.visits[:4]]
    assert len(set(first)) == 4, "given host by host, asked one after another"
