"""A loopback server of tiny pages that costs as little as Python allows: `python -m benchmarks.farm`.

Prints its port, serves until its stdin closes, then prints the processor seconds it took. robots.txt does not exist.
"""

import asyncio
import sys
import time

_BODY = b"<html><title>Page</title>" + b"<p>Some words and <a href='http://x.example/'>a link</a></p>" * 20 + b"</html>"
_PAGE = (
    b"HTTP/1.1 200 OK\r\nServer: farm\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
    + str(len(_BODY)).encode()
    + b"\r\n\r\n"
    + _BODY
)
_NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"


class _Page(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._head = b""

    def data_received(self, data: bytes) -> None:
        assert isinstance(self._transport, asyncio.WriteTransport)  # noqa: S101 - for the type checker
        self._head += data
        while (end := self._head.find(b"\r\n\r\n")) >= 0:
            head, self._head = self._head[:end], self._head[end + 4 :]
            self._transport.write(_NO_ROBOTS if head.startswith(b"GET /robots.txt") else _PAGE)
            if b"onnection: close" in head:
                self._transport.close()


async def serve() -> None:
    """Serve on every address of 127.0.0.0/8 until stdin closes."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Page, "0.0.0.0", 0, backlog=4096)  # noqa: S104 - 127.0.0.2 and on, too
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(time.process_time())


if __name__ == "__main__":
    asyncio.run(serve())
