"""Search Console writes the same header over pages of others that link to you and over your own pages that do.

"More sample links" and "Your pages linking to this page" both say `Linking page`. Only the addresses tell: when all of
them are on the site's own domain, the file lists internal links, and none of it is a backlink.
"""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.sources.file_names import property_in_name
from linkwright.urls import canonical_urls, host_of, registrable_domain
from linkwright.vocabulary.site import Site

OWN_PAGES = "your own pages, not backlinks"
ENOUGH = 3  # so many rows on one domain, and none on another, are no chance


def only_domain(addresses: pa.ChunkedArray) -> str:
    """Return the registrable domain all addresses (as written) are on, else an empty text."""
    parsed = canonical_urls(pc.unique(addresses.drop_null()))["canonical"].to_pylist()
    domains = {registrable_domain(host_of(url)) for url in parsed if url}
    return domains.pop() if len(domains) == 1 else ""


def is_own(domain: str, rows: int, file_name: str, site: Site | None) -> bool:
    """Tell whether the domain of all linking pages is the site's own.

    Args:
        domain: the registrable domain all rows are on.
        rows: how many there are.
        file_name: Search Console starts it with the property.
        site: the site under study; if nobody names one, enough rows on one domain are its own pages.
    """
    own = _registrable(site.domains) if site else set()
    named = property_in_name(file_name)
    if domain in own or (named and domain in _registrable([named])):
        return True
    return not own and not named and rows >= ENOUGH


def _registrable(hosts: Iterable[str]) -> set[str]:
    return {registrable_domain(host.casefold().removeprefix("www.")) for host in hosts}
