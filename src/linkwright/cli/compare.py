"""`linkwright compare`: the site and its competitors beside each other."""

from pathlib import Path

import click

from linkwright.cli.import_ import import_about
from linkwright.cli.options import (
    competitor_files_option,
    described_options,
    engine_option,
    make_site,
    map_option,
    semantic_option,
    vendor_option,
    workspace_option,
)
from linkwright.cli.output import exit_code_for, json_option, page, print_imports, print_json, talk
from linkwright.errors import ExitCode


@click.command("compare")
@click.argument("files", nargs=-1)
@click.option(
    "--site", "domains", multiple=True, metavar="DOMAIN", help="Your site, to compare FILES without a workspace."
)
@described_options
@competitor_files_option
@workspace_option
@semantic_option
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the comparison as html, xlsx, md, json."
)
@vendor_option
@map_option
@engine_option
@json_option
def compare_command(
    files: tuple[str, ...],
    domains: tuple[str, ...],
    competitor_files: tuple[tuple[str, str], ...],
    folder: Path,
    semantic_model: Path | None,
    out: Path | None,
    vendor: str | None,
    mapping: dict[str, str] | None,
    engine_name: str,
    as_json: bool,
    **described: tuple[str, ...],
) -> int:
    """Compare your site with competitors: what each has, who links to them and not to you, which pages earn links.

    In a workspace, files about competitors are imported first and stay. With --site and FILES of your own, nothing is
    kept. Only sources that cover every site are compared; otherwise it says so.

    \b
    Examples:
      linkwright compare --competitor rival.com=rival.csv --competitor other.com=other/ --out comparison/
      linkwright compare
      linkwright compare mine.csv --site example.com --competitor rival.com=rival.csv
    """
    if bool(files) != bool(domains):
        raise click.UsageError("Name files of your own together with --site, or neither, in a workspace.")
    if any(described.values()) and not domains:
        raise click.UsageError("In a workspace, describe your site in linkwright.toml.")
    from linkwright.api import compare_files, compare_workspace
    from linkwright.cli.progress import Waiting
    from linkwright.ledger.workspace import Workspace
    from linkwright.report.comparison import comparison_data, render_comparison_summary, write_comparison

    console = talk()
    with Waiting(console) as waiting:
        if domains:
            comparison, imports = compare_files(
                files,
                make_site(domains, **described),
                competitor_files,
                vendor=vendor,
                mapping=mapping,
                semantic_model=semantic_model,
                engine_name=engine_name,
                progress=waiting,
                stage=waiting.stage,
            )
        else:
            imports = import_about(Workspace.open(folder), (), competitor_files, vendor, mapping, waiting)
            comparison = compare_workspace(
                folder, semantic_model=semantic_model, engine_name=engine_name, stage=waiting.stage
            )
        waiting.stage("Writing the files")
        written = write_comparison(comparison, out) if out else ()
    print_imports(imports, console)
    if as_json:
        print_json(comparison_data(comparison))
    else:
        render_comparison_summary(comparison, page())
    for path in written:
        console.print(f"Wrote {path}", markup=False, soft_wrap=True)
    return exit_code_for(imports) if imports else ExitCode.OK
