"""One request to one IP address, with every limit on.

aiohttp was chosen by measurement: 20,000 tiny pages on loopback with the address pinned and checked took 84 us of
processor time each, pycurl's multi interface driven by asyncio 36 us (24 November 2026, one core of 2 shared). A polite
crawl spends more than either on pacing, robots.txt and bookkeeping, and far more on reading the page, so the 48 us buy:
types, errors that are exceptions, one event loop on every system, the system's own OpenSSL and certificates instead of
a bundled libcurl, and a hook at the making of the socket.

How the address stays the one that was checked: aiohttp is given a URL whose host *is* the IP address, and the name goes
into the `Host` header and the TLS handshake. It has no name to resolve, so nothing can be rebound in between; and the
socket is made by `_guarded_socket`, which looks at the very address the kernel will connect to.
"""

import errno
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from linkwright.fetch.addresses import WebAddress, is_public
from linkwright.fetch.inflate import ACCEPTED, Body
from linkwright.fetch.model import Failure, FetchError, Politeness

HTML_TYPES = frozenset(("text/html", "application/xhtml+xml", ""))  # a missing type is read as HTML, as browsers would
_CHUNK = 64 * 1024
_KEEP_OPEN = 4.0  # seconds; Apache hangs up after 5, and a connection that dies under a request looks like a failure
_UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


@dataclass(slots=True)
class Response:
    """What one request brought. `status` is None when no header came; `failure` says why something is missing."""

    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    truncated: bool = False
    failure: Failure | None = None
    seconds: float = 0.0

    def header(self, name: str) -> str:
        """Return the first header of that name (lower case), or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")


class _PrivateAddressError(OSError):
    """The socket would have led into a private network."""


class _NoNames(AbstractResolver):
    """aiohttp never gets a name to look up; if it ever did, it must not."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        raise _PrivateAddressError(f"unchecked name {host}")

    async def close(self) -> None:
        pass


class Transport:
    """An HTTP client without memory: no cookies, no redirects, no proxies from the environment, no names.

    Args:
        politeness: limits and the user agent.
        connect_to: IP address and port to connect to instead of the host's own (as `--connect-to` of curl); request
            and TLS stay those of the host. For tests and the demonstration, where one port serves every name.
    """

    def __init__(self, politeness: Politeness, *, connect_to: tuple[str, int] | None = None) -> None:
        self._politeness = politeness
        self._connect_to = connect_to
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,  # the crawler counts
                keepalive_timeout=_KEEP_OPEN,
                ssl=ssl.create_default_context(),
                resolver=_NoNames(),
                use_dns_cache=False,
                happy_eyeballs_delay=None,
                socket_factory=self._guarded_socket,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            read_bufsize=_CHUNK,
            max_line_size=politeness.max_header_bytes,
            max_field_size=politeness.max_header_bytes,
            max_headers=politeness.max_headers,
            timeout=aiohttp.ClientTimeout(total=politeness.timeout, sock_connect=politeness.connect_timeout),
            headers=standing_headers(politeness.user_agent),
        )

        # aiohttp would ask a second time by itself, and at once, when a connection that was kept open turns out to be
        # dead. It has no public switch for that; the invariant test of tests/fetch/test_politeness.py watches over it.
        self._session._retry_connection = False

    def _guarded_socket(self, address: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, target = address
        if not self._politeness.allow_private and not is_public(str(target[0])):
            raise _PrivateAddressError(str(target[0]))
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)
        return made

    async def get(
        self,
        address: WebAddress,
        ip: str,
        *,
        headers: Mapping[str, str],
        keep_open: bool,
        types: frozenset[str] | None = HTML_TYPES,
        max_bytes: int | None = None,
    ) -> Response:
        """Send one GET to that IP address. Never raises for what the other side does.

        Args:
            address: what to ask for.
            ip: where to connect to, already resolved.
            headers: besides those of every request.
            keep_open: there will be another request to this host soon.
            types: content types whose body is read; None for all.
            max_bytes: of the unpacked body; None for the politeness's own.
        """
        response = Response()
        begun = monotonic()
        try:
            await self._get(response, address, ip, headers, keep_open, types, max_bytes or self._politeness.max_bytes)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, FetchError) as error:
            response.failure = _failure(error, headers_came=response.status is not None)
            response.truncated = response.status is not None
        response.seconds = monotonic() - begun
        return response

    async def _get(
        self,
        response: Response,
        address: WebAddress,
        ip: str,
        headers: Mapping[str, str],
        keep_open: bool,
        types: frozenset[str] | None,
        max_bytes: int,
    ) -> None:
        connection = {} if keep_open else {"Connection": "close"}
        async with self._session.get(
            _pinned(address, *(self._connect_to or (ip, address.port))),
            allow_redirects=False,
            server_hostname=None if address.is_ip or address.scheme == "http" else address.host,
            headers={"Host": address.host_header, **headers, **connection},
        ) as reply:
            response.status = reply.status
            response.headers = tuple((_readable(key), _readable(value)) for key, value in reply.headers.items())
            kind = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if not 200 <= reply.status < 600 or 300 <= reply.status < 400:
                return
            if types is not None and kind not in types:
                response.truncated = True
                reply.close()
                return
            body = Body(reply.headers.get("Content-Encoding", ""), max_bytes)
            try:
                async for chunk in reply.content.iter_any():
                    body.add(chunk)
                    if body.full:
                        response.truncated = True
                        reply.close()
                        break
                else:
                    if not body.complete:
                        raise FetchError(Failure.INCOMPLETE)
            finally:
                response.body = body.bytes()

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()


