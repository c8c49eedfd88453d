"""The links of a page: where they lead, what they say, and where on the page they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkwright.page.addresses import resolved
from linkwright.page.anchors import Surroundings, Words, anchor_words
from linkwright.page.nesting import laid_flat
from linkwright.page.placement import placements
from linkwright.page.placement_features import Matrix, features
from linkwright.page.placement_names import own_purposes
from linkwright.page.reading import Reading
from linkwright.page.walk import MOST_LINKS, TARGETS, Walk, tag_ids, tag_table, walk
from linkwright.urls import host_of, registrable_domain
from linkwright.vocabulary.terms import LinkOrigin, LinkType, Placement

_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
MOST_FRAMES = 20
"""Documents within `<iframe srcdoc>` that are read."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link of a page.

    Attributes:
        url: absolute address, by the WHATWG URL standard, from `<base>` or the page. Any scheme.
        href: the address as written.
        anchor: text of the link, or the alternative text of its images.
        link_type: text, image, frame, form, canonical, alternate or rss.
        rel: tokens of its `rel`, lower-case.
        left_context: up to 100 characters before it in its block.
        right_context: up to 100 characters after it in its block.
        heading: text of the nearest heading above it.
        position: 1 for the first link of the page.
        placement: the part of the page it stands in.
        probability: how probable that part is, 0 to 1.
        where: in what it exists.
    """

    url: str
    href: str
    anchor: str
    link_type: LinkType
    rel: tuple[str, ...]
    left_context: str
    right_context: str
    heading: str
    position: int
    placement: Placement
    probability: float
    where: LinkOrigin


def links(reading: Reading, url: str) -> tuple[PageLink, ...]:
    """Return the links of a page: first those of the document in order, then those of templates, comments and frames.

    Args:
        reading: the page.
        url: its absolute address.
    """
    return links_of(walk(reading.tree.root), reading, url)


def links_of(walked: Walk, reading: Reading, url: str) -> tuple[PageLink, ...]:
    """Return the links of a page that has been walked already (see `links`)."""
    base = _base(reading.tree, url)
    found = _shown(walked, base, url, _origins(walked))
    shown = len(found)
    found += _declared(walked, base)
    if b"<template" in reading.markup or b"<TEMPLATE" in reading.markup:
        for fragment in reading.tree.template_fragments():
            found += _unshown(fragment, base, LinkOrigin.TEMPLATE)
    for comment in _comments(reading.markup):
        found += _unshown(LexborHTMLParser(comment).root, base, LinkOrigin.COMMENT)
    for inner in _inner_documents(walked):
        found += _shown(inner, base, url, [LinkOrigin.IFRAME] * len(inner.parents))
    found[shown:] = [replace(link, position=position) for position, link in enumerate(found[shown:], start=shown + 1)]
    return tuple(found)


def _base(tree: LexborHTMLParser, url: str) -> str:
    element = tree.css_first("base[href]")
    return (element and resolved(element.attributes["href"] or "", url)) or url


def _shown(walked: Walk, base: str, url: str, origins: Sequence[LinkOrigin]) -> list[PageLink]:
    if not walked.links:
        return []
    words = anchor_words(walked)
    hrefs = [
        own.get("href") or own.get(TARGETS[link.tag or ""]) or ""
        for link, own in zip(walked.links, walked.attributes, strict=True)
    ]
    addresses = [resolved(href, base) for href in hrefs]
    judged = placements(link_features(walked, words, addresses, url))
    around = Surroundings(walked)
    found: list[PageLink] = []
    for number, (address, href, word, own) in enumerate(zip(addresses, hrefs, words, walked.attributes, strict=True)):
        if address is None:
            continue
        origin = origins[walked.above[number]]
        if origin is LinkOrigin.DOCUMENT and hides(own):
            origin = LinkOrigin.HIDDEN
        link_type = _type(walked, number, word)
        if origin is LinkOrigin.DOCUMENT and link_type is LinkType.FRAME:
            origin = LinkOrigin.IFRAME
        placement, probability = judged[number]
        if origin is LinkOrigin.HIDDEN:
            placement, probability = Placement.HIDDEN, 1.0
        rel = own.get("rel")
        found.append(
            PageLink(
                url=address,
                href=href,
                anchor=word.anchor,
                link_type=link_type,
                rel=tuple(rel.lower().split()) if rel else (),
                left_context=around.left(number, word),
                right_context=around.right(number, word),
                heading=around.heading(number),
                position=len(found) + 1,
                placement=placement,
                probability=probability,
                where=origin,
            )
        )
    return found


def link_features(walked: Walk, words: Sequence[Words], addresses: Sequence[str | None], url: str) -> Matrix:
    """Measure the links of a page for `placements`; `benchmarks/placement` learns from the same."""
    of_host: dict[str, str] = {}
    sites = []
    for address in addresses:
        host = address.split("/", 3)[2] if address and address.startswith("http") else ""
        if host not in of_host:
            of_host[host] = _site(f"http://{host}/") if host else ""
        sites.append(of_host[host])
    anchors = [word.anchor for word in words]
    return features(walked, anchors, addresses, sites, url, _site(url), own_purposes(walked))


def _site(address: str) -> str:
    return registrable_domain(host_of(address)) if "://" in address else ""


def _type(walked: Walk, number: int, words: Words) -> LinkType:
    tag = int(walked.tags[walked.at[number]])
    if tag in tag_ids("a area"):
        return LinkType.IMAGE if words.is_image or tag in tag_ids("area") else LinkType.TEXT
    return LinkType.FORM if tag in tag_ids("form") else LinkType.FRAME


def hides(attributes: dict[str, str | None]) -> bool:
    """Tell whether an element with these attributes, and all in it, is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and bool(_HIDING_STYLE.search(style or ""))


