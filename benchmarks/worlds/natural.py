"""A profile in which nobody cheats: growth, season, heavy tails, partners, forums, directories, competitors."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from demo.world import END, MONTHS, Domain, Link, month_start, page

from benchmarks.worlds import anchors
from benchmarks.worlds.domains import Draws, Registrar, Vector
from demo import words
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import KeyKind

SIZES = {"small": 60, "modest": 140, "medium": 600, "large": 6_000}
COMPETITORS = 9
# 26.4 % of sites link back to none of those that link to them, the others to a share drawn from Beta(1, 5.88): mean and
# quartiles of a published study of 140,000 sites.
NEVER_RECIPROCAL = 0.264
RECIPROCAL = (1.0, 5.88)
SITEWIDE_PARTNERS = 0.005
AGENCIES = 0.01
# How many of another site's linking domains link here too: a quarter on the whole, very different from site to site.
# Few domains (the trade's press and directories) link to many sites of the trade, most to none.
SHARED_WITH_OTHERS = (3.0, 9.0)
CONNECTED = 0.5
NEIGHBOURS = 3  # sites of the trade that the owner does not name, whose exports are at hand all the same
GROWTH, SEASON, MONTHLY_NOISE = 0.02, 0.3, 6.0
MONTHLY_LOSS = 0.015  # a sixth of links is gone after a year, as two published studies have it


@dataclass(frozen=True)
class Linked:
    """A site that is linked to."""

    host: str
    brand: str

    @property
    def home(self) -> str:
        """Its start page."""
        return f"https://www.{self.host}/"


@dataclass(frozen=True)
class Back:
    """A domain the site itself links to, on which of its pages and since when."""

    domain: str
    page: str
    first: datetime


@dataclass(frozen=True)
class Key:
    """What ties a domain to its owner; `kind` is one of `KeyKind`."""

    domain: str
    kind: str
    value: str


@dataclass(frozen=True)
class World:
    """One site and all that links to it, as it really is.

    Attributes:
        seed: two worlds of one seed and size are the same.
        site: as its owner describes it.
        links: to the site.
        elsewhere: to competitors and others, from the same and other domains.
        linked_back: domains the site itself links to.
        keys: of the domains that link here and elsewhere.
    """

    seed: int
    site: Site
    links: tuple[Link, ...]
    elsewhere: tuple[Link, ...]
    linked_back: tuple[Back, ...]
    keys: tuple[Key, ...]

    @property
    def domains(self) -> frozenset[str]:
        """Names of the domains that link to the site."""
        return frozenset(link.domain.name for link in self.links)

    def joined_by(
        self,
        links: Sequence[Link],
        elsewhere: Sequence[Link] = (),
        back: Sequence[Back] = (),
        keys: Sequence[Key] = (),
    ) -> "World":
        """Return the world with more in it."""
        return replace(
            self,
            links=(*self.links, *links),
            elsewhere=(*self.elsewhere, *elsewhere),
            linked_back=(*self.linked_back, *back),
            keys=(*self.keys, *keys),
        )


OWN = Linked(words.SITE, words.BRAND)


def natural(seed: int, size: str = "medium", competitors: int = COMPETITORS) -> World:
    """Return a profile of `SIZES[size]` referring domains and its competitors' profiles."""
    draws = Draws(seed)
    registrar = Registrar(draws)
    count = SIZES[size]
    own = [registrar.domain() for _ in range(count)]
    rivals = [Linked(f"rival-bakery-{place}.example", f"Rival Bakery {place}") for place in range(1, competitors + 1)]
    links = links_to(draws, OWN, own)
    neighbours = [
        Linked(f"mill-and-oven-{place}.example", f"Mill and Oven {place}") for place in range(1, NEIGHBOURS + 1)
    ]
    connected = np.array([draws.noise(CONNECTED) for _ in own])
    elsewhere: list[Link] = []
    for other in (*rivals, *(neighbours if rivals else ())):
        elsewhere += links_elsewhere(draws, registrar, other, own, connected / connected.sum())
    share = 0.0 if draws.chance(NEVER_RECIPROCAL) else draws.share(*RECIPROCAL)
    back = [linked_back(draws, domain.name) for domain in own if draws.chance(share)]
    everybody = {each.domain.name for each in (*links, *elsewhere)}
    site = Site(
        domains=(OWN.host,),
        brands=(OWN.brand,),
        money_keywords=anchors.KEYWORDS,
        languages=("en",),
        countries=("GB",),
        topics=("bread", "bakery", "sourdough"),
        competitors=tuple(rival.host for rival in rivals),
    )
    return World(seed, site, tuple(links), tuple(elsewhere), tuple(back), tuple(_keys(draws, sorted(everybody))))


def linked_back(draws: Draws, domain: str) -> Back:
    """Return a link of the site to a domain, from some article and at some time of its own."""
    page = f"{OWN.home}journal/{draws.whole(100, 999)}/"
    return Back(domain, page, draws.moment(month_start(0), END))


