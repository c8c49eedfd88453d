"""What a check came to, for a person and for a script."""

from collections import Counter

from rich.console import Console
from rich.table import Table

from linkwright.verify.session import Verification
from linkwright.vocabulary.states import STATES, LinkState, Standing

_HEADINGS = {
    Standing.STANDS: "The link stands",
    Standing.GONE: "The link is gone",
    Standing.UNSEEN: "We could not look: unknown, never lost",
}


def verification_data(found: Verification) -> dict[str, object]:
    """Return the plain values of `--json`: run, links, states, standings, pages_left, rejected."""
    return {
        "run": found.run.id,
        "begun": found.run.begun.isoformat(),
        "scope": found.run.scope,
        "links": found.tally.links,
        "states": {str(state): count for state, count in found.tally.states.items()},
        "standings": {str(standing): found.tally.standing(standing) for standing in Standing},
        "pages_left": found.pages_left,
        "rejected": list(found.rejected),
    }


def tell(found: Verification, console: Console) -> None:
    """Print the outcome by state, each with its meaning."""
    console.print(f"Checked {found.tally.links:,} links ({found.run.scope}).", markup=False)
    for standing, heading in _HEADINGS.items():
        if found.tally.standing(standing):
            console.print(_table(standing, heading, found.tally.states))
    if found.pages_left:
        console.print(
            f"{found.pages_left:,} pages could not be asked in this run. `linkwright verify --resume` tries them again."
        )
    for line in found.rejected:
        console.print(f"Left out: {line}", markup=False, soft_wrap=True)
    console.print("`linkwright report` now uses what was seen.")


def _table(standing: Standing, heading: str, states: Counter[LinkState]) -> Table:
    table = Table(title=f"{heading} ({sum(states[s] for s in states if STATES[s].standing is standing):,})")
    table.title_justify = "left"
    table.add_column("State", no_wrap=True)
    table.add_column("Links", justify="right")
    table.add_column("What it means")
    for state in LinkState:
        if states[state] and STATES[state].standing is standing:
            table.add_row(str(state), f"{states[state]:,}", STATES[state].meaning)
    return table
