"""`python -m benchmarks.lists`: public spam lists against ordinary sites, of which nothing but the name is known.

Names are no evidence to the product, so without a list it should call nobody suspect. One list, given by the user, is
then evidence about the domains of the other lists: how many of these it names (recall), and how many ordinary ones.
The last line gives all lists at once: everybody in them is listed, and a listing alone condemns nobody.
"""

import argparse
import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from benchmarks.batches import READ_AT, Export
from benchmarks.judged import verdicts
from benchmarks.measuring import print_table, talk
from benchmarks.real import SHARED
from benchmarks.worlds.exports import Filled
from linkwright.signals import all_signals
from linkwright.urls import registrable_domain
from linkwright.vocabulary.site import Site

ORDINARY = ("press", "bank", "sports", "radio", "liste_bu")
SIGNAL = "listed-domains"
SITE = Site(domains=("linked-to.example",))
FIRST_SEEN = datetime(2025, 3, 1)
Names = frozenset[str]


@dataclass(frozen=True)
class Told:
    """What a list tells of spam domains that are not its own (of all, for all lists at once) and of ordinary ones."""

    evidence: str
    size: int
    spam: int
    spam_listed: int
    spam_suspect: int
    ordinary: int
    ordinary_listed: int
    ordinary_suspect: int


def measure(lists: Mapping[str, Names], ordinary: Names) -> list[Told]:
    """Judge all names without a list, with each list as the user's own those of the others, and with all lists all."""
    everything = frozenset().union(*lists.values())
    told = [_told("none", frozenset(), everything, ordinary)]
    for name, listed in lists.items():
        others = frozenset().union(*(names for other, names in lists.items() if other != name))
        told.append(_told(name, listed, others, ordinary))
    return [*told, _told("all", everything, everything, ordinary)]


def _told(name: str, listed: Names, spam: Names, ordinary: Names) -> Told:
    only_ordinary = ordinary - spam
    said = verdicts([_domains(sorted(spam | only_ordinary)), *_list(name, sorted(listed))], SITE)
    named = frozenset().union(*said.named.get(SIGNAL, ()))
    return Told(
        evidence=name,
        size=len(listed),
        spam=len(spam),
        spam_listed=len(named & spam),
        spam_suspect=len(said.suspect & spam),
        ordinary=len(only_ordinary),
        ordinary_listed=len(named & only_ordinary),
        ordinary_suspect=len(said.suspect & only_ordinary),
    )


def _domains(names: Sequence[str]) -> Filled:
    """Each name links once; nothing else is known, and nothing tells one from another."""
    count = len(names)
    rows = pa.table(
        {
            "row": range(1, count + 1),
            "observed_at": pa.repeat(pa.scalar(READ_AT, pa.timestamp("us")), count),
            "referring_domain": names,
            "links": pa.repeat(1, count),
            "status": pa.repeat("live", count),
            "first_seen": pa.repeat(pa.scalar(FIRST_SEEN, pa.timestamp("us")), count),
        }
    )
    return Filled(Export("semrush", "referring-domains", "names", "domain_seen"), rows)


def _list(name: str, names: Sequence[str]) -> list[Filled]:
    if not names:
        return []
    count = len(names)
    rows = pa.table(
        {
            "row": range(1, count + 1),
            "observed_at": pa.repeat(pa.scalar(READ_AT, pa.timestamp("us")), count),
            "subject_kind": pa.repeat("domain", count),
            "subject": names,
            "verdict": pa.repeat("listed", count),
            "reason": pa.repeat(name, count),
        }
    )
    return [Filled(Export("list", "names", name, "verdict_seen"), rows)]


def read_lists(data: Path) -> dict[str, Names]:
    """Return the registrable domains of each list, by its file's name."""
    files = sorted((data / "spam_lists").glob("*.txt"))
    return {file.stem: _registrable(file.read_text("utf-8").splitlines()) for file in files}


def read_ordinary(data: Path) -> Names:
    """Return the registrable domains of the ordinary categories."""
    with lzma.open(data / "site_categories" / "domains.tsv.xz", "rt", encoding="utf-8") as rows:
        pairs = (line.rstrip("\n").split("\t") for line in rows)
        return _registrable([domain for category, domain in pairs if category in ORDINARY])


def _registrable(lines: Sequence[str]) -> Names:
    names = (line.strip().lower() for line in lines)
    return frozenset(registrable_domain(name) for name in names if name and not name.startswith("#") and "." in name)


def main(arguments: Sequence[str] | None = None) -> list[Told]:
    """Measure and print the table; an empty answer, saying so, where the lists are not there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lists", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, metavar="DIR", help=f"spam lists; {SHARED}")
    options = parser.parse_args(arguments)
    data = options.data / "data" if (options.data / "data").is_dir() else options.data
    if not (data / "spam_lists").is_dir():
        talk(f"skipped: no spam_lists in {data}; name the folder with --data")
        return []
    if SIGNAL not in all_signals():
        talk(f"there is no signal {SIGNAL} yet: lists are given and nothing reads them")
    told = measure(read_lists(data), read_ordinary(data))
    header = ("list given", "names", "spam of other lists", "listed", "suspect", "ordinary", "listed", "suspect")
    print_table("Spam lists against ordinary sites, names only", header, [_cells(each) for each in told])
    return told


def _cells(each: Told) -> tuple[str, ...]:
    return (
        each.evidence,
        f"{each.size:,}",
        f"{each.spam:,}",
        f"{each.spam_listed:,} ({each.spam_listed / each.spam:.1%})",
        f"{each.spam_suspect:,}",
        f"{each.ordinary:,}",
        f"{each.ordinary_listed:,} ({each.ordinary_listed / each.ordinary:.1%})",
        f"{each.ordinary_suspect:,}",
    )


if __name__ == "__main__":
    main()
