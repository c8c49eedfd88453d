"""Plain DNS against a name server of our own on loopback."""

import asyncio
import struct
from collections.abc import Sequence
from ipaddress import ip_address
from typing import cast

import pytest

from linkwright.fetch.model import Failure, FetchError
from linkwright.fetch.names import DnsResolver, FixedResolver, NameBook
from tests.fetch.farm import Exchange, Farm, fetch_all, no_robots, polite

A, NS, AAAA = 1, 2, 28
NXDOMAIN, SERVFAIL = 3, 2
ZONE = {
    ("both.example", A): ["192.0.2.1"],
    ("both.example", AAAA): ["2001:db8::1"],
    ("four.example", A): ["192.0.2.4", "192.0.2.5"],
    ("farm.example", A): ["127.0.0.1"],
    ("farm.example", NS): ["NS2.host.example", "ns1.host.example"],
}


class NameServer(asyncio.DatagramProtocol):
    """Knows a zone, fails for `broken.example`, is silent for `silent.example`; nothing else exists."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        name, end = "", 12
        while size := data[end]:
            name += "." * bool(name) + data[end + 1 : end + 1 + size].decode().lower()
            end += size + 1
        kind = struct.unpack(">H", data[end + 1 : end + 3])[0]
        question = data[12 : end + 5]
        self.asked.append((name, kind))
        if name == "silent.example":
            return
        exists = any(name == known for known, _ in ZONE)
        code = SERVFAIL if name == "broken.example" else 0 if exists else NXDOMAIN
        records = [self._record(kind, value) for value in ZONE.get((name, kind), [])]
        head = data[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(records), 0, 0)
        self.transport.sendto(head + question + b"".join(records), addr)

    def _record(self, kind: int, value: str) -> bytes:
        if kind == NS:
            packed = b"".join(bytes([len(label)]) + label.encode() for label in value.split(".")) + b"\0"
        else:
            packed = ip_address(value).packed
        return struct.pack(">HHHIH", 0xC00C, kind, 1, 60, len(packed)) + packed


async def with_server() -> tuple[NameServer, DnsResolver]:
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(NameServer, ("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    return server, DnsResolver(["127.0.0.1"], port=port, timeout=0.1)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("both.example", {"192.0.2.1", "2001:db8::1"}),
        ("four.example", {"192.0.2.4", "192.0.2.5"}),
        ("nowhere.example", Failure.DNS_NOT_FOUND),
        ("broken.example", Failure.DNS_FAILED),
        ("silent.example", Failure.DNS_FAILED),
        ("a" * 64 + ".example", Failure.DNS_NOT_FOUND),
    ],
)
def test_a_name_that_does_not_exist_is_told_from_servers_that_fail(host: str, expected: set[str] | Failure) -> None:
    async def run() -> set[str] | Failure:
        server, resolver = await with_server()
        try:
            return set(await resolver.addresses(host))
        except FetchError as error:
            return error.failure
        finally:
            await resolver.close()
            server.transport.close()

    assert asyncio.run(run()) == expected


def test_a_crawl_with_plain_dns_records_the_name_servers_once_a_domain() -> None:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply("x")

    async def run() -> tuple[NameServer, list[tuple[str, ...]]]:
        server, resolver = await with_server()
        async with Farm(answering) as farm:
            urls = [f"http://farm.example:{farm.port}/{page}" for page in range(3)]
            answers = await fetch_all(urls, polite(name_servers=True), resolver=resolver)
        server.transport.close()
        return server, [answer.name_servers for answer in answers.values()]

    server, found = asyncio.run(run())
    assert found == [("ns1.host.example", "ns2.host.example")] * 3
    assert server.asked.count(("farm.example", NS)) == 1
    assert server.asked.count(("farm.example", A)) == 1


class Counting(FixedResolver):
    asked = 0

    async def addresses(self, host: str) -> Sequence[str]:
        self.asked += 1
        return await super().addresses(host)


def test_names_are_remembered_and_guarded() -> None:
    async def run() -> None:
        names = {"v6first.example": ["2606:4700::1", "1.1.1.1"], "mixed.example": ["1.1.1.1", "10.0.0.1"]}
        resolver = Counting(names)
        book = NameBook(resolver, allow_private=False, with_servers=False)
        assert await book.addresses("v6first.example") == ("1.1.1.1", "2606:4700::1")
        assert await book.addresses("v6first.example") == ("1.1.1.1", "2606:4700::1")
        assert await book.addresses("mixed.example") is Failure.PRIVATE_ADDRESS
        assert await book.addresses("nowhere.example") is Failure.DNS_NOT_FOUND
        assert await book.addresses("nowhere.example") is Failure.DNS_NOT_FOUND
        assert resolver.asked == 3
        assert await book.name_servers("v6first.example") == ()

    asyncio.run(run())
