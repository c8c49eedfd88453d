"""Ways to reach the owner of a page, as they stand on it: addresses, contact pages, contact forms. Nothing is guessed.

An address is taken where it is of the page's own registrable domain, or where words beside it plainly give it as the
contact. What readers cannot see is left alone (such addresses are traps for robots), and so is what visitors wrote in
comments, and addresses that a page encodes against being read by programs. The words are in `contacts.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any
from urllib.parse import unquote

import numpy as np
from selectolax.lexbor import LexborNode

from linkwright.page.links import PageLink, hides
from linkwright.page.phrases import phrase_pattern
from linkwright.page.walk import Walk, tag_table
from linkwright.urls import canonical_url, host_of, registrable_domain
from linkwright.vocabulary.terms import ContactKind, LinkOrigin, LinkType, Placement

MOST_OF_A_KIND = 3
"""Contacts of each kind kept of a page: its own come first on nearly every site, and nobody writes to ten."""
_MOST_MARKS = 500  # signs like @ looked at in one page
_MOST_MAILTOS = 200
_MOST_FIELDS = 20  # large text fields looked at
_LONGEST_ANCHOR = 60
_LONGEST_WORDS = 100
_BESIDE = 60  # characters before an address in which it is given as the contact
_LEVELS = 60  # elements above a text that are looked at
_LOCAL = re.compile(r"(?<![^\W_])[A-Za-z0-9][A-Za-z0-9._+&'~-]{0,63}\Z")
_EDGES = " \t\r\n\xa0›»→>|·•:.…✉📧☎-–—"
_VISITORS = frozenset(
    ("comment", "comments", "commentform", "commentlist", "respond", "reply", "replies", "review", "reviews", "disqus")
)
"""Names of elements that hold what visitors write."""
_NAMING = ("id", "class", "name", "action")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the owner.

    Attributes:
        kind: address, page or form.
        value: the e-mail address (ASCII, host lower-case), or the absolute address of the page.
        words: the anchor, or the words beside it.
    """

    kind: ContactKind
    value: str
    words: str


def contacts(walked: Walk, links: Sequence[PageLink], url: str) -> tuple[Contact, ...]:
    """Return the ways to reach the owner of a page: addresses, then pages, then forms, at most three of each.

    Args:
        walked: the page.
        links: its links, as `links_of` gives them.
        url: its canonical address.
    """
    own = registrable_domain(host_of(url))
    shown = [link for link in links if link.where in _SHOWN and link.link_type in (LinkType.TEXT, LinkType.IMAGE)]
    addresses = [*_linked_addresses(shown, url, own), *_written_addresses(walked, url, own)]
    addresses.sort(key=lambda contact: not _is_of(contact.value, own))
    return (*_first(addresses), *_first(_pages(shown, own)), *_first(_forms(walked, url)))


_SHOWN = (LinkOrigin.DOCUMENT, LinkOrigin.NOSCRIPT)


def _first(found: Iterable[Contact]) -> tuple[Contact, ...]:
    different: dict[str, Contact] = {}
    for contact in found:
        different.setdefault(contact.value.lower(), contact)
    return tuple(islice(different.values(), MOST_OF_A_KIND))


def _linked_addresses(links: Iterable[PageLink], url: str, own: str) -> Iterator[Contact]:
    mailtos = (link for link in links if link.url.startswith("mailto:") and link.placement is not Placement.COMMENT)
    for link in islice(mailtos, _MOST_MAILTOS):
        local, at, host = unquote(link.url[len("mailto:") :][:400].partition("?")[0].partition(",")[0]).rpartition("@")
        address = _address(local.strip(), host.strip()) if at else None
        around = f"{link.heading[-_BESIDE:]} {link.left_context[-_BESIDE:]} {link.anchor[:_LONGEST_WORDS]}"
        if address and _is_meant(address, own, around, url):
            yield Contact(ContactKind.ADDRESS, address, (link.anchor or link.left_context)[:_LONGEST_WORDS])


def _written_addresses(walked: Walk, url: str, own: str) -> Iterator[Contact]:
    at, domain = _signs()
    left = _MOST_MARKS
    for place, text in zip(walked.text_at.tolist(), walked.texts, strict=True):
        for mark in islice(at.finditer(text), left):
            left -= 1
            before, after = text[max(0, mark.start() - 68) : mark.start()], text[mark.end() : mark.end() + 300]
            bracketed = len(mark[0]) > 1
            local = _LOCAL.search(before.rstrip() if bracketed else before)
            host = domain.match(after.lstrip() if bracketed else after)
            address = _address(local[0], _dots().sub(".", host[0])) if local and host else None
            beside = text[max(0, mark.start() - _BESIDE) : mark.start()]
            if address and _is_meant(address, own, beside, url) and _is_the_owners(walked.nodes[place]):
                yield Contact(ContactKind.ADDRESS, address, " ".join(beside.split())[:_LONGEST_WORDS])
        if left <= 0:
            return


