"""Pages written as HTML, from the kinds in kinds.toml."""

import html
import json
import zlib
from collections.abc import Mapping, Sequence
from string import Template
from urllib.parse import urlsplit

from demo import words
from demo.web.pages import Page, rel_of
from demo.web.table import BAKERY, FRAME, KINDS, TEXTS, WAYS_TO_LINK, Kind
from demo.world import Link

MOST_OTHERS = 400
PARAGRAPHS = 4
SENTENCES = 3


def page_html(page: Page, neighbours: Sequence[str], *, with_link: bool = True) -> str:
    """Return a page of a site that links to the bakery. `neighbours` are sites it may link to besides."""
    row, first = page.row, page.links[0]
    kind = KINDS[page.kind]
    head = ""
    if row.meta_robots:
        head += f'<meta name="robots" content="{row.meta_robots}">'
    if row.canonical:
        head += f'<link rel="canonical" href="{row.canonical}">'
    links = "\n".join(_link(link, page) for link in page.links) if with_link else ""
    signs = {
        "link": links,
        "anchor": html.escape(first.anchor),
        "others": _others(neighbours, page.url, min(first.external_links, MOST_OTHERS)),
        "date": f"{first.first:%Y-%m-%d}",
    }
    return _framed(kind, page.kind, page.url, kind.title or first.title, first.domain.language, head, signs)


def home_html(host: str, language: str) -> str:
    """Return the home page of a site."""
    return _framed(KINDS["home"], "home", f"https://{host}/", host, language, "", {})


def plain_html(kind: str, host: str) -> str:
    """Return a page without a link, such as the one that says that nothing is here."""
    return _framed(KINDS[kind], kind, f"https://{host}/", KINDS[kind].title, "en", "", {})


def bakery_html(url: str, refresh_to: str = "") -> str:
    """Return a page of the bakery, or one that sends its reader on after no seconds."""
    head = f'<meta http-equiv="refresh" content="0; url={refresh_to}">' if refresh_to else ""
    name = urlsplit(url).path.strip("/").split("/")[-1].replace("-", " ").capitalize()
    title = f"{name} | {words.BRAND}" if name else words.BRAND
    friends = "\n".join(f'<li><a href="{friend}">{urlsplit(friend).hostname}</a></li>' for friend in BAKERY.friends)
    return _framed(KINDS["bakery"], "bakery", url, title, "en", head, {"others": friends})


def _framed(kind: Kind, name: str, url: str, title: str, language: str, head: str, signs: Mapping[str, str]) -> str:
    filler = {f"text{number + 1}": _filler(language, url, number) for number in range(PARAGRAPHS)}
    site = str(urlsplit(url).hostname).removeprefix("www.").split(".")[0].replace("-", " ").title()
    known = {
        "title": html.escape(title),
        "site": words.BRAND if name == "bakery" else site,
        "url": html.escape(url),
        "host": str(urlsplit(url).hostname),
        "language": language,
        "kind": name,
        **filler,
        **signs,
    }
    parts = {part: Template(getattr(kind, part)).substitute(known) for part in ("main", "aside", "footer")}
    return Template(FRAME).substitute(known, head=head + kind.head, **parts)


def _filler(language: str, url: str, number: int) -> str:
    """A paragraph of real words in an order of the page's own: pages of strangers do not share their text."""
    texts = TEXTS.get(language, TEXTS["en"])
    start = zlib.crc32(url.encode()) + number * SENTENCES
    sentences = [texts[(start + place) % len(texts)].split() for place in range(SENTENCES)]
    return " ".join(
        " ".join(sorted(words_of, key=lambda word: zlib.crc32(f"{url} {number} {word}".encode())))
        for words_of in sentences
    )


def _link(link: Link, page: Page) -> str:
    row = page.row
    anchor = html.escape(link.anchor if row.anchor is None else row.anchor)
    inside = f'<img src="/logo.png" alt="{anchor}">' if link.link_type == "image" else anchor
    rel = rel_of(link, row)
    attributes = f' rel="{rel}"' if rel else ""
    written = f'<a href="{html.escape(row.href or link.target)}"{attributes}>{inside}</a>'
    before, after = (html.escape(text) for text in link.context)
    whole = " ".join(part for part in (before, written, after) if part)
    # The script builds the address of its pieces, as scripts do: nobody finds it by searching the code for it.
    pieces = (
        json.dumps(whole).replace("</", "<\\/").replace(words.SITE, '" + ["harbourbakery", "example"].join(".") + "')
    )
    return Template(WAYS_TO_LINK[row.link]).substitute(link=whole, escaped=html.escape(whole), json=pieces)


def _others(neighbours: Sequence[str], url: str, count: int) -> str:
    start = zlib.crc32(url.encode()) % len(neighbours)
    chosen = [neighbours[(start + step) % len(neighbours)] for step in range(min(count, len(neighbours)))]
    return "\n".join(f'<li><a href="https://{name}/">{name}</a></li>' for name in chosen)
