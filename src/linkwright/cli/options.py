"""Options several commands share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from linkwright.vocabulary.site import Site

Command = TypeVar("Command", bound=Callable[..., Any])

MAPPING_FIELDS = "source, target, anchor, title, first_seen, last_seen, nofollow, ..."

vendor_option = click.option(
    "--vendor", metavar="NAME", help="Read every file as this vendor's, or call an unknown vendor this."
)
map_option = click.option(
    "--map",
    "mapping",
    metavar="OURS=THEIRS,...",
    callback=lambda _context, _option, value: parse_mapping(value),
    help=f'Say which column is which: --map "source=From,target=To" ({MAPPING_FIELDS}).',
)
_DESCRIBED_OPTIONS = (
    click.option("--brand", "brands", multiple=True, metavar="NAME", help="A name people call you by; repeatable."),
    click.option(
        "--money-keyword", "money_keywords", multiple=True, metavar="PHRASE", help="A phrase you sell by; repeatable."
    ),
    click.option("--topic", "topics", multiple=True, metavar="WORDS", help="What the site is about; repeatable."),
    click.option(
        "--language", "languages", multiple=True, metavar="CODE", help="A language of your readers: en; repeatable."
    ),
    click.option("--country", "countries", multiple=True, metavar="CODE", help="Where they live: GB; repeatable."),
)
_COMPETITOR_OPTION = click.option(
    "--competitor", "competitors", multiple=True, metavar="DOMAIN", help="A site to compare with; repeatable."
)
semantic_option = click.option(
    "--semantic-model",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a model2vec model: compare topics by meaning (needs the extra `semantic`).",
)
workspace_option = click.option(
    "-w",
    "--workspace",
    "folder",
    default=".",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder made by `linkwright init`. Default: here.",
)
competitor_files_option = click.option(
    "--competitor",
    "competitor_files",
    multiple=True,
    metavar="DOMAIN=FILE",
    callback=lambda _context, _option, values: parse_competitor_files(values),
    help="A competitor and a file (folder, archive) of its backlinks or rankings: rival.com=rival.csv; repeatable.",
)
list_option = click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="FILE",
    help="A list of domains, hosts or addresses to compare with, one a line; repeatable. Evidence, not proof.",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for report.html, .xlsx, .json, .md, links.parquet and links.csv.",
)
engine_option = click.option(
    "--engine",
    "engine_name",
    metavar="NAME",
    default="duckdb",
    show_default=True,
    help="Where the work is done: duckdb, spark (on this machine), or a Spark cluster such as spark://host:7077.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["finding", "suspect"]),
    help="Exit with code 1 when there is any finding read as a concern, or any referring domain judged suspect.",
)


def parse_mapping(text: str | None) -> dict[str, str] | None:
    """Read `source=From,target=To`. A comma in a header is written as a backslash and a comma."""
    if text is None:
        return None
    pairs: dict[str, str] = {}
    for part in text.replace("\\,", "\0").split(","):
        ours, equals, theirs = part.replace("\0", ",").partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise ConfigError(
                f"--map cannot read '{part}'.",
                todo='Write pairs, such as --map "source=Linking page,target=To".',
            )
        pairs[ours.strip()] = theirs.strip()
    return pairs


def parse_competitor_files(values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Read `rival.com=rival.csv` of each value."""
    pairs = []
    for value in values:
        domain, equals, file = value.partition("=")
        if not equals or not domain.strip() or not file.strip():
            raise ConfigError(
                f"--competitor cannot read '{value}'.",
                todo="Write the domain and the file: --competitor rival.com=rival.csv",
            )
        pairs.append((domain.strip(), file.strip()))
    return tuple(pairs)


def site_options(command: Command) -> Command:
    """Add the options that describe a site, but for its domains; they arrive as one mapping `described`."""
    return described_options(_COMPETITOR_OPTION(command))


def described_options(command: Command) -> Command:
    """The same without `--competitor`, for commands in which it takes files."""
    for option in reversed(_DESCRIBED_OPTIONS):
        command = option(command)
    return command


def make_site(domains: Sequence[str], **described: tuple[str, ...]) -> "Site":
    """Describe a site from the command line. Several domains may be given apart or with commas.

    Raises:
        ConfigError: a value is not what its key wants.
    """
    from linkwright.ledger.workspace import clean_site

    names = [name for text in domains for name in text.split(",")]
    return clean_site(names, **described)
