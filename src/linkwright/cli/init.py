"""`linkwright init`: make a workspace."""

from pathlib import Path

import click

from linkwright.cli.options import make_site, site_options
from linkwright.cli.output import json_option, print_json, talk


@click.command("init")
@click.argument("domains", nargs=-1, required=True, metavar="DOMAIN...")
@site_options
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where. Default: a folder named after the domain.",
)
@json_option
def init_command(
    domains: tuple[str, ...],
    folder: Path | None,
    as_json: bool,
    **described: tuple[str, ...],
) -> None:
    """Make a workspace: a folder that keeps every import of one site and grows month by month.

    DOMAIN is your main domain; add others you own after it. Copying the folder is the back-up.
    """
    from linkwright.ledger.workspace import Workspace

    site = make_site(domains, **described)
    workspace = Workspace.create(folder or Path(site.name), site)
    if as_json:
        print_json({"folder": str(workspace.folder), "site": site.name})
        return
    console = talk()
    console.print(f"Made {workspace.folder}/ for {site.name}.", markup=False, soft_wrap=True)
    console.print(
        f"Next: cd {workspace.folder} && linkwright import FILE... && linkwright report",
        markup=False,
        soft_wrap=True,
    )
