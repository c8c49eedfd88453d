"""Fetching: requests a second and core of ours, bare aiohttp and Scrapy; and the memory of a large frontier.

`python -m benchmarks.fetching` starts a farm of tiny pages on 20 loopback addresses and sends each client there in
turn. The farm runs beside the client, so what counts is requests per processor second of the client, not the clock.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Stage, print_table, talk

ROOT = Path(__file__).parents[1]
PAGES = 20_000
LINKS = 1_000_000
HOSTS = 200_000


@contextmanager
def farm() -> Iterator[str]:
    """Run the farm and give its port."""
    command = [sys.executable, "-m", "benchmarks.farm"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        try:
            yield process.stdout.readline().strip()
        finally:
            process.communicate()


def run(command: Sequence[str | int]) -> Stage:
    """Run one client and read what it measured."""
    done = subprocess.run(list(map(str, command)), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Stage(**json.loads(done.stdout)[0])


def has_scrapy(python: str) -> bool:
    """Tell whether that Python can run Scrapy."""
    try:
        return subprocess.run([python, "-c", "import scrapy"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def compare(pages: int, scrapy: str) -> list[Stage]:
    """Send each client to the farm."""
    clients: list[Sequence[str | int]] = [
        (sys.executable, "-m", "benchmarks.clients", "bare", pages),
        (sys.executable, "-m", "benchmarks.clients", "ours", pages),
    ]
    if has_scrapy(scrapy):
        clients.append((scrapy, "benchmarks/scrapy_client.py", pages))
    else:
        talk(f"skipped Scrapy: {scrapy} does not have it; name a Python that does with --scrapy")
    with farm() as port:
        stages = [run((*client, port)) for client in clients]
    speeds = [stage.rows / stage.cpu_seconds for stage in stages]
    rows = [
        (
            stage.name,
            f"{stage.rows:,}",
            f"{stage.cpu_seconds / stage.rows * 1e6:.0f}",
            f"{speed:,.0f}",
            f"{speed / speeds[0]:.2f}",
            f"{stage.rows / stage.seconds:,.0f}",
        )
        for stage, speed in zip(stages, speeds, strict=True)
    ]
    header = ("client", "pages", "CPU us a page", "pages a CPU second", "of bare aiohttp", "pages/s on the clock")
    print_table(f"Fetching {pages:,} tiny pages, {len(stages)} clients", header, rows)
    return stages


def fill(links: int, hosts: int) -> Stage:
    """Read in many links and crawl a while."""
    with farm() as port:
        stage = run((sys.executable, "-m", "benchmarks.clients", "frontier", links, hosts, links // 50, port))
    row = (
        f"{links:,}",
        f"{hosts:,}",
        f"{stage.rows:,}",
        f"{stage.cpu_seconds:.0f}",
        f"{stage.peak_mb:.0f}",
        stage.note,
    )
    print_table("A large frontier", ("links", "hosts", "answered meanwhile", "CPU s", "peak MB", "at the end"), [row])
    return stage


def main(arguments: Sequence[str] | None = None) -> list[Stage]:
    """Run both parts and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"for each client; {PAGES:,}")
    parser.add_argument(
        "--links", type=int, default=LINKS, help=f"in the frontier, 0 to leave that part out; {LINKS:,}"
    )
    parser.add_argument("--hosts", type=int, default=HOSTS, help=f"of those links; {HOSTS:,}")
    parser.add_argument("--scrapy", default=sys.executable, metavar="PYTHON", help="a Python that has Scrapy; this one")
    options = parser.parse_args(arguments)
    stages = compare(options.pages, options.scrapy)
    return [*stages, fill(options.links, options.hosts)] if options.links else stages


if __name__ == "__main__":
    main()
