"""Numbers that tell one kind of page from another and outlive a redesign: amounts of text, links, prices, dates."""

from collections.abc import Mapping, Sequence

from linkwright.page.elements import Elements
from linkwright.page.links import PageLink
from linkwright.page.main_text import PageText
from linkwright.page.page_type import telling_words
from linkwright.urls import host_of, registrable_domain

_POSTS = ("/comment", "/answer")


def shape(
    found: Elements, text: PageText, links: Sequence[PageLink], outside: Mapping[str, str]
) -> Mapping[str, float]:
    """Return the features that `page_types.toml` names.

    Args:
        found: the page's elements.
        text: its text.
        links: its links.
        outside: addresses in other sites it links to, and their registrable domains.
    """
    prices = sum(text.start.count(sign) for sign in telling_words("currency"))
    characters = max(1, text.characters)
    linked_away = sum(len(link.anchor) for link in links if link.url in outside)
    return {
        "link_density": min(1.0, text.linked / characters),
        "outside_density": min(1.0, linked_away / characters),
        "outside_domains": len(set(outside.values())),
        "links": len(links),
        "articles": found.articles,
        "code": found.listings,
        "times": len(found.times),
        "comments": sum(kind.rstrip("/").lower().endswith(_POSTS) for kind in found.item_types),
        "prices": prices,
        "carts": _named_in(text.start.lower(), telling_words("buying")) if prices else 0,
    }


def _named_in(text: str, phrases: Sequence[str]) -> int:
    return sum(phrase in text for phrase in phrases)


def outside_addresses(links: Sequence[PageLink], url: str) -> dict[str, str]:
    """Return the distinct addresses in other registrable domains that a page links to, and those domains."""
    own = registrable_domain(host_of(url))
    addresses = dict.fromkeys(link.url for link in links if link.url and link.url.startswith("http"))
    places = {address: address.split("/", 3)[2] for address in addresses}  # hosts with ports
    domains = {place: registrable_domain(host_of("http://" + place)) for place in set(places.values())}
    return {address: domains[place] for address, place in places.items() if domains[place] != own}
