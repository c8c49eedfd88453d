"""Which addresses are fetched at all: parsing as browsers do, and the guard against private networks.

The guard looks at IP addresses only, never at how a host is spelled: `2130706433`, `0x7f.1`, `①②⑦.0.0.1` and a
name that resolves to 127.0.0.1 are all 127.0.0.1 by the time it is asked. It is asked twice, when a name is resolved
and again when the socket is made (`transport.py`).
"""

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache

import can_ada

from linkwright.fetch.model import Failure

LONGEST_URL = 8 * 1024  # characters; common servers refuse longer request lines (RFC 9110, 4.1 asks for 8,000 at least)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

# The "bad ports" of the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking), which browsers refuse, and the
# ports of databases and container engines, so that nobody makes us talk HTTP to them.
# fmt: off
_BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    1433, 2375, 2376, 3306, 5432, 6379, 11211, 27017,
))
# fmt: on

# Special-purpose networks that `ipaddress` calls global (IANA registries of IPv4 and IPv6 special-purpose addresses).
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "168.63.129.16/32",  # Azure's address for its own virtual machines: metadata and agent
        "192.0.0.0/24",  # protocol assignments; Oracle Cloud's metadata too
        "192.88.99.0/24",  # relays of 6to4
    )
)
# Only 2000::/3 is handed out to the public (RFC 4291, 2.4). That leaves out ::1, ::ffff:0:0/96 (IPv4-mapped),
# 64:ff9b::/96 (NAT64), fc00::/7, fe80::/10, fec0::/10 and ff00::/8, and these inside it lead elsewhere:
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http(s) address in WHATWG form.

    Attributes:
        url: without fragment, user name and password.
        scheme: `http` or `https`.
        host: name in punycode, or IP address; an IPv6 address has no brackets here.
        port: the one to connect to, default or not.
        path: path and query, as sent.
        origin: scheme, host and port: what one robots.txt speaks for.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    origin: str

    @property
    def host_header(self) -> str:
        """What the `Host` header says: the port only where it is not the default one."""
        return self.origin.split("://", 1)[1]

    @property
    def is_ip(self) -> bool:
        """Tell whether the host is an IP address and needs no name server."""
        return ":" in self.host or self.host.rsplit(".", 1)[-1].isdigit()


def web_address(raw: str) -> WebAddress | Failure:
    """Parse an absolute address, or say why it is not fetched."""
    if len(raw) > LONGEST_URL:
        return Failure.BAD_ADDRESS
    try:
        parsed = can_ada.parse(raw)
    except (ValueError, TypeError):  # can_ada says TypeError for a lone surrogate, which is no character
        return Failure.BAD_ADDRESS
    scheme = str(parsed.protocol).removesuffix(":")
    if scheme not in _DEFAULT_PORTS:
        return Failure.BAD_SCHEME
    host = str(parsed.hostname).strip("[]")
    if not host or ".." in host or host.startswith(".") or len(host) > 253:
        return Failure.BAD_ADDRESS
    port = int(parsed.port or _DEFAULT_PORTS[scheme])
    if port in _BAD_PORTS:
        return Failure.BAD_PORT
    origin = f"{scheme}://{parsed.host}"
    path = f"{parsed.pathname}{parsed.search}"
    return WebAddress(origin + path, scheme, host.rstrip("."), port, path, origin)


def resolve(location: str, base: WebAddress) -> WebAddress | Failure:
    """Resolve the `Location` of a redirect against the address that sent it (WHATWG; can_ada itself has no join)."""
    text = location.strip("\x00\t\n\x0c\r ").replace("\t", "").replace("\n", "").replace("\r", "")
    if _SCHEME.match(text):
        return web_address(text)
    slashed = text[:2].replace("\\", "/")
    if slashed == "//":
        return web_address(f"{base.scheme}:{text}")
    if slashed.startswith("/"):
        return web_address(base.origin + text)
    path = base.path.partition("?")[0]
    if not text.startswith(("?", "#")):
        path = path[: path.rindex("/") + 1]
    elif text.startswith("#"):
        path = base.path
    return web_address(base.origin + path + text)


@lru_cache(maxsize=1 << 14)
def is_public(ip: str) -> bool:
    """Tell whether an IP address belongs to the public internet; anything doubtful does not."""
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        return address in _PUBLIC_V6 and not any(address in network for network in _REFUSED_V6)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _REFUSED_V4)
    )
