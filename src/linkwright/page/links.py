"""The links of a page: where they lead, what they say, and where on the page they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkwright.page.addresses import resolved
from linkwright.page.anchors import Surroundings, Words, anchor_words
from linkwright.page.nesting import laid_flat
from linkwright.page.placement import placements
from linkwright.page.placement_features import Matrix, features
from linkwright.page.placement_names import own_purposes
from linkwright.page.reading import Reading
from linkwright.page.walk import COMMENT, MOST_LINKS, TARGETS, Walk, tag_ids, tag_table, walk
from linkwright.urls import host_of, registrable_domain
from linkwright.vocabulary.terms import LinkOrigin, LinkType, Placement

_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ANCHOR = re.compile(r"<a(?:rea)?[\s/]", re.IGNORECASE)  # most comments with addresses hold stylesheets
MOST_FRAMES, MOST_INNER = 20, 1_000
"""Documents within `<iframe srcdoc>` that are read, and templates and comments that hold links."""


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
    return links_of(walk(reading.tree.root), reading, url)[0]


def links_of(walked: Walk, reading: Reading, url: str) -> tuple[tuple[PageLink, ...], tuple[str, ...]]:
    """Return the links of a page that has been walked already (see `links`), and what was left out, in plain words."""
    base = _base(walked, url)
    found = _shown(walked, base, url, _origins(walked))
    shown, left_out = len(found), walked.left_out
    found += _declared(walked, base)
    inside, cut = _inner_markup(walked, reading)
    for markup, where in inside:
        if len(found) - shown >= MOST_LINKS:
            cut.append(f"all links of templates, comments and frames after the first {len(found) - shown:,}")
            break
        inner = walk(LexborHTMLParser(laid_flat(markup.encode("utf-8", "replace"))[0]).root)
        if where is LinkOrigin.IFRAME:
            found += _shown(inner, base, url, [where] * len(inner.parents))
        else:
            found += _unshown(inner, base, where)
        left_out += inner.left_out
    if left_out:
        cut.append(f"all links after the first {MOST_LINKS:,} ({left_out:,} more)")
    found[shown:] = [replace(link, position=position) for position, link in enumerate(found[shown:], start=shown + 1)]
    return tuple(found), tuple(cut)


def _base(walked: Walk, url: str) -> str:
    for place in np.flatnonzero(tag_table("base")[walked.tags]).tolist():
        own = walked.nodes[place].attributes
        if "href" in own:
            return resolved(own["href"] or "", url) or url
    return url


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
    around, types = Surroundings(walked), _types(walked, words)
    found: list[PageLink] = []
    for number, (address, href, word, own) in enumerate(zip(addresses, hrefs, words, walked.attributes, strict=True)):
        if address is None:
            continue
        origin = origins[walked.above[number]]
        if origin is LinkOrigin.DOCUMENT and hides(own):
            origin = LinkOrigin.HIDDEN
        link_type = types[number]
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


def _types(walked: Walk, words: Sequence[Words]) -> list[LinkType]:
    kinds = {"a": LinkType.TEXT, "area": LinkType.IMAGE, "form": LinkType.FORM}
    of_tag = {number: kind for name, kind in kinds.items() for number in tag_ids(name)}
    tags = walked.tags[walked.at].tolist()
    pairs = zip(tags, words, strict=True)
    return [LinkType.IMAGE if word.is_image else of_tag.get(tag, LinkType.FRAME) for tag, word in pairs]


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


def _unshown(walked: Walk, base: str, where: LinkOrigin) -> Iterator[PageLink]:
    """Links of markup that visitors do not see."""
    for words, own in zip(anchor_words(walked), walked.attributes, strict=True):
        address = resolved(own["href"] or "", base) if "href" in own else None
        if address:
            rel = tuple((own.get("rel") or "").lower().split())
            yield _machine_link(address, own["href"] or "", LinkType.TEXT, rel, words.anchor, where)


def _inner_markup(walked: Walk, reading: Reading) -> tuple[list[tuple[str, LinkOrigin]], list[str]]:
    """Return markup of its own within the page, so many of each kind at most, and what was left out, in words."""
    templates = reading.tree.template_fragments() if tag_table("template")[walked.tags].any() else []
    frames = np.flatnonzero(tag_table("iframe")[walked.tags]).tolist()
    documents = (walked.nodes[place].attributes.get("srcdoc") for place in frames)
    linking = (fragment.html or "" for fragment in templates if fragment.css_first("a[href], area[href]"))
    kinds: tuple[tuple[LinkOrigin, str, int, Iterator[str]], ...] = (
        (LinkOrigin.TEMPLATE, "templates that hold links", MOST_INNER, linking),
        (LinkOrigin.COMMENT, "comments that hold links", MOST_INNER, _comments(walked)),
        (LinkOrigin.IFRAME, "frames", MOST_FRAMES, (document for document in documents if document)),
    )
    found: list[tuple[str, LinkOrigin]] = []
    cut: list[str] = []
    for where, name, most, markup in kinds:
        found += [(each, where) for each in islice(markup, most)]
        if next(markup, None) is not None:
            cut.append(f"all but the first {most:,} of the {name}")
    return found, cut


def _comments(walked: Walk) -> Iterator[str]:
    """HTML comments that hold links, those beside the root element too."""
    for place in np.flatnonzero(walked.tags == COMMENT).tolist():
        yield from _with_links(walked.nodes[place])
    document = walked.nodes[0].parent
    beside = document.first_child if document is not None else None
    while beside is not None:
        yield from _with_links(beside)
        beside = beside.next


def _with_links(node: LexborNode) -> Iterator[str]:
    content = node.comment_content if node.is_comment_node else None
    if content and "href" in content.lower() and _ANCHOR.search(content):
        yield content
