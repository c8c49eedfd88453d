"""What a plan is made from besides backlinks: results of searches, clicks by phrase and page, own outreach."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import isqrt

from demo.containers import Cell, delimited, header
from demo.searches import (
    CLICKS,
    CLICKS_BEYOND,
    MONTHS_OF_CLICKS,
    OUTREACH,
    OUTSIDERS,
    OWN_WORDS,
    RESULTS,
    SEARCHES,
    Search,
)
from demo.sightings import DOWNLOADED, Sighting, dice_for, sightings
from demo.world import Dice, Link, slug_of

SERP_HEADER = header(
    "Keyword,Position,Type,URL,Title,Domain rating,UR,Backlinks,Domains,Traffic,Keywords,Volume,Last update"
)
CLICKS_HEADER = header("Query,Page,Clicks,Impressions,CTR,Position")
OUTREACH_HEADER = header("channel,month,contacted,replied,placed,followed,hours,cost")


def results_pages(ours: Iterable[Link], rivals: Mapping[str, Iterable[Link]]) -> bytes:
    """Return the Ahrefs SERP overview of a dozen phrases: first 20 results, with the domains Ahrefs counts for each."""
    dice = dice_for("serp")
    counts = _counts((ours, *rivals.values()))
    rows = [row for search in SEARCHES for row in _rows_of(search, counts, dice)]
    return b"\xef\xbb\xbf" + delimited([SERP_HEADER, *rows], ",", "\n").encode()


def _counts(worlds: Iterable[Iterable[Link]]) -> Mapping[str, int]:
    """Domains with a standing link to each page, as Ahrefs sees them, by the plain address."""
    found: dict[str, set[str]] = {}
    for links in worlds:
        for item in sightings(links, "ahrefs", dice_for("serp counts")):
            if not item.lost:
                found.setdefault(_plain(item), set()).add(item.link.domain.name)
    return {address: len(domains) for address, domains in found.items()}


def _plain(item: Sighting) -> str:
    path = item.link.target.split("://", 1)[1].removeprefix("www.").split("?", 1)[0]
    return f"https://www.{path.rstrip('/')}/"


def _rows_of(search: Search, counts: Mapping[str, int], dice: Dice) -> list[list[Cell]]:
    placed = {search.own[1]: search.own[0]}
    placed |= {place: rival.address(path) for rival, path, place in search.rivals}
    others = _shuffled(OUTSIDERS, dice)
    rows: list[list[Cell]] = [_row(search, 1, feature, "", 0, dice) for feature in search.features]
    for place in range(1, RESULTS + 1):
        page = placed.get(place)
        if page is None:
            page = f"https://www.{others.pop()}/{slug_of(search.phrase)}/"
            domains = 0 if place in search.bare else _domains(search, place, dice)
        else:
            domains = counts.get(page, 0)
        rows.append(_row(search, place, "Organic", page, domains, dice))
    return rows


def _domains(search: Search, place: int, dice: Dice) -> int:
    """A heavy tail: a few pages have many times what most have, and places have less to do with it than luck."""
    usual = search.strength * (1 - search.fall * (place - 1) / RESULTS)
    return max(1, int(usual * 0.4 / (dice.unit() + 0.04)))


def _row(search: Search, place: int, kind: str, page: str, domains: int, dice: Dice) -> list[Cell]:
    title = search.phrase[0].upper() + search.phrase[1:]
    day = DOWNLOADED["ahrefs"].strftime("%Y-%m-%d")
    if not page:
        return [search.phrase, place, kind, "", "", "", "", "", "", "", "", search.volume, day]
    return [
        search.phrase,
        place,
        kind,
        page,
        title,
        min(88, 12 + isqrt(domains * 16) + dice.whole(0, 12)),
        round(isqrt(domains * 4) * 0.75 + dice.unit(), 1),
        int(domains * (1.4 + dice.unit())),
        domains,
        int(search.volume * _rate(place)),
        dice.whole(4, 160),
        search.volume,
        day,
    ]


def _shuffled(names: Sequence[str], dice: Dice) -> list[str]:
    return [name for _, name in sorted((dice.unit(), name) for name in names)]


def queries_by_page() -> bytes:
    """Return Search Console's clicks by phrase and page for three months: the own curve of clicks is in them."""
    dice = dice_for("queries by page")
    rows = [_clicks(search.phrase, search.own[0], search.own[1], search.volume, dice) for search in SEARCHES]
    for page, (subjects, sides) in OWN_WORDS.items():
        for subject, side in product(subjects, sides):
            place = dice.whole(1, 9) + dice.unit()
            rows.append(_clicks(f"{subject} {side}", page, place, dice.whole(150, 1800), dice))
    rows.sort(key=lambda row: (-int(str(row[2])), str(row[0])))
    return delimited([CLICKS_HEADER, *rows], ",", "\n").encode()


def _clicks(phrase: str, page: str, place: float, volume: int, dice: Dice) -> list[Cell]:
    """One row: shown at two places next to the average, few look at a second page, phrases differ from the curve."""
    shown = int(volume * MONTHS_OF_CLICKS * (0.85 if place <= 10 else 0.06) * (0.9 + 0.2 * dice.unit()))
    upper, part = int(place), place - int(place)
    share = (1 - part) * _rate(upper) + part * _rate(upper + 1)
    clicks = int(shown * share * (0.6 + 0.8 * dice.unit()))
    return [phrase, page, clicks, shown, f"{100 * clicks / shown:.2f}%", round(place, 1)]


def _rate(place: int) -> float:
    return CLICKS[place - 1] if place <= len(CLICKS) else CLICKS_BEYOND


def outreach() -> bytes:
    """Return the table of own outreach that Linkwright reads: a row for each channel and month."""
    return delimited([OUTREACH_HEADER, *OUTREACH], ",", "\n").encode()
