"""The invented truth: which domains link to the bakery, from which pages, since when, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import numpy as np

from demo import words

Choice = TypeVar("Choice")
START = datetime(2023, 11, 1)
END = datetime(2026, 10, 31)
MONTHS = 36
VENDORS = ("ahrefs", "semrush", "moz", "majestic", "gsc", "dataforseo")
# How likely each vendor's crawler is to know a small site; a large one is known by nearly all.
REACH: Mapping[str, float] = {
    "ahrefs": 0.62,
    "semrush": 0.58,
    "moz": 0.30,
    "majestic": 0.46,
    "gsc": 0.28,
    "dataforseo": 0.07,
}
KINDS: tuple[tuple[str, int], ...] = (
    ("editorial", 46),
    ("news", 14),
    ("forum", 10),
    ("directory", 14),
    ("resource page", 9),
    ("e-commerce", 7),
)
SOCIAL_HOSTS = ("www.reddit.com", "www.pinterest.com", "www.facebook.com", "www.youtube.com")


@dataclass(frozen=True)
class Domain:
    """One referring domain as it really is.

    Attributes:
        name: registrable domain.
        kind: what sort of site it is, in the words of `SourceType`, or the name of what was planted.
        authority: 0-100, what all vendors' scores are noisy readings of.
        spam: 0-1, what all vendors' spam flags are noisy readings of.
        seen_by: vendors that know it.
    """

    name: str
    kind: str
    language: str
    country: str
    ip: str
    authority: float
    spam: float
    seen_by: frozenset[str]


@dataclass(frozen=True)
class Link:
    """One link as it really is; `lost` is empty while it is there."""

    domain: Domain
    url: str
    title: str
    target: str
    anchor: str
    first: datetime
    lost: datetime | None = None
    lost_reason: str = ""
    link_type: str = "text"
    nofollow: bool = False
    ugc: bool = False
    sponsored: bool = False
    sitewide: bool = False
    external_links: int = 20
    context: tuple[str, str] = ("", "")
    seen_by: frozenset[str] = frozenset()


class Dice:
    """Choices from one seed.

    `RandomState` is numpy's frozen stream: the shipped files stay reproducible whatever numpy comes next. Only its
    uniform numbers are used, with plain arithmetic, so that no mathematics library can change a digit either.
    """

    def __init__(self, seed: int) -> None:
        self._stream = np.random.RandomState(seed)

    def unit(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return float(self._stream.random_sample())

    def chance(self, share: float) -> bool:
        """Return True in this share of calls."""
        return self.unit() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, options: Sequence[Choice]) -> Choice:
        """Return one of the options."""
        return options[int(self.unit() * len(options))]

    def weighted(self, options: Sequence[tuple[Choice, int]]) -> Choice:
        """Return one of the options, by weight."""
        left = self.unit() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]

    def moment(self, low: datetime, high: datetime) -> datetime:
        """Return a moment between two, to the second."""
        return low + timedelta(seconds=int(self.unit() * (high - low).total_seconds()))


def month_start(index: int) -> datetime:
    """Return the first moment of the month this many months after `START`'s."""
    year, month = divmod(START.month - 1 + index, 12)
    return datetime(START.year + year, month + 1, 1)