def _keys(draws: Draws, domains: Sequence[str]) -> list[Key]:
    """Name servers of a few large hosts, an analytics id for every second site, some of them an agency's."""
    keys, agency, left = [], 0, 0
    for domain in domains:
        keys.append(Key(domain, KeyKind.NAME_SERVER, f"ns.host{int(40 * draws.unit() ** 3)}.example"))
        if left == 0 and draws.chance(AGENCIES):
            agency, left = agency + 1, draws.whole(2, 4)
        if left:
            left -= 1
            keys.append(Key(domain, KeyKind.ANALYTICS, f"UA-8{agency:05d}"))
        elif draws.chance(0.5):
            keys.append(Key(domain, KeyKind.ANALYTICS, f"UA-{draws.whole(1_000_000, 9_999_999)}"))
    return keys


def links_to(draws: Draws, linked: Linked, domains: Sequence[Domain]) -> list[Link]:
    """Return the links of domains to a site, begun month by month with growth, season and noise."""
    shares = anchors.mix(draws)
    births = [month for month, count in enumerate(draws.split(len(domains), _months(draws))) for _ in range(count)]
    links: list[Link] = []
    for domain, month in zip(domains, births, strict=True):
        born = draws.moment(month_start(month), month_start(month + 1))
        if draws.chance(SITEWIDE_PARTNERS):
            links += sitewide(draws, domain, linked, linked.brand, born)
            continue
        pages = set()
        for _ in range(min(14, int(0.35 / (draws.unit() + 0.04)) + 1)):
            made = link(draws, domain, linked, shares, min(born, END))
            if made.url not in pages:  # a page of useful links is not written twice
                links.append(made)
            pages.add(made.url)
            born = draws.moment(born, END)
    return links


def link(draws: Draws, domain: Domain, linked: Linked, shares: Vector, first: datetime, text: str = "") -> Link:
    """Return one link; its anchor is drawn unless given."""
    title, url = fresh_page(draws, domain, first, linked)
    image = not text and draws.chance(0.06)
    drawn = anchors.anchor(draws, shares, brand=linked.brand, host=linked.host, language=domain.language)
    forum = domain.kind == "forum"
    lost, reason = _end(draws, first)
    return Link(
        domain,
        url,
        title,
        linked.home + draws.weighted(words.TARGETS),
        "" if image and draws.chance(0.5) else text or drawn,
        first,
        lost,
        reason,
        "image" if image else "text",
        nofollow=draws.chance(0.7 if forum else 0.11),
        ugc=forum and draws.chance(0.5),
        sponsored=draws.chance(0.02),
        external_links=int(4 / (draws.unit() + 0.02)) + 1,
        seen_by=frozenset(vendor for vendor in sorted(domain.seen_by) if draws.chance(0.85)) or domain.seen_by,
    )


def fresh_page(draws: Draws, domain: Domain, first: datetime, linked: Linked) -> tuple[str, str]:
    """Return a title and an address; the last number of the address is drawn from enough to be its own."""
    title, url = page(draws, domain, first)
    own = re.sub(r"\d+(?=\D*$)", str(draws.whole(1_000, 999_999)), url.partition(domain.name)[2])
    return title.replace(words.BRAND, linked.brand), url.partition(domain.name)[0] + domain.name + own


def sitewide(draws: Draws, domain: Domain, linked: Linked, text: str, first: datetime) -> list[Link]:
    """Return links that a template repeats on 100 pages and more."""
    name = domain.name.split(".")[0]
    return [
        Link(
            domain,
            f"https://www.{domain.name}/pages/{number}/",
            f"Page {number} - {name}",
            linked.home,
            text,
            first + timedelta(hours=number),
            sitewide=True,
            external_links=12,
            seen_by=domain.seen_by | {"semrush"},
        )
        for number in range(1, draws.whole(110, 160))
    ]


def links_elsewhere(
    draws: Draws, registrar: Registrar, other: Linked, own: Sequence[Domain], connected: Vector
) -> list[Link]:
    """Links to another site of the trade, some of them from domains that link here as well.

    Args:
        draws: the world's.
        registrar: hands out the other domains.
        other: the site.
        own: domains that link here.
        connected: how likely each of them is to link to any other site of the trade; together 1.
    """
    count = draws.whole(40, max(60, len(own) // 3))
    shared = int(count * draws.share(*SHARED_WITH_OTHERS))
    known = {domain.name: domain for domain in (own[draws.whole_of(connected)] for _ in range(shared))}
    domains = [*known.values(), *(registrar.domain() for _ in range(count - len(known)))]
    return [replace(each, seen_by=frozenset({"ahrefs"})) for each in links_to(draws, other, domains)]


def _months(draws: Draws) -> Vector:
    month = np.arange(MONTHS)
    season = 1 + SEASON * np.sin(2 * np.pi * month / 12 + 1)
    noise = np.array([draws.noise(MONTHLY_NOISE) for _ in range(MONTHS)])
    weights = np.exp(GROWTH * month) * season * noise
    shares: Vector = weights / weights.sum()
    return shares


def _end(draws: Draws, first: datetime) -> tuple[datetime | None, str]:
    """When a link goes: each month the same chance, whatever its age."""
    lost = first + timedelta(days=-math.log(1 - draws.unit()) * 30.4 / MONTHLY_LOSS)
    return (lost, draws.weighted(words.LOST_REASONS)) if lost < END else (None, "")
