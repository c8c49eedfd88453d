import asyncio
from collections import Counter
from time import time

import pytest

from linkwright.fetch.model import Answer, Failure, Robots
from linkwright.fetch.robots import EXPIRES, MOST_BYTES, RobotsFile, RobotsShelf, Rules, robots_file
from tests.fetch.farm import Exchange, Farm, fetch_all, polite


def rules(text: str) -> Rules:
    return Rules(RobotsFile(text, None, 0.0), "Linkwright")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Linkwright\nDisallow: /a", "/x", True),
        ("User-agent: linkWRIGHT/2.0 # us\nDisallow: /a", "/a/b", False),
        ("User-agent: other\nUser-agent: linkwright\nDisallow: /a", "/a", False),
        ("User-agent: linkwright\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: linkwrightish\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: another\nDisallow: /\nUser-agent: *\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /p\nDisallow: /", "/page", True),
        ("User-agent: *\nDisallow: /*.gif$", "/a/b.gif", False),
        ("User-agent: *\nDisallow: /*.gif$", "/a/b.gif?x", True),
        ("User-agent: *\r\nDisallow: /caf%C3%A9", "/caf%c3%a9", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        ("User agent *\nDisallow /a", "/a", False),
        ("<html>Not found</html>", "/a", True),
        ("User-agent: a\nDisallow: /x\nUser-agent: b\n\nDisallow: /", "/a", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert rules(text).allows(f"http://a.example{path}") is allowed


def test_crawl_delay_of_our_group() -> None:
    text = "User-agent: *\nCrawl-delay: 5\n\nUser-agent: linkwright\nCrawl-delay: 2.5\n"
    assert rules(text).crawl_delay == 2.5
    assert rules("User-agent: *\nCrawl-delay: -1").crawl_delay == 0.0
    assert rules("User-agent: *\nCrawl-delay: nan").crawl_delay == 0.0


def test_a_hostile_file_is_read_in_no_more_time_than_its_size_explains() -> None:
    names = "\n".join(f"User-agent: bot{number}" for number in range(12_000))
    paths = "\n".join(f"Disallow: /{number}*" for number in range(12_000))
    # Every rule for every name would be 144 million.
    assert not rules(f"{names}\nUser-agent: *\n{paths}").allows("http://a.example/11999/x")
    stars = "User-agent: *\nDisallow: /" + "*a" * 200_000 + "$"
    assert rules(stars).allows("http://a.example/" + "a" * 2_000 + "b")


@pytest.mark.parametrize(
    ("status", "failure", "redirected", "expected"),
    [
        (200, None, False, None),
        (404, None, False, None),
        (401, None, False, None),
        (410, None, True, None),
        (304, None, False, None),
        (None, Failure.TOO_MANY_REDIRECTS, True, None),
        (302, Failure.REDIRECT_LOOP, True, None),
        (429, None, False, Failure.ROBOTS_UNREACHABLE),
        (500, None, False, Failure.ROBOTS_UNREACHABLE),
        (None, Failure.TIMEOUT, False, Failure.TIMEOUT),
        (None, Failure.DNS_NOT_FOUND, False, Failure.DNS_NOT_FOUND),
        (None, Failure.PRIVATE_ADDRESS, True, Failure.ROBOTS_UNREACHABLE),
    ],
)
def test_what_came_is_read_as_the_standard_says(
    status: int | None, failure: Failure | None, redirected: bool, expected: Failure | None
) -> None:
    file = robots_file(status, b"User-agent: *\nDisallow: /", failure, redirected=redirected, now=0.0)
    assert file.failure == expected
    assert bool(file.text) == (status == 200)


def test_bytes_are_bounded_and_decoded() -> None:
    file = robots_file(
        200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n#" + b"\xff" * MOST_BYTES, None, redirected=False, now=0
    )
    assert not rules(file.text).allows("http://a.example/a")
    assert len(file.text) < MOST_BYTES


class OnPaper:
    def __init__(self) -> None:
        self.files: dict[str, RobotsFile] = {}
        self.reads = Counter[str]()

    def robots(self, origin: str) -> RobotsFile | None:
        self.reads[origin] += 1
        return self.files.get(origin)

    def keep_robots(self, origin: str, file: RobotsFile) -> None:
        self.files[origin] = file


def test_the_shelf_parses_once_expires_and_stays_small() -> None:
    store = OnPaper()
    shelf = RobotsShelf("Linkwright", store)
    assert shelf.get("http://a.example", 0.0) is None
    shelf.put("http://a.example", RobotsFile("User-agent: *\nDisallow: /", None, 100.0))
    assert shelf.get("http://a.example", 1.0) is shelf.get("http://a.example", 99.0)
    assert shelf.get("http://a.example", 100.0) is None
    shelf.put("http://a.example", RobotsFile("", None, 300.0))
    fresh = shelf.get("http://a.example", 101.0)
    assert fresh is not None
    assert fresh.allows("http://a.example/")
    for number in range(20):
        shelf.put(f"http://b{number}.example", RobotsFile("#" * 500_000, None, 300.0))
        shelf.get(f"http://b{number}.example", 101.0)
    store.reads.clear()
    assert shelf.get("http://b0.example", 101.0) is not None
    assert store.reads["http://b0.example"] == 1, "pushed out of memory, still on disk"


def crawled(robots_of: dict[str, str | int], attempts: int = 2) -> tuple[Farm, dict[str, Answer]]:
    """Fetch two pages of each host; its robots.txt is a text, a status, or a redirect (`->`)."""

    async def answering(exchange: Exchange) -> None:
        visit = exchange.visit
        robots = robots_of.get(visit.host, "")
        if not visit.path.startswith("/robots.txt"):
            exchange.reply("page")
        elif isinstance(robots, int):
            exchange.reply(status=robots)
        elif robots.startswith("->"):
            exchange.redirect(robots[2:].replace("PORT", visit.headers["host"].rsplit(":")[-1]))
        else:
            exchange.reply(robots, kind="text/plain")

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            urls = [f"http://{host}:{farm.port}/{page}" for host in robots_of for page in "ab"]
            return farm, await fetch_all(urls, polite(attempts=attempts))

    return asyncio.run(run())


def test_what_robots_txt_forbids_is_never_asked_for() -> None:
    farm, answers = crawled(
        {
            "open.example": 404,
            "half.example": "User-agent: *\nDisallow: /a",
            "shut.example": "User-agent: Linkwright\nDisallow: /",
            "ill.example": 500,
            "busy.example": 503,
            "moved.example": "->http://rules.example:PORT/robots.txt?moved",
            "lost.example": "->/robots.txt?again",
            "away.example": "->ftp://files.example/robots.txt",
            "rules.example": "User-agent: *\nDisallow: /b",
        }
    )
    asked = {host: farm.paths(host) for host in farm.by_host()}
    assert asked["open.example"] == ["/robots.txt", "/a", "/b"]
    assert asked["half.example"] == ["/robots.txt", "/b"]
    assert asked["shut.example"] == ["/robots.txt"]
    assert asked["ill.example"] == ["/robots.txt"]
    assert asked["busy.example"] == ["/robots.txt", "/robots.txt"]
    assert asked["moved.example"] == ["/robots.txt", "/a"]
    assert asked["lost.example"][-2:] == ["/a", "/b"], "a loop is as good as no file (RFC 9309, 2.3.1.2)"
    assert asked["away.example"] == ["/robots.txt"]
    said = {url.split("/")[2].split(":")[0] + url[-2:]: answer for url, answer in answers.items()}
    assert (said["half.example/a"].robots, said["half.example/b"].robots) == (Robots.DISALLOWED, Robots.ALLOWED)
    assert said["ill.example/a"].failure is Failure.ROBOTS_UNREACHABLE
    assert said["busy.example/b"].robots is Robots.UNREACHABLE
    assert said["away.example/a"].failure is Failure.ROBOTS_UNREACHABLE


def test_each_origin_has_its_own_file_and_it_is_fetched_once() -> None:
    async def answering(exchange: Exchange) -> None:
        port = exchange.visit.headers["host"].rsplit(":")[-1]
        exchange.reply(f"User-agent: *\nDisallow: /{port}" if exchange.visit.path == "/robots.txt" else "x")

    async def run() -> tuple[list[str], list[str], dict[str, Answer]]:
        async with Farm(answering) as one, Farm(answering) as two:
            paths = [str(one.port), str(two.port), "x", "y"]
            urls = [f"http://a.example:{farm.port}/{path}" for farm in (one, two) for path in paths]
            answers = await fetch_all(urls, polite())
            return one.paths("a.example"), two.paths("a.example"), answers

    first, second, answers = asyncio.run(run())
    assert first.count("/robots.txt") == second.count("/robots.txt") == 1
    assert len(first) == len(second) == 4
    assert Counter(answer.robots for answer in answers.values()) == {Robots.ALLOWED: 6, Robots.DISALLOWED: 2}


def test_respect_can_be_switched_off_for_own_sites_only_on_purpose() -> None:
    async def answering(exchange: Exchange) -> None:
        exchange.reply("User-agent: *\nDisallow: /" if exchange.visit.path == "/robots.txt" else "x")

    async def run() -> tuple[Farm, dict[str, Answer]]:
        async with Farm(answering) as farm:
            return farm, await fetch_all([f"http://a.example:{farm.port}/x"], polite(respect_robots=False))

    farm, answers = asyncio.run(run())
    assert farm.paths("a.example") == ["/x"]
    assert [answer.robots for answer in answers.values()] == [Robots.UNKNOWN]


def test_files_expire_after_a_day() -> None:
    now = time()
    assert robots_file(200, b"", None, redirected=False, now=now).expires == now + EXPIRES == now + 86_400
