"""Bar 23: what is ordinary condemns nobody, alone: 500 domains with one such trait each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from demo.world import Domain, Link, month_start

from benchmarks.bars.reading import Reading, at_most
from benchmarks.judged import verdicts
from benchmarks.worlds.domains import FOREIGN_ENDINGS, Draws, Registrar
from benchmarks.worlds.exports import exports
from benchmarks.worlds.natural import OWN, Back, World, link, linked_back, natural
from benchmarks.worlds.schemes import EDITORIAL, FIRST_NUMBER

FIXTURES = 100  # of each trait
IN_ONE_WORLD = 20
Trait = Callable[[Draws, Registrar], Link]


def _shared_address(draws: Draws, registrar: Registrar) -> Link:
    return _ordinary(draws, registrar.domain(ip=f"104.21.5.{draws.whole(1, 3)}"))


def _marked_paid(draws: Draws, registrar: Registrar) -> Link:
    return replace(_ordinary(draws, registrar.domain()), sponsored=True, nofollow=False, ugc=False)


def _linked_back(draws: Draws, registrar: Registrar) -> Link:
    return _ordinary(draws, registrar.domain())


def _foreign(draws: Draws, registrar: Registrar) -> Link:
    domain = registrar.domain("editorial", "ja", ending=draws.pick(FOREIGN_ENDINGS))
    return _ordinary(draws, replace(domain, country="ru"))


def _directory(draws: Draws, registrar: Registrar) -> Link:
    return _ordinary(draws, registrar.domain("directory", "en"))


TRAITS: Mapping[str, Trait] = {
    "shared address of a delivery network": _shared_address,
    "rel=sponsored": _marked_paid,
    "linked back (30 % of all)": _linked_back,
    "foreign language and country": _foreign,
    "directory": _directory,
}


def readings(fixtures: int = FIXTURES) -> list[Reading]:
    """Measure how many domains with each trait are called suspect."""
    return [
        at_most(23, f"suspect: {name}", 0.0, float(_suspects(name, fixtures)), f"{fixtures} domains") for name in TRAITS
    ]


def _suspects(name: str, fixtures: int) -> int:
    found = 0
    for place in range(0, fixtures, IN_ONE_WORLD):
        world, traits = _world(name, place, min(IN_ONE_WORLD, fixtures - place))
        found += len(verdicts(exports(world), world.site).suspect & traits)
    return found


def _world(name: str, seed: int, count: int) -> tuple[World, frozenset[str]]:
    draws = Draws(7_000 + seed)
    registrar = Registrar(draws, FIRST_NUMBER)
    links = [TRAITS[name](draws, registrar) for _ in range(count)]
    names = [each.domain.name for each in links]
    back: Sequence[Back] = ()
    world = natural(seed, "small")
    if TRAITS[name] is _linked_back:
        more = [each for each in sorted(world.domains) if draws.chance(0.05)]
        back = [linked_back(draws, each) for each in (*names, *more)]
    return world.joined_by(links, (), back), frozenset(names)


def _ordinary(draws: Draws, domain: Domain) -> Link:
    return link(draws, domain, OWN, EDITORIAL, draws.moment(month_start(2), month_start(34)))
