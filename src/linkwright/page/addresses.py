"""Addresses in a page, resolved against its base as the WHATWG URL standard says.

The library parses absolute addresses only; what remains is to put a relative one and its base together as text, which
the library then parses. `tests/page/test_addresses.py` runs the standard's own cases.
"""

import re
from functools import lru_cache

import can_ada

_OUTER = "".join(map(chr, range(0x21)))  # C0 controls and space
_INNER = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SPECIAL = frozenset(("http", "https", "ws", "wss", "ftp", "file"))
_DRIVE = re.compile(r"[A-Za-z][:|](?:[/\\?#]|$)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@lru_cache(maxsize=4096)
def resolved(written: str, base: str | None = None) -> str | None:
    """Return the absolute address, or None when it is none.

    Args:
        written: as it stands in the page.
        base: absolute address of the page or of its `<base>`; None resolves absolute addresses only.
    """
    text = written.strip(_OUTER)
    if not text.isprintable():
        text = _SURROGATE.sub("�", text).translate(_INNER)
    scheme = _SCHEME.match(text)
    if scheme and not (base and _is_relative(text, scheme, base)):
        return _parsed(text)
    if base is None or (base_url := _parsed(base)) is None:
        return None
    return _joined(text[scheme.end() :] if scheme else text, base_url)


def _parsed(text: str) -> str | None:
    try:
        return str(can_ada.parse(text).href)
    except (ValueError, UnicodeError):
        return None


def _is_relative(text: str, scheme: re.Match[str], base: str) -> bool:
    # `http:x` on an http page means `x`; with two slashes it is absolute.
    name = scheme[1].lower()
    return (
        name in _SPECIAL
        and base.lower().startswith(name + ":")
        and (name == "file" or text[scheme.end() : scheme.end() + 2].replace("\\", "/") != "//")
    )


def _joined(rest: str, base: str) -> str | None:
    scheme, _, after = base.partition(":")
    special = scheme in _SPECIAL
    before_hash, _, _ = base.partition("#")
    if rest.startswith("#"):
        return _parsed(before_hash + rest)
    if not after.startswith("/"):
        return None  # such as `mailto:`, which nothing is relative to
    slashed = rest.replace("\\", "/") if special else rest
    if slashed.startswith("//"):
        return _parsed(f"{scheme}:{rest}")
    origin, path, _ = _split(before_hash, scheme)
    if scheme == "file" and _DRIVE.match(rest):
        return _parsed(f"{origin}/{rest}")
    if slashed.startswith("/"):
        drive = re.match(r"/[A-Za-z]:(?=/|$)", path) if scheme == "file" else None
        kept = drive[0] if drive and not _DRIVE.match(rest[1:]) else ""
        return _parsed(origin + kept + rest)
    if rest.startswith("?"):
        return _parsed(origin + path + rest)
    if not rest:
        return _parsed(before_hash)
    folder = path[: path.rfind("/") + 1]
    return _parsed(origin + (folder if path else "/") + rest)


def _split(address: str, scheme: str) -> tuple[str, str, str]:
    """Split an absolute address into what stands before its path, the path, and the query."""
    place = len(scheme) + 1
    if address.startswith("//", place):
        ends = [found for mark in "/?" if (found := address.find(mark, place + 2)) >= 0]
        place = min(ends, default=len(address))
    path, mark, query = address[place:].partition("?")
    return address[:place], path, mark + query
