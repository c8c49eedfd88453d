"""What comes of pages: whole ones, redirects, limits, and everything that can go wrong on the way."""

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from linkwright.fetch.model import Answer, Failure, Hop, HopKind, Request, Robots
from linkwright.fetch.names import FixedResolver
from tests.fetch.farm import Exchange, Farm, fetch_all, polite

KIB = 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetch_one(
    answering: Callable[[Exchange], Awaitable[None]], path: str = "/page", **limits: object
) -> tuple[Farm, Answer]:
    async def run() -> tuple[Farm, Answer]:
        async with Farm(answering) as farm:
            settings = polite(respect_robots=False, attempts=1, **limits)
            answers = await fetch_all([f"http://a.example:{farm.port}{path}"], settings)
            return farm, next(iter(answers.values()))

    return asyncio.run(run())


def says(raw: bytes) -> Callable[[Exchange], Awaitable[None]]:
    """Send those bytes and hang up."""

    async def answering(exchange: Exchange) -> None:
        exchange.send(raw)
        exchange.closing = True

    return answering


def test_a_whole_answer() -> None:
    async def answering(exchange: Exchange) -> None:
        headers = {"Server": "small/1", "X-Robots-Tag": "noindex", "X-Latin": "caf\xe9"}
        exchange.reply("User-agent: *\nAllow: /" if "robots" in exchange.visit.path else "<p>é</p>", headers=headers)

    async def run() -> tuple[str, Answer]:
        async with Farm(answering) as farm:
            url = f"http://A.example:{farm.port}/x/../page?b=1#part"
            return url, (await fetch_all([url], polite()))[url]

    url, answer = asyncio.run(run())
    assert answer.url == url
    assert answer.final_url == url.replace("A.example", "a.example").replace("/x/..", "").removesuffix("#part")
    assert (answer.status, answer.failure, answer.hops, answer.truncated) == (200, None, (), False)
    assert answer.body == "<p>é</p>".encode()
    assert (answer.ip, answer.subnet, answer.server) == ("127.0.0.1", "127.0.0.0/24", "small/1")
    assert answer.header("x-robots-tag") == "noindex"
    assert answer.robots is Robots.ALLOWED
    assert answer.seconds > 0
    assert datetime.now(UTC) - timedelta(minutes=1) < answer.fetched_at <= datetime.now(UTC)


@pytest.mark.parametrize("status", [201, 204, 400, 401, 403, 404, 410, 451, 500, 502])
def test_every_status_is_an_answer(status: int) -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply("" if status == 204 else "<p>sorry</p>", status=status)

    answer = fetch_one(answering)[1]
    assert (answer.status, answer.failure, answer.outcome) == (status, None, str(status))
    assert answer.body == (b"" if status == 204 else b"<p>sorry</p>")


def test_conditional_requests_spare_both_sides() -> None:
    async def answering(exchange: Exchange) -> None:
        headers = exchange.visit.headers
        fresh = headers.get("if-none-match") == '"v1"' or "if-modified-since" in headers
        if exchange.visit.path == "/moved":
            exchange.redirect("/kept")
        else:
            exchange.reply("" if fresh else "new", status=304 if fresh else 200)

    async def run() -> list[Answer]:
        async with Farm(answering) as farm:
            site = f"http://a.example:{farm.port}"
            requests = [
                Request(f"{site}/kept", etag='"v1"'),
                Request(f"{site}/dated", last_modified="Sat, 21 Nov 2026 10:00:00 GMT"),
                Request(f"{site}/other", etag='"v0"'),
                Request(f"{site}/moved", etag='"v1"'),
                Request(f"{site}/split", etag='"v1"\r\nX-Injected: 1'),
            ]
            answers = await fetch_all(requests, polite(respect_robots=False))
            assert all("x-injected" not in visit.headers for visit in farm.visits)
            return [answers[request.url] for request in requests]

    assert [answer.status for answer in asyncio.run(run())] == [304, 304, 200, 200, 200]


def test_redirects_are_kept_hop_by_hop() -> None:
    chain = {
        "/page": (301, "/a"),
        "/a": (302, "b?x=1"),
        "/b?x=1": (303, "/c#part"),
        "/c": (307, "/d"),
        "/d": (308, "/e"),
    }

    async def answering(exchange: Exchange) -> None:
        status, location = chain.get(exchange.visit.path, (200, ""))
        exchange.redirect(location, status) if location else exchange.reply("end")

    farm, answer = fetch_one(answering)
    site = f"http://a.example:{farm.port}"
    assert [(hop.url, hop.status, hop.location) for hop in answer.hops] == [
        (f"{site}/page", 301, f"{site}/a"),
        (f"{site}/a", 302, f"{site}/b?x=1"),
        (f"{site}/b?x=1", 303, f"{site}/c"),
        (f"{site}/c", 307, f"{site}/d"),
        (f"{site}/d", 308, f"{site}/e"),
    ]
    assert {(hop.kind, hop.ip) for hop in answer.hops} == {(HopKind.HTTP, "127.0.0.1")}
    assert (answer.status, answer.body, answer.final_url) == (200, b"end", f"{site}/e")


