"""Worlds where everything happens at once, drawn by chance: each page is answered once, and no limit is broken."""

import asyncio
import random

import pytest

from linkwright.fetch import crawler
from linkwright.fetch.model import Answer, Failure
from linkwright.fetch.names import FixedResolver
from tests.fetch.farm import Answering, Exchange, Farm, fetch_all, polite

HOSTS = [f"h{number}.example" for number in range(14)]
IPS = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
PATHS = ["/a", "/b", "/c", "/no/d", "/e"]
ROBOTS = "User-agent: *\nDisallow: /no\n"


def chaotic(chance: random.Random) -> Answering:
    """Hosts whose mood changes with every request; only robots.txt is what it is, as long as it comes."""

    async def answering(exchange: Exchange) -> None:
        port = exchange.visit.headers["host"].rsplit(":")[-1]
        mood = chance.random()
        robots = exchange.visit.path == "/robots.txt"
        await asyncio.sleep(chance.random() * 0.01)
        if mood < 0.08:
            exchange.reply(status=chance.choice([429, 503]), headers=chance.choice([{}, {"Retry-After": "0"}]))
        elif mood < 0.14:
            exchange.closing = True
        elif mood < 0.18:
            exchange.send(b"\x00garbage\r\n\r\n")
            exchange.closing = True
        elif mood < 0.22:
            exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\npart")
            exchange.closing = True
        elif mood < 0.42 and robots and HOSTS.index(exchange.visit.host) < 7:
            # One hop at most: a loop would be as good as no robots.txt.
            exchange.redirect(f"http://{chance.choice(HOSTS[7:])}:{port}/robots.txt")
        elif mood < 0.42 and not robots:
            exchange.redirect(f"http://{chance.choice(HOSTS)}:{port}{chance.choice(PATHS)}")
        elif mood < 0.46:
            exchange.reply(status=500)
        else:
            exchange.reply(ROBOTS if robots else "page")

    return answering


@pytest.mark.parametrize("seed", range(6))
def test_every_page_is_answered_once_and_no_limit_is_broken(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)  # noqa: S311
    per_host, per_ip = chance.randint(1, 3), chance.randint(1, 3)
    monkeypatch.setattr(crawler, "_HOSTS_AT_WORK", chance.choice([2, 5, 100]))
    monkeypatch.setattr(crawler, "_TAKEN_AT_ONCE", chance.choice([1, 8]))
    monkeypatch.setattr(crawler, "_LOADED_AT_ONCE", chance.choice([3, 1000]))
    resolver = FixedResolver({host: chance.sample(IPS, chance.randint(1, 2)) for host in HOSTS})
    limits = polite(
        connections_per_host=per_host,
        connections_per_ip=per_ip,
        connections=chance.choice([1, 4, 50]),
        back_off=0.001,
        attempts=chance.randint(1, 3),
        give_up_after=chance.choice([3, 100]),
        requests_per_host=chance.choice([None, 10]),
        max_redirects=3,
    )

    async def run() -> tuple[Farm, dict[str, Answer], int]:
        async with Farm(chaotic(chance), address="0.0.0.0") as farm, asyncio.timeout(30):  # noqa: S104 - three addresses
            urls = [f"http://{host}:{farm.port}{path}" for path in PATHS for host in HOSTS]
            return farm, await fetch_all(urls, limits, resolver=resolver), len(urls)

    farm, answers, asked = asyncio.run(run())
    assert len(answers) == asked
    assert all(farm.most[host] <= per_host for host in HOSTS)
    assert all(farm.most[ip] <= per_ip for ip in IPS)
    assert not [visit for visit in farm.visits if visit.path.startswith("/no")]
    if limits.requests_per_host:
        assert all(len(visits) <= limits.requests_per_host for visits in farm.by_host().values())
    told = {answer.failure for answer in answers.values()} - {None}
    assert told <= set(Failure) - {Failure.BAD_ADDRESS, Failure.PRIVATE_ADDRESS, Failure.TIMEOUT, Failure.DNS_NOT_FOUND}
