"""One walk over a document: the few elements that the other files of this room read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np
from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkwright.page.reading import Reading
from linkwright.page.walk import Walk, tag_table

_MICRODATA = "[itemtype],[itemprop=author],[itemprop=datePublished],[itemprop=dateModified]"
_NAMES = "title meta link base script h1 time article pre iframe input"
MAX_ELEMENTS = 5_000  # what a page states about itself stands in a few dozen; generated pages repeat millions
# Snippets of trackers have a few hundred characters, data of applications megabytes: of the account numbers in real
# pages 96 % stand in scripts of at most 20,000 characters, at a fifth of the time.
MAX_SCRIPT = 20_000
MAX_SCRIPTS = 200_000
MAX_JSON_LD = 200_000
MAX_TEXT = 2_000  # characters of one title or heading

_PROPERTIES = frozenset({"author", "datePublished", "dateModified"})
Attributes = Mapping[str, str]


@dataclass
class Elements:
    """What was found, in document order. Names of attributes are lower-case; a missing value is the empty text.

    Attributes:
        html: attributes of the root element.
        title: text of the first title.
        metas: attributes of every `meta`.
        named: of these, the first content that is not empty under each name or property, lower-case.
        links: attributes of every `link` (stylesheets, canonical, ...).
        base: the first `href` of a `base`.
        scripts: texts of inline scripts.
        sources: addresses of the other scripts.
        json_ld: texts of `application/ld+json`.
        headings: texts of the `h1` elements.
        headline: the first of them.
        times: attributes of `time` elements.
        item_types: `itemtype` of microdata.
        properties: (name, value) of microdata on author and dates.
        articles: number of `article` elements.
        listings: number of `pre` elements: program code and the like.
        passwords: number of password fields.
        frames: addresses of frames.
    """

    html: Attributes = field(default_factory=dict)
    title: str | None = None
    metas: list[Attributes] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    links: list[Attributes] = field(default_factory=list)
    base: str | None = None
    scripts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    headline: LexborNode | None = None
    times: list[Attributes] = field(default_factory=list)
    item_types: list[str] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    articles: int = 0
    listings: int = 0
    passwords: int = 0
    frames: list[str] = field(default_factory=list)

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content of a `meta` with one of the names, in the order of the names."""
        return next((self.named[name] for name in names if name in self.named), None)


def elements(reading: Reading, walked: Walk) -> Elements:
    """Collect what the page states about itself. Bounded by the `MAX_` constants of this file.

    The walk that finds the links finds these elements too; a selector of CSS would walk once more.
    """
    found = Elements(html=_attributes(walked.nodes[0])) if walked.nodes else Elements()
    script_room = MAX_SCRIPTS
    for place in np.flatnonzero(tag_table(_NAMES)[walked.tags])[:MAX_ELEMENTS].tolist():
        node = walked.nodes[place]
        attributes = _attributes(node)
        match node.tag:
            case "meta":
                found.metas.append(attributes)
                _name(attributes, found)
            case "link":
                found.links.append(attributes)
            case "base":
                if found.base is None:
                    found.base = attributes.get("href")
            case "script":
                script_room -= _script(node, attributes, found, script_room)
            case "title":
                if found.title is None and not _inside_drawing(node):
                    found.title = _text(node)
            case "h1":
                found.headings.append(walked.text_in(place)[:MAX_TEXT])
                found.headline = found.headline or node
            case "time":
                found.times.append(attributes)
            case "article":
                found.articles += 1
            case "pre":
                found.listings += 1
            case "input":
                found.passwords += attributes.get("type", "").lower() == "password"
            case "iframe":
                found.frames.append(attributes.get("src", ""))
    markup = reading.markup.lower()
    if b"itemprop" in markup or b"itemtype" in markup:
        _microdata(reading.tree, walked, found)
    return found


def _microdata(tree: LexborHTMLParser, walked: Walk, found: Elements) -> None:
    wanted = {node.mem_id for node in tree.css(_MICRODATA)[:MAX_ELEMENTS]}
    for place, key in enumerate(map(attrgetter("mem_id"), walked.nodes)):
        if key not in wanted:
            continue
        attributes = _attributes(walked.nodes[place])
        if "itemtype" in attributes:
            found.item_types.append(attributes["itemtype"][:MAX_TEXT])
        if attributes.get("itemprop") in _PROPERTIES:
            stated = attributes.get("content") or attributes.get("datetime") or attributes.get("href")
            found.properties.append((attributes["itemprop"].lower(), (stated or walked.text_in(place))[:MAX_TEXT]))


def _name(meta: Attributes, found: Elements) -> None:
    content = meta.get("content", "").strip()
    if content:
        name = meta.get("name") or meta.get("property") or ""
        found.named.setdefault(name.strip().lower(), content[:MAX_TEXT])


def _attributes(node: LexborNode) -> Attributes:
    return {name: value or "" for name, value in node.attributes.items()}


def _text(node: LexborNode) -> str:
    return " ".join((node.text() or "")[: 4 * MAX_TEXT].split())[:MAX_TEXT]


def _inside_drawing(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag not in ("head", "body", "html")


def _script(node: LexborNode, attributes: Attributes, found: Elements, room: int) -> int:
    """File one script; return how many characters it took of what is left for scripts."""
    source = attributes.get("src", "")
    if source:
        found.sources.append(source[:MAX_TEXT])
        return 0
    text = node.text() or ""
    if "ld+json" in attributes.get("type", "").lower():
        if len(text) <= MAX_JSON_LD:
            found.json_ld.append(text)
    elif len(text) <= min(MAX_SCRIPT, room):
        found.scripts.append(text)
        return len(text)
    return 0
