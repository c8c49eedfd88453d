"""`python -m benchmarks.detection`: schemes found, false alarms on clean profiles, praise taken for a purchase."""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.floors import broken
from benchmarks.judged import Verdicts, verdicts
from benchmarks.measuring import print_table, talk
from benchmarks.worlds.exports import exports
from benchmarks.worlds.natural import SIZES, World, natural
from benchmarks.worlds.schemes import SCHEMES, Planted, plant
from linkwright.rubric import load_rubric

WORLDS = 20
SIZE = "medium"
FIRST_SEED = 101
PURCHASE, PRAISE = "bought package", "viral press"
LIKELY = 0.5  # a domain is called likelier part of a scheme than not
CAP = 20.0  # of the rubric: no single kind of evidence may say more
Measured = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Case:
    """One planted case as the product sees it.

    Attributes:
        name: what was planted.
        scheme: whether it is one.
        judging: signals that found it and that the rubric counts as evidence of a scheme.
        telling: signals that found it and only inform.
        known: planted domains that the exports contain.
        counted: of these, named in a finding that counts as evidence.
        risks: their probabilities of a scheme at a prior of 5 %.
        suspect: of these, with the tier `suspect`.
        others: domains that are not planted.
        others_suspect: of these, with the tier `suspect`.
        fully: for each signal, how many planted and how many other domains it names with the rubric's whole ratio.
    """

    name: str
    scheme: bool
    judging: tuple[str, ...]
    telling: tuple[str, ...]
    known: int
    counted: int
    risks: tuple[float, ...]
    suspect: int
    others: int
    others_suspect: int
    fully: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Clean:
    """A clean profile as the product sees it.

    Attributes:
        domains: how many it has.
        counted: how many of them each signal names that counts as evidence.
        fully: the same, with the rubric's whole ratio.
        suspect: how many have the tier `suspect`.
    """

    domains: int
    counted: Mapping[str, int]
    fully: Mapping[str, int]
    suspect: int


def measure(
    worlds: int, size: str, names: Iterable[str], workers: int, first_seed: int = FIRST_SEED
) -> tuple[list[Case], list[Clean]]:
    """Judge that many natural worlds, clean and with each case planted.

    Raises:
        RuntimeError: a signal ended in an error.
    """
    cases: list[Case] = []
    clean: list[Clean] = []
    with ProcessPoolExecutor(workers) as pool:
        seeds = range(first_seed, first_seed + worlds)
        for found_clean, found in pool.map(partial(_one_world, size=size, names=tuple(names)), seeds):
            clean.append(found_clean)
            cases += found
            talk(f"  {len(clean)} of {worlds} worlds")
    return cases, clean


def _one_world(seed: int, size: str, names: Sequence[str]) -> tuple[Clean, list[Case]]:
    world = natural(seed, size)
    return _clean(world), [_case(plant(name, world)) for name in names]


def _clean(world: World) -> Clean:
    said = _verdicts(world)
    counted = {signal: len(domains) for signal, domains in said.counted.items()}
    fully = {signal: len(domains) for signal, domains in said.fully.items()}
    return Clean(len(said.risk), counted, fully, len(said.suspect))


def _case(planted: Planted) -> Case:
    said = _verdicts(planted.world)
    known = planted.domains & said.risk.keys()
    finders = said.finders(known)
    return Case(
        name=planted.name,
        scheme=planted.scheme,
        judging=tuple(name for name in finders if name in said.counted),
        telling=tuple(name for name in finders if name not in said.counted),
        known=len(known),
        counted=len(known & said.in_findings),
        risks=tuple(said.risk[name] for name in sorted(known)),
        suspect=len(known & said.suspect),
        others=len(said.risk) - len(known),
        others_suspect=len(said.suspect - known),
        fully={signal: (len(domains & known), len(domains - known)) for signal, domains in said.fully.items()},
    )


