"""Pages in a real headless Chromium: what scripts add is told apart, and nothing gets past the gate."""

import asyncio
import builtins
import gzip
import shutil
import socket
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType

import pytest

from linkwright.errors import ConfigError
from linkwright.fetch.browser import NAMES, Bounds, Chromium, Rendered, installed
from linkwright.fetch.gate import Gate
from linkwright.fetch.model import Failure
from linkwright.fetch.names import FixedResolver, NameBook

AGENT = "Linkwright/1.0 (+https://linkwright.example/bot)"
PUBLIC = "8.8.8.8"  # what the names resolve to; the connections all go to this machine
LATE = '<p id="x"></p><script>x.innerHTML = "<a href=https://bakery." + "example/>bread</a>"</script>'
PRIVATE = """<p id="x">none</p><script>
const tries = ["http://127.0.0.1:%d/seen", "http://localhost:%d/seen", "http://169.254.169.254/latest/meta-data/",
               "http://[::1]:%d/seen", "http://2130706433:%d/seen", "http://inside.example/seen"];
for (const url of tries) fetch(url, {mode: "no-cors"}).then(() => { x.textContent = "got " + url; }, () => {});
try { new WebSocket("ws://127.0.0.1:%d/seen").onopen = () => { x.textContent = "socket"; }; } catch {}
new Image().src = "http://127.0.0.1:%d/seen";
</script><iframe src="http://127.0.0.1:%d/seen"></iframe><link rel="prefetch" href="http://127.0.0.1:%d/seen">"""
WILD = """<p>here</p><script>
alert("stop"); confirm("stop"); open("/window"); navigator.serviceWorker?.register("/worker.js");
const link = document.createElement("a"); link.href = "/file"; link.download = "file"; document.body.append(link);
link.click();
</script>"""
PAGES: Mapping[str, str] = {
    "/late": LATE,
    "/plain": '<a href="https://bakery.example/">bread</a><img src="/picture.png">',
    "/refresh": '<meta http-equiv="refresh" content="0; url=/plain"><p>going</p>',
    "/script-refresh": '<p>going</p><script>location = "/plain"</script>',
    "/wild": WILD,
    "/busy": '<script>setInterval(() => fetch("/plain?" + Math.random()), 50)</script><p>busy</p>',
    "/loop": "<p>loop</p><script>for (;;) {}</script>",
    "/large": "<p>" + "bread " * 400_000 + "</p>",
}


REFUSED: Mapping[str, Failure] = {
    "http://inside.example/": Failure.PRIVATE_ADDRESS,
    "http://nobody.example/": Failure.DNS_NOT_FOUND,
    "file:///etc/passwd": Failure.BAD_SCHEME,
    "http://127.0.0.1:22/": Failure.BAD_PORT,
    "http://[::1]/": Failure.PRIVATE_ADDRESS,
}


BOMB = gzip.compress(b"<p>" + b"a" * 30_000_000)


class Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        agent = self.headers["User-Agent"]
        self.asked.append((f"{self.headers['Host']}{path}", agent))
        if path == "/moved":
            self.send_response(301)
            self.send_header("Location", "http://other.example/plain")
            self.end_headers()
            return
        port = self.connection.getsockname()[1]
        if path == "/bomb":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(BOMB)
            return
        body = PRIVATE.replace("%d", str(port)) if path == "/private" else PAGES.get(path)
        if path == "/cloaked":
            body = PAGES["/plain"] if agent.startswith("Mozilla/") else "<p>nothing</p>"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((body or "<p>no such page</p>").encode())

    def log_message(self, format: str, *args: object) -> None: ...


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """The browser goes away in the middle of things: no news."""


