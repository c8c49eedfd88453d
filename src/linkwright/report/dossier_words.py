"""What a dossier says in sentences: what was done and what came of it, and a letter its owner can adapt."""

from collections.abc import Iterator

from linkwright.cleanup.chain import head_of
from linkwright.cleanup.dossier import Dossier, Totals, Version
from linkwright.report.reading import count_of


def done_in_words(dossier: Dossier) -> tuple[str, ...]:
    """What was done and what is known to have come of it, one sentence each; nothing that no fact shows."""
    return tuple(_done(dossier))


def covering_letter(dossier: Dossier) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Paragraphs of a letter to adapt, each with the points below it. What only the owner can say is in brackets."""
    return (
        (f"Reconsideration request for {dossier.site}, {dossier.made_at.day} {dossier.made_at:%B %Y}", ()),
        (
            "[Say first, in your own words: what the notice said, how the links came about, who made or paid for them, "
            "and when that ended. Say what you are responsible for.]",
            (),
        ),
        ("What we did:", done_in_words(dossier)),
        *((sentence, ()) for sentence in _not_done(dossier)),
        ("[Say what has changed so that it does not happen again: who decides about links now, what has ended.]", ()),
        (
            "Every step stands with its day in timeline.csv, every link concerned in links.csv, every decision with "
            "its reason in decisions.csv, every request with its answer in requests.csv.",
            (),
        ),
        (
            f"The last entry of the timeline has the hash {head_of(dossier.lines)}. Each entry holds the hash of the "
            "one before, so that none of them can be changed later without being noticed by whoever knows it.",
            (),
        ),
    )


def letter_text(dossier: Dossier) -> str:
    """The letter as a text file."""
    paragraphs = ("\n".join((text, *(f"- {point}" for point in points))) for text, points in covering_letter(dossier))
    return "\n\n".join(paragraphs) + "\n"


def _done(dossier: Dossier) -> Iterator[str]:
    totals = dossier.totals
    if dossier.decisions.num_rows:
        people = sorted({who for who in dossier.decisions["who"].to_pylist() if who})
        by = f" by {count_of(len(people), 'person', 'people')}" if people else ""
        yield f"{count_of(dossier.decisions.num_rows, 'decision')}{by} about websites and pages that link here."
    if totals.letters:
        yield (
            f"{count_of(totals.letters, 'request')} for removal sent to {count_of(totals.owners_asked, 'owner')}; "
            f"{totals.owners_answered:,} answered, {totals.owners_agreed:,} of them that the links are removed."
        )
    if totals.links:
        where = f"{count_of(totals.links, 'link')} on {count_of(totals.domains, 'website')}"
        yield f"{where} {'is' if totals.links == 1 else 'are'} concerned. {_looked(totals)}"
    if dossier.versions:
        yield _newest(dossier.versions[-1], totals)


def _looked(totals: Totals) -> str:
    parts = (
        (totals.gone, f"confirmed gone, on {count_of(totals.gone_domains, 'website')}"),
        (totals.missed_once, "missing at one look, which is not yet certain"),
        (totals.still_there, "still there"),
        (totals.unseen, "on pages that could not be looked at"),
        (totals.not_looked_at, "not looked at"),
    )
    return "By our own looks: " + "; ".join(f"{number:,} {words}" for number, words in parts if number) + "."


def _newest(version: Version, totals: Totals) -> str:
    return (
        f"A disavow file of {version.at:%Y-%m-%d} with {count_of(version.entries, 'entry', 'entries')}, which covers "
        f"{totals.disavowed:,} of these links. That it was uploaded cannot be seen from here."
    )


def _not_done(dossier: Dossier) -> Iterator[str]:
    left = dossier.totals.still_there - dossier.totals.still_there_disavowed
    if left:
        yield (
            f"{count_of(left, 'link')} of those concerned still stand and are in no disavow file. "
            "[Say why, or finish these first.]"
        )
