"""What says that a page, or a link of it, is paid for: the publisher's own labels and affiliate links."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from linkwright.page.elements import Elements
from linkwright.page.phrases import phrase_pattern

MAX_MARKERS = 50
_START = 600  # characters of the main text in which a label stands; and as many at its end
_END = 400
# The headline's surroundings: this many levels up, elements beside it at each, texts in each.
_LEVELS, _BESIDE, _TEXTS = 3, 3, 12
_LONGEST_LABEL = 120  # characters of a text beside the headline that can be a label or byline
_NAME_PART = re.compile(r"[a-z]+")


class PaidKind(StrEnum):
    """How payment shows."""

    WORDING = "wording"
    SECTION = "section"  # the site files the page under paid content
    AFFILIATE_NETWORK = "affiliate network"
    AFFILIATE_PARAMETER = "affiliate parameter"


@dataclass(frozen=True)
class PaidMarker:
    """One mark.

    Attributes:
        kind: how payment shows.
        evidence: the words found, or the address.
        where: title, headline, start, end, path, section or link.
    """

    kind: PaidKind
    evidence: str
    where: str


def paid_markers(
    found: Elements, title: str | None, main_text: str, url: str, outside: Mapping[str, str]
) -> tuple[PaidMarker, ...]:
    """Return the marks of payment of a page and of its links.

    Args:
        found: the page's elements.
        title: its title.
        main_text: its main text.
        url: its canonical address.
        outside: addresses in other sites it links to, and their registrable domains.
    """
    marks = [*_said(found, title or "", main_text), *_filed(found, url), *_affiliate(outside)]
    return tuple(dict.fromkeys(marks))[:MAX_MARKERS]


def _said(found: Elements, title: str, main_text: str) -> Iterator[PaidMarker]:
    headline = tuple(_beside_headline(found.headline))
    places = (
        ("title", title),
        ("headline", "\n".join(text for text, _ in headline)),
        ("start", main_text[:_START]),
        ("end", main_text[_START:][-_END:]),
    )
    for where, text in places:
        match = _wording().search(text.lower())
        if match:
            yield PaidMarker(PaidKind.WORDING, match[0], where)
    first, colon, _ = title.lower().partition(":")
    if colon and first.strip() in _labels():
        yield PaidMarker(PaidKind.WORDING, first.strip(), "title")
    for text, node in headline:
        label = text.lower().strip(" []()*:|·•-–—")
        if label in _labels() and not _in_container(node):
            yield PaidMarker(PaidKind.WORDING, label, "headline")


def _beside_headline(node: LexborNode | None) -> Iterator[tuple[str, LexborNode]]:
    """Yield the short texts just before and after the first `h1`, with their nodes."""
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            return
        for forward in (False, True):
            beside = node.next if forward else node.prev
            for _ in range(2 * _BESIDE):  # space stands between most elements
                if beside is None:
                    break
                yield from _short_texts(beside)
                beside = beside.next if forward else beside.prev
        node = node.parent


def _short_texts(node: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    for each in islice(node.traverse(include_text=True), 4 * _TEXTS):
        if each.is_text_node:
            text = " ".join((each.text() or "")[:1_000].split())
            if text and len(text) <= _LONGEST_LABEL:
                yield text, each


def _in_container(node: LexborNode) -> bool:
    """Whether a box around the text is named as a container of advertisements."""
    box = node.parent
    for _ in range(_LEVELS + 2):
        if box is None or box.tag in ("body", "html"):
            return False
        attributes = box.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:500].lower()
        if not _containers().isdisjoint(_NAME_PART.findall(names)):
            return True
        box = box.parent
    return False


def _filed(found: Elements, url: str) -> Iterator[PaidMarker]:
    path = url.partition("?")[0].split("/")[3:]
    for segment in path:
        if segment.lower() in _set("path", "segments"):
            yield PaidMarker(PaidKind.SECTION, segment, "path")
    for meta in found.metas:
        if (meta.get("property") or meta.get("name") or "").lower() in _SECTION_METAS:
            for value in meta.get("content", "")[:1_000].split(","):
                if value.strip().lower() in _set("section", "values"):
                    yield PaidMarker(PaidKind.SECTION, value.strip(), "section")


_SECTION_METAS = frozenset({"article:section", "article:tag", "keywords", "parsely-section"})


def _affiliate(outside: Mapping[str, str]) -> Iterator[PaidMarker]:
    networks = _set("affiliate", "networks")
    for url, domain in outside.items():
        if domain in networks:
            yield PaidMarker(PaidKind.AFFILIATE_NETWORK, url[:300], "link")
        elif "?" in url and _parameter().search(url[:2_000]):
            yield PaidMarker(PaidKind.AFFILIATE_PARAMETER, url[:300], "link")


@cache
def _parameter() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_data()["affiliate"]["parameters"]))
    return re.compile(rf"[?&](?:{names})=[^&]", re.IGNORECASE)


@cache
def _wording() -> re.Pattern[str]:
    return phrase_pattern(_data()["wording"]["phrases"], whole_words=True)


def _labels() -> frozenset[str]:
    return _set("label", "words")


def _containers() -> frozenset[str]:
    return _set("label", "containers")


@cache
def _set(table: str, name: str) -> frozenset[str]:
    return frozenset(_data()[table][name])


@cache
def _data() -> dict[str, Any]:
    text = files("linkwright.page").joinpath("paid.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
