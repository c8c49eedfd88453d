"""`linkwright audit`: one shot on files."""

from pathlib import Path

import click

from linkwright.cli.options import (
    engine_option,
    fail_on_option,
    list_option,
    make_site,
    map_option,
    out_option,
    semantic_option,
    site_options,
    vendor_option,
)
from linkwright.cli.output import json_option, talk


@click.command("audit")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--site",
    "domains",
    required=True,
    multiple=True,
    metavar="DOMAIN",
    help="Your site; repeat for more domains.",
)
@site_options
@semantic_option
@list_option
@out_option
@vendor_option
@map_option
@engine_option
@fail_on_option
@json_option
def audit_command(
    files: tuple[str, ...],
    domains: tuple[str, ...],
    lists: tuple[str, ...],
    semantic_model: Path | None,
    out: Path | None,
    vendor: str | None,
    mapping: dict[str, str] | None,
    engine_name: str,
    fail_on: str | None,
    as_json: bool,
    **described: tuple[str, ...],
) -> int:
    """Audit backlink exports of any vendor: read, merge, judge, report.

    FILES are exports (csv, tsv, xlsx, json, txt), folders, globs, .zip, .gz, or - for standard input.
    Vendor and report are recognised by content. Nothing is kept; a workspace (`linkwright init`) keeps a history.

    \b
    Examples:
      linkwright audit ahrefs.csv semrush.csv "Latest links.csv" --site caldea.com --out report/
      linkwright audit downloads/ --site caldea.com --brand Caldea --money-keyword "spa andorra"
      linkwright audit links.csv --site example.com --list spam.txt --list hosts.txt
      cat links.csv | linkwright audit - --site example.com --map "source=From,target=To"
    """
    from linkwright.api import analyse_files
    from linkwright.cli.progress import Waiting

    site = make_site(domains, **described)
    with (
        Waiting(talk()) as waiting,
        analyse_files(
            files,
            site,
            lists=lists,
            vendor=vendor,
            mapping=mapping,
            semantic_model=semantic_model,
            engine_name=engine_name,
            progress=waiting,
            stage=waiting.stage,
        ) as analysis,
    ):
        from linkwright.cli.report import show

        return show(analysis, waiting, out=out, fail_on=fail_on, as_json=as_json)
