r"""Addresses: parsing, folding of duplicates, registrable domains.

*Parsing* follows the WHATWG URL standard (what browsers do), by the library can_ada.

*Folding rule.* Two addresses are the same page when they differ only in scheme, a leading `www.`, a default port, one
trailing slash of the path, the fragment, or tracking parameters (`TRACKING_PARAMETERS`). The folded form is called a
**page key**: `example.com/a/b?x=1`. Keys identify; the address shown is one of those seen. Nothing else is folded:
letter case of the path, order of parameters and `index.html` may matter to the server.

*Registrable domain* is the part an owner registers (`example.co.uk`), by the Public Suffix List with its private
section, so that `alice.blogspot.com` and `bob.blogspot.com` are two owners. A host that is itself a public suffix
stands for itself.

The snapshot of the list comes with the library publicsuffixlist: nothing is downloaded.
"""

import re
from functools import cache, lru_cache

import can_ada
import pyarrow as pa
from publicsuffixlist import PublicSuffixList

# An address this pattern accepts is already canonical: parsing it would give it back unchanged (a property test
# proves it). Millions of ordinary addresses are then folded in SQL, and only the odd ones go through the parser.
# RE2 syntax: DuckDB and Spark (Java) both run it. The host is lower-case letters, digits and hyphens, its last label
# starts with a letter, no `xn--`; the path holds only characters the standard leaves alone and no dot segments.
SIMPLE_URL = (
    r"^https?://([a-wyz0-9][a-z0-9-]*\.|x[a-mo-z0-9][a-z0-9-]*\.|x\.)+[a-wyz][a-z]+"
    r"(/[A-Za-z0-9_~!$&()*+,;=:@-][A-Za-z0-9._~!$&()*+,;=:@-]*)*/?(\?[A-Za-z0-9._~!$&()*+,;=:@/?%-]*)?$"
)
TRACKING_PARAMETERS = (
    r"utm_[a-z_]+|gclid|gclsrc|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|ref_src|srsltid"
)
_TRACKING_PAIR = re.compile(rf"(^|&)(?:{TRACKING_PARAMETERS})(?:=[^&]*)?(?=&|$)", re.IGNORECASE)


def canonical_url(raw: str) -> str | None:
    """Return the address in WHATWG form without its fragment, or None when it is not an http(s) address.

    A missing scheme is read as `http:` (Moz writes none). Spaces around are ignored.
    """
    text = raw.strip()
    if "://" not in text[:12]:
        text = "http://" + text.lstrip("/")
    try:
        url = can_ada.parse(text)
    except (ValueError, UnicodeError):
        return None
    if url.protocol not in ("http:", "https:") or "." not in url.hostname.strip("."):
        return None
    url.hash = ""
    url.username = ""
    url.password = ""
    return str(url.href)


def page_key(canonical: str) -> str:
    """Fold a canonical address into its page key (see the rule in the module's docstring)."""
    rest = canonical.split("://", 1)[1]
    path_part, _, query = rest.partition("?")
    host, slash, path = path_part.partition("/")
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    path = (slash + path).removesuffix("/")
    query = _TRACKING_PAIR.sub("", query).removeprefix("&")
    return host + path + ("?" + query if query else "")


def host_of(canonical: str) -> str:
    """Return the host of a canonical address, without port."""
    host = canonical.split("://", 1)[1].split("/", 1)[0].split("?", 1)[0]
    return re.sub(r":\d+$", "", host)


@cache
def _suffixes(*, icann_only: bool) -> PublicSuffixList:
    return PublicSuffixList(only_icann=icann_only)


def is_address(host: str) -> bool:
    """Tell whether the host is an IP address rather than a name."""
    return bool(re.fullmatch(r"[0-9.]+|\[[0-9a-fA-F:.]+\]", host))


@lru_cache(maxsize=1 << 16)
def registrable_domain(host: str, *, private_suffixes: bool = True) -> str:
    """Return the registrable domain of a host, or the host itself for addresses and public suffixes.

    Args:
        host: host name, lower-case, punycode for non-ASCII names.
        private_suffixes: also count suffixes such as `blogspot.com` that a company, not a registry, hands out.
    """
    name = host.rstrip(".")
    if is_address(name):
        return name
    found: str | None = _suffixes(icann_only=not private_suffixes).privatesuffix(name)
    return found or name


def public_suffix(host: str) -> str:
    """Return the public suffix of a host (private section included), or an empty text for an IP address."""
    if is_address(host):
        return ""
    return _suffixes(icann_only=False).publicsuffix(host) or ""


HOSTS_SCHEMA = pa.schema(
    [
        ("host", pa.string()),
        ("registrable_domain", pa.string()),
        ("icann_domain", pa.string()),
        ("public_suffix", pa.string()),
    ]
)


def domains_of_hosts(hosts: pa.Array) -> pa.Table:
    """Look up distinct hosts. Returns one row each with `HOSTS_SCHEMA`; about 5 us a host."""
    names = hosts.to_pylist()
    return pa.table(
        {
            "host": names,
            "registrable_domain": [registrable_domain(name) for name in names],
            "icann_domain": [registrable_domain(name, private_suffixes=False) for name in names],
            "public_suffix": [public_suffix(name) for name in names],
        },
        schema=HOSTS_SCHEMA,
    )


def canonical_urls(raw: pa.Array) -> pa.Table:
    """Parse distinct addresses. Returns `raw`, `canonical` (null when not an address) and `page_key`."""
    texts = raw.to_pylist()
    parsed = [canonical_url(text) for text in texts]
    return pa.table(
        {
            "raw": pa.array(texts, pa.string()),
            "canonical": pa.array(parsed, pa.string()),
            "page_key": pa.array([page_key(url) if url else None for url in parsed], pa.string()),
        }
    )
