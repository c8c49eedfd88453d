"""Write the generated documents, or check that they are in step: `python -m docs.generate [--check]`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
import pyarrow as pa

from linkwright.cli import cli
from linkwright.errors import EXIT_MEANINGS
from linkwright.profile.schema import TABLES
from linkwright.rubric import priors_markdown, rubric_markdown
from linkwright.signals import catalogue_markdown
from linkwright.sources.matrix import importers_markdown
from linkwright.vocabulary.facts import FACTS, ORIGIN, REJECTED, Fact

HERE = Path(__file__).parent
NOTICE = "<!-- Written by `make docs` from the code. Do not edit. -->\n\n"


def tables_markdown() -> str:
    """Return the page that describes every table and column."""
    facts = "\n".join(_table(fact, skip=len(ORIGIN)) for fact in FACTS.values())
    origin = _columns(Fact("", "", ORIGIN))
    profile = "\n".join(_table(table) for table in TABLES.values())
    return (
        "# Tables\n\n"
        "## Facts: what was seen\n\n"
        "Append-only Parquet batches in `ledger/`. Every fact table starts with these columns:\n\n"
        f"{origin}\n{facts}\n{_table(REJECTED)}\n"
        "## Profile: what is true now\n\n"
        "Derived from all facts of one site, whatever the order they came in. "
        "`report.table(name)` in Python gives each as an Arrow table.\n\n"
        f"{profile}"
    )


def _table(fact: Fact, skip: int = 0) -> str:
    return f"### `{fact.name}`\n\n{fact.meaning}\n\n{_columns(fact, skip)}"


def _columns(fact: Fact, skip: int = 0) -> str:
    rows = [
        f"| `{column.name}` | {_type(column.type)} | {column.meaning.replace('|', chr(92) + '|')} |\n"
        for column in fact.columns[skip:]
    ]
    return "| column | type | meaning |\n|---|---|---|\n" + "".join(rows)


def _type(kind: pa.DataType) -> str:
    names = {"string": "text", "int64": "integer", "double": "number", "bool": "yes/no", "timestamp[us]": "time (UTC)"}
    if pa.types.is_map(kind):
        return f"{_type(kind.key_type)} to {_type(kind.item_type)}"
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    return names[str(kind)]


def commands_markdown() -> str:
    """Return the page with the help of every command and the exit codes."""
    parts = ["# Commands\n\n", _help("linkwright", cli)]
    for name, command in sorted(cli.commands.items()):
        parts.append(_help(f"linkwright {name}", command))
        below = sorted(command.commands.items()) if isinstance(command, click.Group) else ()
        parts += [_help(f"linkwright {name} {part}", each) for part, each in below]
    codes = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in EXIT_MEANINGS.items())
    return "".join(parts) + "## Exit codes\n\n| code | meaning |\n|---|---|\n" + codes


def _help(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    return f"## `{name}`\n\n```\n{command.get_help(context)}\n```\n\n"


PAGES: dict[str, Callable[[], str]] = {
    "tables.md": tables_markdown,
    "commands.md": commands_markdown,
    "signals.md": catalogue_markdown,
    "rubric.md": rubric_markdown,
    "priors.md": priors_markdown,
    "importers.md": importers_markdown,
}


def main() -> int:
    """Write all pages; with --check only compare, and return 1 when one is out of step."""
    stale = []
    for name, page in PAGES.items():
        path = HERE / name
        text = NOTICE + page().rstrip() + "\n"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.stderr.write(f"Out of step with the code: {', '.join(stale)}. Run: make docs\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
