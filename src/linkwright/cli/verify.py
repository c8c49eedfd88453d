"""`linkwright verify`: look at the links ourselves."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from linkwright.verify.running import Means
    from linkwright.verify.session import Verification


@click.command("verify")
@click.argument("pages", required=False, metavar="[LIST|URL]")
@workspace_option
@click.option("--only", type=click.Choice(["new", "lost", "suspect", "high"]), help="Which links of the workspace.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many links, those of highest value first.")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), help="Requests a second, all hosts together.")
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds a host is left in peace after each answer; a robots.txt may ask for more.",
)
@click.option("--browser", is_flag=True, help="Look again with Chromium at pages that do not show the link.")
@click.option("--evidence", "keep_evidence", is_flag=True, help="Keep every response, as WARC, in `evidence/`.")
@click.option("--resume", is_flag=True, help="Go on with the check that was interrupted.")
@click.option(
    "--contact", metavar="URL|EMAIL", help="Where owners of other sites reach you. Default: the home page of your site."
)
@click.option("--allow-private", is_flag=True, help="Also contact private and loopback addresses.")
@click.option("--target", metavar="DOMAIN", help="With URL and --explain: whose links to look for.")
@click.option("--explain", "explain_page", is_flag=True, help="Show all that is read from one page, URL.")
@json_option
def verify_command(
    pages: str | None,
    folder: Path,
    only: str | None,
    limit: int | None,
    rate: float | None,
    delay: float,
    browser: bool,
    keep_evidence: bool,
    resume: bool,
    contact: str | None,
    allow_private: bool,
    target: str | None,
    explain_page: bool,
    as_json: bool,
) -> int:
    """Check links ourselves, politely, and keep what was seen beside what the vendors say.

    Checks every link of the workspace, or the pages of LIST: a file with a page a line, or a page and the address it
    should link to. Stop it with Ctrl-C at any time; --resume goes on. The next `report` uses what was seen.

    \b
    Examples:
      linkwright verify --only high --limit 500
      linkwright verify --resume
      linkwright verify pages.txt
      linkwright verify https://some-blog.com/post --target example.com --explain
    """
    from linkwright.cli.watching import Watching
    from linkwright.verify.choosing import Only

    if explain_page:
        return _explain(pages, target, contact, allow_private=allow_private, browser=browser, as_json=as_json)
    from linkwright.api import verify
    from linkwright.ledger.workspace import Workspace

    site = Workspace.open(folder).site
    means = _means(
        contact or f"https://{site.name}/",
        delay=delay,
        rate=rate,
        allow_private=allow_private,
        browser=browser,
        evidence=folder / "evidence" if keep_evidence else None,
    )
    with Watching(talk()) as watching:
        found = verify(
            folder,
            means=means,
            only=Only(only) if only else None,
            limit=limit,
            pages=pages,
            resume=resume,
            watch=watching.crawl,
            stage=watching.stage,
        )
    _show(found, as_json=as_json)
    return ExitCode.OK if found.tally.links else ExitCode.NETWORK


def _means(
    contact: str,
    *,
    delay: float = 1.0,
    rate: float | None = None,
    allow_private: bool = False,
    browser: bool = False,
    evidence: Path | None = None,
) -> "Means":
    from linkwright._version import __version__
    from linkwright.fetch.model import Politeness
    from linkwright.verify.running import Means

    politeness = Politeness(
        f"Linkwright/{__version__} (+{contact})", delay=delay, rate=rate, allow_private=allow_private
    )
    return Means(politeness, browser=browser, evidence=evidence)


def _explain(
    url: str | None, target: str | None, contact: str | None, *, allow_private: bool, browser: bool, as_json: bool
) -> int:
    from linkwright.ledger.workspace import clean_site
    from linkwright.verify.single import page_data, read_page, render_page

    if not url or not target:
        raise ConfigError("--explain needs one page and whose links to look for.", todo="URL --target DOMAIN --explain")
    site = clean_site([target])
    means = _means(contact or f"https://{site.name}/", delay=0.0, allow_private=allow_private, browser=browser)
    seen = read_page(url, site, means)
    if as_json:
        print_json(page_data(seen))
    else:
        render_page(seen, page())
    return ExitCode.OK if seen.answer.status is not None else ExitCode.NETWORK


def _show(found: "Verification", *, as_json: bool) -> None:
    from linkwright.verify.telling import tell, verification_data

    if as_json:
        print_json(verification_data(found))
    else:
        tell(found, page())
