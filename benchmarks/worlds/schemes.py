"""What somebody did to a natural profile, or what only looks like it. Each returns the truth with the world."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from demo.world import MONTHS, Domain, Link, month_start

from benchmarks.worlds import anchors
from benchmarks.worlds.domains import FOREIGN_ENDINGS, Draws, Registrar
from benchmarks.worlds.natural import OWN, Back, Key, Linked, World, link, links_to, sitewide
from demo import words
from linkwright.vocabulary.terms import KeyKind

FIRST_NUMBER = 500_000  # planted domains are numbered from here, natural ones below
EXACT = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 0.0])
MONEY = np.array([0.1, 0.05, 0.05, 0.25, 0.55, 0.0])
EDITORIAL = np.array([0.5, 0.15, 0.15, 0.05, 0.0, 0.15])
LAUNCH = np.array([0.3, 0.1, 0.1, 0.4, 0.1, 0.0])  # a product that is called like a sales phrase
LOW = (1.0, 30.0)  # authority of domains that are made or sold for links
SUSPICIOUS = 0.25  # how often a vendor flags such a domain: more often than others, and far from always
RECENT = range(25, 34)  # months in which things happen; the last ones stay quiet


@dataclass(frozen=True)
class Planted:
    """A world with something in it.

    Attributes:
        name: what was planted.
        world: the whole world.
        domains: the referring domains that belong to it.
        scheme: whether it breaks a rule of search engines; the others are there to be left alone.
    """

    name: str
    world: World
    domains: frozenset[str]
    scheme: bool = True


def _planted(name: str, world: World, links: Sequence[Link], *, scheme: bool = True) -> Planted:
    return Planted(name, world, frozenset(each.domain.name for each in links), scheme)


def private_network(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Thirty sites of one owner on four blocks of addresses; either a template or two analytics ids show that.

    The owner sells links to six more customers, small sites with some ordinary links of their own, whose exports are at
    hand, and to two of the competitors.
    """
    blocks = [registrar.block() for _ in range(4)]
    rare = [Linked(f"rare-client-{place}.example", f"Rare Client {place}") for place in range(6)]
    rivals = [Linked(host, _brand(host)) for host in world.site.competitors[:2]]
    template = world.seed % 2 == 0
    path, title = "/best-bread-delivery-review-guide/", "Best bread delivery: our long review"
    links, elsewhere, keys = [], [], []
    for place in range(30):
        ip = f"{draws.pick(blocks)}.{draws.whole(1, 254)}"
        domain = _weak(draws, registrar, ip=ip)
        made = link(draws, domain, OWN, MONEY, _moment(draws, 20, 32))
        links.append(replace(made, url=f"https://{domain.name}{path}", title=title) if template else made)
        for other in (each for each in (*rare, *rivals) if draws.chance(0.7)):
            elsewhere.append(link(draws, domain, other, EXACT, _moment(draws, 20, 32)))
        if not template and draws.chance(0.8):
            keys.append(Key(domain.name, KeyKind.ANALYTICS, f"UA-90000{place % 2}"))
    for other in rare:
        elsewhere += _ordinary_links(draws, registrar, other, world)
    return _planted("private network", world.joined_by(links, elsewhere, keys=keys), links)


def _ordinary_links(draws: Draws, registrar: Registrar, other: Linked, world: World) -> list[Link]:
    """Links that a small site has of its own, one in ten from a domain that links here as well."""
    known = list({each.domain.name: each.domain for each in world.links}.values())
    domains = [draws.pick(known) if draws.chance(0.1) else registrar.domain() for _ in range(draws.whole(8, 30))]
    return [replace(each, seen_by=frozenset({"ahrefs"})) for each in links_to(draws, other, domains)]


