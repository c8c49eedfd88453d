"""What a page states about itself in its head: title, canonical address, refresh, author, dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import can_ada

from linkwright.page.dates import iso_date
from linkwright.page.elements import Elements
from linkwright.page.structured import Structured

MAX_AUTHOR = 300
_AUTHOR_METAS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
_PUBLISHED_METAS = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
)
_MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
# The standard allows seconds, then `;` or `,` or space, then an optional `url=` and quotes.
_REFRESH = re.compile(
    r"\s*(\d{1,9})(?:\.\d*)?(?:\s*[;,]\s*|\s+|$)(?:url\s*=\s*)?(?P<quote>[\"']?)(?P<url>.*)", re.I | re.S
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.I | re.ASCII)


@dataclass(frozen=True)
class Refresh:
    """A `meta` that loads another page.

    Attributes:
        url: absolute address it goes to; None when it only reloads this page.
        seconds: how long it waits.
    """

    url: str | None
    seconds: int


def absolute(address: str, base: str) -> str | None:
    """Return an address as browsers resolve it, or None when it is none or not of the web."""
    try:
        url = can_ada.parse(base) + address.strip()
    except (ValueError, UnicodeError):
        return None
    return str(url.href) if url.protocol in ("http:", "https:") else None


def base_url(found: Elements, url: str) -> str:
    """Return what relative addresses of the page are resolved against."""
    return (absolute(found.base, url) if found.base else None) or url


def title(found: Elements) -> str | None:
    """Return the page's title, or what it offers for sharing where it has none."""
    return found.title or found.meta("og:title", "twitter:title")


def canonical(found: Elements, base: str) -> str | None:
    """Return the absolute address of the first `link rel=canonical`; that of the HTTP header is not seen here."""
    for link in found.links:
        if "canonical" in link.get("rel", "").lower().split() and link.get("href", "").strip():
            return absolute(link["href"], base)
    return None


def refresh(found: Elements, base: str) -> Refresh | None:
    """Return the first `meta http-equiv=refresh` that can be read."""
    for meta in found.metas:
        if meta.get("http-equiv", "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match(meta.get("content", "")[:4_000])
        if match:
            written = match["url"].strip()
            if match["quote"]:
                written = written.partition(match["quote"])[0]
            return Refresh(absolute(written, base) if written else None, int(match[1]))
    return None


def declared_language(found: Elements) -> str | None:
    """Return the language the page declares, as its two- or three-letter code."""
    for text in (found.html.get("lang"), found.html.get("xml:lang"), _http_equiv(found, "content-language")):
        match = _LANGUAGE.fullmatch((text or "").strip()[:40])
        if match:
            return match[1].lower()
    return None


def _http_equiv(found: Elements, name: str) -> str | None:
    return next((meta.get("content") for meta in found.metas if meta.get("http-equiv", "").lower() == name), None)


def author(found: Elements, said: Structured) -> str | None:
    """Return the author's name as stated for machines: JSON-LD, metas, microdata. Addresses of profiles are no names."""
    candidates = (said.author, *(found.meta(name) for name in _AUTHOR_METAS), _property(found, "author"))
    return next((name[:MAX_AUTHOR] for name in candidates if name and "://" not in name), None)


def published(found: Elements, said: Structured) -> datetime | None:
    """Return when the page says it was published, in UTC."""
    times = [time.get("datetime") for time in found.times if "pubdate" in time or "published" in time.get("class", "")]
    return _first_date(
        (said.published, *_contents(found, _PUBLISHED_METAS), _property(found, "datepublished"), *times[:3])
    )


def modified(found: Elements, said: Structured) -> datetime | None:
    """Return when the page says it was changed last, in UTC."""
    return _first_date((said.modified, *_contents(found, _MODIFIED_METAS), _property(found, "datemodified")))


def _contents(found: Elements, names: Sequence[str]) -> list[str | None]:
    return [found.meta(name) for name in names]


def _property(found: Elements, name: str) -> str | None:
    return next((value for each, value in found.properties if each == name and value), None)


def _first_date(texts: Sequence[str | None]) -> datetime | None:
    return next((moment for text in texts if (moment := iso_date(text))), None)
