"""The demo web answers as its table says, looked at with nothing but Python's own HTTP client."""

import contextlib
import http.client
import json
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from demo.web.pages import BAKERY_HOST, STANDING, Expected, Page, expected, pages_of_day
from demo.web.reply import DemoWeb
from demo.web.server import Running, serving
from demo.web.table import KINDS, ROWS, Conduct, Naming, Row, rows_of_day
from demo.world import Link

from demo import words

ROOT = Path(__file__).parents[2]
ROBOT = "Linkwright/1.0 (+https://linkwright.example/bot)"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
TODAY = rows_of_day(1)
PAGES = pages_of_day(1)
SAID: Mapping[tuple[str, str], Expected] = {(item.url, item.target): item for item in expected(PAGES)}
REACHABLE = [row for row in TODAY.values() if row.name is Naming.KNOWN and not row.certificate]
PROPER = [row for row in REACHABLE if row.server is Conduct.PROPER]


@pytest.fixture(scope="module")
def web() -> Iterator[Running]:
    with serving() as running:
        yield running


class NamedConnection(http.client.HTTPConnection):
    """Connects to the demo web's port and begins TLS with the name asked for."""

    def __init__(self, web: Running, host: str, *, secure: bool) -> None:
        super().__init__("127.0.0.1", web.port, timeout=10)
        self.name = host
        self.context = ssl.create_default_context(cafile=str(web.certificate)) if secure else None

    def connect(self) -> None:
        super().connect()
        if self.context:
            self.sock = self.context.wrap_socket(self.sock, server_hostname=self.name)


def ask(
    web: Running, url: str, agent: str = ROBOT, headers: Mapping[str, str] | None = None
) -> http.client.HTTPResponse:
    parts = urlsplit(url)
    connection = NamedConnection(web, str(parts.hostname), secure=parts.scheme == "https")
    path = quote(parts.path or "/", safe="/%") + (f"?{quote(parts.query, safe='=&%')}" if parts.query else "")
    connection.request("GET", path, headers={"Host": str(parts.hostname), "User-Agent": agent, **(headers or {})})
    return connection.getresponse()


def text(web: Running, url: str, agent: str = ROBOT) -> str:
    return ask(web, url, agent).read().decode()


def links_to_bakery(shown: str) -> int:
    return sum(shown.count(f'<a href="{scheme}{words.SITE}') for scheme in ("https://www.", "http://www.", "https://"))


def names(rows: list[Row]) -> list[str]:
    return [f"{row.state}: {row.shows}" for row in rows]


def test_every_row_is_a_page_of_the_exports_on_a_host_of_its_own() -> None:
    assert [row.url for row in ROWS if row.url not in PAGES] == []
    hosts = [urlsplit(url).hostname for url in TODAY]
    assert len(hosts) == len(set(hosts)) >= 40


def test_the_rows_show_every_state_there_is() -> None:
    states = pytest.importorskip("linkwright.vocabulary.states", reason="the words of the states are not there yet")
    known = [str(state) for state in states.LinkState]
    assert [name for name in known if name in STANDING] == list(STANDING)
    shown = {row.state for row in TODAY.values()} | {item.state for item in SAID.values()}
    assert shown == set(known)


@pytest.mark.parametrize("row", TODAY.values(), ids=names(list(TODAY.values())))
def test_what_a_row_says_agrees_with_where_its_link_leads(row: Row) -> None:
    assert {SAID[link.url, link.target].state for link in PAGES[row.url].links} == {row.state}


@pytest.mark.parametrize("row", PROPER, ids=names(PROPER))
def test_a_page_answers_as_its_row_says(web: Running, row: Row) -> None:
    answer = ask(web, row.url)
    shown = answer.read().decode("utf-8", "replace")
    if row.moved_to:
        assert answer.status in (301, 302)
        assert answer.headers["Location"] == row.moved_to
        return
    assert answer.status == row.status
    for name, value in row.headers.items():
        assert answer.headers[name] == value
    assert bool(row.meta_robots) == (f'<meta name="robots" content="{row.meta_robots}">' in shown)
    assert bool(row.canonical) == (f'<link rel="canonical" href="{row.canonical}">' in shown)
    carries = (row.kind == "" or KINDS[row.kind].placement != "") if row.kind != "document" else False
    plain = carries and row.link == "plain"
    assert links_to_bakery(shown) == (len(PAGES[row.url].links) if plain or row.link in IN_CODE else 0)


