"""Options of every command that asks other people's servers."""

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from linkwright.cli.options import Command
from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from linkwright.verify.running import Means


class Crawl(TypedDict):
    """The values of these options."""

    rate: float | None
    delay: float
    timeout: float
    attempts: int
    browser: bool
    keep_evidence: bool
    contact: str | None
    allow_private: bool
    dns: tuple[str, int] | None
    connect_to: tuple[str, int] | None


def _address(_context: click.Context, option: click.Parameter, text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    address, _, port = text.rpartition(":")
    if not address or not port.isdecimal():
        raise ConfigError(
            f"{option.opts[0]} cannot read '{text}'.", todo="Write an address and a port, such as 127.0.0.1:8053."
        )
    return address.strip("[]"), int(port)


_POSITIVE = click.FloatRange(min=0, min_open=True)
_OPTIONS = (
    click.option("--rate", type=_POSITIVE, help="Requests a second, all hosts together."),
    click.option(
        "--delay",
        type=click.FloatRange(min=0),
        default=1.0,
        show_default=True,
        help="Seconds a host is left in peace after each answer; a robots.txt may ask for more.",
    ),
    click.option("--timeout", type=_POSITIVE, default=30.0, show_default=True, help="Seconds for a whole answer."),
    click.option(
        "--attempts",
        type=click.IntRange(min=1),
        default=3,
        show_default=True,
        help="How often a page is asked for while its trouble may pass.",
    ),
    click.option("--browser", is_flag=True, help="Look again with Chromium at pages that do not show the link."),
    click.option("--evidence", "keep_evidence", is_flag=True, help="Keep every response, as WARC, in `evidence/`."),
    click.option(
        "--contact",
        metavar="URL|EMAIL",
        help="Where owners of other sites reach you. Default: the home page of your site.",
    ),
    click.option("--allow-private", is_flag=True, help="Also contact private and loopback addresses."),
    click.option("--dns", callback=_address, metavar="IP:PORT", help="Ask this name server, not this machine's."),
    click.option(
        "--connect-to",
        callback=_address,
        metavar="IP:PORT",
        help="Connect there whatever the name says, such as to a staging server; allows private addresses.",
    ),
)


def crawl_options(command: Command) -> Command:
    """Add these options; they arrive as the keywords of `Crawl`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def means_of(crawl: Crawl, site: str, evidence: Path | None) -> "Means":
    """Return what a crawl works with.

    Args:
        crawl: the options.
        site: domain of the site, the contact where none is given.
        evidence: folder for responses, used when they are to be kept.
    """
    from linkwright._version import __version__
    from linkwright.fetch.model import Politeness
    from linkwright.verify.running import Means

    politeness = Politeness(
        f"Linkwright/{__version__} (+{crawl['contact'] or f'https://{site}/'})",
        delay=crawl["delay"],
        rate=crawl["rate"],
        timeout=crawl["timeout"],
        attempts=crawl["attempts"],
        allow_private=crawl["allow_private"] or crawl["connect_to"] is not None,
    )
    return Means(
        politeness,
        browser=crawl["browser"],
        evidence=evidence if crawl["keep_evidence"] else None,
        dns=crawl["dns"],
        connect_to=crawl["connect_to"],
    )