def _verdicts(world: World) -> Verdicts:
    said = verdicts(exports(world), world.site)
    if said.failed:
        raise RuntimeError(f"signals that failed in world {world.seed}: {', '.join(said.failed)}")
    return said


def numbers(cases: Sequence[Case], clean: Sequence[Clean]) -> Measured:
    """Return shares by case, and of the clean profiles those of domains: what the floors are about."""
    measured: Measured = {}
    for name in dict.fromkeys(case.name for case in cases):
        same = [case for case in cases if case.name == name]
        known = sum(case.known for case in same)
        measured[name] = {
            "found": sum(bool(case.judging) for case in same) / len(same),
            "counted": sum(case.counted for case in same) / known,
            "likely": sum(risk >= LIKELY for case in same for risk in case.risks) / known,
            "suspect": sum(case.suspect for case in same) / known,
            "others suspect per 1000": 1000 * sum(case.others_suspect for case in same) / sum(c.others for c in same),
        }
    if {PURCHASE, PRAISE} <= measured.keys():
        measured[PRAISE]["told from a purchase"] = _told_apart(cases)
    domains = sum(profile.domains for profile in clean)
    measured["clean"] = {"suspect per 1000": 1000 * sum(profile.suspect for profile in clean) / domains}
    return measured


def _told_apart(cases: Sequence[Case]) -> float:
    """How often a bought domain has a higher probability of a scheme than a praising one of the same world."""
    won = pairs = 0.0
    for bought, praised in zip(*([c for c in cases if c.name == name] for name in (PURCHASE, PRAISE)), strict=True):
        more = np.subtract.outer(bought.risks, praised.risks)
        won += float((more > 0).sum() + (more == 0).sum() / 2)
        pairs += more.size
    return won / pairs


@dataclass(frozen=True)
class Ratio:
    """How much likelier a signal names a domain of a scheme, with the rubric's whole ratio, than another one.

    Attributes:
        schemes: share of planted domains named, each kind of scheme weighing the same.
        innocent: share of all other domains named: of clean profiles, of praise and of refreshes of an index, and of
            natural domains beside a scheme, which an alarm about that scheme may catch.
    """

    schemes: float
    innocent: float

    @property
    def measured(self) -> float:
        """The likelihood ratio in these invented profiles: a best case."""
        return self.schemes / self.innocent

    @property
    def halved(self) -> float:
        """The same with its logarithm halved, at most the cap: what real profiles may leave of it."""
        return min(CAP, math.sqrt(self.measured))


def ratios(cases: Sequence[Case], clean: Sequence[Clean]) -> Mapping[str, Ratio]:
    """Return the ratio of each signal that counted anybody; one innocent domain more is taken as named."""
    names = dict.fromkeys(case.name for case in cases if case.scheme)
    schemes = [[case for case in cases if case.name == name] for name in names]
    innocent = sum(each.domains for each in clean)
    innocent += sum(case.others + (0 if case.scheme else case.known) for case in cases)
    signals = {signal for case in cases for signal in case.fully} | {name for each in clean for name in each.fully}
    found = {}
    for signal in sorted(signals):
        told = [case.fully.get(signal, (0, 0)) for case in cases]
        named = sum(each.fully.get(signal, 0) for each in clean)
        named += sum(others + (0 if case.scheme else own) for case, (own, others) in zip(cases, told, strict=True))
        shares = [
            sum(case.fully.get(signal, (0, 0))[0] for case in same) / sum(case.known for case in same)
            for same in schemes
        ]
        found[signal] = Ratio(sum(shares) / len(shares), (named + 1) / (innocent + 1))
    return found


