"""A world as vendors' exports have it: each knows a part, dates it late, and fills its own columns."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
from demo.sightings import Sighting, sightings
from demo.world import Dice, Link

from benchmarks.batches import READ_AT, Export, write_batch
from benchmarks.worlds.natural import World
from linkwright.ledger import Ledger
from linkwright.vocabulary.facts import FACTS

Row = dict[str, object]
Describe = Callable[[Sighting, bool, Dice], Row]  # the link, whether its vendor calls the domain spam, dice


@dataclass(frozen=True)
class Kind:
    """How a kind of page shows in the columns of vendors who classify pages."""

    page_type: str
    platform: str
    in_content: bool
    placement: str


KINDS: Mapping[str, Kind] = {
    "editorial": Kind("Article > Story", "wordpress", True, "article"),
    "news": Kind("Article > News", "", True, "article"),
    "forum": Kind("Community > Thread", "message-boards", False, "section"),
    "directory": Kind("Listing collection > Business", "", False, "section"),
    "resource page": Kind("Listing collection > Links", "", True, "main"),
    "e-commerce": Kind("Product > Single product", "ecommerce", False, "main"),
    "comment": Kind("Article > Story", "wordpress", False, "comment"),
}
FOOTER = Kind("", "", False, "footer")


@dataclass(frozen=True)
class Filled:
    """One export with its rows."""

    export: Export
    rows: pa.Table

    def without(self, *columns: str) -> "Filled":
        """The same file from a vendor that does not have these columns."""
        return Filled(self.export, self.rows.drop_columns([name for name in columns if name in self.rows.column_names]))


def exports(world: World) -> list[Filled]:
    """Return what the vendors' exports say of a world: link rows of five vendors, one domain report, our own links."""
    flags = _spam_flags(world)
    made = []
    for vendor, row in _VENDORS.items():
        rows = _rows(world, world.links, vendor, row, flags)
        made.append(_filled(Export(vendor, "backlinks", f"{vendor} backlinks", "link_seen"), rows))
    made.append(_filled(Export("semrush", "referring-domains", "semrush domains", "domain_seen"), _domains(world)))
    for host, links in _by_target(world.elsewhere).items():
        rows = _rows(world, links, "ahrefs", _ahrefs, flags)
        made.append(_filled(Export("ahrefs", "backlinks", f"ahrefs backlinks of {host}", "link_seen"), rows))
    back: list[Row] = [
        {
            "referring_page_url": each.page,
            "target_url": f"https://{each.domain}/",
            "nofollow": False,
            "status": "live",
            "first_seen": each.first,
        }
        for each in world.linked_back
    ]
    keys: list[Row] = [{"referring_domain": key.domain, "kind": key.kind, "value": key.value} for key in world.keys]
    made.append(_filled(Export("own-crawl", "links", "our own outgoing links", "link_seen"), back))
    made.append(_filled(Export("linkwright", "ownership-keys", "ownership keys", "key_seen"), keys))
    return [each for each in made if each.rows.num_rows]


def write(files: Iterable[Filled], folder: Path) -> Ledger:
    """Write exports as batches of a ledger in a folder."""
    ledger = Ledger(folder)
    for each in files:
        if each.rows.num_rows:
            write_batch(ledger, each.export, each.rows.combine_chunks().to_batches())
    return ledger


def _filled(export: Export, rows: Sequence[Row]) -> Filled:
    numbered = [{"row": place, "observed_at": READ_AT, **row} for place, row in enumerate(rows, 1)]
    names = {name for row in numbered for name in row}
    schema = pa.schema([field for field in FACTS[export.fact].schema if field.name in names])
    return Filled(export, pa.Table.from_pylist(numbered, schema=schema))


def _rows(
    world: World,
    links: Sequence[Link],
    vendor: str,
    row: Describe,
    flags: Mapping[str, frozenset[str]],
) -> list[Row]:
    dice = Dice(world.seed + zlib.crc32(vendor.encode()) % 100_000)
    made = []
    for item in sightings(links, vendor, dice):
        link = item.link
        made.append(
            {
                "referring_page_url": link.url,
                "target_url": link.target,
                "anchor": link.anchor,
                "nofollow": link.nofollow,
                "first_seen": item.first,
                "last_seen": item.last,
                **row(item, vendor in flags[link.domain.name], dice),
            }
        )
    return _grouped(made) if vendor == "ahrefs" else made