def _address(local: str, host: str) -> str | None:
    """The address in the form that goes into a header, or None when it is none or nobody's."""
    name = _LOCAL.fullmatch(local)
    canonical = canonical_url("http://" + host) if name and re.fullmatch(r"[\w.-]{3,253}", host) else None
    if canonical is None or local.endswith(".") or ".." in local:
        return None
    asked = host_of(canonical).rstrip(".")
    nobody = _data()["nobody"]
    if registrable_domain(asked) in nobody["domains"] or asked.rpartition(".")[2] in nobody["endings"]:
        return None
    return f"{local}@{asked}" if not asked.rpartition(".")[2].isdigit() else None


def _is_meant(address: str, own: str, around: str, url: str) -> bool:
    return (
        _is_of(address, own) or bool(_beside().search(around.lower())) or _kind_of_page(url) in ("contact", "imprint")
    )


def _is_of(address: str, own: str) -> bool:
    return registrable_domain(address.rpartition("@")[2]) == own


def _is_the_owners(node: LexborNode) -> bool:
    """Whether readers see the text, and it is not what a visitor wrote."""
    above = node.parent
    for _ in range(_LEVELS):
        if above is None or above.tag in ("body", "html"):
            return True
        if hides(above.attributes) or _by_visitors(above):
            return False
        above = above.parent
    return False


def _by_visitors(node: LexborNode) -> bool:
    return not _VISITORS.isdisjoint(_names(node))


def _names(node: LexborNode) -> list[str]:
    own = node.attributes
    return _WORD.findall(" ".join((own.get(name) or "")[:200] for name in _NAMING if name in own).lower())


def usefulness(url: str, words: str) -> int:
    """How well a page helps to reach the owner, by its name or its anchor: 0 is a contact page, the best."""
    kind = _phrases().get(words.strip(_EDGES).lower()) or _kind_of_page(url)
    order = tuple(_data()["page"])
    return order.index(kind) if kind else len(order)


def _pages(links: Iterable[PageLink], own: str) -> Iterator[Contact]:
    """Links to contact, imprint, about and privacy pages of the same site, the most useful first."""
    found = []
    for link in links:
        if len(link.anchor) > _LONGEST_ANCHOR or not link.url.startswith("http"):
            continue
        useful = usefulness(link.url, link.anchor)
        if useful < len(_data()["page"]) and registrable_domain(host_of(link.url)) == own:
            address = link.url.partition("#")[0]
            found.append((useful, link.position, Contact(ContactKind.PAGE, address, link.anchor)))
    return (contact for _, _, contact in sorted(found, key=lambda each: each[:2]))


def _kind_of_page(url: str) -> str | None:
    path = url.partition("?")[0].partition("#")[0].split("/", 3)
    last = path[3].rstrip("/").rpartition("/")[2] if len(path) > 3 else ""
    return _paths().get(last.rpartition(".")[0] or last) if last and len(last) <= _LONGEST_ANCHOR else None


def _forms(walked: Walk, url: str) -> Iterator[Contact]:
    """Forms to write to the owner: with room for a text, and called so; or on a page that is called so."""
    on_contact_page = _kind_of_page(url) == "contact"
    for place in np.flatnonzero(tag_table("textarea")[walked.tags])[:_MOST_FIELDS].tolist():
        form: LexborNode | None = walked.nodes[place]
        for _ in range(_LEVELS):
            if form is None or form.tag == "form":
                break
            form = form.parent
        if form is None or form.tag != "form" or not _is_the_owners(form) or _by_visitors(form):
            continue
        if on_contact_page or not _form_names().isdisjoint(_names(form)):
            yield Contact(ContactKind.FORM, url, "")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("linkwright.page").joinpath("contacts.toml").read_text("utf-8"))


@cache
def _phrases() -> dict[str, str]:
    return {phrase: kind for kind, table in reversed(_data()["page"].items()) for phrase in table["phrases"]}


@cache
def _paths() -> dict[str, str]:
    return {path: kind for kind, table in reversed(_data()["page"].items()) for path in table["paths"]}


@cache
def _form_names() -> frozenset[str]:
    return frozenset(_data()["page"]["contact"]["paths"]) | {"contactform", "wpcf"}  # the last: a WordPress plug-in


@cache
def _beside() -> re.Pattern[str]:
    return phrase_pattern(_data()["beside"]["phrases"], whole_words=True)


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The sign between name and host, and a host that follows it. Bounded, so linear in the text."""
    at = re.compile(f"[@＠]|{_bracketed('at')}", re.IGNORECASE)
    domain = re.compile(rf"[\w-]{{1,63}}(?:(?:\.|{_dots().pattern})[\w-]{{1,63}}){{1,5}}", re.IGNORECASE)
    return at, domain


@cache
def _dots() -> re.Pattern[str]:
    return re.compile(rf"\s?{_bracketed('dot')}\s?", re.IGNORECASE)


def _bracketed(sign: str) -> str:
    words = "|".join(re.escape(word) for word in _data()["signs"][sign])
    return rf"[\[({{]\s?(?:{words})\s?[\])}}]"