def slug_of(text: str) -> str:
    """Return a path segment of the ASCII letters of a text."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in text.lower())
    return "-".join(kept.split()) or "post"


def address(dice: Dice) -> str:
    """Return an IP address: mostly of the range reserved for benchmarks, some of a delivery network."""
    if dice.chance(0.14):
        return f"104.21.{dice.whole(0, 95)}.{dice.whole(1, 254)}"
    return f"198.{dice.whole(18, 19)}.{dice.whole(0, 255)}.{dice.whole(1, 254)}"


def organic(dice: Dice) -> list[Link]:
    """Return the ordinary links: 36 months, a little growth, a December season, a heavy tail of links per domain."""
    links: list[Link] = []
    names: set[str] = set()
    for index in range(MONTHS):
        season = 3 if month_start(index).month == 12 else 0
        for _ in range(8 + index // 9 + season + dice.whole(-2, 2)):
            domain = new_domain(dice, names)
            born = dice.moment(month_start(index), month_start(index + 1))
            links += links_of(dice, domain, born)
    return links + _social(dice)


def new_domain(dice: Dice, names: set[str], lift: float = 1.0) -> Domain:
    """Return an ordinary domain of a name not among these, which it joins; `lift` is a factor on its authority."""
    language = dice.weighted(tuple(words.LANGUAGES.items()))
    name = _name(dice, language, names)
    authority = min(90.0, lift * 1.5 / (dice.unit() + 0.018))
    spam = max(0.0, min(1.0, 0.12 + 0.5 * (dice.unit() - 0.4) - authority / 120))
    return Domain(
        name,
        dice.weighted(KINDS),
        language,
        words.COUNTRIES[language] if dice.chance(0.85) else "us",
        address(dice),
        authority,
        spam,
        sight(dice, authority),
    )


def _name(dice: Dice, language: str, names: set[str]) -> str:
    while True:
        joiner = dice.pick(("", "-", ""))
        label = dice.pick(words.FIRST_WORDS[language]) + joiner + dice.pick(words.SECOND_WORDS[language])
        if label not in names:
            names.add(label)
            return f"{label}.{dice.weighted((('example', 88), ('test', 12)))}"


def sight(dice: Dice, authority: float) -> frozenset[str]:
    """Return the vendors that know a domain: at least one of the two largest."""
    known = {vendor for vendor in VENDORS if dice.chance(REACH[vendor] + (1 - REACH[vendor]) * authority / 110)}
    return frozenset(known or {dice.pick(VENDORS[:2])})


def links_of(dice: Dice, domain: Domain, born: datetime) -> list[Link]:
    """Return the links of one domain to the bakery, the first of them when it is born; a heavy tail of how many."""
    count = min(14, int(0.5 / (dice.unit() + 0.04)) + 1)
    first = born
    links = []
    for _ in range(count):
        links.append(_link(dice, domain, min(first, END)))
        first = dice.moment(born, END)
    return links


def _link(dice: Dice, domain: Domain, first: datetime) -> Link:
    title, url = page(dice, domain, first)
    anchor, link_type = _anchor(dice, domain.language)
    lost, reason = _end(dice, first)
    forum = domain.kind == "forum"
    return Link(
        domain,
        url,
        title,
        _target(dice),
        anchor,
        first,
        lost,
        reason,
        link_type,
        nofollow=dice.chance(0.7 if forum else 0.2),
        ugc=forum and dice.chance(0.5),
        sponsored=dice.chance(0.02),
        external_links=int(4 / (dice.unit() + 0.02)) + 1,
        context=dice.pick(words.CONTEXTS) if domain.language == "en" else ("", ""),
        seen_by=frozenset(vendor for vendor in sorted(domain.seen_by) if dice.chance(0.85)),
    )


def page(dice: Dice, domain: Domain, first: datetime) -> tuple[str, str]:
    """Return the title and the address of a page of a domain."""
    subject = dice.pick(words.SUBJECTS[domain.language])
    town = dice.pick(words.TOWNS)
    values = {
        "subject": subject[0].upper() + subject[1:],
        "site": domain.name.split(".")[0].replace("-", " ").title(),
        "slug": f"{slug_of(subject)}-{dice.whole(2, 99)}",
        "town": town,
        "place": town.title(),
        "brand": words.BRAND,
        "year": first.year,
        "month": first.month,
        "number": dice.whole(100, 9999),
    }
    scheme = "https" if dice.chance(0.9) else "http"
    host = ("www." if dice.chance(0.45) else "") + domain.name
    path = dice.pick(words.PATH_SHAPES[domain.kind]).format(**values)
    return dice.pick(words.TITLE_SHAPES[domain.kind]).format(**values), f"{scheme}://{host}{path}"


def _target(dice: Dice) -> str:
    """Return a page of the bakery, in one of the spellings people use for it."""
    path = dice.weighted(words.TARGETS)
    start = dice.weighted(((words.HOME, 80), (f"https://{words.SITE}/", 10), (f"http://www.{words.SITE}/", 7), ("", 3)))
    if not start:
        return f"{words.HOME}{path}?utm_source=newsletter&utm_medium=email"
    return start + (path.rstrip("/") if dice.chance(0.15) else path)


def _anchor(dice: Dice, language: str) -> tuple[str, str]:
    kind = dice.weighted((("brand", 44), ("url", 18), ("generic", 12), ("topical", 15), ("money", 3), ("image", 8)))
    if kind == "image":
        return (words.BRAND + " logo" if dice.chance(0.5) else ""), "image"
    texts: Mapping[str, Sequence[str]] = {
        "brand": (words.BRAND, words.BRAND, "the Harbour Bakery", "harbourbakery"),
        "url": (words.HOME, f"www.{words.SITE}", words.SITE),
        "generic": words.GENERIC[language],
        "topical": words.TOPICAL,
        "money": words.MONEY_KEYWORDS[1:],
    }
    return dice.pick(texts[kind]), "text"


def _end(dice: Dice, first: datetime) -> tuple[datetime | None, str]:
    if first > END - timedelta(days=60) or not dice.chance(0.17):
        return None, ""
    return dice.moment(first + timedelta(days=30), END), dice.weighted(words.LOST_REASONS)


def _social(dice: Dice) -> list[Link]:
    links = []
    for index, host in enumerate(SOCIAL_HOSTS):
        name = host.removeprefix("www.")
        everywhere = frozenset(VENDORS)
        domain = Domain(name, "social", "en", "us", f"198.18.7.{index + 1}", 95, 0.0, everywhere)
        for number in range(1, 5):
            url = f"https://{host}/linkwright-demo/{number}{dice.whole(1000, 9999)}"
            first = dice.moment(month_start(index * 3), END)
            link = Link(domain, url, f"Bread worth the ferry ride ({number})", words.HOME, words.BRAND, first)
            links.append(_as_social(link, dice))
    return links


def _as_social(link: Link, dice: Dice) -> Link:
    known = frozenset(vendor for vendor in VENDORS if dice.chance(0.6)) or frozenset({"ahrefs"})
    return replace(link, nofollow=True, ugc=True, seen_by=known)