IN_CODE = ("noscript", "code comment", "template", "hidden")


def test_a_link_stands_as_its_row_writes_it(web: Running) -> None:
    for row in PROPER:
        if row.link == "plain" and row.state in STANDING and not row.moved_to:
            shown = text(web, row.url)
            for link in PAGES[row.url].links:
                assert written(link, row) in shown, row.url


def written(link: Link, row: Row) -> str:
    rel = SAID[link.url, link.target].state == "nofollow" and not (row.meta_robots or row.headers)
    target = row.href or link.target
    return f'<a href="{target.replace("&", "&amp;")}"' + (' rel="' if rel else "")


@pytest.mark.parametrize(
    ("link", "begin", "end"),
    [
        ("noscript", "<noscript>", "</noscript>"),
        ("code comment", "<!--", "-->"),
        ("template", "<template>", "</template>"),
        ("hidden", '<div style="display:none">', "</div>"),
        ("iframe", 'srcdoc="', '"></iframe>'),
    ],
)
def test_a_link_outside_the_page_is_nowhere_else(web: Running, link: str, begin: str, end: str) -> None:
    (row,) = (row for row in TODAY.values() if row.link == link)
    shown = text(web, row.url)
    inside = shown.split(begin, 1)[1].split(end, 1)[0]
    assert words.SITE in inside
    assert words.SITE not in shown.replace(inside, "").split("</h1>")[1]


def test_a_script_hides_the_address(web: Running) -> None:
    (row,) = (row for row in TODAY.values() if row.link == "script")
    assert words.SITE not in text(web, row.url).split("<main>")[1]


def test_only_a_browser_is_sent_a_cloaked_link(web: Running) -> None:
    (row,) = (row for row in TODAY.values() if row.link == "browsers")
    assert links_to_bakery(text(web, row.url)) == 0
    assert links_to_bakery(text(web, row.url, BROWSER)) == 1


def test_a_page_that_moved_took_its_link_along_or_leads_home(web: Running) -> None:
    for row in PROPER:
        if row.moved_to:
            after = f"{row.url.split('/')[0]}//{row.url.split('/')[2]}{row.moved_to}"
            assert links_to_bakery(text(web, after)) == (1 if row.state == "found" else 0), row.url


def test_robots_txt_closes_the_directory_and_no_other_host(web: Running) -> None:
    (row,) = (row for row in TODAY.values() if row.state == "robots-blocked")
    assert "Disallow: /directory/" in text(web, f"https://{urlsplit(row.url).hostname}/robots.txt")
    assert "Disallow:\n" in text(web, "https://fennelfork.example/robots.txt")


def test_an_untrusted_certificate_fails_and_the_others_do_not(web: Running) -> None:
    (row,) = (row for row in TODAY.values() if row.certificate)
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(web, row.url)
    assert ask(web, "https://fennelfork.example/").status == 200


def conducted(web: Running, conduct: Conduct) -> socket.socket:
    (row,) = (row for row in TODAY.values() if row.server is conduct)
    parts = urlsplit(row.url)
    connection = NamedConnection(web, str(parts.hostname), secure=True)
    connection.connect()
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.hostname}\r\n\r\n"
    connection.sock.sendall(request.encode())
    taken: socket.socket = connection.sock
    return taken


def test_a_silent_server_never_answers(web: Running) -> None:
    with conducted(web, Conduct.SILENT) as wire:
        wire.settimeout(0.3)
        with pytest.raises(TimeoutError):
            wire.recv(1)


def test_a_dripping_server_sends_a_byte_at_a_time(web: Running) -> None:
    with conducted(web, Conduct.DRIPPING) as wire:
        got = b""
        while b"\r\n\r\n" not in got:
            got += wire.recv(4096)
        body = got.split(b"\r\n\r\n", 1)[1] or wire.recv(4096)
        assert body == b"<"


