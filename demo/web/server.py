"""The server of the demo web: one port of this machine for all hosts, with and without TLS.

The first byte of a connection tells which it is: a TLS client begins with 0x16. So a client needs one setting only,
to connect to this port whatever the address says (as curl's `--connect-to` does); TLS, names and paths stay as on the
open web.
"""

import contextlib
import os
import socket
import socketserver
import ssl
import struct
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from demo.web.certificate import self_signed
from demo.web.dns import naming
from demo.web.pages import hosts
from demo.web.reply import DemoWeb, Reply
from demo.web.table import Conduct, Naming

_TLS_CLIENT = b"\x16"
_PATIENCE = 60.0  # seconds a connection may be idle
_DRIP = 0.5  # seconds between two bytes
_ENDLESS = 64 * 1024 * 1024  # bytes after which even the endless page ends
_FILLER = b"<p>" + b"Bread and butter. " * 3600 + b"</p>\n"


@dataclass(frozen=True)
class Running:
    """A demo web that can be reached.

    Attributes:
        port: of 127.0.0.1, where every host is served.
        dns_port: of 127.0.0.1, where names are answered (UDP).
        certificate: file with the certificate to trust (PEM).
        names: what the DNS is to say of every host; a name that is not here does not exist.
        web: the pages.
    """

    port: int
    dns_port: int
    certificate: Path
    names: Mapping[str, Naming]
    web: DemoWeb


@contextlib.contextmanager
def serving(day: int = 1, port: int = 0) -> Iterator[Running]:
    """Serve the demo web of a day until the block ends. Port 0 is any free one.

    Raises:
        ConfigError: when its certificate cannot be made.
    """
    web = DemoWeb(day)
    names = hosts(web.pages)
    untrusted = {_host(page.url) for page in web.pages.values() if page.row.certificate == "untrusted"}
    with tempfile.TemporaryDirectory(prefix="demo-web-") as folder:
        certificate, key = self_signed(names, Path(folder), "trusted")
        trusted = _context(certificate, key)
        other = _context(*self_signed(["nobody.invalid"], Path(folder), "untrusted"))
        trusted.sni_callback = lambda connection, name, _: _choose(connection, other if name in untrusted else trusted)
        with naming(names, web) as dns_port, _Server(port, web, trusted) as server:
            worker = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            worker.start()
            try:
                yield Running(server.server_address[1], dns_port, certificate, names, web)
            finally:
                server.closing.set()
                server.shutdown()
                worker.join()


def _host(url: str) -> str:
    return url.split("/")[2]


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def _choose(connection: ssl.SSLObject | ssl.SSLSocket, context: ssl.SSLContext) -> None:
    connection.context = context


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    request_queue_size = 256
    server_address: tuple[str, int]

    def __init__(self, port: int, web: DemoWeb, tls: ssl.SSLContext) -> None:
        self.web = web
        self.tls = tls
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    def finish_request(self, request: object, client_address: object) -> None:
        """Begin TLS where the client does, then answer its requests."""
        assert isinstance(request, socket.socket)  # noqa: S101 - what a TCP server accepts
        request.settimeout(_PATIENCE)
        # A client that goes away, or dislikes the certificate, is no news.
        with contextlib.suppress(OSError):
            if request.recv(1, socket.MSG_PEEK) == _TLS_CLIENT:
                with self.tls.wrap_socket(request, server_side=True) as secure:
                    _Handler(secure, client_address, self)
            else:
                _Handler(request, client_address, self)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "demo-web"
    sys_version = ""
    server: _Server
    connection: socket.socket

    def do_GET(self) -> None:
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        reply = self.server.web.reply(f"{scheme}://{host}{self.path}", self.headers.get("User-Agent") or "")
        match reply.conduct:
            case Conduct.PROPER:
                self._proper(reply)
            case Conduct.SILENT:
                self._silent()
            case Conduct.DRIPPING:
                self._dripping(reply)
            case Conduct.ENDLESS:
                self._endless(reply)
            case Conduct.RESETTING:
                self._resetting()

    do_HEAD = do_GET  # noqa: N815 - the name the library calls

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a demo has one thing to show, and it is not this."""

    def _head(self, reply: Reply, status: int, length: int | None) -> None:
        self.send_response(status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status == 200:
            self.send_header("ETag", reply.etag)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _proper(self, reply: Reply) -> None:
        unchanged = reply.status == 200 and self.headers.get("If-None-Match") == reply.etag
        if unchanged:
            self._head(reply, 304, 0)
            return
        self._head(reply, reply.status, len(reply.body))
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _silent(self) -> None:
        self.server.closing.wait(_PATIENCE)
        self.close_connection = True

    def _dripping(self, reply: Reply) -> None:
        self._head(reply, reply.status, len(reply.body))
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            if self.server.closing.wait(_DRIP):
                break
        self.close_connection = True

    def _endless(self, reply: Reply) -> None:
        self._head(reply, reply.status, None)
        for _ in range(_ENDLESS // len(_FILLER)):
            self.wfile.write(_FILLER)

    def _resetting(self) -> None:
        # Closing with an unsent linger of zero seconds sends RST instead of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
        self.close_connection = True