def _ahrefs(item: Sighting, flagged: bool, dice: Dice) -> Row:
    link, domain = item.link, item.link.domain
    kind = FOOTER if link.sitewide else KINDS[domain.kind]
    status = "dropped" if item.dropped else "lost" if item.lost else "live"
    return {
        "link_type": link.link_type,
        "ugc": link.ugc,
        "sponsored": link.sponsored,
        "status": status,
        "status_reason": "tooold" if item.dropped else link.lost_reason or None if item.lost else None,
        "lost_at": item.lost,
        "title": link.title,
        "language": domain.language,
        "http_code": None if item.dropped else 200,
        "in_content": kind.in_content,
        "platform": kind.platform or None,
        "page_type": kind.page_type or None,
        "page_category": "Food > Baking" if dice.chance(0.3) else None,
        "external_links": link.external_links,
        "vendor_spam": flagged,
        "metrics": [
            ("ahrefs.domain_rating", float(round(domain.authority + 2 * dice.unit()))),
            ("ahrefs.url_rating", round(domain.authority / 4 + 3 * dice.unit(), 1)),
            ("ahrefs.domain_traffic", float(int(domain.authority**3 * dice.unit()))),
        ],
    }


def _semrush(item: Sighting, _flagged: bool, dice: Dice) -> Row:
    link = item.link
    return {
        "link_type": link.link_type,
        "ugc": link.ugc,
        "sponsored": link.sponsored,
        "status": "lost" if item.lost else "live",
        "title": link.title,
        "sitewide": link.sitewide,
        "external_links": link.external_links,
        "metrics": [("semrush.page_authority_score", float(int(link.domain.authority * (0.3 + 0.5 * dice.unit()))))],
    }


def _majestic(item: Sighting, _flagged: bool, dice: Dice) -> Row:
    flow = int(item.link.domain.authority * (0.5 + 0.4 * dice.unit()))
    return {
        "link_type": item.link.link_type,
        "status": "live",
        "metrics": [("majestic.source_citation_flow", float(flow)), ("majestic.source_trust_flow", flow * dice.unit())],
    }


def _moz(item: Sighting, flagged: bool, dice: Dice) -> Row:
    return {
        "title": item.link.title,
        "status": "lost" if item.lost else "live",
        "http_code": 200 if dice.chance(0.8) else None,
        "external_links": item.link.external_links,
        "metrics": [
            ("moz.domain_authority", float(int(item.link.domain.authority * (0.8 + 0.3 * dice.unit())) + 1)),
            ("moz.spam_score", float(dice.whole(61, 90) if flagged else dice.whole(1, 45))),
        ],
    }


def _dataforseo(item: Sighting, _flagged: bool, _dice: Dice) -> Row:
    link, domain = item.link, item.link.domain
    kind = FOOTER if link.sitewide else KINDS[domain.kind]
    return {
        "link_type": link.link_type,
        "status": "lost" if item.lost else "live",
        "title": link.title,
        "country": domain.country.upper(),
        "ip": domain.ip,
        "placement": kind.placement,
        "metrics": [("dataforseo.domain_from_rank", domain.authority * 9)],
    }


_VENDORS: Mapping[str, Describe] = {
    "ahrefs": _ahrefs,
    "semrush": _semrush,
    "majestic": _majestic,
    "moz": _moz,
    "dataforseo": _dataforseo,
}


def _grouped(rows: Sequence[Row]) -> list[Row]:
    """One row for links of one domain with one target and anchor, as Ahrefs gives them by default."""
    groups: dict[tuple[str | None, object, object], Row] = {}
    for row in rows:
        key = (urlsplit(str(row["referring_page_url"])).hostname, row["target_url"], row["anchor"])
        first = groups.setdefault(key, {**row, "group_size": 0})
        first["group_size"] = int(str(first["group_size"])) + 1
    return list(groups.values())


def _domains(world: World) -> list[Row]:
    dice = Dice(world.seed + 17)
    rows: dict[str, Row] = {}
    for item in sightings(world.links, "semrush", dice):
        domain = item.link.domain
        row = rows.setdefault(
            domain.name,
            {
                "referring_domain": domain.name,
                "links": 0,
                "ip": domain.ip,
                "country": domain.country.upper(),
                "status": "unknown",
                "first_seen": item.first,
                "last_seen": item.last,
                "metrics": [
                    ("semrush.domain_authority_score", float(int(domain.authority * (0.7 + 0.4 * dice.unit()))))
                ],
            },
        )
        row["links"] = int(str(row["links"])) + 1
    return list(rows.values())


def _spam_flags(world: World) -> dict[str, frozenset[str]]:
    """Which vendors call which domain spam: independent readings of how much it looks like it."""
    domains = {link.domain.name: link.domain for link in (*world.links, *world.elsewhere)}
    dice = Dice(world.seed + 29)
    return {
        name: frozenset(vendor for vendor in ("ahrefs", "moz") if dice.chance(domain.spam))
        for name, domain in sorted(domains.items())
    }


def _by_target(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault((urlsplit(link.target).hostname or "").removeprefix("www."), []).append(link)
    return found
