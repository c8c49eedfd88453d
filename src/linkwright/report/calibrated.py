"""How often people agree with us: in words, as a table, on a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from linkwright.cleanup.calibration import FEWEST, Agreement, Calibration, SignalAgreement
from linkwright.report.model import Column, Kind, Listing, Row
from linkwright.report.reading import count_of, percent
from linkwright.vocabulary.numbers import Interval

WIDTH = 100


def calibration_in_words(calibration: Calibration) -> tuple[str, ...]:
    """How often people agree with us, and what that is worth."""
    overall, suspect, others = calibration.overall, calibration.suspect, calibration.others
    if not overall.cases:
        return (
            "No owner was decided clearly (keep, ask removal or disavow), so nobody can say how often people agree.",
        )
    of_suspect = f"Of {suspect.cases:,} that Linkwright calls suspect, people were against {suspect.agreed:,}"
    of_others = f"Of {others.cases:,} that it does not call so, people kept {others.agreed:,}"
    aside = (
        f"{count_of(calibration.watched, 'website')} to watch and {calibration.other:,} that are not yours or "
        "something else count for neither side."
    )
    return (
        f"Of {count_of(overall.cases, 'owner')} that people decided clearly, they and Linkwright agree on "
        f"{overall.agreed:,}{_likely(overall)}.",
        *((f"{of_suspect}{_likely(suspect)}.",) if suspect.cases else ()),
        *((f"{of_others}{_likely(others)}.",) if others.cases else ()),
        *((aside,) if calibration.watched or calibration.other else ()),
        "People look at what is shown to them, the worst first. These shares are about the owners they decided, not "
        "about all that link to you.",
    )


def suggestions_in_words(calibration: Calibration) -> str:
    """What the weights below are; empty when there are none."""
    if not calibration.suggestions:
        return ""
    weights = count_of(len(calibration.suggestions), "weight")
    return (
        f"The decisions speak against {weights} of the rubric. Nothing was changed: copy these lines into your own "
        "rubric.toml if you agree."
    )


def signal_listing(calibration: Calibration) -> Listing:
    """What people decided where each signal found something."""
    return Listing.whole(
        "agreement",
        "Agreement by signal",
        "What people decided where a signal found something; an owner counts once. The share is told from "
        f"{FEWEST} owners on. Between its ends lies the true one 8 times in 10.",
        (
            Column("signal", "Signal"),
            Column("against", "Against", Kind.NUMBER),
            Column("kept", "Kept", Kind.NUMBER),
            Column("share_low", "Against, at least", Kind.SHARE),
            Column("share_high", "Against, at most", Kind.SHARE),
            Column("weight", "Weight in force", Kind.NUMBER),
            Column("seen_low", "Weight by these decisions, at least", Kind.NUMBER),
            Column("seen_high", "At most", Kind.NUMBER),
        ),
        map(_row, calibration.signals),
    )


def render_calibration(calibration: Calibration, console: Console) -> None:
    """Print how often people agree with us, by signal, and the weights to reconsider."""
    for line in _lines(calibration):
        console.print(line, width=min(WIDTH, console.width))


def _lines(calibration: Calibration) -> Iterator[Text | Table | Padding]:
    yield Text("How often people agree with us", style="bold")
    for sentence in calibration_in_words(calibration):
        yield Padding(Text(sentence), (0, 0, 0, 2))
    if calibration.signals:
        yield Text()
        yield _table(calibration.signals)
    if calibration.suggestions:
        yield Text()
        yield Text(suggestions_in_words(calibration))
        for suggestion in calibration.suggestions:
            yield Text(f"\n{suggestion.lines}")


def _table(signals: tuple[SignalAgreement, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("Where it found something", no_wrap=True)
    for name in ("against", "kept", "share against", "weight", "by decisions"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in signals:
        share = f"{percent(each.share.low)} to {percent(each.share.high)}" if each.share else "too few"
        seen = f"{each.seen.low:.1f} to {each.seen.high:.1f}" if each.seen else "too few"
        table.add_row(each.signal, f"{each.against:,}", f"{each.kept:,}", share, f"{each.weight:g}", seen)
    return table


def _row(each: SignalAgreement) -> Row:
    return (each.signal, each.against, each.kept, *_ends(each.share), each.weight, *_ends(each.seen))


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (round(interval.low, 3), round(interval.high, 3)) if interval else (None, None)


def _likely(agreement: Agreement) -> str:
    if agreement.share is None:
        return f" (fewer than {FEWEST} are too few to tell a share)"
    ends = f"{percent(agreement.share.low)} and {percent(agreement.share.high)}"
    return f" (8 times in 10 the true share lies between {ends})"