def main(arguments: Sequence[str] | None = None) -> Measured:
    """Measure, print the tables and what lies below its floor; return the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.detection", description=__doc__)
    parser.add_argument("--worlds", type=int, default=WORLDS, help=f"seeded natural profiles; {WORLDS}")
    parser.add_argument("--size", choices=SIZES, default=SIZE, help="referring domains of each; medium (600)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help=f"of the profiles; {FIRST_SEED}")
    parser.add_argument("--scheme", action="append", choices=SCHEMES, help="only this one; may be repeated")
    parser.add_argument("--workers", type=int, default=2, help="processes; 2")
    options = parser.parse_args(arguments)
    cases, clean = measure(options.worlds, options.size, options.scheme or SCHEMES, options.workers, options.first_seed)
    measured = numbers(cases, clean)
    title = f"{options.worlds} {options.size} profiles ({SIZES[options.size]:,} natural referring domains)"
    _print_cases(f"Planted schemes in {title}", [case for case in cases if case.scheme], measured)
    _print_cases("Not a scheme: to be left alone", [case for case in cases if not case.scheme], measured)
    if "told from a purchase" in measured.get(PRAISE, {}):
        told = measured[PRAISE]["told from a purchase"]
        print(f"\nA bought domain has a higher probability of a scheme than a praising one in {told:.0%} of pairs.")
    _print_clean(f"Clean: {title}", clean, measured)
    _print_ratios(ratios(cases, clean))
    if (options.size, options.worlds, options.first_seed) == (
        SIZE,
        WORLDS,
        FIRST_SEED,
    ):  # the floors are those of the whole benchmark
        for line in broken("detection", measured):
            print(f"\nBELOW THE FLOOR: {line}")
    return measured


def _print_cases(title: str, cases: Sequence[Case], measured: Measured) -> None:
    if not cases:
        return
    found = "found in" if cases[0].scheme else "alarmed in"
    header = ("planted", found, "by", "also named by", "counted", "P ≥ 50 %", "suspect", "others suspect per 1,000")
    rows = []
    for name in dict.fromkeys(case.name for case in cases):
        same = [case for case in cases if case.name == name]
        shares = measured[name]
        rows.append(
            (
                name,
                f"{sum(bool(case.judging) for case in same)} of {len(same)}",
                _signals(case.judging for case in same),
                _signals(case.telling for case in same),
                *(f"{shares[what]:.0%}" for what in ("counted", "likely", "suspect")),
                f"{shares['others suspect per 1000']:.1f}",
            )
        )
    print_table(title, header, rows)


def _print_ratios(found: Mapping[str, Ratio]) -> None:
    rubric = load_rubric(None).risk
    header = ("signal", "of planted domains", "of others, per 1,000", "ratio", "logarithm halved", "rubric")
    rows = [
        (
            signal,
            f"{each.schemes:.1%}",
            f"{1000 * each.innocent:.2f}",
            f"{each.measured:.1f}",
            f"{each.halved:.1f}",
            f"{rubric[signal].value:g}",
        )
        for signal, each in found.items()
    ]
    print_table("How much likelier a planted domain is named, with the whole ratio of the rubric", header, rows)


def _signals(found: Iterable[Sequence[str]]) -> str:
    counts = Counter(signal for signals in found for signal in signals)
    return ", ".join(f"{signal} {count}" for signal, count in counts.most_common()) or "–"


def _print_clean(title: str, clean: Sequence[Clean], measured: Measured) -> None:
    domains = sum(profile.domains for profile in clean)
    rows = []
    for signal in sorted({signal for profile in clean for signal in profile.counted}):
        counts = [profile.counted.get(signal, 0) for profile in clean]
        alarmed = sum(count > 0 for count in counts)
        rows.append((signal, f"{alarmed} of {len(clean)}", f"{1000 * sum(counts) / domains:.1f}"))
    suspects = measured["clean"]["suspect per 1000"]
    rows.append(("tier suspect", f"{sum(profile.suspect > 0 for profile in clean)} of {len(clean)}", f"{suspects:.1f}"))
    print_table(title, ("counts as evidence", "profiles", "domains per 1,000"), rows)


if __name__ == "__main__":
    main()
