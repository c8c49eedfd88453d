"""Everything that is not a list of links with targets: domains, Search Console, Analytics, a disavow file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from demo import words
from demo.containers import Cell, delimited, header, zipped
from demo.planted import NETWORK_PATH
from demo.sightings import DOWNLOADED, Sighting, dice_for, sightings
from demo.world import Link

REFDOMAINS_HEADER = header("Domain ascore,Domain,Backlinks,IP Address,Country,First seen,Last seen")
QUERIES_HEADER_GERMAN = header("Häufigste Suchanfragen,Klicks,Impressionen,Klickrate,Durchschnittliche Position")
ANALYTICS_HEADER = header("pageReferrer,sessionSource,sessionMedium,sessions,totalUsers")
QUERIES = (
    "harbour bakery",
    "harbourbakery",
    "sourdough for beginners",
    "cinnamon knots recipe",
    "bakery saltwick",
    "bread delivery",
    "country loaf",
    "rye starter",
    "how long does\nsourdough keep",
    "organic bread subscription",
    "bakery near the harbour",
    "brot online bestellen",
    "sauerteig anfänger",
)


def refdomains(links: Iterable[Link]) -> bytes:
    """Return the Semrush referring domains export: one row for each domain, 7 columns, LF, most links first."""
    dice = dice_for("refdomains")
    groups = _by_domain(sightings(links, "semrush", dice))
    rows: list[list[Cell]] = []
    for name, group in groups.items():
        domain = group[0].link.domain
        rows.append(
            [
                int(domain.authority * (0.7 + 0.4 * dice.unit())),
                name,
                len(group),
                domain.ip,
                "" if domain.ip.startswith("104.21.") else domain.country,
                _day(min(item.first for item in group)),
                _day(max(item.last for item in group)),
            ]
        )
    rows.sort(key=lambda row: (-int(str(row[2])), str(row[1])))
    return delimited([REFDOMAINS_HEADER, *rows], ",", "\n").encode()


def latest_links(links: Iterable[Link]) -> bytes:
    """Return the Search Console list of linking pages: no target, newest crawl first, no final newline."""
    dice = dice_for("gsc")
    found = [item for item in sightings(links, "gsc", dice) if not item.lost]
    rows = sorted(((item.link.url, _day(item.last)) for item in found), key=lambda row: (row[1], row[0]), reverse=True)
    return _console([("Linking page", "Last crawled"), *rows])


def linking_sites(links: Iterable[Link]) -> bytes:
    """Return the Search Console list of linking sites: counts, no links."""
    groups = _by_domain(sightings(links, "gsc", dice_for("gsc")))
    rows = [(name, len(group), len({item.link.target for item in group})) for name, group in groups.items()]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return _console([("Site", "Linking pages", "Target pages"), *rows])


def performance() -> bytes:
    """Return the Search Console performance export of a German account: a zip, `1.234` and `8,5 %`."""
    dice = dice_for("performance")
    rows: list[Sequence[Cell]] = [QUERIES_HEADER_GERMAN]
    for place, query in enumerate(QUERIES):
        shown = 48_000 // (place + 1) + dice.whole(0, 400)
        clicks = int(shown * (0.3 / (place + 1) + 0.01))
        rate = 100 * clicks / shown
        rows.append((query, _german(clicks), _german(shown), _comma(rate) + " %", _comma(1.2 + place * 1.3)))
    return zipped({"Suchanfragen.csv": _console(rows)})


def analytics(links: Iterable[Link]) -> bytes:
    """Return the Analytics Data API rows of visits by referrer, with the noise such files carry."""
    dice = dice_for("analytics")
    noise: list[Sequence[Cell]] = [
        ("https://www.google.com/", "google", "organic", 5210, 4102),
        ("", "(direct)", "(none)", 3120, 2875),
        (words.HOME, words.SITE, "referral", 61, 60),
        ("https://tagassistant.google.com/", "tagassistant.google.com", "referral", 9, 1),
    ]
    visited = [link for link in links if link.domain.authority > 18 and not link.lost and not link.sitewide]
    rows: list[Sequence[Cell]] = []
    for link in visited[:120]:
        sessions = 1 + int(link.domain.authority * dice.unit() * dice.unit())
        rows.append((link.url, link.domain.name, "referral", sessions, max(1, sessions - dice.whole(0, 3))))
    rows.sort(key=lambda row: (-int(str(row[3])), str(row[0])))
    return delimited([ANALYTICS_HEADER, *noise, *rows], ",", "\r\n").encode()


def disavow(network: Sequence[str]) -> bytes:
    """Return last year's disavow file of the site, with the slips such files have."""
    lines = [
        f"# Disavow file of {words.SITE}",
        "# 2025-06-14: statistics pages that list every site there is",
        *(f"domain:{name}" for name in network[:14]),
        "",
        "# 2025-09-02",
        f"https://www.{network[15]}{NETWORK_PATH}",
        f"domain:{network[3]}",
        f"domain: {network[16]}",
        f"domain:www.{network[17]}",
        "domain:trickster1.example   ",
    ]
    return "\n".join(lines).encode()


def _by_domain(items: Iterable[Sighting]) -> Mapping[str, list[Sighting]]:
    groups: dict[str, list[Sighting]] = {}
    for item in items:
        groups.setdefault(item.link.domain.name, []).append(item)
    return groups


def _console(rows: Iterable[Sequence[Cell]]) -> bytes:
    return delimited(rows, ",", "\n").rstrip("\n").encode()


def _german(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _comma(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")


def console_day() -> str:
    """Return the day the Search Console files carry in their names."""
    return _day(DOWNLOADED["gsc"])