def bought_package(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Forty to eighty articles on weak blogs, placed within three days."""
    day = _moment(draws, RECENT.start, RECENT.stop)
    domains = [_weak(draws, registrar) for _ in range(draws.whole(40, 80))]
    links = [link(draws, each, OWN, MONEY, draws.moment(day, day + timedelta(days=3))) for each in domains]
    return _planted("bought package", world.joined_by(links), links)


def comment_blast(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """A program writes comments under articles of sixty blogs within two months."""
    start = draws.pick(RECENT)
    links = []
    for _ in range(60):
        domain = registrar.domain("editorial")
        made = link(draws, domain, OWN, MONEY, _moment(draws, start, start + 2))
        links.append(
            replace(
                made,
                domain=replace(domain, kind="comment"),
                url=f"{made.url}#comment-{draws.whole(100, 9999)}",
                nofollow=draws.chance(0.6),
                ugc=draws.chance(0.4),
                external_links=draws.whole(60, 400),
            )
        )
    return _planted("comment blast", world.joined_by(links), links)


def directory_blast(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """A service enters the site into sixty directories within two months, half of them under a sales phrase."""
    start = draws.pick(RECENT)
    shares = np.array([0.4, 0.1, 0.0, 0.0, 0.5, 0.0])
    domains = [_weak(draws, registrar, kind="directory") for _ in range(60)]
    links = [link(draws, each, OWN, shares, _moment(draws, start, start + 2)) for each in domains]
    crowded = [replace(each, external_links=draws.whole(80, 600)) for each in links]
    return _planted("directory blast", world.joined_by(crowded), crowded)


def reciprocal_ring(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Twenty sites and this one link to each other from partner pages within two weeks."""
    day = _moment(draws, RECENT.start, RECENT.stop)
    domains = [registrar.domain("resource page", "en") for _ in range(20)]
    links, elsewhere = [], []
    for domain in domains:
        made = link(draws, domain, OWN, MONEY, draws.moment(day, day + timedelta(days=14)))
        links.append(replace(made, url=f"https://www.{domain.name}/partners/", title=f"Partners - {domain.name}"))
        for other in (each for each in domains if each != domain and draws.chance(0.5)):
            there = Linked(other.name, other.name.partition(".")[0])
            elsewhere.append(replace(link(draws, domain, there, MONEY, made.first), url=links[-1].url))
    back = [Back(each.domain.name, f"{OWN.home}partners/", each.first) for each in links]
    return _planted("reciprocal ring", world.joined_by(links, elsewhere, back), links)


def exact_anchor_campaign(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Over a year, articles on unsuspicious sites, an eighth of the profile, all under one sales phrase."""
    phrase = anchors.keyword(draws)
    domains = [registrar.domain("editorial", "en") for _ in range(max(12, len(world.domains) // 8))]
    links = [link(draws, each, OWN, EXACT, _moment(draws, 20, 32), phrase) for each in domains]
    return _planted("exact-anchor campaign", world.joined_by(links), links)


def foreign_attack(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Three hundred foreign domains with spam words within three weeks: what a competitor would order."""
    day = _moment(draws, RECENT.start, RECENT.stop)
    links = []
    for _ in range(300):
        made = _weak(draws, registrar, spam=0.5, ending=draws.pick(FOREIGN_ENDINGS))
        domain = replace(made, language=draws.pick(("ru", "zh", "vi")), country=draws.pick(("ru", "cn", "vn")))
        text = draws.pick(anchors.SPAM) if draws.chance(0.7) else anchors.keyword(draws)
        page = replace(domain, language="en")
        at = draws.moment(day, day + timedelta(days=21))
        links.append(
            replace(link(draws, page, OWN, MONEY, at, text), domain=domain, title=f"{text} {draws.whole(1, 999)}")
        )
    return _planted("foreign attack", world.joined_by(links), links)


def sitewide_footers(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Eight sites carry a sales phrase in the footer of every page."""
    links = []
    for _ in range(8):
        domain = registrar.domain("e-commerce", "en")
        links += sitewide(draws, domain, OWN, anchors.keyword(draws), _moment(draws, 20, 30))
    return _planted("sitewide footers", world.joined_by(links), links)


def index_refresh(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """A vendor refreshes its index: three times the usual new domains in one month, for us and all competitors."""
    month = draws.pick(RECENT)
    links = _discovered(draws, registrar, OWN, world.links, month)
    elsewhere: list[Link] = []
    for host in world.site.competitors:
        theirs = [each for each in world.elsewhere if host in each.target]
        elsewhere += _discovered(draws, registrar, Linked(host, _brand(host)), theirs, month)
    seen = [replace(each, seen_by=frozenset({"ahrefs"})) for each in elsewhere]
    return _planted("index refresh", world.joined_by(links, seen), links, scheme=False)


def viral_press(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Sixty to a hundred news sites, blogs and forums write about one thing within ten days."""
    day = _moment(draws, RECENT.start, RECENT.stop)
    links = []
    for _ in range(draws.whole(60, 100)):
        domain = registrar.domain(draws.pick(("news", "news", "editorial", "editorial", "editorial", "forum")))
        made = link(draws, domain, OWN, EDITORIAL, draws.moment(day, day + timedelta(days=10)))
        links.append(replace(made, target=f"{words.HOME}journal/why-slow-bread/"))
    return _planted("viral press", world.joined_by(links), links, scheme=False)


def product_launch(world: World, draws: Draws, registrar: Registrar) -> Planted:
    """Thirty to sixty blogs and news sites write within three weeks about a product called like a sales phrase."""
    day = _moment(draws, RECENT.start, RECENT.stop)
    links = []
    for _ in range(draws.whole(30, 60)):
        domain = registrar.domain(draws.pick(("news", "editorial", "editorial")), "en")
        links.append(link(draws, domain, OWN, LAUNCH, draws.moment(day, day + timedelta(days=21))))
    return _planted("product launch", world.joined_by(links), links, scheme=False)


Scheme = Callable[[World, Draws, Registrar], Planted]
SCHEMES: Mapping[str, Scheme] = {
    "private network": private_network,
    "bought package": bought_package,
    "comment blast": comment_blast,
    "directory blast": directory_blast,
    "reciprocal ring": reciprocal_ring,
    "exact-anchor campaign": exact_anchor_campaign,
    "foreign attack": foreign_attack,
    "sitewide footers": sitewide_footers,
    "index refresh": index_refresh,
    "viral press": viral_press,
    "product launch": product_launch,
}


def plant(name: str, world: World) -> Planted:
    """Plant one of `SCHEMES` in a world; the same world gives the same answer."""
    draws = Draws(world.seed * 1_000 + list(SCHEMES).index(name) + 1)
    return SCHEMES[name](world, draws, Registrar(draws, FIRST_NUMBER))


def _weak(
    draws: Draws, registrar: Registrar, kind: str = "editorial", spam: float = SUSPICIOUS, **given: str
) -> Domain:
    strength = LOW[0] + (LOW[1] - LOW[0]) * draws.unit()
    return registrar.domain(
        kind, "en", authority=strength, spam=spam, ip=given.get("ip", ""), ending=given.get("ending", "")
    )


def _moment(draws: Draws, first_month: int, after_month: int) -> datetime:
    return draws.moment(month_start(first_month), month_start(after_month))


def _discovered(draws: Draws, registrar: Registrar, linked: Linked, known: Sequence[Link], month: int) -> list[Link]:
    """Twice as many domains as usually come in a month, ordinary ones, first seen in this one."""
    usual = len({each.domain.name for each in known}) / MONTHS
    found = links_to(draws, linked, [registrar.domain() for _ in range(max(2, round(2 * usual)))])
    return [replace(each, first=_moment(draws, month, month + 1), lost=None, lost_reason="") for each in found]


def _brand(host: str) -> str:
    return host.partition(".")[0].replace("-", " ").title()
