"""`linkwright evidence`: what was seen of a link, and when."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import workspace_option
from linkwright.cli.output import json_option, page, print_json
from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from linkwright.verify.history import PastLook


@click.command("evidence")
@click.argument("link", metavar="PAGE")
@workspace_option
@click.option(
    "--body", "show_body", is_flag=True, help="Print the page as it was kept at the newest look, and no more."
)
@json_option
def evidence_command(link: str, folder: Path, show_body: bool, as_json: bool) -> None:
    """Show what was seen of the links of PAGE, look by look, and where the kept response lies.

    Responses are kept by `linkwright verify --evidence`, in `evidence/` of the workspace: WARC files that every web
    archive tool reads.
    """
    from linkwright.engine.duck import duck_engine
    from linkwright.ledger.workspace import Workspace
    from linkwright.verify.history import past_looks

    ledger = Workspace.open(folder).ledger
    with duck_engine() as engine:
        looks = past_looks(engine, ledger, link)
    if show_body:
        _write_body(looks, folder / "evidence")
    elif as_json:
        print_json([asdict(look) for look in looks])
    else:
        _show(looks)


def _write_body(looks: "Sequence[PastLook]", folder: Path) -> None:
    from linkwright.verify.history import kept_response

    newest = next((look for look in reversed(looks) if look.evidence), None)
    kept = kept_response(folder, newest) if newest else None
    if kept is None:
        raise ConfigError("No response of this page was kept.", todo="Check it with `linkwright verify --evidence`.")
    sys.stdout.buffer.write(kept.body)


def _show(looks: "Sequence[PastLook]") -> None:
    console = page()
    for look in looks:
        console.print(f"{look.at:%Y-%m-%d %H:%M} UTC  {look.state}: {look.reason}", markup=False, soft_wrap=True)
        details = {
            "link": f"{look.page} → {look.target or 'any page of the site'}",
            "status": look.http_code,
            "redirects of the page": look.page_hops,
            "redirects of the target": look.target_hops,
            "also": "; ".join(look.remarks),
            "kept in": f"evidence/{look.evidence}" if look.evidence else None,
        }
        for name, value in details.items():
            if value:
                console.print(f"    {name}: {value}", markup=False, soft_wrap=True)
