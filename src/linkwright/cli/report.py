"""`linkwright report`: the audit of a workspace."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import engine_option, fail_on_option, out_option, semantic_option, workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ExitCode
from linkwright.vocabulary.terms import FindingKind

if TYPE_CHECKING:
    from linkwright.api import Analysis
    from linkwright.cli.progress import Waiting


@click.command("report")
@workspace_option
@semantic_option
@out_option
@engine_option
@fail_on_option
@json_option
def report_command(
    folder: Path,
    semantic_model: Path | None,
    out: Path | None,
    engine_name: str,
    fail_on: str | None,
    as_json: bool,
) -> int:
    """Audit what the workspace holds and write the report, into its folder `report/` unless --out is given."""
    from linkwright.api import analyse_workspace
    from linkwright.cli.progress import Waiting

    with (
        Waiting(talk()) as waiting,
        analyse_workspace(
            folder, semantic_model=semantic_model, engine_name=engine_name, stage=waiting.stage
        ) as analysis,
    ):
        return show(analysis, waiting, out=out or folder / "report", fail_on=fail_on, as_json=as_json)


def show(analysis: "Analysis", waiting: "Waiting", *, out: Path | None, fail_on: str | None, as_json: bool) -> ExitCode:
    """Print the one-screen summary or the JSON report, write the files, and return the exit code."""
    from linkwright.report import render_summary, report_data

    waiting.stage("Writing the files")
    written = analysis.write(out) if out else ()
    waiting.pause()
    if as_json:
        print_json(report_data(analysis.report))
    else:
        render_summary(analysis.report, page())
    console = talk()
    for path in written:
        console.print(f"Wrote {path}", markup=False, soft_wrap=True)
    if not written and not as_json:
        console.print("Add --out FOLDER for the full report (html, xlsx, json, md, parquet, csv).", markup=False)
    return _verdict(analysis, fail_on)


def _verdict(analysis: "Analysis", fail_on: str | None) -> ExitCode:
    if fail_on == "finding":
        failed = any(finding.kind is FindingKind.CONCERN for finding in analysis.report.findings)
    elif fail_on == "suspect":
        failed = analysis.report.suspect_domains > 0
    else:
        failed = False
    return ExitCode.FINDINGS if failed else ExitCode.OK
