"""Who links: invented domains with a strength, a language, a host and the vendors that know them."""

from collections.abc import Sequence

import numpy as np
from demo.world import KINDS, Dice, Domain, sight
from numpy.typing import NDArray

from demo import words

ENDINGS = {"en": ("com", "com", "co.uk", "org", "net"), "ja": ("jp", "com")}
FOREIGN_ENDINGS = ("ru", "cn", "top", "xyz", "vn")
HOSTS = 900
# Of the referring domains with a known address in one real profile, a fifth shared it with another one, and the busiest
# ordinary block of 256 addresses held 1 %: hosts by Zipf's law, none larger than that, give about the same.
LARGEST_HOST = 0.008
DELIVERY_NETWORK = 0.22
ADDRESSES = 12  # of one host, as far as small sites are put on them
# Two vendors' spam flags agree little more than by chance. A share of flagged domains drawn from Beta(4, 45) for each
# domain gives a kappa of 0.02 between independent readings of it.
SPAM_SHAPE = (4.0, 45.0)

Vector = NDArray[np.float64]


class Draws(Dice):
    """Dice with a few distributions more, all of numpy's frozen stream."""

    def shares(self, means: Sequence[float], concentration: float) -> Vector:
        """Draw shares that add up to 1 around the given ones; the smaller the concentration, the farther off."""
        drawn: Vector = self._stream.dirichlet(np.asarray(means) * concentration)
        return drawn

    def split(self, count: int, shares: Vector) -> list[int]:
        """Spread a count over shares."""
        return [int(part) for part in self._stream.multinomial(count, shares / shares.sum())]

    def noise(self, shape: float) -> float:
        """Draw a factor around 1 (gamma)."""
        return float(self._stream.gamma(shape, 1 / shape))

    def share(self, a: float, b: float) -> float:
        """Draw a number from 0 to 1 (beta)."""
        return float(self._stream.beta(a, b))

    def whole_of(self, shares: Vector) -> int:
        """Draw a place by shares that add up to 1."""
        return int(np.searchsorted(np.cumsum(shares), self.unit()).clip(0, len(shares) - 1))


class Registrar:
    """Hands out domains, no name twice."""

    def __init__(self, draws: Draws, first: int = 1) -> None:
        self._draws = draws
        self._number = first
        sizes = np.minimum(1 / np.arange(1, HOSTS + 1), LARGEST_HOST * np.log(HOSTS))
        self._hosts: Vector = sizes / sizes.sum()

    def domain(
        self,
        kind: str = "",
        language: str = "",
        *,
        authority: float | None = None,
        spam: float | None = None,
        ip: str = "",
        ending: str = "",
    ) -> Domain:
        """Return a new domain; what is not given is drawn as the natural web has it."""
        draws = self._draws
        language = language or draws.weighted(tuple(words.LANGUAGES.items()))
        strength = min(92.0, 1.5 / (draws.unit() + 0.017)) if authority is None else authority
        return Domain(
            name=self._name(language, ending),
            kind=kind or draws.weighted(KINDS),
            language=language,
            country=words.COUNTRIES[language] if draws.chance(0.85) else "us",
            ip=ip or self.address(),
            authority=strength,
            spam=draws.share(*SPAM_SHAPE) if spam is None else spam,
            seen_by=sight(draws, strength),
        )

    def address(self) -> str:
        """Return an address as hosting shares them: delivery networks, large hosts, many small ones."""
        draws = self._draws
        if draws.chance(DELIVERY_NETWORK):
            return f"104.21.{draws.whole(0, 95)}.{draws.whole(1, 254)}"
        host = draws.whole_of(self._hosts)
        return f"198.{18 + host // 450}.{host % 250}.{draws.whole(1, ADDRESSES)}"

    def block(self) -> str:
        """Return three numbers of a block of addresses that no ordinary host of this world uses."""
        return f"203.0.{self._draws.whole(0, 254)}"

    def _name(self, language: str, ending: str) -> str:
        draws = self._draws
        label = (
            draws.pick(words.FIRST_WORDS[language]) + draws.pick(("", "-")) + draws.pick(words.SECOND_WORDS[language])
        )
        self._number += 1
        endings = ENDINGS.get(language, (words.COUNTRIES[language], words.COUNTRIES[language], "com"))
        return f"{label}{self._number}.{ending or draws.pick(endings)}"
