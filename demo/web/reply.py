"""What the demo web answers to a request: a pure function of the pages, the address and the user agent."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from demo import words
from demo.web import writing
from demo.web.pages import BAKERY_HOST, Page, elsewhere, pages_of_day
from demo.web.table import BAKERY, Conduct

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
OPEN = "User-agent: *\nDisallow:\n"
BROWSERS = ("Chrome/", "Firefox/", "Safari/")


@dataclass(frozen=True)
class Reply:
    """An answer; `conduct` is what the server does instead of sending it properly."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    conduct: Conduct = Conduct.PROPER

    @property
    def etag(self) -> str:
        """The tag that a conditional request may name."""
        return '"' + hashlib.sha256(self.body).hexdigest()[:16] + '"'


@dataclass(frozen=True)
class DemoWeb:
    """The pages of a day, ready to be asked for."""

    day: int = 1

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages by address."""
        return pages_of_day(self.day)

    @cached_property
    def neighbours(self) -> tuple[str, ...]:
        """The registrable domains of the web, for links between its sites."""
        return tuple(sorted({page.links[0].domain.name for page in self.pages.values()}))

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str, str], Page]:
        further = filter(None, map(elsewhere, self.pages.values()))
        return {(_scheme(page.url), *_place(page.url)): page for page in (*further, *self.pages.values())}

    @cached_property
    def _sites(self) -> Mapping[str, tuple[str, str]]:
        """Language and robots.txt of each host."""
        found: dict[str, tuple[str, str]] = {}
        for page in self.pages.values():
            host = _place(page.url)[0]
            robots = page.row.robots or found.get(host, ("", ""))[1]
            found[host] = (page.links[0].domain.language, robots)
        return found

    def reply(self, url: str, user_agent: str) -> Reply:
        """Return the answer to a request for an address, made with this user agent."""
        host, path = _place(url)
        if host in (words.SITE, BAKERY_HOST):
            return _bakery(url, path)
        if host not in self._sites:
            return Reply(421)
        language, robots = self._sites[host]
        if path == "/robots.txt":
            return Reply(200, (robots or OPEN).encode(), {"Content-Type": "text/plain"})
        scheme, other = ("https", "http") if _scheme(url) == "https" else ("http", "https")
        if page := self._by_place.get((scheme, host, path)):
            return self._page(page, user_agent)
        if page := self._by_place.get((other, host, path)):
            return _moved(301, page.url)
        if path == "/":
            return _html(200, writing.home_html(host, language))
        return _html(404, writing.plain_html("gone", host))

    def _page(self, page: Page, user_agent: str) -> Reply:
        row = page.row
        if row.moved_to:
            return _moved(row.status if row.status in range(300, 400) else 301, row.moved_to)
        if page.kind == "document":
            return Reply(row.status, PDF, row.headers)
        browser = user_agent.startswith("Mozilla/") and any(name in user_agent for name in BROWSERS)
        shown = writing.page_html(page, self.neighbours, with_link=row.link != "browsers" or browser)
        return _html(row.status, shown, row.headers, row.server)


def _scheme(url: str) -> str:
    return urlsplit(url).scheme


def _place(url: str) -> tuple[str, str]:
    """Return host and path with query, as a key: two spellings of one address are one."""
    parts = urlsplit(url)
    return str(parts.hostname), unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")


def _bakery(url: str, path: str) -> Reply:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    if path == "/robots.txt":
        return Reply(200, OPEN.encode(), {"Content-Type": "text/plain"})
    known = (*BAKERY.pages, *BAKERY.moved)
    proper = parts.path + "/" if parts.path + "/" in known else parts.path
    if (parts.scheme, parts.hostname, parts.path) != ("https", BAKERY_HOST, proper):
        return _moved(301, f"https://{BAKERY_HOST}{proper}{query}")
    move = BAKERY.moved.get(parts.path)
    if move and move.how != "refresh":
        return _moved(int(move.how), move.to)
    if move or parts.path in known:
        return _html(200, writing.bakery_html(url, move.to if move else ""))
    return _html(404, writing.plain_html("gone", BAKERY_HOST))


def _moved(status: int, location: str) -> Reply:
    return Reply(status, b"", {"Location": location})


def _html(status: int, text: str, headers: Mapping[str, str] | None = None, conduct: Conduct = Conduct.PROPER) -> Reply:
    return Reply(status, text.encode(), {"Content-Type": "text/html; charset=utf-8", **(headers or {})}, conduct)
