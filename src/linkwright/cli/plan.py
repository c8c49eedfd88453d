"""`linkwright plan`: how many links, of what kind, to which pages, how fast, and what it takes."""

import re
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
from linkwright.cli.plan_track import track_command
from linkwright.errors import ExitCode

_LONGEST = 60  # months
_HORIZON = re.compile(r"(\d+)\s*(m|months?|y|years?)?", re.IGNORECASE)
_BUDGET = re.compile(r"(\d+(?:\.\d+)?)\s*(h|hours?)?", re.IGNORECASE)


def parse_horizon(text: str) -> int:
    """Read `12m`, `12` or `1y` as months."""
    found = _HORIZON.fullmatch(text.strip())
    months = int(found[1]) * (12 if (found[2] or "m").lower().startswith("y") else 1) if found else 0
    if not 1 <= months <= _LONGEST:
        raise click.BadParameter(f"'{text}': write months or years, such as 12m or 1y, at most {_LONGEST}m.")
    return months


def parse_budget(text: str | None) -> tuple[float | None, float | None]:
    """Read `5000` as money and `120h` as hours: (money, hours), None for no limit."""
    if text is None:
        return None, None
    found = _BUDGET.fullmatch(text.strip().replace(",", ""))
    if found is None:
        raise click.BadParameter(f"'{text}': write money, such as 5000, or hours, such as 120h.")
    amount = float(found[1])
    return (None, amount) if found[2] else (amount, None)


class _Plan(click.Group):
    """`plan track` is a command; anything else after `plan` is about making one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hand over to `make` unless a command is named."""
        named = bool(args) and args[0] in self.commands
        return super().parse_args(ctx, args if named else ["make", *args])


@click.group("plan", cls=_Plan)
def plan_command() -> None:
    """Plan: how many links, of what kind, to which pages, by when, and what it takes."""


@plan_command.command("make")
@click.argument("files", nargs=-1)
@click.option("--site", "domains", multiple=True, metavar="DOMAIN", help="Your site, to plan from FILES, no workspace.")
@described_options
@competitor_files_option
@click.option("--serp", "results", multiple=True, metavar="FILE", help="Rankings or results of searches; repeatable.")
@click.option("--page", "pages", multiple=True, metavar="URL", help="Only this page of yours; repeatable.")
@click.option("--keyword", "keywords", multiple=True, metavar="PHRASE", help="Only this search phrase; repeatable.")
@click.option(
    "--horizon",
    "months",
    default="12m",
    show_default=True,
    callback=lambda _context, _option, value: parse_horizon(value),
    metavar="12m",
    help="How far ahead.",
)
@click.option(
    "--budget",
    callback=lambda _context, _option, value: parse_budget(value),
    metavar="5000|120h",
    help="For all of it: money (hours are paid from it too), or hours with an h.",
)
@click.option(
    "--confidence",
    type=click.FloatRange(0.5, 0.95),
    default=0.8,
    show_default=True,
    help="How sure the target is to be reached.",
)
@click.option("--top", type=click.Choice(["10", "3"]), default="10", show_default=True, help="Which results to reach.")
@workspace_option
@semantic_option
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the plan as html, xlsx, md, json."
)
@vendor_option
@map_option
@engine_option
@json_option
def make_command(
    files: tuple[str, ...],
    domains: tuple[str, ...],
    competitor_files: tuple[tuple[str, str], ...],
    results: tuple[str, ...],
    pages: tuple[str, ...],
    keywords: tuple[str, ...],
    months: int,
    budget: tuple[float | None, float | None],
    confidence: float,
    top: str,
    folder: Path,
    semantic_model: Path | None,
    out: Path | None,
    vendor: str | None,
    mapping: dict[str, str] | None,
    engine_name: str,
    as_json: bool,
    **described: tuple[str, ...],
) -> int:
    """Plan: how many links, of what kind, to which pages, by when, and what it takes. Ranges with reasons.

    In a workspace, files about competitors and results of searches are imported first and stay, and every plan is kept
    as a version; `linkwright plan track` says later how it goes. With --site and FILES of your own, nothing is kept.

    \b
    Examples:
      linkwright plan --competitor rival.com=rival.csv --serp rankings.csv --out plan/
      linkwright plan --page https://example.com/guide --keyword "spa hotel" --horizon 6m --budget 120h
      linkwright plan mine.csv --site example.com --competitor rival.com=rival.csv --budget 5000
      linkwright plan track
    """
    if bool(files) != bool(domains):
        raise click.UsageError("Name files of your own together with --site, or neither, in a workspace.")
    if any(described.values()) and not domains:
        raise click.UsageError("In a workspace, describe your site in linkwright.toml.")
    from linkwright.api import plan_files, plan_workspace
    from linkwright.cli.progress import Waiting
    from linkwright.ledger.workspace import Workspace
    from linkwright.plan.model import Request
    from linkwright.report.planned.summary import render_plan_summary
    from linkwright.report.planned.write import plan_data, write_plan

    money, hours = budget
    request = Request(pages, keywords, months, money, hours, confidence, int(top))
    console = talk()
    with Waiting(console) as waiting:
        if domains:
            planned, imports = plan_files(
                (*files, *results),
                make_site(domains, **described),
                competitor_files,
                request,
                vendor=vendor,
                mapping=mapping,
                semantic_model=semantic_model,
                engine_name=engine_name,
                progress=waiting,
                stage=waiting.stage,
            )
        else:
            imports = import_about(Workspace.open(folder), results, competitor_files, vendor, mapping, waiting)
            planned = plan_workspace(
                folder, request, semantic_model=semantic_model, engine_name=engine_name, stage=waiting.stage
            )
        waiting.stage("Writing the files")
        written = write_plan(planned.plan, out, planned.prospects) if out else ()
    print_imports(imports, console)
    if as_json:
        print_json(plan_data(planned.plan))
    else:
        render_plan_summary(planned.plan, page())
    for path in written:
        console.print(f"Wrote {path}", markup=False, soft_wrap=True)
    return exit_code_for(imports) if imports else ExitCode.OK


plan_command.add_command(track_command)
