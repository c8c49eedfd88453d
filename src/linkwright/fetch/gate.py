"""The only way out of a browser: a SOCKS5 proxy (RFC 1928) on this machine that guards where each connection leads.

Looking at a browser's requests before it makes them is not enough: it resolves names by itself afterwards, and some
connections (WebSockets, prefetches) are never shown. A browser behind a SOCKS proxy resolves nothing and connects to
nothing else; the gate looks the name up, checks the address and connects to that very address.
"""

import asyncio
import contextlib
import ipaddress
from types import TracebackType

from linkwright.fetch.addresses import web_address
from linkwright.fetch.model import Failure
from linkwright.fetch.names import NameBook

_VERSION = 5
_NO_PASSWORD = 0
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_GRANTED, _NOT_ALLOWED, _UNREACHABLE = 0, 2, 4
_CHUNK = 64 * 1024
_CONNECT_TIMEOUT = 10.0  # seconds


class Gate:
    """A proxy for one page. A context manager.

    Args:
        names: where names are looked up, and which addresses may be contacted.
        most_bytes: from the web to the browser, all connections together; then they are cut.
        connect_to: address and port to connect to instead, whatever the name says; the name is looked up all the same.

    Attributes:
        refused: hosts that were not connected to, and why.
    """

    def __init__(self, names: NameBook, *, most_bytes: int, connect_to: tuple[str, int] | None = None) -> None:
        self._names = names
        self._left = most_bytes
        self._connect_to = connect_to
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.refused: dict[str, Failure] = {}

    @property
    def spent(self) -> bool:
        """The bytes are used up."""
        return self._left <= 0

    @property
    def address(self) -> str:
        """What a browser is told: `socks5://127.0.0.1:port`."""
        assert self._server is not None  # noqa: S101 - only inside the context
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> "Gate":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None  # noqa: S101
        self._server.close()
        for writer in tuple(self._open):
            writer.close()

    async def _serve(self, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._open.add(back)
        # The browser or the host goes away: that is the end of this connection and nothing else.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            host, port = await _asked(browser, back)
            await self._connect(host, port, browser, back)
        self._open.discard(back)
        back.close()

    async def _connect(self, host: str, port: int, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        found = await self._look_up(host, port)
        if isinstance(found, Failure):
            self.refused[host] = found
            back.write(_said(_NOT_ALLOWED))
            return
        ip, port = self._connect_to or (found[0], port)
        try:
            async with asyncio.timeout(_CONNECT_TIMEOUT):
                page, out = await asyncio.open_connection(ip, port)
        except (OSError, TimeoutError) as error:
            self.refused[host] = Failure.TIMEOUT if isinstance(error, TimeoutError) else Failure.UNREACHABLE
            back.write(_said(_UNREACHABLE))
            return
        self._open.add(out)
        back.write(_said(_GRANTED))
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_pass(browser, out))
                both.create_task(self._pass_counted(page, back))
        except* (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(out)
            out.close()

    async def _look_up(self, host: str, port: int) -> tuple[str, ...] | Failure:
        address = web_address(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        if isinstance(address, Failure):
            return address
        return self._names.admitted([address.host]) if address.is_ip else await self._names.addresses(address.host)

    async def _pass_counted(self, page: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while not self.spent and (chunk := await page.read(_CHUNK)):
            self._left -= len(chunk)
            back.write(chunk)
            await back.drain()
        back.close()


async def _asked(browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> tuple[str, int]:
    """Read what the browser wants to be connected to. Raises OSError when it does not speak SOCKS5."""
    version, methods = await browser.readexactly(2)
    await browser.readexactly(methods)
    if version != _VERSION:
        raise ConnectionError("not SOCKS5")
    back.write(bytes((_VERSION, _NO_PASSWORD)))
    _, command, _, kind = await browser.readexactly(4)
    if command != _CONNECT or kind not in (_IPV4, _NAME, _IPV6):
        raise ConnectionError("not a request to connect")
    if kind == _NAME:
        (length,) = await browser.readexactly(1)
        host = (await browser.readexactly(length)).decode("ascii", "replace")
    else:
        host = str(ipaddress.ip_address(await browser.readexactly(4 if kind == _IPV4 else 16)))
    return host, int.from_bytes(await browser.readexactly(2), "big")


def _said(reply: int) -> bytes:
    return bytes((_VERSION, reply, 0, _IPV4, 0, 0, 0, 0, 0, 0))


async def _pass(browser: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    while chunk := await browser.read(_CHUNK):
        out.write(chunk)
        await out.drain()
    out.write_eof()
