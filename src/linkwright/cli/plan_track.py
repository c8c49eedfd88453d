"""`linkwright plan track`: how the newest plan goes."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json, talk


@click.command("track")
@workspace_option
@json_option
def track_command(folder: Path, as_json: bool) -> None:
    """Look at the newest plan of the workspace: on track, behind or ahead, with the probability, and what to change.

    Import newer exports first, or run `linkwright verify`: every fact moves what may be expected of the rest. A table
    with the columns channel, month, contacted, placed (and replied, kept, hours, cost) says what worked.
    """
    from linkwright.api import track_plan
    from linkwright.cli.progress import Waiting
    from linkwright.report.tracked import render_progress

    with Waiting(talk()) as waiting:
        progress = track_plan(folder, today=datetime.now(UTC).date(), stage=waiting.stage)
    if as_json:
        print_json(asdict(progress))
    else:
        render_progress(progress, page())
