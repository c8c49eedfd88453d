"""Attempts to make us contact a private network. A server on loopback listens: it must never hear a thing.

One loopback address plays the part of the public internet, so that a real server there can redirect to private ones.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import pytest

from linkwright.fetch import names, transport
from linkwright.fetch.addresses import WebAddress, is_public, web_address
from linkwright.fetch.model import Answer, Failure
from linkwright.fetch.names import FixedResolver
from linkwright.fetch.transport import Transport
from tests.fetch.farm import Exchange, Farm, fetch_all, no_robots, polite
from tests.fetch.test_addresses import PRIVATE, PRIVATE_V6

PUBLIC = "127.99.0.1"  # as far as these tests go

# Hosts as an attacker would write them, with PORT for the listener's. Each is tried directly and by a redirect.
SPELLINGS = [
    "127.0.0.1:PORT",
    "127.1:PORT",
    "127.0.1:PORT",
    "2130706433:PORT",
    "0x7f000001:PORT",
    "0x7f.0.0.1:PORT",
    "0x7f.1:PORT",
    "0177.0.0.1:PORT",
    "0177.0x0.1:PORT",
    "017700000001:PORT",
    "127.0.0.1.:PORT",
    "%31%32%37.0.0.1:PORT",
    "127%2e0%2e0%2e1:PORT",
    "127。0。0。1:PORT",
    "127．0．0．1:PORT",
    "127｡0｡0｡1:PORT",
    "①②⑦.0.0.1:PORT",
    "⑫7.⓪.⓪.①:PORT",
    "１２７.0.0.1:PORT",
    "0:PORT",
    "0.0.0.0:PORT",
    "0x0:PORT",
    "127.127.127.127:PORT",
    "[::1]:PORT",
    "[::]:PORT",
    "[0:0:0:0:0:0:0:1]:PORT",
    "[::ffff:127.0.0.1]:PORT",
    "[::ffff:7f00:1]:PORT",
    "[0:0:0:0:0:ffff:127.0.0.1]:PORT",
    "[::127.0.0.1]:PORT",
    "[64:ff9b::7f00:1]:PORT",
    "[2002:7f00:1::]:PORT",
    "[fe80::1]:PORT",
    "[fd00:ec2::254]",
    "[::1%25lo]:PORT",
    "[::1%lo]:PORT",
    "localhost:PORT",
    "LOCALHOST:PORT",
    "localhost.:PORT",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT",
    "localhost.localdomain:PORT",
    "ip6-localhost:PORT",
    "169.254.169.254",
    "169.254.169.254:PORT",
    "2852039166",
    "0xa9fea9fe",
    "[::ffff:169.254.169.254]",
    "metadata.google.internal",
    "168.63.129.16",
    "100.100.100.200",
    "192.0.0.192",
    "10.0.0.1:PORT",
    "192.168.0.1:PORT",
    "user@127.0.0.1:PORT",
    "good.example@127.0.0.1:PORT",
    "good.example:80@127.0.0.1:PORT",
    "good.example%40@127.0.0.1:PORT",
    "good.example\\@127.0.0.1:PORT",
    "127.0.0.1:PORT\\@good.example",
    "127.0.0.1:PORT#@good.example",
    "127.0.0.1:PORT?@good.example",
    "127.0.0.1:22",
    "127.0.0.1:6379",
    "127.0.0.1\t:PORT",
    "127.0.0.1%00.good.example:PORT",
    "mixed.example:PORT",
    "mixed6.example:PORT",
    "loop.example:PORT",
    "wild.127.0.0.1.example:PORT",
]
# Spelled so that a careless parser sees loopback and a right one sees a public host: these may be fetched.
HARMLESS = {"good.example\\@127.0.0.1:PORT"}

NAMES = {
    "good.example": [PUBLIC],
    "localhost": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "metadata.google.internal": ["169.254.169.254"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "mixed6.example": [PUBLIC, "::ffff:127.0.0.1"],
    "loop.example": ["127.0.0.1"],
    "wild.127.0.0.1.example": ["127.0.0.1"],
}
REFUSALS = {Failure.PRIVATE_ADDRESS, Failure.BAD_ADDRESS, Failure.BAD_PORT, Failure.BAD_REDIRECT, Failure.BAD_SCHEME}


@pytest.fixture(autouse=True)
def public_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one loopback address count as public where the guard stands: at names and at sockets."""
    for place in (names, transport):
        monkeypatch.setattr(place, "is_public", lambda ip: ip == PUBLIC or is_public(ip))


async def hear(exchange: Exchange) -> None:
    exchange.reply("secret")