def test_an_endless_page_goes_on_past_any_limit(web: Running) -> None:
    with conducted(web, Conduct.ENDLESS) as wire:
        read = 0
        while read < 3_000_000:
            read += len(wire.recv(65_536))


def test_a_resetting_server_breaks_off(web: Running) -> None:
    # Python's TLS shows a reset as the end of the stream or as an error, by the version of OpenSSL.
    with conducted(web, Conduct.RESETTING) as wire, contextlib.suppress(ConnectionResetError):
        assert wire.recv(1) == b""


def test_the_names_say_what_the_dns_is_to_say(web: Running) -> None:
    said = {row.state: web.names[str(urlsplit(row.url).hostname)] for row in TODAY.values()}
    assert said["no such name"] is Naming.MISSING
    assert said["name look-up failed"] is Naming.FAILING
    assert said["found"] is Naming.KNOWN
    assert "nobody.example" not in web.names
    assert len(web.names) > 800


def test_an_unchanged_page_is_not_sent_again(web: Running) -> None:
    url = "https://fennelfork.example/articles/rye-spelt-and-patience-80"
    first = ask(web, url)
    again = ask(web, url, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status, again.status, again.read()) == (200, 304, b"")


@pytest.mark.parametrize(
    ("path", "chain"),
    [
        ("https://www.harbourbakery.example/shop/", [302, 200]),
        ("http://harbourbakery.example/journal/why-slow-bread", [301, 301, 200]),
        ("https://www.harbourbakery.example/recipes/rye-starter-guide", [404]),
        ("https://www.harbourbakery.example/?utm_source=newsletter&utm_medium=email", [200]),
    ],
)
def test_the_bakery_redirects_as_it_should(web: Running, path: str, chain: list[int]) -> None:
    statuses = []
    url = path
    while True:
        answer = ask(web, url)
        statuses.append(answer.status)
        if answer.status not in (301, 302):
            break
        location = answer.headers["Location"]
        url = location if "://" in location else f"https://{BAKERY_HOST}{location}"
    assert statuses == chain


def test_every_link_that_stands_is_on_its_page_and_no_other_is() -> None:
    web = DemoWeb()
    stands = {item.url for item in SAID.values() if item.state in (*STANDING, "robots-blocked")}
    wrong = [url for url, page in PAGES.items() if page.row.url == "" and carries(web, page) != (url in stands)]
    assert wrong == []


def carries(web: DemoWeb, page: Page) -> bool:
    reply = web.reply(page.url, ROBOT)
    return reply.status == 200 and links_to_bakery(reply.body.decode()) > 0


def test_the_second_day_differs_where_a_row_says_so() -> None:
    then, now = DemoWeb(1), DemoWeb(2)
    changed = {row.url for row in ROWS if row.day == 2}
    for row in TODAY.values():
        assert (then.reply(row.url, ROBOT) != now.reply(row.url, ROBOT)) == (row.url in changed), row.url


def test_a_command_runs_while_the_web_is_up() -> None:
    ask_root = (
        "import http.client, os, sys; host, port = sys.argv[1].split(':'); "
        "wire = http.client.HTTPConnection(host, int(port)); "
        "wire.request('GET', '/', headers={'Host': 'fennelfork.example'}); "
        "assert os.path.exists(os.environ['SSL_CERT_FILE']); sys.exit(wire.getresponse().status - 197)"
    )
    done = subprocess.run([sys.executable, "-m", "demo.web", sys.executable, "-c", ask_root, "{connect_to}"], cwd=ROOT)
    assert done.returncode == 3


def test_it_serves_until_it_is_interrupted() -> None:
    with subprocess.Popen([sys.executable, "-m", "demo.web"], cwd=ROOT, stdout=subprocess.PIPE) as served:
        assert served.stdout
        told = json.loads(served.stdout.readline())
        served.send_signal(signal.SIGINT)
        assert served.wait(10) == 0
    assert sorted(told) == ["certificate", "connect_to", "dns"]