def test_a_redirect_over_three_hosts_keeps_its_trail() -> None:
    async def answering(exchange: Exchange) -> None:
        following = {"a.example": "b.example", "b.example": "c.example"}.get(exchange.visit.host)
        port = exchange.visit.headers["host"].rsplit(":")[-1]
        exchange.redirect(f"http://{following}:{port}/x", 301) if following else exchange.reply("end")

    farm, answer = fetch_one(answering, "/x")
    assert [(hop.status, hop.url.split(":")[1], hop.location.split(":")[1]) for hop in answer.hops] == [
        (301, "//a.example", "//b.example"),
        (301, "//b.example", "//c.example"),
    ]
    assert answer.final_url == f"http://c.example:{farm.port}/x"
    assert answer.body == b"end"


@pytest.mark.parametrize(
    ("locations", "failure", "hops"),
    [
        (["/b", "/a"], Failure.REDIRECT_LOOP, 1),
        (["/a"], Failure.REDIRECT_LOOP, 0),
        (["#part"], Failure.REDIRECT_LOOP, 0),
        ([""], Failure.BAD_REDIRECT, 0),
        (["http://[nonsense"], Failure.BAD_REDIRECT, 0),
        (["ftp://a.example/"], Failure.BAD_SCHEME, 0),
        (["intent://scan/#Intent;scheme=zxing;end"], Failure.BAD_SCHEME, 0),
        (["http://b.example:25/"], Failure.BAD_PORT, 0),
        (["http://nowhere.invalid/"], Failure.DNS_NOT_FOUND, 1),
    ],
)
def test_redirects_that_lead_nowhere(locations: list[str], failure: Failure, hops: int) -> None:
    async def answering(exchange: Exchange) -> None:
        place = "ab".index(exchange.visit.path[1])
        exchange.redirect(locations[place]) if locations[place] else exchange.send(
            b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
        )

    async def run() -> Answer:
        async with Farm(answering) as farm:
            names = FixedResolver({"a.example": ["127.0.0.1"]})
            answers = await fetch_all([f"http://a.example:{farm.port}/a"], polite(respect_robots=False), resolver=names)
            return next(iter(answers.values()))

    answer = asyncio.run(run())
    assert (answer.failure, len(answer.hops)) == (failure, hops)
    assert answer.status == (None if hops and failure is Failure.DNS_NOT_FOUND else 302)


def test_a_chain_without_end_is_cut() -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.redirect(f"/{int(exchange.visit.path[1:]) + 1}")

    farm, answer = fetch_one(answering, "/0", max_redirects=10)
    assert (answer.failure, len(answer.hops), len(farm.visits)) == (Failure.TOO_MANY_REDIRECTS, 10, 11)


def test_a_long_page_is_cut_and_the_rest_not_read() -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.send(HEAD + b"Content-Length: 1000000000\r\n\r\n")
        while not exchange.writer.is_closing():
            exchange.send(b"x" * 64 * KIB)
            sent.append(64 * KIB)
            try:
                await exchange.writer.drain()
            except ConnectionError:
                break
        exchange.closing = True

    sent: list[int] = []
    answer = fetch_one(answering, max_bytes=100 * KIB)[1]
    assert (answer.status, answer.failure, answer.truncated) == (200, None, True)
    assert answer.body == b"x" * 100 * KIB
    assert sum(sent) < 50_000 * KIB


@pytest.mark.parametrize(
    ("kind", "read"), [("text/html; charset=x", True), ("application/xhtml+xml", True), ("", True)]
)
def test_html_is_read(kind: str, read: bool) -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply("page", kind=kind)

    answer = fetch_one(answering)[1]
    assert (answer.body, answer.truncated) == (b"page", False)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain", "video/mp4", "application/json"])
def test_other_kinds_are_not_read(kind: str) -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply("x" * 10, kind=kind)

    answer = fetch_one(answering)[1]
    assert (answer.status, answer.failure, answer.body, answer.truncated) == (200, None, b"", True)
    assert answer.header("Content-Type") == kind


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PAGE = b"<html>" + bytes(range(256)) * 8 + b"</html>"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("GZip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("identity", PAGE),
    ],
)
def test_packed_pages(encoding: str, packed: bytes) -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply(packed, headers={"Content-Encoding": encoding})

    answer = fetch_one(answering)[1]
    assert (answer.failure, answer.body) == (None, PAGE)


