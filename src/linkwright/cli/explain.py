"""`linkwright explain`: why this verdict."""

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkwright.cli.options import list_option, make_site, map_option, site_options, vendor_option, workspace_option
from linkwright.cli.output import json_option, page, print_json, talk
from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from linkwright.api import Analysis


@click.command("explain")
@click.argument("subject")
@click.argument("files", nargs=-1)
@click.option("--site", "domains", multiple=True, metavar="DOMAIN", help="Your site, when FILES are given.")
@site_options
@list_option
@workspace_option
@vendor_option
@map_option
@json_option
def explain_command(
    subject: str,
    files: tuple[str, ...],
    domains: tuple[str, ...],
    lists: tuple[str, ...],
    folder: Path,
    vendor: str | None,
    mapping: dict[str, str] | None,
    as_json: bool,
    **described: tuple[str, ...],
) -> None:
    """Say why something is judged as it is: the points, the rows behind them, what would change it.

    SUBJECT is the address of a page that links, a link id, a referring domain, an owner group, or a signal such as
    sitewide-links. It is looked up in the workspace, or in FILES with --site.

    \b
    Examples:
      linkwright explain some-blog.com
      linkwright explain "https://some-blog.com/post" ahrefs.csv semrush.csv --site example.com
      linkwright explain template-network
    """
    from linkwright.report import render_explanation
    from linkwright.rubric import explain

    if not files and not (folder / "linkwright.toml").exists() and _explain_signal(subject, as_json=as_json):
        return
    with _analysis(files, domains, lists, folder, vendor, mapping, described) as analysis:
        explanation = explain(analysis.profile, analysis.judgement, analysis.results, subject)
    if as_json:
        print_json(dataclasses.asdict(explanation))
    else:
        render_explanation(explanation, page())


def _explain_signal(name: str, *, as_json: bool) -> bool:
    """Print a signal's documentation; that needs no data. False when no signal has the name."""
    from linkwright.signals import all_signals

    found = all_signals(None).get(name)
    if found is None:
        return False
    if as_json:
        print_json({"kind": "signal", "subject": found.id, "title": found.title, "sections": dict(found.doc)})
        return True
    click.echo(f"{found.title} ({found.id}): {found.subject}, {found.family} evidence")
    for heading, text in found.doc.items():
        click.echo(f"\n{heading}\n{text}")
    return True


@contextmanager
def _analysis(
    files: tuple[str, ...],
    domains: tuple[str, ...],
    lists: tuple[str, ...],
    folder: Path,
    vendor: str | None,
    mapping: dict[str, str] | None,
    described: Mapping[str, tuple[str, ...]],
) -> "Iterator[Analysis]":
    from linkwright.api import analyse_files, analyse_workspace
    from linkwright.cli.progress import Waiting

    if files and not domains:
        raise ConfigError("Whose backlinks are these?", todo="Add --site with your domain.")
    with Waiting(talk()) as waiting:
        if not files:
            with analyse_workspace(folder, stage=waiting.stage) as analysis:
                yield analysis
            return
        site = make_site(domains, **described)
        with analyse_files(
            files, site, lists=lists, vendor=vendor, mapping=mapping, progress=waiting, stage=waiting.stage
        ) as analysis:
            yield analysis
