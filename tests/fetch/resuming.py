"""A crawl in a process of its own, to be killed: `python -m tests.fetch.resuming STATE OUT PORT HOSTS PAGES`.

Appends each answered address to OUT before it asks for the next answer, as a careful consumer would.
"""

import asyncio
import os
import sys
from pathlib import Path

from linkwright.fetch.crawler import crawl
from linkwright.fetch.model import Request
from tests.fetch.farm import everywhere, polite


async def main(state: str, out: str, port: str, hosts: str, pages: str) -> None:
    requests = (
        Request(f"http://h{host}.example:{port}/{page}") for page in range(int(pages)) for host in range(int(hosts))
    )
    with Path(out).open("a", buffering=1) as lines:
        async for answer in crawl(requests, polite(), state=Path(state), resolver=everywhere()):
            lines.write(f"{answer.url} {answer.outcome}\n")
            os.fsync(lines.fileno())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
