"""What one vendor believes about one link: dates late by some days, a loss missed here and there."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.world import Dice, Link

SEED = 20261101
# The day each file was downloaded; nothing in it is later.
DOWNLOADED: Mapping[str, datetime] = {
    "ahrefs": datetime(2026, 11, 3, 9, 14, 22),
    "ahrefs-may": datetime(2026, 5, 31, 17, 2, 8),
    "semrush": datetime(2026, 11, 2),
    "audit": datetime(2026, 11, 2),
    "moz": datetime(2026, 10, 30),
    "majestic": datetime(2026, 11, 1),
    "gsc": datetime(2026, 11, 1),
    "dataforseo": datetime(2026, 11, 2, 5, 40, 1),
}
LATE_DAYS: Mapping[str, int] = {"ahrefs": 4, "ahrefs-may": 4}
LATE_DAYS_OTHERS = 20
# Slow crawlers that still call some lost links alive.
MISSES_LOSSES: Mapping[str, float] = {"moz": 0.35, "majestic": 0.25}


@dataclass(frozen=True)
class Sighting:
    """One link as one vendor has it. `lost` is the day the vendor noticed."""

    link: Link
    first: datetime
    last: datetime
    lost: datetime | None
    dropped: bool


def dice_for(name: str) -> Dice:
    """Return the dice of one file, so that a change in one file leaves the others as they are."""
    return Dice(SEED + zlib.crc32(name.encode()) % 100_000)


def sightings(links: Iterable[Link], vendor: str, dice: Dice) -> list[Sighting]:
    """Return the links a vendor knew on the day of the download, oldest first."""
    known_as = vendor.split("-")[0]
    found = [_sighting(link, vendor, dice) for link in links if known_as in link.seen_by]
    limit = DOWNLOADED[vendor]
    return sorted((item for item in found if item.first < limit), key=lambda item: (item.first, item.link.url))


def _sighting(link: Link, vendor: str, dice: Dice) -> Sighting:
    limit = DOWNLOADED[vendor]
    late = LATE_DAYS.get(vendor, LATE_DAYS_OTHERS)
    first = link.first + timedelta(seconds=dice.whole(0, late * 86_400))
    missed = dice.chance(MISSES_LOSSES.get(vendor, 0.0))
    recent = limit - timedelta(seconds=dice.whole(3_600, 40 * 86_400))
    if link.lost and link.lost < limit and not missed:
        lost = min(limit, link.lost + timedelta(seconds=dice.whole(0, 2 * 86_400)))
        last = max(first, link.lost - timedelta(seconds=dice.whole(0, 20 * 86_400)))
        return Sighting(link, min(first, last), last, lost, dropped=False)
    old = recent - first > timedelta(days=500)
    if vendor.startswith("ahrefs") and old and not link.lost and link.domain.authority < 8 and dice.chance(0.25):
        return Sighting(link, first, first + timedelta(days=90), first + timedelta(days=455), dropped=True)
    return Sighting(link, first, max(first, recent), None, dropped=False)
