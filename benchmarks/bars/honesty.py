"""Bar 24: below the data floor the product says what is missing, and never clear, found or an error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from benchmarks.bars.reading import Reading, at_least
from benchmarks.judged import Judged, judged
from benchmarks.worlds.exports import Filled, exports
from benchmarks.worlds.natural import World, natural
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome, Tier

Files = Sequence[Filled]
SEEDS = range(5)
SILENT = (Outcome.NO_DATA, Outcome.NOT_APPLICABLE)
RECENT = datetime(2026, 4, 1)


@dataclass(frozen=True)
class Case:
    """One thing that is missing.

    Attributes:
        name: what.
        signal: the signal that cannot speak without it; empty where the links' tier is asked.
        names: what it must name as missing.
        less: takes it away from the exports.
        world: takes it away from the world.
        site: takes it away from what the owner says.
    """

    name: str
    signal: str = ""
    names: str = ""
    less: Callable[[Files], Files] = list
    world: Callable[[World], World] = lambda world: world
    site: Callable[[Site], Site] = lambda site: site


def _columns(*names: str) -> Callable[[Files], Files]:
    return lambda files: [each.without(*names) for each in files]


def _few(world: World) -> World:
    kept = sorted(world.domains)[:12]
    return replace(world, links=tuple(each for each in world.links if each.domain.name in kept))


def _young(world: World) -> World:
    return replace(world, links=tuple(each for each in world.links if each.first >= RECENT))


def _no_keywords(site: Site) -> Site:
    return replace(site, money_keywords=())


_JUDGED = (
    "metrics",
    "in_content",
    "placement",
    "nofollow",
    "ugc",
    "sponsored",
    "external_links",
    "sitewide",
    "language",
)
CASES = (
    Case("no dates", "first-seen-burst", "domains.first_seen", _columns("first_seen", "last_seen", "lost_at")),
    Case("seven months of history", "first-seen-burst", "months", world=_young),
    Case("twelve domains", "first-seen-burst", "new owners a month", world=_few),
    Case("no money keywords", "repeated-money-anchor", "money keywords", site=_no_keywords),
    Case("no addresses", "shared-subnet-excess", "domains.subnet", _columns("ip")),
    Case("no opinions of vendors", "vendor-spam-flags", "spam", _columns("vendor_spam", "metrics")),
    Case("no status of own pages", "broken-own-pages", "targets.http_code"),
    Case("no link types", "image-links-without-text", "links.link_type", _columns("link_type")),
    Case("no losses", "lost-link-cluster", "lost", _columns("status", "status_reason", "lost_at")),
    Case("nothing to value a link by", less=_columns(*_JUDGED, "status", "title", "page_category")),
)


def readings() -> list[Reading]:
    """Measure the share of cases in which the product says that it does not know, and what is missing."""
    said = {case.name: sum(_honest(case, seed) for seed in SEEDS) for case in CASES}
    quiet = [name for name, count in said.items() if count < len(SEEDS)]
    share = sum(said.values()) / (len(CASES) * len(SEEDS))
    note = f"{len(CASES) * len(SEEDS)} cases" + (f"; not said: {', '.join(quiet)}" if quiet else "")
    return [at_least(24, "says what is missing below the data floor", 1.0, share, note)]


def _honest(case: Case, seed: int) -> bool:
    world = case.world(natural(seed, "small", competitors=0))
    with judged(case.less(exports(world)), case.site(world.site)) as found:
        return _says_why(found, case) if case.signal else _says_unknown(found)


def _says_why(found: Judged, case: Case) -> bool:
    result = found.results[case.signal]
    return result.outcome in SILENT and case.names in f"{result.error} {result.missing}"


def _says_unknown(found: Judged) -> bool:
    tiers = found.judgement.table("link_scores")["tier"].to_pylist()
    return set(tiers) <= {Tier.UNKNOWN, None}
