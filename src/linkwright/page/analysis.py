"""Everything that is measured about one page: bytes in, facts out. No opinion, no input or output."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linkwright.page import metadata, robots
from linkwright.page.contacts import Contact, contacts
from linkwright.page.elements import elements
from linkwright.page.fingerprints import text_fingerprint, words
from linkwright.page.keys import OwnerKey, owner_keys
from linkwright.page.language import Language, language
from linkwright.page.links import PageLink, links_of
from linkwright.page.main_text import page_text
from linkwright.page.metadata import Refresh
from linkwright.page.page_type import Clues, TypedPage, clues, page_type
from linkwright.page.paid import PaidMarker, paid_markers
from linkwright.page.platforms import platform, template_fingerprint
from linkwright.page.reading import MOST_BYTES, read
from linkwright.page.robots import Directive
from linkwright.page.shape import outside_addresses, shape
from linkwright.page.structured import structured
from linkwright.page.walk import walk
from linkwright.page.walls import Wall, walls
from linkwright.vocabulary.terms import LinkOrigin, LinkType

_CLICKABLE = (LinkType.TEXT, LinkType.IMAGE)
_NOT_OF_THE_PAGE = (LinkOrigin.COMMENT, LinkOrigin.TEMPLATE, LinkOrigin.IFRAME)


@dataclass(frozen=True, slots=True)
class Document:
    """What one page is and says.

    Attributes:
        url: canonical address it was asked for under.
        base_url: what relative addresses are resolved against.
        encoding: codec of Python that decoded it.
        cut: what was left out of a page too large, too deep or with too many links, in plain words.
        partly_read: whether links may stand in what was left out.
        title: of the page, or the one it offers for sharing.
        language: of the main text, or the declared one where there is too little text; None when neither is known.
        declared_language: what the page says, two or three letters.
        canonical: absolute address of `link rel=canonical`; that of an HTTP header is not seen here.
        meta_robots: rules of robots metas.
        header_robots: rules of X-Robots-Tag.
        refresh: where a meta sends the visitor, and when.
        author: as stated for machines.
        published: as stated for machines, UTC.
        modified: as stated for machines, UTC.
        main_text: sentences without menus and lists of links, one line a block.
        main_characters: its length.
        main_words: its words.
        links: every link, in document order.
        internal_links: links a visitor can click that lead to the same registrable domain.
        external_links: those that lead to others.
        page_type: what kind of page it is.
        clues: what that was told from.
        paid: marks of payment.
        owner_keys: account numbers that tie it to an owner.
        contacts: ways to reach its owner.
        platform: software that made it, such as `wordpress`.
        template: fingerprint of the frame around the content; see `fingerprints.resemblance`.
        text_fingerprint: fingerprint of the main text; None when there is too little.
        walls: what it looks like if it stands in the way of the page asked for.
    """

    url: str
    base_url: str
    encoding: str
    cut: tuple[str, ...]
    partly_read: bool
    title: str | None
    language: Language | None
    declared_language: str | None
    canonical: str | None
    meta_robots: tuple[Directive, ...]
    header_robots: tuple[Directive, ...]
    refresh: Refresh | None
    author: str | None
    published: datetime | None
    modified: datetime | None
    main_text: str
    main_characters: int
    main_words: int
    links: tuple[PageLink, ...]
    internal_links: int
    external_links: int
    page_type: TypedPage
    clues: Clues
    paid: tuple[PaidMarker, ...]
    owner_keys: tuple[OwnerKey, ...]
    contacts: tuple[Contact, ...]
    platform: str | None
    template: bytes | None
    text_fingerprint: bytes | None
    walls: tuple[Wall, ...]

    @property
    def clickable(self) -> tuple[PageLink, ...]:
        """The links a reader can follow, in document order: no address for machines, none outside the page."""
        return _clickable(self.links)


def _clickable(links: Iterable[PageLink]) -> tuple[PageLink, ...]:
    return tuple(link for link in links if link.link_type in _CLICKABLE and link.where not in _NOT_OF_THE_PAGE)


def analyse(body: bytes, url: str, *, content_type: str | None = None, robots_header: str | None = None) -> Document:
    """Read a page and measure it. Any bytes are a page; time and memory are bounded.

    Args:
        body: the page as it came, already decompressed.
        url: canonical address it came from, after redirects (see `linkwright.urls.canonical_url`).
        content_type: value of the HTTP header, if there was one.
        robots_header: value of X-Robots-Tag; several are joined by line breaks.
    """
    reading = read(body, content_type)
    walked = walk(reading.tree.root)
    found = elements(reading, walked)
    said = structured(found.json_ld)
    base = metadata.base_url(found, url)
    page_links, cut = links_of(walked, reading, url)
    text = page_text(walked)
    main_text = text.main
    main_words = words(main_text)
    title = metadata.title(found)
    made_by = platform(found)
    published, modified = metadata.published(found, said), metadata.modified(found, said)
    author = metadata.author(found, said)
    declared = metadata.declared_language(found)
    clickable = _clickable(page_links)
    outside = outside_addresses(clickable, url)
    external = sum(link.url in outside for link in clickable)
    features = {
        **shape(found, text, clickable, outside),
        "words": len(main_words),
        "dated": float(published is not None or modified is not None),
        "authored": float(author is not None),
    }
    told_from = clues(found, said, url, title, made_by, features)
    return Document(
        url=url,
        base_url=base,
        encoding=reading.encoding,
        cut=reading.cut + cut,
        partly_read=len(body) > MOST_BYTES or bool(cut),
        title=title,
        language=language(main_text, declared),
        declared_language=declared,
        canonical=metadata.canonical(found, base),
        meta_robots=robots.meta_directives(found),
        header_robots=robots.header_directives(robots_header),
        refresh=metadata.refresh(found, base),
        author=author,
        published=published,
        modified=modified,
        main_text=main_text,
        main_characters=len(main_text),
        main_words=len(main_words),
        links=page_links,
        internal_links=sum(link.url.startswith("http") for link in clickable) - external,
        external_links=external,
        page_type=page_type(told_from),
        clues=told_from,
        paid=paid_markers(found, title, main_text, url, outside),
        owner_keys=owner_keys(found, outside),
        contacts=contacts(walked, page_links, url),
        platform=made_by,
        template=template_fingerprint(reading.tree, found),
        text_fingerprint=text_fingerprint(main_words),
        walls=walls(found, title, main_text, len(main_words), url),
    )