def _origins(walked: Walk) -> list[LinkOrigin]:
    """In what the links in each of `Walk.parents` exist."""
    origins = [LinkOrigin.DOCUMENT] * len(walked.parents)
    noscript = tag_ids("noscript")
    for place in range(1, len(origins)):
        outer = origins[walked.parent_of[place]]
        if outer is not LinkOrigin.DOCUMENT:
            origins[place] = outer
        elif walked.named[place] and hides(walked.named[place]):
            origins[place] = LinkOrigin.HIDDEN
        elif walked.parents[place].tag_id in noscript:
            origins[place] = LinkOrigin.NOSCRIPT
    return origins


def _declared(walked: Walk, base: str) -> Iterator[PageLink]:
    """Links of the head, for machines only."""
    for place in np.flatnonzero(tag_table("link")[walked.tags]).tolist():
        own = walked.nodes[place].attributes
        rel = tuple((own.get("rel") or "").lower().split())
        if "href" not in own or "stylesheet" in rel or not {"canonical", "alternate"} & set(rel):
            continue
        address = resolved(own["href"] or "", base)
        if address:
            feed = re.search(r"rss|atom", own.get("type") or "")
            declared = LinkType.RSS if feed else LinkType.ALTERNATE
            yield _machine_link(address, own["href"] or "", LinkType.CANONICAL if "canonical" in rel else declared, rel)


def _machine_link(
    address: str,
    href: str,
    link_type: LinkType,
    rel: tuple[str, ...],
    anchor: str = "",
    where: LinkOrigin = LinkOrigin.DOCUMENT,
) -> PageLink:
    return PageLink(address, href, anchor, link_type, rel, "", "", "", 0, Placement.HIDDEN, 1.0, where)


def _unshown(root: LexborNode | None, base: str, where: LinkOrigin) -> Iterator[PageLink]:
    """Links of markup that visitors do not see."""
    for element in root.css("a[href]")[:MOST_LINKS] if root else ():
        own = element.attributes
        address = resolved(own["href"] or "", base)
        if address:
            rel = tuple((own.get("rel") or "").lower().split())
            anchor = " ".join(element.text().split())
            yield _machine_link(address, own["href"] or "", LinkType.TEXT, rel, anchor, where)


def _comments(markup: bytes) -> Iterator[bytes]:
    """HTML comments that hold links. Those in scripts and styles are none."""
    at = markup.find(b"<!--")
    while at >= 0:
        end = markup.find(b"-->", at)
        end = len(markup) if end < 0 else end
        if markup.find(b"href", at, end) >= 0 and not any(
            markup.rfind(b"<" + raw, 0, at) > markup.rfind(b"</" + raw, 0, at) for raw in (b"script", b"style")
        ):
            yield markup[at + 4 : end]
        at = markup.find(b"<!--", end)


def _inner_documents(walked: Walk) -> Iterator[Walk]:
    frames = np.flatnonzero(tag_table("iframe")[walked.tags]).tolist()
    for place in frames[:MOST_FRAMES]:
        inner = walked.nodes[place].attributes.get("srcdoc")
        root = LexborHTMLParser(laid_flat(inner.encode("utf-8"))[0]).root if inner else None
        if root is not None:
            yield walk(root)
