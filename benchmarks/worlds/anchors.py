"""What people click on: anchor texts by class, with shares that differ from profile to profile."""

from benchmarks.worlds.domains import Draws, Vector
from demo import words

CLASSES = ("brand", "url", "generic", "partial", "exact", "topical")
MEANS = (0.40, 0.20, 0.15, 0.12, 0.05, 0.08)  # of nine competitors of one search, as in our simulations
CONCENTRATION = 25.0
KEYWORDS = (
    "sourdough bread delivery",
    "buy sourdough bread online",
    "organic bread subscription",
    "bread delivery",
    "artisan bread online",
    "bakery near me",
    "rye bread delivery",
    "fresh bread subscription",
)
SPAM = ("online casino bonus", "cheap viagra", "payday loans", "онлайн казино", "代写论文", "replica watches")
_BEFORE = (
    "",
    "the best ",
    "their ",
    "our guide to ",
    "where to get ",
    "how we chose ",
    "a word on ",
    "finally: ",
    "real ",
)
_AFTER = (
    "",
    " in town",
    " we tried",
    " and more",
    " by the harbour",
    " this year",
    " for families",
    " tested",
    " on the coast",
)


def mix(draws: Draws) -> Vector:
    """Draw one profile's shares of the classes."""
    return draws.shares(MEANS, CONCENTRATION)


def keyword(draws: Draws) -> str:
    """Return a sales phrase; the first ones are named most."""
    return draws.weighted([(phrase, 60 // (place + 1)) for place, phrase in enumerate(KEYWORDS)])


def partial(draws: Draws) -> str:
    """Return a sales phrase among other words."""
    return draws.pick(_BEFORE) + keyword(draws) + draws.pick(_AFTER[1:])


def anchor(draws: Draws, shares: Vector, *, brand: str, host: str, language: str) -> str:
    """Return an anchor text of a class drawn by shares."""
    name = CLASSES[draws.whole_of(shares)]
    if name == "exact":
        return keyword(draws)
    if name == "partial":
        return partial(draws)
    if name == "url":
        return draws.pick((f"https://www.{host}/", f"www.{host}", host))
    if name == "generic":
        return draws.pick(words.GENERIC[language])
    if name == "topical":
        return draws.pick(words.TOPICAL)
    return draws.pick((brand, brand, f"the {brand}", brand.lower().replace(" ", ""), f"{brand} bread"))