def standing_headers(user_agent: str) -> dict[str, str]:
    """Return what every request says, besides the host and the conditions of a conditional one."""
    return {
        "User-Agent": user_agent,
        "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
        "Accept-Encoding": ACCEPTED,
    }


def _readable(text: str) -> str:
    """Turn bytes that are not UTF-8, which aiohttp hands on as lone surrogates, into what they are in ISO-8859-1."""
    return text if text.isascii() else re.sub("[\udc80-\udcff]", lambda byte: chr(ord(byte[0]) - 0xDC00), text)


def _pinned(address: WebAddress, ip: str, port: int) -> URL:
    host = f"[{ip}]" if ":" in ip else ip
    return URL(f"{address.scheme}://{host}:{port}{address.path}", encoded=True)


def _failure(error: Exception, *, headers_came: bool) -> Failure:
    """Put what aiohttp raises into our words; the more special class first."""
    match error:
        case FetchError():
            return error.failure
        case TimeoutError():
            return Failure.TIMEOUT
        case ssl.SSLError() | aiohttp.ClientSSLError():
            return Failure.TLS
        case aiohttp.ClientConnectorError():
            return _no_connection(error.os_error)
        case aiohttp.ClientResponseError():
            # aiohttp tells its limits from other nonsense by words only.
            too_much = error.message.startswith(("Got more than", "Too many headers"))
            return Failure.HEADER_TOO_LARGE if too_much else Failure.BAD_HTTP
        case aiohttp.ClientPayloadError():
            return Failure.INCOMPLETE
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError():
            return Failure.INCOMPLETE if headers_came else Failure.RESET
        case aiohttp.InvalidURL() | ValueError():
            return Failure.BAD_ADDRESS
        case OSError():
            return _no_connection(error)
        case _:
            return Failure.BAD_HTTP


def _no_connection(error: OSError) -> Failure:
    match error:
        case _PrivateAddressError():
            return Failure.PRIVATE_ADDRESS
        case ssl.SSLError() | ssl.CertificateError():
            return Failure.TLS
        case ConnectionRefusedError():
            return Failure.REFUSED
        case TimeoutError():
            return Failure.TIMEOUT
    return Failure.UNREACHABLE if error.errno in _UNREACHABLE else Failure.RESET
