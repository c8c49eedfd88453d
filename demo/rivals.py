"""Two invented competitors of the bakery: a strong one and a small one, and who links to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from demo import words
from demo.planted import Planted
from demo.world import END, MONTHS, Dice, Domain, Link, links_of, month_start, new_domain, page

Targets = tuple[tuple[str, int], ...]
EVERYWHERE = frozenset({"ahrefs", "semrush"})
SHARED_NAMES = ("grain-and-ember.example", "thecoastlarder.example", "northquaycooks.example")
SHARED_FROM = datetime(2026, 2, 1)
# Of the domains that link to us, this share links to a competitor too; of the strong one's, this to the small one.
SHARE_OF_OURS = 0.12
SHARE_OF_THEIRS = 0.1


@dataclass(frozen=True)
class Rival:
    """A competitor.

    Attributes:
        site: its domain.
        brand: its name.
        monthly: new referring domains in an ordinary month.
        lift: factor on the authority of the sites that link to it.
        targets: its pages, by weight.
    """

    site: str
    brand: str
    monthly: int
    lift: float
    targets: Targets

    @property
    def home(self) -> str:
        """Address of the home page."""
        return f"https://www.{self.site}/"

    def address(self, path: str) -> str:
        """Return the address of one of its pages."""
        return self.home + path


QUAYLINE = Rival(
    "quaylinebread.example",
    "Quayline Bread",
    6,
    1.6,
    (
        ("", 30),
        ("guides/sourdough-starter/", 26),
        ("guides/country-loaf/", 14),
        ("shop/bread-boxes/", 12),
        ("recipes/cinnamon-rolls/", 10),
        ("journal/slow-dough/", 8),
    ),
)
SALTMILL = Rival(
    "saltmillbakers.example",
    "Saltmill Bakers",
    2,
    0.7,
    (("", 50), ("sourdough/first-loaf/", 22), ("order/", 18), ("recipes/cinnamon-buns/", 10)),
)
RIVALS = (QUAYLINE, SALTMILL)


def rival_worlds(dice: Dice, ours: Sequence[Link]) -> tuple[Mapping[str, tuple[Link, ...]], Planted]:
    """Return every link to each competitor, and the sites hidden that link to both of them and not to us."""
    taken = {link.domain.name.split(".")[0] for link in ours}
    known = _ordinary(ours)
    worlds: dict[str, tuple[Link, ...]] = {}
    for rival, partly, share in ((QUAYLINE, known, SHARE_OF_OURS), (SALTMILL, None, SHARE_OF_THEIRS)):
        shared = [each for each in partly or _ordinary(worlds[QUAYLINE.site]) if dice.chance(share)]
        new = [new_domain(dice, taken, rival.lift) for _ in range(MONTHS * rival.monthly)]
        links = [link for domain in (*shared, *new) for link in _links_to(dice, rival, domain)]
        worlds[rival.site] = tuple(links)
    hidden = _shared(dice)
    for rival in RIVALS:
        worlds[rival.site] += tuple(link for link in hidden.links if link.target.startswith(rival.home))
    return worlds, hidden


def _ordinary(links: Sequence[Link]) -> tuple[Domain, ...]:
    """Domains of which a competitor may have links too, in the order they appeared in."""
    kinds = ("editorial", "news", "forum", "directory", "resource page", "e-commerce")
    return tuple({link.domain: None for link in links if link.domain.kind in kinds and not link.sitewide})


def _links_to(dice: Dice, rival: Rival, domain: Domain) -> list[Link]:
    month = dice.whole(0, MONTHS - 1)
    born = dice.moment(month_start(month), month_start(month + 1))
    return [_pointed(dice, rival, link) for link in links_of(dice, domain, born)]


def _pointed(dice: Dice, rival: Rival, link: Link) -> Link:
    """Turn a link to the bakery into one to a competitor."""
    ours_by_name = {words.BRAND: rival.brand, words.SITE: rival.site, "harbourbakery": rival.site.split(".")[0]}
    anchor, title = link.anchor, link.title
    for name, theirs in ours_by_name.items():
        anchor, title = anchor.replace(name, theirs), title.replace(name, theirs)
    return replace(link, anchor=anchor, title=title, target=rival.address(dice.weighted(rival.targets)))


def _shared(dice: Dice) -> Planted:
    """Three strong editors who name both competitors, in articles of this year, and have not heard of us."""
    links = []
    for index, name in enumerate(SHARED_NAMES):
        domain = Domain(name, "editorial", "en", "gb", f"198.18.120.{index + 3}", 95.0 - index, 0.0, EVERYWHERE)
        first = dice.moment(SHARED_FROM, END)
        title, url = page(dice, domain, first)
        for rival in RIVALS:
            target = rival.address(rival.targets[1][0])
            anchor = f"{rival.brand}'s guide to a first loaf"
            context = ("The clearest explanation we found is", "which we have baked from all winter.")
            link = Link(domain, url, title, target, anchor, first, context=context, seen_by=EVERYWHERE)
            links.append(replace(link, external_links=6))
    truth = {"domains": list(SHARED_NAMES), "links_to": [rival.site for rival in RIVALS]}
    return Planted(tuple(links), truth)
