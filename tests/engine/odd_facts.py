"""Rows that engines could read differently: every fact table, every column, drawn from pools of awkward values."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pyarrow as pa

from linkwright.page.fingerprints import text_fingerprint
from linkwright.vocabulary.facts import ORIGIN, Column, Fact
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import KeyKind, LinkStatus, LinkType, Placement, SourceType, Verdict

SITE = Site(
    ("bench.example", "bench.co.uk"),
    brands=("Bench Brand", "バンク", "ΟΔΟΣ"),
    money_keywords=("buy cheap things", "Çay bahçesi"),
    languages=("de", "fr"),
    countries=("DE",),
    topics=("Résumé", "story"),
    competitors=("rival.example", "other.de"),
)
_WORDS = (
    "",
    "Bench Brand",
    "BENCH  brand!",
    "ΟΔΟΣ",
    "οδός Οδος",
    "İstanbul'da ÇAY BAHÇESİ",
    "Straße nach Köln",
    "最高のバンク",
    "ร้านกาแฟ",
    "no\u00a0break\u2009space",
    "line\nbreak\tand\x0bmore",
    "click here",
    "buy cheap things",
    "www.bench.example/a",
    "https://bench.example",
    "e\u0301 combined, é not",
    "😀 smile",
    "a|b~c\\d'e\"f",
    "100%_off",
    "Home",
)
_HOSTS = (
    "www.brand7.de",
    "brand7.com",
    "shop.brand7.fr",
    "xn--caf-dma.example",
    "under_score.example.org",
    "alice.blogspot.com",
    "www.co.uk",
    "198.51.100.7",
    "news.rival.example",
    "bench.example",
    "site80.com",
    *(f"net{number}.example.{suffix}" for number in range(15) for suffix in ("com", "net")),
    *(f"network{number}.de" for number in range(30)),
)
_PATHS = (
    "",
    "/",
    "/a/b/",
    "/Caf%C3%A9/?utm_source=x&b=2&a=1",
    "/?gclid=1",
    "/x?&&a=1",
    "/links.html",
    "/stats/12345678",
    "/über uns",
    "/a?b=c?d",
    "/p;v=1,2",
)
_PAGES = (
    *(scheme + host + path for scheme in ("http://", "https://") for host in _HOSTS for path in _PATHS),
    "HTTPS://WWW.Brand7.DE:443/Path#top",
    "brand7.de/no-scheme",
    "ftp://brand7.de/",
    "not an address",
    "http://[::1]/",
    "http://user:pw@brand7.com:8080/",
)
_TARGETS = (
    "https://bench.example/",
    "https://www.bench.example/page-1?utm_medium=y",
    "http://bench.co.uk/ä",
    "https://rival.example/x",
    "https://other.de/",
    "https://elsewhere.org/",
    "nonsense",
    "",
)
_TEXTS: dict[str, Sequence[str]] = {
    "source": ("ahrefs", "semrush", "own-crawl", "moz", "linkwright"),
    "report": ("backlinks", "other", "review"),
    "referring_page_url": _PAGES,
    "target_url": _TARGETS,
    "page_url": _TARGETS,
    "referrer_url": _PAGES,
    "referring_domain": (*_HOSTS, "WWW.Brand7.de", "https://brand7.com/", "no domain"),
    "subject_kind": ("domain", "url", "group"),
    "subject": (*_HOSTS, *_PAGES[::9]),
    "channel": ("brand7.de / referral", "google / organic", "site80.com / referral"),
    "link_type": tuple(LinkType),
    "status": tuple(LinkStatus),
    "status_reason": ("notfound", "noindex", "Canonical|x"),
    "verdict": ("listed", *Verdict),
    "nature": ("mirror: the name “brand7” and the same anchor, path, subnet, title", "network: another"),
    "kind": tuple(KeyKind),
    "value": ("UA-1", "ua-1", "G-2 ", "Ö", SourceType.FORUM, Placement.FOOTER, Placement.CONTENT),
    "language": ("de", "DE-at", "fr", "en"),
    "country": ("DE", "FR", "US"),
    "ip": ("198.18.5.1", "198.18.5.77", "8.8.8.8", "2001:db8::1"),
    "placement": ("Footer", "main CONTENT", *Placement),
    "platform": ("wordpress", "Message Boards", "E-Commerce"),
    "page_type": ("Article > Story", "Forum", "News", "forum thread", "directory", "profile"),
    "page_category": ("Arts/Story", "Réseaux"),
    "title": (*_WORDS, "Backlinks for bench.example", "Backlinks for ΟΔΟΣ", "Links"),
}
_PRINTS = tuple(
    made.hex() for number in range(20) if (made := text_fingerprint([b"%d-%d" % (number, n) for n in range(60)]))
)
_TEXTS |= {
    "state": tuple(LinkState),
    "reason": ("The link stands in the code only (noscript).", "(hidden)", *_WORDS),
    "target_hops": ("301 https://bench.example/, 302 https://bench.example/b", "meta-refresh https://bench.co.uk/"),
    "redirect_codes": ("301 302", "meta-refresh", "301 meta-refresh"),
    "template_print": _PRINTS,
    "text_print": _PRINTS,
}
_LISTS = {
    "remarks": tuple(f"{state}: {word}" for state in LinkState for word in ("", "a: b", "Straße: über")),
    "paid_markers": (
        "wording (headline): Advertorial",
        "section (path): ÇAY",
        "wording (end): as an amazon associate",
        "affiliate network (link): https://network.example/?a=(b): c",
        "affiliate parameter (link): https://bench.example/?aff=1",
    ),
}
_OF_LINKS = ("check_seen", "document_seen")  # their rows have the ids of rows of links
_METRICS = ("ahrefs.domain_rating", "moz.spam_score", "semrush.toxic_score", "majestic.source_trust_flow")
_NUMBERS = (0.0, 0.1, 1 / 3, 60.0, 61.5, 99.9999995, 1e12, None)
_COUNTS = (0, 1, 2, 31, 200, 301, 404, 5_000, 3_000_000_000)
_START = datetime(2024, 1, 31, 23, 59, 59, 999_999)


def odd_rows(fact: Fact, rows: int, chance: random.Random) -> list[dict[str, object]]:
    """So many rows of a fact table. A quarter of the cells is empty, but for those every row has."""
    return [
        {column.name: _cell(column, chance) for column in fact.columns if not _missing(column, chance)}
        | {"batch": "odd-link_seen" if fact.name in _OF_LINKS else f"odd-{fact.name}", "row": place}
        for place in range(1, rows + 1)
    ]


def _missing(column: Column, chance: random.Random) -> bool:
    return column not in ORIGIN and chance.random() < 0.25


def _cell(column: Column, chance: random.Random) -> object:
    kind = column.type
    if pa.types.is_string(kind):
        return str(chance.choice(_TEXTS.get(column.name, _WORDS)))
    if pa.types.is_list(kind):
        return chance.choices(_LISTS[column.name], k=chance.randrange(4))
    if pa.types.is_boolean(kind):
        return chance.random() < 0.5
    if pa.types.is_timestamp(kind):
        return _START + timedelta(seconds=chance.randrange(80_000_000), microseconds=chance.choice((0, 1, 250_000)))
    if pa.types.is_map(kind) and pa.types.is_floating(kind.item_type):
        return [(name, chance.choice(_NUMBERS)) for name in _METRICS if chance.random() < 0.5]
    if pa.types.is_map(kind):
        return [("Extra", chance.choice(_WORDS))]
    if pa.types.is_integer(kind):
        return chance.choice(_COUNTS)
    return chance.choice(_NUMBERS)
