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
_ENOUGH = 3  # so many rows on one domain, and none on another, and no site given: its own pages


def own_domain(addresses: pa.ChunkedArray, file_name: str, site: Site | None) -> str:
    """Return the domain all addresses are on when it is the site's own, else an empty text.

    Args:
        addresses: the linking pages as written.
        file_name: Search Console starts it with the property.
        site: the site under study, if known.
    """
    parsed = canonical_urls(pc.unique(addresses.drop_null()))["canonical"].to_pylist()
    domains = {registrable_domain(host_of(url)) for url in parsed if url}
    if len(domains) != 1:
        return ""
    domain = domains.pop()
    own = _registrable(site.domains) if site else set()
    named = property_in_name(file_name)
    if domain in own or (named and domain in _registrable([named])):
        return domain
    return domain if not own and not named and len(addresses) >= _ENOUGH else ""


def _registrable(hosts: Iterable[str]) -> set[str]:
    return {registrable_domain(host.casefold().removeprefix("www.")) for host in hosts}
