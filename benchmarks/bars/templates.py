"""Bar 13: pages that one program wrote with small changes, as far as titles and addresses show it."""

from dataclasses import replace
from itertools import combinations

from demo.world import Link, month_start

from benchmarks.bars.reading import Reading, at_least
from benchmarks.judged import judged
from benchmarks.worlds.domains import Draws, Registrar
from benchmarks.worlds.exports import exports
from benchmarks.worlds.natural import OWN, World, link, natural
from benchmarks.worlds.schemes import FIRST_NUMBER, MONEY
from demo import words

TEMPLATES = 40
COPIES = 12
EDITED = 0.04
TITLE_WORDS = 9
_WORDS = (*words.FIRST_WORDS["en"], *words.SECOND_WORDS["en"])
_GROUPED = """
select
  referring_domain,
  owner_group
from domains
where group_kind = 'network'
"""
Pairs = set[tuple[str, str]]


def readings(seed: int) -> list[Reading]:
    """Measure which pairs of copies the product puts into one network, and which strangers."""
    world = natural(seed, competitors=0)
    copies = [_copies(place, world) for place in range(TEMPLATES)]
    links = [each for group in copies for each in group]
    truth = {pair for group in copies for pair in _pairs({each.domain.name for each in group})}
    with judged(exports(world.joined_by(links)), world.site) as found:
        groups: dict[str, set[str]] = {}
        for row in found.profile.query(_GROUPED).to_pylist():
            groups.setdefault(row["owner_group"], set()).add(row["referring_domain"])
    said = {pair for members in groups.values() for pair in _pairs(members)}
    note = "pairs of domains; titles and addresses only"
    return [
        at_least(13, "copies with 4 % of words changed: pairs joined", 0.95, len(said & truth) / len(truth), note),
        at_least(13, "joined pairs that are copies", 0.99, len(said & truth) / max(1, len(said)), note),
    ]


def _copies(place: int, world: World) -> list[Link]:
    draws = Draws(world.seed * 1_000 + place)
    registrar = Registrar(draws, FIRST_NUMBER + place * 1_000)
    original = [draws.pick(_WORDS) for _ in range(TITLE_WORDS)]
    made = []
    for _ in range(COPIES):
        text = [draws.pick(_WORDS) if draws.chance(EDITED) else word for word in original]
        first = draws.moment(month_start(3), month_start(30))
        written = link(draws, registrar.domain("editorial", "en"), OWN, MONEY, first)
        url = f"https://{written.domain.name}/{'-'.join(text)}/"
        made.append(replace(written, url=url, title=" ".join(text).capitalize()))
    return made


def _pairs(names: set[str]) -> Pairs:
    return set(combinations(sorted(names), 2))
