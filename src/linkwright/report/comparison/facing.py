"""The sites beside each other in words: one row a measure, quality before quantity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linkwright.compare.model import SideSummary
from linkwright.report.model import Kind
from linkwright.report.ranges import amount, told
from linkwright.report.reading import percent

NOT_KNOWN = "not known"
_BEST = 10


@dataclass(frozen=True)
class Measure:
    """One measure of every site.

    Attributes:
        label: what is measured.
        gloss: key of its meaning in `COMPARISON_GLOSSES`; empty when the label says it.
        values: one text a site, in their order.
    """

    label: str
    gloss: str
    values: tuple[str, ...]


def facing(sides: Sequence[SideSummary]) -> tuple[Measure, ...]:
    """Return the measures that at least one site has a value of."""
    months = max((side.velocity.months for side in sides if side.velocity), default=0)
    last = f"a month (of {months})"
    rows: tuple[tuple[str, str, Callable[[SideSummary], str]], ...] = (
        ("Quality Q", "Q", lambda side: told(side.quality)),
        (f"From its {_BEST} best websites", "Q", _best_share),
        ("Owner groups seen", "owner group", lambda side: f"{side.seen:,}"),
        ("In truth at least", "at least", lambda side: NOT_KNOWN if side.at_least is None else f"{side.at_least:,}"),
        ("Referring domains", "referring domain", lambda side: f"{side.referring_domains:,}"),
        ("Links followed", "followed", _followed),
        (f"New {last}", "", lambda side: told(side.velocity.new if side.velocity else None)),
        (f"Lost {last}", "", lambda side: told(side.velocity.lost if side.velocity else None)),
        (f"Net {last}", "net", lambda side: told(side.velocity.net if side.velocity else None)),
        ("Links that stand after a year", "survival", lambda side: told(side.survival, kind=Kind.SHARE)),
    )
    made = (Measure(label, gloss, tuple(say(side) for side in sides)) for label, gloss, say in rows)
    return tuple(measure for measure in made if any(value != NOT_KNOWN for value in measure.values))


def _followed(side: SideSummary) -> str:
    return NOT_KNOWN if side.links_followed is None else percent(side.links_followed)


def _best_share(side: SideSummary) -> str:
    total = sum(side.qualities)
    if not total:
        return NOT_KNOWN
    best = sum(sorted(side.qualities, reverse=True)[:_BEST])
    return f"{amount(best)} ({percent(best / total)})"
