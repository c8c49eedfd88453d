"""Comparing column names: exports write `Traffic `, `"Domain"`, `Source url` and `Source URL` for the same thing."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_NOISE = re.compile(r"[\W_]+")
_SYMBOLS = {"#": "number sign", "%": "percent"}


@lru_cache(maxsize=1 << 14)
def header_key(name: str) -> str:
    """Return the form in which column names compare: NFKC, case folded, letters and digits only.

    `Traffic` and `Traffic (%)` are different columns of one report, so a percent sign counts; `#` alone is a name.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, word)
    return _NOISE.sub("", text)


def unique_headers(names: Sequence[str]) -> tuple[str, ...]:
    """Clean column names and make them distinct, letter case aside: `URL`, `url` -> `URL`, `url (2)`.

    A column without a name gets one by its place: `column 3`.
    """
    seen: dict[str, int] = {}
    result = []
    for place, name in enumerate(names, 1):
        clean = " ".join(unicodedata.normalize("NFKC", name).strip("\ufeff\"' \t\r\n").split()) or f"column {place}"
        count = seen[clean.casefold()] = seen.get(clean.casefold(), 0) + 1
        result.append(clean if count == 1 else f"{clean} ({count})")
    return tuple(result)
