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

# An address that matches as a whole is already canonical: parsing gives it back unchanged, but for the slash after a
# bare host (a property test proves it). Millions of ordinary addresses are then folded in SQL, and only the odd ones
# go through the parser. The syntax is common to RE2 (DuckDB), Java (Spark) and Python. The labels of the host are
# lower-case letters, digits, hyphens and underscores; none begins with `xn`, the last begins with a letter. The path
# holds only characters the standard leaves alone, no empty segment and no segment that begins with a dot.
SIMPLE_URL = (
    r"https?://(?:(?:[a-wyz0-9_]|x[a-mo-z0-9_-])[a-z0-9_-]*\.|x\.)+(?:[a-wyz]|x[a-mo-z0-9_-])[a-z0-9_-]*"
    r"(?:/(?:[A-Za-z0-9_~!$&()*+,;=:@-]|%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-DFa-df])"
    r"(?:[A-Za-z0-9._~!$&()*+,;=:@-]|%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-DFa-df])*)*"
    r"/?(?:\?[A-Za-z0-9._~!$&()*+,;=:@/?%-]*)?"
)
# Names of query parameters that tell where a visitor came from and never what the page shows. Compared without case.
TRACKING_PARAMETERS = (
    r"utm_[a-z_]+|gclid|gclsrc|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|ref_src|srsltid"
)
_TRACKING_PAIR = re.compile(rf"(?:{TRACKING_PARAMETERS})(?:=.*)?", re.IGNORECASE | re.ASCII | re.DOTALL)
# `name:` at the start is a scheme, unless digits follow: then it is a host and its port.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")


def canonical_url(raw: str) -> str | None:
    """Return the address in WHATWG form without its fragment, or None when it is not an http(s) address.

    A missing scheme is read as `http:` (Moz writes none). Spaces around are ignored. A host needs a dot: `localhost`
    and bare words are not addresses of the web.
    """
    text = raw.strip()
    if not _SCHEME.match(text):
        text = "http://" + text.lstrip("/")
    try:
        url = can_ada.parse(text)
    except (ValueError, TypeError):  # can_ada raises the second for half a surrogate pair
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
    path = (slash + path).removesuffix("/")
    query = "&".join(pair for pair in query.split("&") if not _TRACKING_PAIR.fullmatch(pair))
    return without_www(host) + path + ("?" + query if query else "")


def without_www(host: str) -> str:
    """Fold a leading `www.` away, unless it is all that stands before the last label."""
    return host.removeprefix("www.") if host.count(".") > 1 else host


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


def is_registry_suffix(host: str) -> bool:
    """Tell whether registries hand out names under this one, such as `co.uk`; nobody owns it."""
    return not is_address(host) and _suffixes(icann_only=True).privatesuffix(host) is None


HOSTS_SCHEMA = pa.schema(
    [
        ("host", pa.string()),
        ("registrable_domain", pa.string()),
        ("icann_domain", pa.string()),
    ]
)


ADDRESSES_SCHEMA = pa.schema(
    [
        ("raw", pa.string()),
        ("canonical", pa.string()),  # null when it is not an address
        ("page_key", pa.string()),
        ("key_host", pa.string()),  # host of the page key, without port
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
        },
        schema=HOSTS_SCHEMA,
    )


def canonical_urls(raw: pa.Array) -> pa.Table:
    """Parse distinct addresses. Returns one row each with `ADDRESSES_SCHEMA`; about 5 us an address."""
    texts = raw.to_pylist()
    parsed = [canonical_url(text) for text in texts]
    return pa.table(
        {
            "raw": texts,
            "canonical": parsed,
            "page_key": [page_key(url) if url else None for url in parsed],
            "key_host": [without_www(host_of(url)) if url else None for url in parsed],
        },
        schema=ADDRESSES_SCHEMA,
    )
