"""Link reports as Ahrefs, Semrush, Moz, Majestic and DataForSEO write them: header, encoding, nulls and habits."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from demo import words
from demo.containers import Cell, delimited, gzipped, header, workbook
from demo.planted import SITEWIDE_PAGES
from demo.sightings import DOWNLOADED, Sighting, dice_for, sightings
from demo.world import Dice, Link

AHREFS_HEADER = header(
    "Referring page title,Referring page URL,Language,Platform,Referring page HTTP code,Domain rating,UR,"
    "Domain traffic,Referring domains,Linked domains,External links,Page traffic,Keywords,Target URL,Left context,"
    "Anchor,Right context,Redirect Chain URLs,Redirect Chain status codes,Type,Is spam,Content,Nofollow,UGC,"
    "Sponsored,Rendered,Raw,Lost status,Drop reason,Discovered status,First seen,Last seen,Lost,Author,Page type,"
    "Page category,Links in group"
)
NOT_IN_MAY = ("Is spam", "Page type", "Page category")
SEMRUSH_HEADER = header(
    "Page ascore,Source title,Source url,Target url,Anchor,External links,Internal links,Nofollow,Sponsored,Ugc,"
    "Text,Frame,Form,Image,Sitewide,First seen,Last seen,New link,Lost link"
)
AUDIT_HEADER = header(
    "Domain Authority Score,Page Authority Score,Source URL,Source Page Title,Source Domain,Target URL,Anchor,"
    "Anchor Type,Link Type,No Follow,Toxic Score,First Seen,Last Seen,Comment"
)
MOZ_HEADER = header(
    "URL,Title,Anchor Text,Spam Score,PA,DA,Linking Domains to Page,Target URL,Link Type,Link State,"
    "Date First Seen,Date Last Seen,Date Lost,HTTP Status Code,Links to Page,Outbound Domains from Page,"
    "Outbound Links from Page"
)
MAJESTIC_HEADER = header(
    "Target URL,Source URL,Anchor Text,Source Crawl Date,Source First Found Date,FlagNoFollow,FlagImageLink,"
    "FlagRedirect,FlagFrame,FlagOldCrawl,FlagAltText,FlagMention,SourceCitationFlow,SourceTrustFlow,"
    "TargetCitationFlow,TargetTrustFlow,SourceTopicalTrustFlow_Topic_0,SourceTopicalTrustFlow_Value_0,"
    "RefDomainTopicalTrustFlow_Topic_0,RefDomainTopicalTrustFlow_Value_0"
)
MOZ_PREAMBLE = (
    "-----------------------------------------------------------\r\n"
    f"Inbound Links for,www.{words.SITE}\r\nScope,root_domain\r\nSorted by,page_authority\r\nFilters:,\r\n"
    "Anchor text,\r\nSource PLD,\r\n-----------------------------------------------------------\r\n\r\n"
)
CODES: Mapping[str, int] = {"notfound": 404, "pageerror": 500, "pageredirected": 301, "lostredirect": 200}


def ahrefs(links: Iterable[Link]) -> bytes:
    """Return the Ahrefs backlinks export of November 2026: UTF-16LE, tabs, every cell quoted, 37 columns."""
    rows = _ahrefs_rows(links, "ahrefs")
    table: list[list[Cell]] = [[*AHREFS_HEADER], *([row[name] for name in AHREFS_HEADER] for row in rows)]
    return b"\xff\xfe" + delimited(table, "\t", "\n", quote_all=True).encode("utf-16-le")


def ahrefs_workbook(links: Iterable[Link]) -> bytes:
    """Return the Ahrefs export of May 2026 after a trip through a spreadsheet: 35 columns, a `#` first, typed cells."""
    names = [name for name in AHREFS_HEADER if name not in NOT_IN_MAY]
    rows = _ahrefs_rows(links, "ahrefs-may")
    table = [[number, *(row[name] for name in names)] for number, row in enumerate(rows, 1)]
    return workbook([["#", *names], *table])


def _ahrefs_rows(links: Iterable[Link], vendor: str) -> list[dict[str, Cell]]:
    dice = dice_for(vendor)
    groups: dict[tuple[str, str, str], list[Sighting]] = {}
    for item in sightings(links, vendor, dice):
        key = (item.link.domain.name, item.link.target, item.link.anchor)
        groups.setdefault(key, []).append(item)
    return [_ahrefs_row(group[0], len(group), dice) for group in groups.values()]


def _ahrefs_row(item: Sighting, group: int, dice: Dice) -> dict[str, Cell]:
    link, domain = item.link, item.link.domain
    reason = link.lost_reason if item.lost and not item.dropped else ""
    rating = round(domain.authority + 2 * dice.unit(), 1 if domain.authority < 6 else None)
    traffic = int(domain.authority**3 * dice.unit())
    return {
        "Referring page title": link.title,
        "Referring page URL": link.url,
        "Language": domain.language,
        "Platform": dice.pick(words.PLATFORMS.get(domain.kind, ("",))),
        "Referring page HTTP code": 0 if item.dropped else CODES.get(reason, 200),
        "Domain rating": rating,
        "UR": round(domain.authority / 4 + 3 * dice.unit(), 1),
        "Domain traffic": traffic,
        "Referring domains": int(domain.authority * dice.unit() / 4),
        "Linked domains": max(1, link.external_links // 2),
        "External links": link.external_links,
        "Page traffic": int(traffic * 0.02 * dice.unit()),
        "Keywords": int(domain.authority * dice.unit()),
        "Target URL": link.target,
        "Left context": link.context[0],
        "Anchor": link.anchor,
        "Right context": link.context[1],
        "Redirect Chain URLs": "",
        "Redirect Chain status codes": "",
        "Type": link.link_type,
        "Is spam": dice.chance(0.85 * domain.spam**2),
        "Content": not link.sitewide and domain.kind in ("editorial", "news", "resource page"),
        "Nofollow": link.nofollow,
        "UGC": link.ugc,
        "Sponsored": link.sponsored,
        "Rendered": dice.chance(0.03),
        "Raw": True,
        "Lost status": reason,
        "Drop reason": dice.weighted((("tooold", 95), ("disallowed", 5))) if item.dropped else "",
        "Discovered status": dice.pick(("pagefound", "linkfound")),
        "First seen": _seconds(item.first),
        "Last seen": _seconds(item.last),
        "Lost": _seconds(item.lost),
        "Author": "",
        "Page type": words.PAGE_TYPES.get(domain.kind, ""),
        "Page category": "Food > Baking" if dice.chance(0.3) else "",
        "Links in group": SITEWIDE_PAGES if link.sitewide else group,
    }


def semrush(links: Iterable[Link]) -> bytes:
    """Return the Semrush backlinks export: UTF-8, CRLF, 19 columns."""
    dice = dice_for("semrush")
    rows = [_semrush_row(item, dice) for item in sightings(links, "semrush", dice)]
    return delimited([SEMRUSH_HEADER, *rows], ",", "\r\n").encode()


def _semrush_row(item: Sighting, dice: Dice) -> list[Cell]:
    link = item.link
    image = link.link_type == "image"
    return [
        int(link.domain.authority * (0.3 + 0.5 * dice.unit())),
        link.title,
        link.url,
        link.target,
        link.anchor,
        link.external_links,
        dice.whole(10, 240),
        link.nofollow,
        link.sponsored,
        link.ugc,
        not image,
        False,
        False,
        image,
        link.sitewide,
        _day(item.first),
        _day(item.last),
        (DOWNLOADED["semrush"] - item.first).days < 30,
        item.lost is not None,
    ]


def semrush_audit(links: Iterable[Link]) -> bytes:
    """Return the Semrush backlink audit export: one row for each host, 14 columns, LF."""
    dice = dice_for("audit")
    by_host: dict[str, Sighting] = {}
    for item in sightings(links, "audit", dice):
        by_host.setdefault(host_of(item.link), item)
    rows = [_audit_row(host, item, dice) for host, item in by_host.items()]
    return delimited([AUDIT_HEADER, *rows], ",", "\n").encode()


def _audit_row(host: str, item: Sighting, dice: Dice) -> list[Cell]:
    link, domain = item.link, item.link.domain
    kind = "compound" if words.SITE in link.anchor else "branded" if words.BRAND in link.anchor else "unknown"
    return [
        int(domain.authority * (0.7 + 0.4 * dice.unit())),
        int(domain.authority * (0.3 + 0.5 * dice.unit())),
        link.url,
        link.title,
        host,
        link.target,
        link.anchor,
        "money" if link.anchor in words.MONEY_KEYWORDS else kind if link.anchor else "empty",
        "img" if link.link_type == "image" else "a",
        link.nofollow,
        min(100, int(domain.spam * 70 + 35 * dice.unit())),
        _day(item.first),
        _day(item.last),
        "",
    ]


def moz(links: Iterable[Link]) -> bytes:
    """Return the Moz inbound links export: BOM, nine lines before the header, no schemes, `--` for not known."""
    dice = dice_for("moz")
    rows = [_moz_row(item, dice) for item in sightings(links, "moz", dice)]
    return b"\xef\xbb\xbf" + (MOZ_PREAMBLE + delimited([MOZ_HEADER, *rows], ",", "\r\n")).encode()


def _moz_row(item: Sighting, dice: Dice) -> list[Cell]:
    link, domain = item.link, item.link.domain
    return [
        link.url.split("://", 1)[1],
        link.title or "--",
        link.anchor or "--",
        f"{int(domain.spam * 60 + 20 * dice.unit())}%" if dice.chance(0.8) else "--%",
        int(domain.authority * (0.4 + 0.4 * dice.unit())) + 1,
        int(domain.authority * (0.8 + 0.3 * dice.unit())) + 1,
        dice.whole(0, 40),
        link.target.split("://", 1)[1],
        "nofollow" if link.nofollow else "follow",
        "lost" if item.lost else "active",
        _day(item.first),
        _day(item.last),
        _day(item.lost) or "--",
        200 if dice.chance(0.8) else "--",
        dice.whole(0, 90),
        max(1, link.external_links // 2),
        link.external_links,
    ]


def majestic(links: Iterable[Link]) -> bytes:
    """Return the Majestic download, gzipped: `+` flags, three malformed rows, the last row cut in the middle."""
    dice = dice_for("majestic")
    rows = [_majestic_row(item, dice) for item in sightings(links, "majestic", dice)]
    rows.insert(40, rows[40][:11])
    rows.insert(90, [*rows[90], "unexpected", "cells"])
    rows.insert(150, [words.HOME, "http://two words.example/a b", "broken address", *rows[150][3:]])
    text = delimited([MAJESTIC_HEADER, *rows], ",", "\n")
    last = text.rstrip("\n").rindex("\n") + 1
    return gzipped(text[: last + 71].encode())


def _majestic_row(item: Sighting, dice: Dice) -> list[Cell]:
    link, domain = item.link, item.link.domain
    flow = int(domain.authority * (0.5 + 0.4 * dice.unit()))
    trust = int(flow * (1 - domain.spam) * (0.5 + 0.5 * dice.unit()))
    image = link.link_type == "image"
    flags = [link.nofollow, image, False, False, (item.lost is not None), image, False]
    topic = dice.pick(("Recreation/Food", "Shopping/Food", "Regional/Europe", "News/Newspapers", ""))
    return [
        link.target,
        link.url,
        link.anchor,
        _day(item.last),
        _day(item.first),
        *("+" if flag else "" for flag in flags),
        flow,
        trust,
        21,
        24,
        topic,
        trust if topic else "",
        topic,
        flow if topic else "",
    ]


def dataforseo(links: Iterable[Link]) -> bytes:
    """Return a DataForSEO answer: the one source here that knows the status of the pages linked to."""
    dice = dice_for("dataforseo")
    items = [_dataforseo_item(item, dice) for item in sightings(links, "dataforseo", dice)]
    result = {"target": words.SITE, "total_count": len(items), "items_count": len(items), "items": items}
    task = {"id": "11020540-0000-0216-0000-demo", "status_code": 20000, "status_message": "Ok.", "result": [result]}
    answer = {
        "version": "0.1.20261015",
        "status_code": 20000,
        "status_message": "Ok.",
        "tasks_error": 0,
        "tasks": [task],
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def _dataforseo_item(item: Sighting, dice: Dice) -> dict[str, object]:
    link, domain = item.link, item.link.domain
    broken = link.target == words.BROKEN_PAGE
    return {
        "type": "backlink",
        "domain_from": host_of(link),
        "url_from": link.url,
        "domain_to": words.SITE,
        "url_to": link.target,
        "is_new": False,
        "is_lost": item.lost is not None,
        "backlink_spam_score": int(domain.spam * 100),
        "rank": int(domain.authority * 4 * dice.unit()),
        "domain_from_rank": int(domain.authority * 9),
        "domain_from_ip": domain.ip,
        "domain_from_country": domain.country.upper(),
        "page_from_external_links": link.external_links,
        "page_from_language": domain.language,
        "page_from_title": link.title,
        "page_from_status_code": 200,
        "first_seen": f"{_seconds(item.first)} +00:00",
        "prev_seen": None,
        "last_seen": f"{_seconds(item.last)} +00:00",
        "item_type": "image" if link.link_type == "image" else "anchor",
        "attributes": ["nofollow"] if link.nofollow else None,
        "dofollow": not link.nofollow,
        "anchor": link.anchor,
        "links_count": 1,
        "is_broken": broken,
        "url_to_status_code": 404 if broken else 200,
    }


def host_of(link: Link) -> str:
    """Return the host of a link's page, without `www.`."""
    return link.url.split("://", 1)[1].split("/", 1)[0].removeprefix("www.")


def _seconds(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d") if moment else ""
