"""What is searched for, and who ranks: a dozen phrases, our own places and clicks, and what was hidden in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from demo import words
from demo.rivals import QUAYLINE, SALTMILL, Rival

SOURDOUGH = f"{words.HOME}recipes/sourdough-for-beginners/"
KNOTS = f"{words.HOME}recipes/cinnamon-knots/"
LOAF = f"{words.HOME}bread/country-loaf/"
JOURNAL = f"{words.HOME}journal/why-slow-bread/"
SHOP = f"{words.HOME}shop/"
# Pages of sites that rank for such phrases, and nothing else is known of.
OUTSIDERS = (
    "crumbandcoal.example",
    "slowgrain.example",
    "thedailyknead.example",
    "bakingatlas.example",
    "hearthandrye.example",
    "kitchenledger.example",
    "breadschool.example",
    "starterclub.example",
    "ovenandsalt.example",
    "countrytable.example",
    "millersnotes.example",
    "risingdough.example",
    "thebreadbin.example",
    "proofandbake.example",
    "wholesomeloaf.example",
    "islandbaker.example",
    "tinandtray.example",
    "goldencrust.example",
    "thefloursack.example",
    "bakersguild.example",
    "quietoven.example",
    "saltandseed.example",
)


@dataclass(frozen=True)
class Search:
    """One phrase and its results.

    Attributes:
        phrase: what is searched for.
        volume: searches a month.
        own: our page and its place, which may lie behind the results shown.
        rivals: competitor, path of its page, place.
        strength: referring domains of a usual result of the first places, of those nobody knows more about.
        fall: how much less the later places have: 0 for nothing, 1 for almost all.
        bare: places held by pages without any link.
        features: what the results show besides, in the vendor's words.
    """

    phrase: str
    volume: int
    own: tuple[str, int]
    rivals: tuple[tuple[Rival, str, int], ...]
    strength: int
    fall: float
    bare: tuple[int, ...] = ()
    features: tuple[str, ...] = ()


GUIDE, LOAF_GUIDE, ROLLS = "guides/sourdough-starter/", "guides/country-loaf/", "recipes/cinnamon-rolls/"
SLOW, BOXES = "journal/slow-dough/", "shop/bread-boxes/"
FIRST_LOAF, ORDER, BUNS = "sourdough/first-loaf/", "order/", "recipes/cinnamon-buns/"
NEEDY = Search(
    "sourdough for beginners",
    6_600,
    (SOURDOUGH, 12),
    ((QUAYLINE, GUIDE, 3), (SALTMILL, FIRST_LOAF, 9)),
    150,
    0.75,
    features=("People also ask",),
)
# Who ranks has next to no links; we have more than any of them and stand behind the 20 results: it is something else.
HOPELESS = Search(
    "best flour for rye bread",
    5_400,
    (JOURNAL, 62),
    ((QUAYLINE, "journal/flour-types/", 2), (SALTMILL, "journal/rye-flour/", 14)),
    2,
    0.0,
    bare=(1, 3, 4, 6, 7, 9, 12, 15),
    features=("People also ask", "AI overview"),
)
SEARCHES = (
    NEEDY,
    HOPELESS,
    Search("sourdough starter guide", 1_900, (SOURDOUGH, 11), ((QUAYLINE, GUIDE, 2),), 110, 0.7),
    Search(
        "first sourdough loaf",
        1_300,
        (SOURDOUGH, 9),
        ((SALTMILL, FIRST_LOAF, 5), (QUAYLINE, GUIDE, 7)),
        80,
        0.7,
        bare=(14,),
    ),
    Search(
        "cinnamon knots recipe", 1_900, (KNOTS, 6), ((QUAYLINE, ROLLS, 4), (SALTMILL, BUNS, 12)), 30, 0.6, bare=(8,)
    ),
    Search("cinnamon knots", 4_400, (KNOTS, 8), ((QUAYLINE, ROLLS, 10),), 45, 0.6),
    Search("country loaf recipe", 2_400, (LOAF, 7), ((QUAYLINE, LOAF_GUIDE, 2),), 40, 0.6, bare=(11, 13)),
    Search("country loaf", 720, (LOAF, 5), ((QUAYLINE, LOAF_GUIDE, 3), (SALTMILL, "", 16)), 35, 0.6),
    Search("organic bread subscription", 1_600, (SHOP, 7), ((SALTMILL, ORDER, 4),), 60, 0.5, features=("Shopping",)),
    Search(
        "bread delivery",
        3_600,
        (SHOP, 16),
        ((QUAYLINE, BOXES, 5), (SALTMILL, ORDER, 11)),
        90,
        0.5,
        features=("Shopping", "Local pack"),
    ),
    Search("bakery saltwick", 390, (words.HOME, 3), ((SALTMILL, "", 2), (QUAYLINE, "", 8)), 15, 0.3, bare=(6, 10)),
    Search("why slow bread", 260, (JOURNAL, 4), ((QUAYLINE, SLOW, 9),), 20, 0.5, bare=(5,)),
)
RESULTS = 20
# Share of searches that click the result at place 1 to 10; nearly none of those beyond.
CLICKS = (0.27, 0.126, 0.081, 0.059, 0.046, 0.038, 0.032, 0.027, 0.024, 0.021)
CLICKS_BEYOND = 0.002
MONTHS_OF_CLICKS = 3
OWN_WORDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SOURDOUGH: (
        ("sourdough", "levain", "starter"),
        ("at home", "schedule", "hydration", "in winter", "with rye", "step by step"),
    ),
    KNOTS: (
        ("cinnamon knots", "cardamom knots", "sweet knots"),
        ("dough", "overnight", "shaping", "with butter", "swedish", "filling"),
    ),
    LOAF: (
        ("country loaf", "farmhouse loaf", "hearth loaf"),
        ("crust", "scoring", "in a pot", "flour", "oven temperature", "ingredients"),
    ),
    SHOP: (("sourdough", "rye bread", "bread box"), ("by post", "gift", "weekly", "next day", "price", "order online")),
    JOURNAL: (
        ("slow bread", "long fermentation", "overnight dough"),
        ("health", "meaning", "history", "digestion", "benefits", "taste"),
    ),
}
# Channel, month, contacted, replied, placed, followed, hours, cost.
OUTREACH = (
    ("guest contribution", "2026-07", 38, 4, 1, 1, 19, 0),
    ("resource page", "2026-07", 30, 5, 2, 2, 9, 0),
    ("guest contribution", "2026-08", 42, 5, 2, 1, 22, 0),
    ("resource page", "2026-08", 26, 3, 1, 1, 8, 0),
    ("digital PR", "2026-08", 60, 9, 3, 2, 34, 240),
    ("guest contribution", "2026-09", 35, 2, 1, 1, 15, 0),
    ("unlinked mention", "2026-09", 12, 4, 2, 2, 4, 0),
    ("resource page", "2026-10", 33, 4, 1, 1, 10, 0),
    ("partnership", "2026-10", 6, 4, 2, 2, 9, 60),
)
