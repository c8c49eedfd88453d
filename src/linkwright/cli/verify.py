"""`linkwright verify`: look at the links ourselves."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from linkwright.cli.crawl_options import Crawl, crawl_options, means_of
from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from linkwright.verify.session import Verification


@click.command("verify")
@click.argument("pages", required=False, metavar="[LIST|URL]")
@workspace_option
@click.option(
    "--site", "domains", multiple=True, metavar="DOMAIN", help="With LIST: your site; nothing is kept, all is printed."
)
@click.option(
    "--only",
    type=click.Choice(["new", "lost", "suspect", "high", "asked"]),
    help="Which links of the workspace; asked: those a person decided to ask the removal of.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many links, those of highest value first.")
@click.option("--resume", is_flag=True, help="Go on with the check that was interrupted.")
@crawl_options
@click.option("--target", metavar="DOMAIN", help="With URL and --explain: whose links to look for.")
@click.option("--explain", "explain_page", is_flag=True, help="Show all that is read from one page, URL.")
@json_option
def verify_command(
    pages: str | None,
    folder: Path,
    domains: tuple[str, ...],
    only: str | None,
    limit: int | None,
    resume: bool,
    target: str | None,
    explain_page: bool,
    as_json: bool,
    **crawl: Unpack[Crawl],
) -> int:
    """Check links ourselves, politely, and keep what was seen beside what the vendors say.

    Checks every link of the workspace, or the pages of LIST: a file with a page a line, or a page and the address it
    should link to. Stop it with Ctrl-C at any time; --resume goes on. The next `report` uses what was seen. With --site
    no workspace is needed.

    \b
    Examples:
      linkwright verify --only high --limit 500
      linkwright verify --resume
      linkwright verify pages.txt
      linkwright verify pages.txt --site example.com --json
      linkwright verify https://some-blog.com/post --target example.com --explain
    """
    if explain_page:
        return _explain(pages, target, crawl, as_json=as_json)
    if domains:
        return _passing(pages, domains, crawl, as_json=as_json)
    from linkwright.api import verify
    from linkwright.cli.watching import Watching
    from linkwright.ledger.workspace import Workspace
    from linkwright.verify.choosing import Only

    means = means_of(crawl, Workspace.open(folder).site.name, folder / "evidence")
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


def _passing(pages: str | None, domains: tuple[str, ...], crawl: Crawl, *, as_json: bool) -> int:
    """Check a list for a site without a workspace: print every look and forget it."""
    from linkwright.api import verify
    from linkwright.cli.watching import Watching
    from linkwright.engine.duck import duck_engine
    from linkwright.ledger.workspace import Workspace, clean_site
    from linkwright.verify.history import all_looks

    if not pages:
        raise ConfigError("--site needs a list of pages.", todo="linkwright verify LIST --site DOMAIN")
    with tempfile.TemporaryDirectory(prefix="linkwright-") as folder, Watching(talk()) as watching:
        workspace = Workspace.create(Path(folder), clean_site(domains))
        means = means_of(crawl, workspace.site.name, Path("evidence"))
        found = verify(folder, means=means, pages=pages, watch=watching.crawl, stage=watching.stage)
        with duck_engine() as engine:
            looks = all_looks(engine, workspace.ledger)
    if as_json:
        print_json([asdict(look) for look in looks])
    else:
        for look in looks:
            line = f"{look.state}: {look.page} → {look.target or 'any page of the site'}. {look.reason}"
            page().print(line, markup=False, soft_wrap=True)
    for line in found.rejected:
        talk().print(f"Left out: {line}", markup=False, soft_wrap=True)
    return ExitCode.OK if looks else ExitCode.NETWORK


def _show(found: "Verification", *, as_json: bool) -> None:
    from linkwright.verify.telling import tell, verification_data

    if as_json:
        print_json(verification_data(found))
    else:
        tell(found, page())


def _explain(url: str | None, target: str | None, crawl: Crawl, *, as_json: bool) -> int:
    from linkwright.ledger.workspace import clean_site
    from linkwright.verify.single import page_data, read_page, render_page

    if not url or not target:
        raise ConfigError(
            "--explain needs one page and whose links to look for.",
            todo="linkwright verify URL --target DOMAIN --explain",
        )
    site = clean_site([target])
    seen = read_page(url, site, means_of(crawl, site.name, None))
    if as_json:
        print_json(page_data(seen))
    else:
        render_page(seen, page())
    return ExitCode.OK if seen.answer.status is not None else ExitCode.NETWORK