class Web:
    """A tiny web on one port, and what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        handler = type("Listening", (Handler,), {"asked": self.asked})
        self.server = Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def at(self) -> tuple[str, int]:
        return ("127.0.0.1", self.server.server_port)

    def hosts(self) -> set[str]:
        return {place.partition("/")[0] for place, _ in self.asked}

    def paths(self) -> set[str]:
        return {"/" + place.partition("/")[2] for place, _ in self.asked}


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.server.shutdown()


def book() -> NameBook:
    names = {"page.example": [PUBLIC], "other.example": [PUBLIC], "inside.example": ["10.0.0.7"]}
    return NameBook(FixedResolver(names), allow_private=False, with_servers=False)


@pytest.fixture(scope="module")
def seen(web: Web) -> Mapping[str, Rendered]:
    """Every page in one browser, some at once."""
    if not any(map(shutil.which, NAMES)):
        pytest.skip(f"no Chromium found; looked for {', '.join(NAMES)}")
    pytest.importorskip("playwright", reason="the extra `browser` is not installed")
    paths = [*(path for path in PAGES if path != "/loop"), "/private", "/cloaked", "/moved", "/missing", "/bomb"]

    async def look() -> dict[str, Rendered]:
        bounds = Bounds(timeout=60, settle=4, most_html=300_000, most_bytes=5_000_000, most_unpacked=9_000_000)
        async with Chromium(book(), AGENT, bounds=bounds, connect_to=web.at) as browser:
            places = asyncio.Semaphore(4)

            async def render(url: str) -> Rendered:
                async with places:
                    return await browser.render(url)

            found = await asyncio.gather(
                *(render(f"http://page.example{path}") for path in paths), *map(render, REFUSED)
            )
        async with Chromium(book(), AGENT, bounds=Bounds(timeout=2), connect_to=web.at) as browser:
            endless = await browser.render("http://page.example/loop")
            assert browser._browser
            await browser._browser.close()  # as a page that brings it down would
            again = await browser.render("http://page.example/again")
        return {item.url.removeprefix("http://page.example"): item for item in (*found, endless, again)}

    return asyncio.run(look())


def test_a_link_of_a_script_is_only_in_the_rendered_page(seen: Mapping[str, Rendered]) -> None:
    late = seen["/late"]
    assert b"bakery.example" not in late.raw
    assert '<a href="https://bakery.example/">bread</a>' in late.html
    assert (late.status, late.failure, late.truncated) == (200, None, False)


def test_a_plain_page_is_the_same_raw_and_rendered(seen: Mapping[str, Rendered]) -> None:
    plain = seen["/plain"]
    assert plain.raw.decode() == PAGES["/plain"]
    assert 'href="https://bakery.example/"' in plain.html
    assert dict(plain.headers)["content-type"] == "text/html; charset=utf-8"


def test_the_browser_says_who_it_is(seen: Mapping[str, Rendered], web: Web) -> None:
    assert all(agent.startswith("Mozilla/5.0 ") and agent.endswith(AGENT) for _, agent in web.asked)
    assert b"bakery.example" in seen["/cloaked"].raw


def test_nothing_private_is_reached_by_any_way(seen: Mapping[str, Rendered], web: Web) -> None:
    private = seen["/private"]
    assert '<p id="x">none</p>' in private.html
    assert "/seen" not in web.paths()
    assert web.hosts() <= {"page.example", "other.example"}
    refused = dict(private.refused)
    assert refused["127.0.0.1"] is refused["169.254.169.254"] is refused["inside.example"] is Failure.PRIVATE_ADDRESS


@pytest.mark.parametrize(("url", "failure"), REFUSED.items())
def test_what_may_not_be_opened_is_not(seen: Mapping[str, Rendered], url: str, failure: Failure) -> None:
    assert (seen[url].failure, seen[url].status, seen[url].html) == (failure, None, "")


def test_redirects_of_the_server_are_followed_and_those_of_the_page_are_told(seen: Mapping[str, Rendered]) -> None:
    assert (seen["/moved"].final_url, seen["/moved"].status) == ("http://other.example/plain", 200)
    for path in ("/refresh", "/script-refresh"):
        assert seen[path].leads_to == "http://page.example/plain"
        assert seen[path].final_url == f"http://page.example{path}"
        assert "going" in seen[path].html
        assert b"going" in seen[path].raw


def test_windows_dialogs_workers_and_downloads_stop_nothing(seen: Mapping[str, Rendered], web: Web) -> None:
    assert "<p>here</p>" in seen["/wild"].html
    assert not {"/worker.js", "/window"} & web.paths()


def test_pictures_are_not_asked_for(seen: Mapping[str, Rendered], web: Web) -> None:
    assert "/picture.png" not in web.paths()


def test_a_page_that_is_never_silent_is_taken_as_it_is(seen: Mapping[str, Rendered]) -> None:
    assert "busy" in seen["/busy"].html
    assert seen["/busy"].failure is None


def test_a_script_that_never_ends_costs_the_time_allowed(seen: Mapping[str, Rendered]) -> None:
    assert (seen["/loop"].failure, seen["/loop"].truncated) == (Failure.TIMEOUT, True)


def test_a_large_page_is_cut(seen: Mapping[str, Rendered]) -> None:
    large = seen["/large"]
    assert large.truncated
    assert len(large.html) == len(large.raw) == 300_000


def test_a_bomb_is_not_unpacked(seen: Mapping[str, Rendered]) -> None:
    assert (seen["/bomb"].failure, seen["/bomb"].html) == (Failure.TOO_LARGE, "")


def test_a_browser_that_died_is_started_again(seen: Mapping[str, Rendered]) -> None:
    assert "<p>no such page</p>" in seen["/again"].html


def test_an_error_of_the_server_is_a_page(seen: Mapping[str, Rendered]) -> None:
    assert (seen["/missing"].status, seen["/missing"].failure) == (404, None)
    assert "no such page" in seen["/missing"].html


def test_a_missing_browser_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="needs Chromium") as told:
        installed()
    assert "apt-get install chromium" in told.value.todo


def test_a_driver_that_does_not_start_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("playwright", reason="the extra `browser` is not installed")
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/bin/false")
    monkeypatch.setattr("linkwright.fetch.browser.installed", lambda: "/usr/bin/chromium")

    async def enter() -> None:
        async with Chromium(book(), AGENT):
            pass

    with pytest.raises(ConfigError, match="does not start") as told:
        asyncio.run(enter())
    assert "libatomic1" in told.value.todo


def test_a_missing_package_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> ModuleType:
        if name.startswith("playwright"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)

    async def start() -> None:
        async with Chromium(book(), AGENT):
            pass

    with pytest.raises(ConfigError, match="playwright") as told:
        asyncio.run(start())
    assert "linkwright[browser]" in told.value.todo


def through_gate(
    request: bytes, *, most_bytes: int = 1_000_000, to: tuple[str, int] | None = None
) -> tuple[bytes, Gate]:
    """Send bytes to a gate and return all that comes back."""

    async def talk() -> tuple[bytes, Gate]:
        async with Gate(book(), most_bytes=most_bytes, connect_to=to) as gate:
            port = int(gate.address.rsplit(":", 1)[1])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            writer.write_eof()
            return await asyncio.wait_for(reader.read(), 10), gate

    return asyncio.run(talk())


def wish(host: str, port: int = 80) -> bytes:
    return b"\x05\x01\x00\x05\x01\x00\x03" + bytes([len(host)]) + host.encode() + port.to_bytes(2, "big")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "inside.example", "::1", "nobody.example"]
)
def test_the_gate_refuses_what_is_private_or_unknown(host: str) -> None:
    answer, gate = through_gate(wish(host))
    assert answer[:4] == b"\x05\x00\x05\x02"
    assert list(gate.refused) == [host]


def test_the_gate_refuses_addresses_as_bytes() -> None:
    answer, gate = through_gate(b"\x05\x01\x00\x05\x01\x00\x01\x0a\x00\x00\x01\x00\x50")
    assert (answer[3], gate.refused) == (2, {"10.0.0.1": Failure.PRIVATE_ADDRESS})


@pytest.mark.parametrize(
    "request_", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\x05\x01\x00\x05\x02\x00\x03", b"\x05\x01\x00\x05"]
)
def test_the_gate_says_nothing_to_who_does_not_speak_its_language(request_: bytes) -> None:
    answer, gate = through_gate(request_)
    assert answer in (b"", b"\x05\x00")
    assert gate.refused == {}


def test_the_gate_cuts_what_is_too_much(web: Web) -> None:
    ask = b"GET /large HTTP/1.1\r\nHost: page.example\r\n\r\n"
    answer, gate = through_gate(wish("page.example") + ask, most_bytes=100_000, to=web.at)
    assert gate.spent
    assert 100_000 <= len(answer) < 300_000


def test_the_gate_tells_of_a_host_that_is_not_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        answer, gate = through_gate(wish("page.example"), to=unused.getsockname())
    assert (answer[3], gate.refused) == (4, {"page.example": Failure.UNREACHABLE})
