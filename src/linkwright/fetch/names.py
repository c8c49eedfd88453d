"""Host names to IP addresses, and the name servers of a domain, by plain DNS.

The standard library's `getaddrinfo` blocks a thread for each name, so that a few dead name servers would stop a crawl;
c-ares (by aiodns) waits for thousands at once, tells a name that does not exist from a server that does not answer, and
can ask for NS records.
"""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Protocol, TypeVar

import aiodns
import aiodns.error
import pycares

from linkwright.fetch.addresses import is_public
from linkwright.fetch.model import Failure, FetchError
from linkwright.urls import registrable_domain

_NOT_FOUND = (aiodns.error.ARES_ENOTFOUND, aiodns.error.ARES_ENODATA, aiodns.error.ARES_EBADNAME)
_REMEMBERED = 300.0  # seconds; a usual time to live, and short enough for a site that moves during a crawl
_MOST_NAMES = 50_000  # remembered at once, some 15 MB
_Value = TypeVar("_Value")


class Resolver(Protocol):
    """Where names are looked up. Tests and the demonstration bring their own."""

    async def addresses(self, host: str) -> Sequence[str]:
        """Return the IP addresses of a host. Raises `FetchError`."""

    async def name_servers(self, domain: str) -> Sequence[str]:
        """Return the name servers of a registrable domain; nothing where they are not known."""

    async def close(self) -> None:
        """Let go of sockets."""


class DnsResolver:
    """The resolvers of this machine (`/etc/resolv.conf`, `/etc/hosts`), or those named.

    Args:
        servers: IP addresses of resolvers; None for this machine's.
        port: of those resolvers.
        timeout: seconds for the first try; c-ares tries once more, and longer.
    """

    def __init__(self, servers: Sequence[str] | None = None, *, port: int = 53, timeout: float = 3.0) -> None:
        self._dns = aiodns.DNSResolver(
            [f"{server}:{port}" for server in servers] if servers else None,
            timeout=timeout,
            tries=2,
            flags=pycares.ARES_FLAG_NOSEARCH,  # a local search domain must not answer for a name of the web
        )

    async def addresses(self, host: str) -> Sequence[str]:
        """Return the IP addresses of a host. Raises `FetchError`."""
        try:
            found = await self._dns.getaddrinfo(host)
        except (aiodns.error.DNSError, UnicodeError) as error:
            missing = isinstance(error, UnicodeError) or error.args[0] in _NOT_FOUND
            raise FetchError(Failure.DNS_NOT_FOUND if missing else Failure.DNS_FAILED) from error
        texts = [node.addr[0] for node in found.nodes]
        return list(dict.fromkeys(text.decode() if isinstance(text, bytes) else str(text) for text in texts))

    async def name_servers(self, domain: str) -> Sequence[str]:
        """Return the name servers of a registrable domain; nothing where they are not known."""
        try:
            found = await self._dns.query_dns(domain, "NS")
        except (aiodns.error.DNSError, UnicodeError):
            return []
        return [record.data.nsdname for record in found.answer if isinstance(record.data, pycares.NSRecordData)]

    async def close(self) -> None:
        """Let go of sockets."""
        await self._dns.close()


class FixedResolver:
    """A closed world: names and their addresses as given, and nothing else. For tests and the demonstration.

    Args:
        addresses: host name to IP addresses.
        elsewhere: what every other name resolves to; None when no other name exists.
    """

    def __init__(self, addresses: Mapping[str, Sequence[str]], *, elsewhere: str | None = None) -> None:
        self._addresses = addresses
        self._elsewhere = elsewhere

    async def addresses(self, host: str) -> Sequence[str]:
        """Return the IP addresses of a host. Raises `FetchError`."""
        if host in self._addresses:
            return self._addresses[host]
        if self._elsewhere is None:
            raise FetchError(Failure.DNS_NOT_FOUND)
        return [self._elsewhere]

    async def name_servers(self, domain: str) -> Sequence[str]:
        """Return nothing: a closed world has no name servers."""
        return []

    async def close(self) -> None:
        """Nothing to let go of."""


class NameBook:
    """A resolver with a memory and the guard before it.

    Args:
        resolver: where names are looked up.
        allow_private: let private addresses through.
        with_servers: also look up name servers.
    """

    def __init__(self, resolver: Resolver, *, allow_private: bool, with_servers: bool) -> None:
        self._resolver = resolver
        self._allow_private = allow_private
        self._with_servers = with_servers
        self._hosts: dict[str, tuple[float, tuple[str, ...] | Failure]] = {}
        self._domains: dict[str, tuple[str, ...]] = {}

    async def addresses(self, host: str) -> tuple[str, ...] | Failure:
        """Return the public IP addresses of a host, IPv4 first (few machines reach all of IPv6), or why not.

        A name with a private address among its public ones is refused whole: that is how rebinding is prepared, and no
        site needs it.
        """
        known = self._hosts.get(host)
        if known is not None and known[0] > monotonic():
            return known[1]
        found = await self._look_up(host)
        _remember(self._hosts, host, (monotonic() + _REMEMBERED, found))
        return found

    async def _look_up(self, host: str) -> tuple[str, ...] | Failure:
        try:
            found = await self._resolver.addresses(host)
        except FetchError as unnamed:
            return unnamed.failure
        if not found:
            return Failure.DNS_NOT_FOUND
        return self.admitted(found)

    def admitted(self, addresses: Sequence[str]) -> tuple[str, ...] | Failure:
        """Let addresses through the guard: all of them or none."""
        if not self._allow_private and not all(is_public(ip) for ip in addresses):
            return Failure.PRIVATE_ADDRESS
        return tuple(sorted(addresses, key=lambda ip: ":" in ip))

    async def name_servers(self, host: str) -> tuple[str, ...]:
        """Return the name servers of the host's registrable domain, sorted; asked once a domain."""
        if not self._with_servers:
            return ()
        domain = registrable_domain(host)
        if domain not in self._domains:
            found = await self._resolver.name_servers(domain)
            _remember(self._domains, domain, tuple(sorted(name.lower().rstrip(".") for name in found)))
        return self._domains[domain]


def _remember(book: dict[str, _Value], name: str, value: _Value) -> None:
    """Add to a dictionary of bounded size; the oldest entry makes room."""
    if len(book) >= _MOST_NAMES:
        del book[next(iter(book))]
    book[name] = value
