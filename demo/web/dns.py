"""The name server of the demo web (RFC 1035, as far as needed): every host is 127.0.0.1, but for those in trouble."""

import contextlib
import socketserver
import threading
import zlib
from collections.abc import Iterator, Mapping

from demo.web.reply import DemoWeb
from demo.web.table import NAME_SERVERS, Naming

_A, _NS = 1, 2
_FAILED, _NO_SUCH_NAME = 2, 3  # SERVFAIL, NXDOMAIN
_ANSWER = 0x8180  # a response, from a resolver that was asked to look further and did
_SAME_NAME = b"\xc0\x0c"  # points to the name in the question
_SECONDS = 60


@contextlib.contextmanager
def naming(names: Mapping[str, Naming], web: DemoWeb) -> Iterator[int]:
    """Answer DNS questions on a UDP port of 127.0.0.1, and give its number, until the block ends."""
    book = _Book(names, {page.links[0].domain.name: page.links[0].domain.kind for page in web.pages.values()})
    with _Server(book) as server:
        worker = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        worker.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            worker.join()


class _Book:
    """What is known of each name.

    Args:
        names: what is to be said of each host.
        kinds: kind of site of each registrable domain.
    """

    def __init__(self, names: Mapping[str, Naming], kinds: Mapping[str, str]) -> None:
        self._names = names
        self._kinds = kinds

    def code(self, name: str) -> int:
        """Return the response code for a name."""
        said = self._names.get(name, Naming.KNOWN if name in self._kinds else Naming.MISSING)
        return {Naming.KNOWN: 0, Naming.FAILING: _FAILED, Naming.MISSING: _NO_SUCH_NAME}[said]

    def records(self, name: str, kind: int) -> list[bytes]:
        """Return the data of the records of a kind that a name has."""
        if kind == _A and name in self._names:
            return [bytes((127, 0, 0, 1))]
        if kind == _NS and name in self._kinds:
            shared = NAME_SERVERS.get(self._kinds[name], NAME_SERVERS["others"])
            hoster = shared[zlib.crc32(name.encode()) % len(shared)]
            return [_written(f"ns{number}.{hoster}") for number in (1, 2)]
        return []


class _Server(socketserver.UDPServer):
    server_address: tuple[str, int]

    def __init__(self, book: _Book) -> None:
        self.book = book
        super().__init__(("127.0.0.1", 0), _Question)


class _Question(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Answer one question; what is none gets no answer."""
        data, socket = self.request
        with contextlib.suppress(IndexError, UnicodeDecodeError):
            name, end = _read(data, 12)
            book = self.server.book
            code = book.code(name)
            records = book.records(name, int.from_bytes(data[end : end + 2], "big")) if code == 0 else []
            counts = (1, len(records), 0, 0)
            head = data[:2] + (_ANSWER | code).to_bytes(2, "big") + b"".join(n.to_bytes(2, "big") for n in counts)
            kind = data[end : end + 4]  # type and class, as asked
            answers = [
                _SAME_NAME + kind + _SECONDS.to_bytes(4, "big") + len(record).to_bytes(2, "big") + record
                for record in records
            ]
            socket.sendto(head + data[12 : end + 4] + b"".join(answers), self.client_address)


def _read(data: bytes, at: int) -> tuple[str, int]:
    """Read the name that begins there. Returns it and where it ends."""
    labels = []
    while length := data[at]:
        labels.append(data[at + 1 : at + 1 + length].decode("ascii").lower())
        at += 1 + length
    return ".".join(labels), at + 1


def _written(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"
