"""What kind of content a page is, by its address and by what those call it who link to it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from linkwright.signals.content.page_kinds import PageKind, page_kinds

HOME, UNKNOWN = "home page", "unknown"
FEWEST_NAMING = 2  # owners whose links call it so; one may call it anything
_LANGUAGE = r"^/[a-z]{2}(?:[-_][a-z]{2})?(?:/|$)"
_HOME = r"^/?(?:(?:index|home|default|[a-z]{2})\.[a-z]{3,5})?$"
_Flags = NDArray[np.bool_]


def content_types(keys: pa.ChunkedArray, pages: pa.ChunkedArray, links: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Type pages by the words of `signals/content/page_words.toml`.

    In this order: the home page; the first folder of the address; telling words in its last part; a folder that holds
    all kinds, such as a blog; the anchor texts of links to it, where two owners call it so. Else unknown.

    Args:
        keys: folded address of each page, without scheme.
        pages: its address, as `target_page` of `links` has it.
        links: with `target_page` and `anchor`, one row an owner and page.

    Returns:
        Type and reason of each page.
    """
    path = pc.replace_substring_regex(pc.utf8_lower(keys), r"^[^/]*|[?#].*$", "")
    path = pc.replace_substring_regex(path, _LANGUAGE, "/")
    folder = pc.replace_substring_regex(path, r"^/([^/.]*).*$", r"\1")
    last = _words(pc.replace_substring_regex(path, r"^.*/([^/]+?)(?:\.[a-z0-9]+)?/?$", r"\1"))
    named = pc.index_in(links["target_page"], pages.combine_chunks())
    said = _words(links["anchor"])
    kinds, size = page_kinds(), len(keys)
    types = np.full(size, UNKNOWN, dtype=object)
    reasons = np.full(size, "neither its address nor the links to it say what it is", dtype=object)
    open_still = np.ones(size, dtype=bool)

    def settle(fits: _Flags, name: str, reason: str) -> None:
        fits &= open_still
        types[fits], reasons[fits] = name, reason
        open_still[fits] = False

    settle(_flags(pc.match_substring_regex(path, _HOME)), HOME, "address of a home page")
    for holds_all in (False, True):
        for kind in kinds:
            if kind.holds_all is holds_all:
                fits = _flags(pc.is_in(folder, pa.array(kind.folders)))
                settle(fits, kind.name, f"a folder of its address: {kind.reason}")
        for kind in kinds if not holds_all else ():
            settle(_called(last, kind), kind.name, f"words of its address: {kind.reason}")
    for kind in kinds:
        naming = named.filter(pa.array(_called(said, kind))).drop_null().to_numpy()
        settle(np.bincount(naming, minlength=size) >= FEWEST_NAMING, kind.name, f"words of links to it: {kind.reason}")
    return pa.array(types, pa.string()), pa.array(reasons, pa.string())


def _called(texts: pa.ChunkedArray, kind: PageKind) -> _Flags:
    if not kind.words:
        return np.zeros(len(texts), dtype=bool)
    return _flags(pc.match_substring_regex(texts, f" (?:{'|'.join(kind.words)}) "))


def _words(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Lower case, no accents, one space around each word."""
    bare = pc.replace_substring_regex(pc.utf8_normalize(pc.utf8_lower(texts), "NFKD"), r"\p{M}+", "")
    return pc.replace_substring_regex(pc.binary_join_element_wise(" ", bare, " ", ""), r"[^\p{L}\p{N}]+", " ")


def _flags(found: pa.ChunkedArray) -> _Flags:
    flags: _Flags = pc.fill_null(found, fill_value=False).to_numpy().astype(bool)
    return flags