async def attack(urls: Sequence[str], redirects: Sequence[str]) -> tuple[Farm, dict[str, Answer], list[str]]:
    """Ask for the addresses, and for pages of a public host that redirect to others. Returns what the listener saw."""

    async def redirecting(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            path = exchange.visit.path
            exchange.redirect(redirects[int(path[1:])]) if path[1:].isdigit() else exchange.reply("fine")

    async with Farm(hear, address="127.0.0.1") as listener, Farm(redirecting, address=PUBLIC) as public:
        port = str(listener.port)
        redirects = [target.replace("PORT", port) for target in redirects]
        asked = [url.replace("PORT", port) for url in urls]
        asked += [f"http://good.example:{public.port}/{number}" for number in range(len(redirects))]
        limits = polite(allow_private=False, attempts=1, give_up_after=10_000, connect_timeout=0.5, back_off=0.0)
        answers = await fetch_all(asked, limits, resolver=FixedResolver(NAMES))
        return listener, answers, asked


def test_no_spelling_of_a_private_address_gets_through() -> None:
    urls = [f"http://{host}/latest/meta-data/" for host in SPELLINGS]
    listener, answers, asked = asyncio.run(attack(urls, urls))
    assert len(SPELLINGS) >= 60
    assert listener.connections == 0
    tried = defaultdict(set)
    for spelling, url in zip(SPELLINGS * 2, asked, strict=True):
        tried[spelling].add(answers[url].failure)
    let_through = {spelling for spelling, failures in tried.items() if not failures <= REFUSALS}
    assert let_through <= HARMLESS
    assert all(answers[url].hops == () or answers[url].ip is None for url in asked)


@pytest.mark.parametrize("ip", PRIVATE + [ip for ip in PRIVATE_V6 if "%" not in ip])
def test_a_name_may_not_lead_to_a_private_address(ip: str) -> None:
    async def run() -> list[Answer]:
        resolver = FixedResolver({"a.example": [ip]})
        return list((await fetch_all(["http://a.example/"], polite(allow_private=False), resolver=resolver)).values())

    assert [answer.failure for answer in asyncio.run(run())] == [Failure.PRIVATE_ADDRESS]


def test_other_schemes_are_not_followed() -> None:
    targets = [
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/_x",
        "ftp://127.0.0.1/",
        "data:text/html,x",
        "dict://127.0.0.1:PORT/",
    ]
    listener, answers, _ = asyncio.run(attack(targets, targets))
    assert listener.connections == 0
    assert {answer.failure for answer in answers.values()} == {Failure.BAD_SCHEME}


def test_rebinding_between_check_and_connection_leads_nowhere() -> None:
    """The transport itself looks at the address of the socket, whatever the check before it said."""

    async def run() -> tuple[Farm, list[Failure | None]]:
        async with Farm(hear) as listener:
            address = web_address(f"http://good.example:{listener.port}/")
            assert isinstance(address, WebAddress)
            client = Transport(polite(allow_private=False))
            try:
                ips = [
                    "127.0.0.1",
                    "0.0.0.0",  # noqa: S104
                    "::1",
                    "::ffff:127.0.0.1",
                    "169.254.169.254",
                    "localhost",
                    "loop.example",
                ]
                replies = [await client.get(address, ip, headers={}, keep_open=False) for ip in ips]
            finally:
                await client.close()
            return listener, [reply.failure for reply in replies]

    listener, failures = asyncio.run(run())
    assert listener.connections == 0
    assert set(failures) == {Failure.PRIVATE_ADDRESS}


class Rebinding:
    """A name server that says public first and private ever after."""

    def __init__(self) -> None:
        self.asked = 0

    async def addresses(self, host: str) -> Sequence[str]:
        self.asked += 1
        return [PUBLIC] if self.asked == 1 else ["127.0.0.1"]

    async def name_servers(self, domain: str) -> Sequence[str]:
        return []

    async def close(self) -> None:
        pass


def test_rebinding_between_requests_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_REMEMBERED", 0.0)

    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply("public")

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering, address=PUBLIC) as public, Farm(hear) as listener:
            urls = [f"http://good.example:{port}/{page}" for page in range(2) for port in (public.port, listener.port)]
            return listener, await fetch_all(urls, polite(allow_private=False), resolver=Rebinding())

    listener, answers = asyncio.run(run())
    assert listener.connections == 0
    assert {answer.failure for answer in answers.values()} == {Failure.PRIVATE_ADDRESS}


def test_allow_private_is_for_intranets() -> None:
    async def run() -> dict[str, Answer]:
        async with Farm(hear) as farm:
            return await fetch_all([f"http://127.0.0.1:{farm.port}/x", f"http://loop.example:{farm.port}/x"], polite())

    assert {answer.body for answer in asyncio.run(run()).values()} == {b"secret"}
