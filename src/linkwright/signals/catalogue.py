"""The catalogue of signals, printed from the signals themselves."""

from collections.abc import Mapping
from pathlib import Path

from linkwright.signals.contract import FINDING_MEANINGS, Signal
from linkwright.signals.registry import all_signals


def catalogue_markdown(folder: Path | None = None) -> str:
    """All signals as one Markdown page: a table, then each one's documentation and parameters."""
    signals = all_signals(folder)
    parts = [_overview(signals), _columns(), *(_chapter(each) for each in signals.values())]
    return "\n\n".join(parts) + "\n"


def _overview(signals: Mapping[str, Signal]) -> str:
    rows = [
        f"| [{each.id}](#{each.id}) | {each.title} | {each.subject} | {each.family} | {', '.join(each.reads)} |"
        for each in signals.values()
    ]
    return "\n".join(["| signal | finds | speaks about | family | reads |", "|---|---|---|---|---|", *rows])


def _columns() -> str:
    rows = [f"| `{name}` | {meaning} |" for name, meaning in FINDING_MEANINGS.items()]
    return "\n".join(["Every finding has these columns:", "", "| column | meaning |", "|---|---|", *rows])


def _chapter(each: Signal) -> str:
    head = f"## {each.id}\n\n{each.title}. Since {each.since}." if each.since else f"## {each.id}\n\n{each.title}."
    texts = [f"### {heading}\n\n{text}" for heading, text in each.doc.items()]
    return "\n\n".join([head, f"> {each.message}", *texts, *_parameters(each)])


def _parameters(each: Signal) -> list[str]:
    if not each.parameters:
        return []
    rows = [f"| `{one.name}` | {one.value} | {one.reason} | {one.source} |" for one in each.parameters]
    table = "\n".join(["| parameter | value | reason | source |", "|---|---|---|---|", *rows])
    return [f"### Parameters\n\nChange them in `[signals.{each.id}]` of your rubric file.\n\n{table}"]
