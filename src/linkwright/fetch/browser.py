"""Pages as a browser shows them: the system's Chromium, without a window, driven by Playwright (extra `browser`).

A link that is missing from the page as sent and there after its scripts have run exists only after JavaScript. Both
are returned.

The browser is honest and tame: its own user agent with our name and contact behind it, a fresh profile for each page,
every connection through a guarded gate (`gate.py`), no downloads, windows, dialogs, permissions or service workers, no
images, films or fonts, and bounds on time and size.
"""

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from linkwright.errors import ConfigError
from linkwright.fetch.addresses import web_address
from linkwright.fetch.gate import Gate
from linkwright.fetch.model import Failure
from linkwright.fetch.names import NameBook

if TYPE_CHECKING:
    from playwright.async_api import (
        Browser,
        BrowserContext,
        Dialog,
        Error,
        Frame,
        Page,
        Playwright,
        Request,
        Response,
        Route,
    )

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--dns-prefetch-disable",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # names are the gate's business
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=256",  # megabytes of one page's scripts
)
_NOT_NEEDED = frozenset(("image", "media", "font"))  # they show no link, and are most of a page's bytes
_FAILURES: Mapping[str, Failure] = {
    "ERR_CERT": Failure.TLS,
    "ERR_SSL": Failure.TLS,
    "ERR_TIMED_OUT": Failure.TIMEOUT,
    "ERR_CONNECTION_RESET": Failure.RESET,
    "ERR_EMPTY_RESPONSE": Failure.RESET,
    "ERR_TOO_MANY_REDIRECTS": Failure.TOO_MANY_REDIRECTS,
    "ERR_UNKNOWN_URL_SCHEME": Failure.BAD_SCHEME,
    "ERR_INVALID": Failure.BAD_HTTP,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one page may cost.

    Attributes:
        timeout: seconds for everything.
        settle: seconds that scripts get after the page has loaded, unless the network is silent before.
        most_bytes: from the web, everything the page loads, as it travels.
        most_unpacked: the same unpacked; what is more ends the visit.
        most_html: characters of HTML that are kept.
    """

    timeout: float = 30.0
    settle: float = 5.0
    most_bytes: int = 20_000_000
    most_unpacked: int = 60_000_000
    most_html: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page in the browser.

    Attributes:
        url: as asked for.
        final_url: where the redirects of servers ended.
        leads_to: where a script or a meta refresh of the page would have gone on to; it is not followed, so that `raw`
            and `html` are always of one page. Empty in most cases.
        status: HTTP status of the page; None when nothing came.
        headers: of the page, names in lower case.
        raw: the page as it was sent to the browser.
        html: the page after its scripts had run.
        truncated: a bound was reached; the page may not be whole.
        refused: hosts the gate refused, and why.
        failure: why there is no page; None when there is one.
        seconds: it took.
    """

    url: str
    final_url: str
    leads_to: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    html: str
    truncated: bool
    refused: tuple[tuple[str, Failure], ...]
    failure: Failure | None
    seconds: float


class Chromium:
    """A running browser. A context manager; pages may be rendered at the same time, each in a profile of its own.

    Args:
        names: where names are looked up, and which addresses may be contacted.
        user_agent: `Name/version (+contact)`, put behind the browser's own.
        bounds: of each page.
        connect_to: address and port to connect to instead of the host's, certificates unchecked. For tests and the
            demonstration, where every name is served by one port of this machine.

    Raises:
        ConfigError: when Playwright or a Chromium is missing, with what to install.
    """

    def __init__(
        self,
        names: NameBook,
        user_agent: str,
        *,
        bounds: Bounds | None = None,
        connect_to: tuple[str, int] | None = None,
    ) -> None:
        self._names = names
        self._user_agent = user_agent
        self._bounds = bounds or Bounds()
        self._connect_to = connect_to
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    async def __aenter__(self) -> "Chromium":
        try:
            from playwright.async_api import async_playwright
        except ImportError as missing:
            raise ConfigError(
                "Looking at pages in a browser needs the Python package playwright.",
                todo="pip install 'linkwright[browser]' (and Chromium from your system, not from `playwright install`)",
            ) from missing
        executable = installed()
        try:
            self._playwright = await async_playwright().start()
        except Exception as broken:  # Playwright has no class of its own for a driver that does not start
            raise ConfigError(
                "Playwright's driver does not start, so no browser can be used.",
                todo="It needs libatomic (Debian, Ubuntu: apt-get install libatomic1); or check without --browser.",
            ) from broken
        try:
            self._browser = await self._launched(self._playwright, executable)
        except BaseException:
            await self._playwright.stop()
            raise
        return self

    async def _launched(self, playwright: "Playwright", executable: str) -> "Browser":
        try:
            return await playwright.chromium.launch(
                executable_path=executable,
                args=list(_QUIET),
                chromium_sandbox=os.geteuid() != 0,  # Chromium's sandbox does not work for root
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except _error() as error:
            raise ConfigError(
                f"Chromium ({executable}) does not start: {error.message.splitlines()[0]}",
                todo=f"Try `{executable} --headless --dump-dom about:blank`; install Chromium again if that fails too.",
            ) from error

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._browser:
            await self._browser.close()
        if self._playwright:
            await self._playwright.stop()

    async def render(self, url: str) -> Rendered:
        """Open an address and return what came and what became of it. Never raises for what the other side does."""
        begun = time.monotonic()
        address = web_address(url)
        if isinstance(address, Failure):
            return _nothing(url, address)
        async with Gate(self._names, most_bytes=self._bounds.most_bytes, connect_to=self._connect_to) as gate:
            visit = _Visit(address.url, self._bounds)
            async with self._profile(gate) as context:
                try:
                    async with asyncio.timeout(self._bounds.timeout):
                        await visit.look(context)
                except TimeoutError:
                    visit.stop(Failure.TIMEOUT)
            failure = gate.refused.get(address.host, visit.failure) if visit.failure else None
            return Rendered(
                url,
                visit.final_url,
                visit.leads_to,
                visit.status,
                visit.headers,
                visit.raw,
                visit.html,
                visit.truncated or gate.spent,
                tuple(sorted(gate.refused.items())),
                Failure.TOO_LARGE if failure and gate.spent else failure,
                time.monotonic() - begun,
            )

    @contextlib.asynccontextmanager
    async def _profile(self, gate: Gate) -> AsyncIterator["BrowserContext"]:
        assert self._browser is not None  # noqa: S101 - only inside the context
        assert self._playwright is not None  # noqa: S101
        if not self._browser.is_connected():  # a page may have brought the last one down
            self._browser = await self._launched(self._playwright, installed())
        plain = f"Chrome/{self._browser.version.split('.')[0]}.0.0.0"
        context = await self._browser.new_context(
            # Without `<-loopback>` this machine's own names would go past the gate.
            proxy={"server": gate.address, "bypass": "<-loopback>"},
            user_agent=f"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) {plain} Safari/537.36 {self._user_agent}",
            accept_downloads=False,
            service_workers="block",
            permissions=[],
            ignore_https_errors=self._connect_to is not None,
        )
        try:
            yield context
        finally:
            with contextlib.suppress(_error()):  # the browser may be gone
                await context.close()


class _Visit:
    """What one visit has brought so far; when time runs out, that is what counts."""

    def __init__(self, url: str, bounds: Bounds) -> None:
        self._url = url
        self._bounds = bounds
        self._begun = False
        self._unpacked = 0
        self._ending: asyncio.Task[None] | None = None
        self.final_url = url
        self.leads_to = ""
        self.status: int | None = None
        self.headers: tuple[tuple[str, str], ...] = ()
        self.raw = b""
        self.html = ""
        self.truncated = False
        self.failure: Failure | None = None

    def stop(self, failure: Failure) -> None:
        """Note that the visit ended early. What is there already is kept."""
        self.truncated = True
        if not self.html:
            self.failure = failure

    async def look(self, context: "BrowserContext") -> None:
        """Open the page, wait for its scripts, and take its HTML."""
        try:
            page = await context.new_page()
            await context.route("**/*", partial(self._admit, page))
            page.on("dialog", _dismiss)
            context.on("page", _close)
            await self._weigh(context, page)
            # A page may go on to another before it is loaded, or never be silent: it is taken as it is then.
            answer = await page.goto(self._url, wait_until="commit", timeout=0)
            if answer:
                await self._take_answer(answer)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._bounds.settle):
                    await page.wait_for_load_state("networkidle", timeout=0)
            html = await page.content()
        except _error() as error:
            self.stop(Failure.TOO_LARGE if self._unpacked > self._bounds.most_unpacked else _failure(error.message))
            return
        self.html = html[: self._bounds.most_html]
        self.truncated = self.truncated or len(html) > self._bounds.most_html

    async def _weigh(self, context: "BrowserContext", page: "Page") -> None:
        """Close the page once it has unpacked too much: a few bytes can become gigabytes of memory."""

        def add(event: Mapping[str, int]) -> None:
            before, self._unpacked = self._unpacked, self._unpacked + event["dataLength"]
            if before <= self._bounds.most_unpacked < self._unpacked:
                self._ending = asyncio.create_task(_close(page))

        wire = await context.new_cdp_session(page)
        wire.on("Network.dataReceived", add)
        await wire.send("Network.enable")

    async def _take_answer(self, answer: "Response") -> None:
        self.status = answer.status
        self.final_url = answer.url
        self.headers = tuple((item["name"].lower(), item["value"]) for item in await answer.headers_array())
        try:
            raw = await answer.body()
        except _error():  # too large for the browser to hand out, or cut by the gate
            self.truncated = True
            return
        self.raw = raw[: self._bounds.most_html]
        self.truncated = len(raw) > self._bounds.most_html

    async def _admit(self, page: "Page", route: "Route", request: "Request") -> None:
        """Let the page be loaded, and what it needs; no window, and no other page in its place."""
        with contextlib.suppress(_error()):  # the visit may have ended
            await self._decide(page, route, request)

    async def _decide(self, page: "Page", route: "Route", request: "Request") -> None:
        if not request.is_navigation_request():
            await (route.abort() if request.resource_type in _NOT_NEEDED else route.continue_())
            return
        frame = _frame(request)
        if frame == page.main_frame and self._begun:
            self.leads_to = self.leads_to or request.url
            await route.abort("aborted")  # the page stays as it is
        elif frame and frame.page == page:
            self._begun = True
            await route.continue_()
        else:
            await route.abort()


def _frame(request: "Request") -> "Frame | None":
    """Return the frame a navigation is for; None for a window that is not there yet."""
    try:
        return request.frame
    except _error():
        return None


async def _dismiss(dialog: "Dialog") -> None:
    with contextlib.suppress(_error()):
        await dialog.dismiss()


async def _close(page: "Page") -> None:
    with contextlib.suppress(_error()):
        await page.close()


def _error() -> "type[Error]":
    """Return what Playwright raises; looked up late, since the package is an extra."""
    from playwright.async_api import Error

    return Error


def installed() -> str:
    """Return the path of the system's Chromium.

    Raises:
        ConfigError: when there is none.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise ConfigError(
            "Looking at pages in a browser needs Chromium, and none was found.",
            todo="Install it (Debian, Ubuntu: sudo apt-get install chromium; macOS: brew install chromium).",
            available=NAMES,
        )
    return found


def _failure(message: str) -> Failure:
    return next((failure for sign, failure in _FAILURES.items() if sign in message), Failure.UNREACHABLE)


def _nothing(url: str, failure: Failure) -> Rendered:
    return Rendered(url, url, "", None, (), b"", "", truncated=False, refused=(), failure=failure, seconds=0.0)
