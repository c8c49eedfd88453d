"""Our own crawler on the demo web, by its name server and its certificate: each trouble is told from the others."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest
from demo.web.pages import STANDING
from demo.web.server import serving
from demo.web.table import Row, rows_of_day

from linkwright.fetch.crawler import crawl
from linkwright.fetch.model import Answer, Failure, Politeness, Request
from linkwright.fetch.names import DnsResolver

TODAY = rows_of_day(1)
WIDE = Politeness(
    "Linkwright/1.0 (+https://linkwright.example/bot)",
    connections_per_ip=64,
    delay=0,
    rest_factor=0,
    attempts=1,
    max_bytes=500_000,
    allow_private=True,
)
# Only for those that never answer the time is short: the others may take theirs on a busy machine.
HURRIED = replace(WIDE, timeout=2)
SLOW = [url for url, row in TODAY.items() if row.state == "timeout"]
OTHERS = [url for url in TODAY if url not in SLOW]
OUTCOMES = {
    "robots-blocked": Failure.DISALLOWED,
    "no such name": Failure.DNS_NOT_FOUND,
    "name look-up failed": Failure.DNS_FAILED,
    "TLS failed": Failure.TLS,
    "timeout": Failure.TIMEOUT,
    "unreachable": Failure.RESET,
}


@pytest.fixture(scope="module")
def answers() -> Mapping[str, Answer]:
    async def fetch() -> dict[str, Answer]:
        with serving() as web, pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSL_CERT_FILE", str(web.certificate))
            found: dict[str, Answer] = {}
            for limits, urls in ((WIDE, OTHERS), (HURRIED, SLOW)):
                names = DnsResolver(["127.0.0.1"], port=web.dns_port)
                answers = crawl(map(Request, urls), limits, resolver=names, connect_to=("127.0.0.1", web.port))
                found |= {answer.url: answer async for answer in answers}
            return found

    return asyncio.run(fetch())


@pytest.mark.parametrize("row", TODAY.values(), ids=[f"{row.state}: {row.shows}" for row in TODAY.values()])
def test_the_crawler_meets_what_the_row_says(answers: Mapping[str, Answer], row: Row) -> None:
    answer = answers[row.url]
    assert answer.failure == OUTCOMES.get(row.state)
    if answer.failure is None:
        assert answer.status == (200 if row.moved_to else row.status)
        assert bool(answer.hops) == bool(row.moved_to)
        assert answer.truncated == (row.state in ("too large", "not HTML"))
    if row.state in STANDING:
        assert len(answer.name_servers) == 2
