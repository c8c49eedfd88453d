"""Addresses in a page, resolved against its base as the WHATWG URL standard says.

The library parses absolute addresses only; what remains is to put a relative one and its base together as text, which
the library then parses. `tests/page/test_addresses.py` runs the standard's own cases.
"""

import re
from dataclasses import dataclass
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
    parts = _base(base) if base else None
    return _joined(text[scheme.end() :] if scheme else text, parts) if parts else None


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
        and (name == "file" or text[scheme.end() : scheme.end() + 2].replace("\\", "/") != "//")
        and base.lower().startswith(name + ":")
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """An absolute address in the parts that relative ones are put together with; `whole` has no fragment."""

    whole: str
    scheme: str
    origin: str
    path: str


@lru_cache(maxsize=64)
def _base(written: str) -> _Base | None:
    address = _parsed(written)
    if address is None:
        return None
    whole = address.partition("#")[0]
    scheme = whole.partition(":")[0]
    place = len(scheme) + 1
    if whole.startswith("//", place):
        ends = [found for mark in "/?" if (found := whole.find(mark, place + 2)) >= 0]
        place = min(ends, default=len(whole))
    return _Base(whole, scheme, whole[:place], whole[place:].partition("?")[0])


def _joined(rest: str, base: _Base) -> str | None:
    if rest.startswith("#"):
        return _parsed(base.whole + rest)
    if not base.whole.startswith("/", len(base.scheme) + 1):
        return None  # such as `mailto:`, which nothing is relative to
    slashed = rest.replace("\\", "/") if base.scheme in _SPECIAL else rest
    if slashed.startswith("//"):
        return _parsed(f"{base.scheme}:{rest}")
    if base.scheme == "file" and _DRIVE.match(rest):
        return _parsed(f"{base.origin}/{rest}")
    if slashed.startswith("/"):
        drive = re.match(r"/[A-Za-z]:(?=/|$)", base.path) if base.scheme == "file" else None
        kept = drive[0] if drive and not _DRIVE.match(rest[1:]) else ""
        return _parsed(base.origin + kept + rest)
    if rest.startswith("?"):
        return _parsed(base.origin + base.path + rest)
    if not rest:
        return _parsed(base.whole)
    folder = base.path[: base.path.rfind("/") + 1]
    return _parsed(base.origin + (folder if base.path else "/") + rest)