@pytest.mark.parametrize(
    ("encoding", "packed", "failure"),
    [
        ("gzip", gzip.compress(b"\0" * 300_000_000, 9), Failure.DECOMPRESSION_BOMB),
        ("deflate", zlib.compress(b" " * 50_000_000, 9), Failure.DECOMPRESSION_BOMB),
        ("gzip", gzip.compress(PAGE)[:-300], Failure.INCOMPLETE),
        ("gzip", b"not gzip at all", Failure.BAD_ENCODING),
        ("deflate", b"\xff\xff\xff\xff", Failure.BAD_ENCODING),
        ("br", b"anything", Failure.BAD_ENCODING),
        ("zstd", b"anything", Failure.BAD_ENCODING),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE)), Failure.BAD_ENCODING),
    ],
)
def test_packed_pages_that_are_damaged_or_bombs(encoding: str, packed: bytes, failure: Failure) -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply(packed, headers={"Content-Encoding": encoding})

    answer = fetch_one(answering)[1]
    assert (answer.status, answer.failure, answer.truncated) == (200, failure, True)
    assert len(answer.body) <= 2 * KIB * KIB


@pytest.mark.parametrize(
    ("raw", "failure"),
    [
        (b"", Failure.RESET),
        (b"HTTP/1.1 200 OK\r\nContent-Type: te", Failure.RESET),
        (b"\x00\x01\x02 garbage \xff\r\n\r\n", Failure.BAD_HTTP),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Failure.BAD_HTTP),
        (b"HTTP/9.9 abc\r\n\r\n", Failure.BAD_HTTP),
        (HEAD + b"Content-Length: 500\r\n\r\n<html>", Failure.INCOMPLETE),
        (HEAD + b"Content-Length: -5\r\n\r\n<html>", Failure.BAD_HTTP),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n<html>\r\n0\r\n\r\n", Failure.BAD_HTTP),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n", Failure.INCOMPLETE),
        (HEAD + b"X-Long: " + b"a" * 20_000 + b"\r\n\r\n", Failure.HEADER_TOO_LARGE),
        (HEAD + b"X-Many: a\r\n" * 500 + b"\r\n", Failure.HEADER_TOO_LARGE),
        (b"HTTP/1.1 200 " + b"O" * 20_000 + b"\r\n\r\n", Failure.HEADER_TOO_LARGE),
    ],
)
def test_servers_that_misbehave(raw: bytes, failure: Failure) -> None:
    answer = fetch_one(says(raw))[1]
    assert answer.failure is failure


async def silent(exchange: Exchange) -> None:
    await exchange.silence()


async def dripping_header(exchange: Exchange) -> None:
    exchange.send(HEAD)
    while not exchange.writer.is_closing():
        exchange.send(b"X-Drip: 1\r\n")
        await asyncio.sleep(0.05)


async def dripping_body(exchange: Exchange) -> None:
    exchange.send(HEAD + b"Content-Length: 100000\r\n\r\n")
    while not exchange.writer.is_closing():
        exchange.send(b"x")
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("answering", [silent, dripping_header, dripping_body])
def test_time_is_limited_however_slowly_it_drips(answering: Callable[[Exchange], Awaitable[None]]) -> None:
    answer = fetch_one(answering, timeout=0.4)[1]
    assert answer.failure is Failure.TIMEOUT
    assert (answer.status, answer.truncated) == ((200, True) if answering is dripping_body else (None, False))
    assert answer.seconds >= 0.4


def test_nobody_listens() -> None:
    async def run() -> Answer:
        async with Farm(silent) as farm:
            port = farm.port
        answers = await fetch_all([f"http://a.example:{port}/"], polite(attempts=1))
        return next(iter(answers.values()))

    answer = asyncio.run(run())
    assert (answer.failure, answer.robots, answer.status) == (Failure.REFUSED, Robots.UNREACHABLE, None)


def test_what_is_no_address_is_answered_too() -> None:
    urls = ["ftp://a.example/", "nonsense", "http://a.example:25/", "http://[::1%25lo]/", "http://\ud800/"]
    answers = asyncio.run(fetch_all(urls, polite()))
    assert [answer.failure for answer in answers.values()] == [
        Failure.BAD_SCHEME,
        Failure.BAD_ADDRESS,
        Failure.BAD_PORT,
        Failure.BAD_ADDRESS,
        Failure.BAD_ADDRESS,
    ]
    assert {answer.robots for answer in answers.values()} == {Robots.UNKNOWN}


def test_hops_are_plain_values() -> None:
    hop = Hop("http://a.example/", 301, HopKind.HTTP, "http://b.example/", "192.0.2.1")
    assert hop == Hop("http://a.example/", 301, HopKind.HTTP, "http://b.example/", "192.0.2.1")
