"""The page in a real browser: it sorts, filters, prints, and asks nobody for anything."""

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from linkwright.fetch.browser import NAMES
from linkwright.plan.model import Plan
from linkwright.report import write_comparison, write_plan
from tests.report.comparing import comparison
from tests.report.conftest import Screens, Written
from tests.report.hostile import FORMULA
from tests.report.planning import hostile_plan, long_plan, plan, refused_plan

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--enable-logging=stderr",
    "--v=0",
)
# Tells the frame's owner how wide the page is, and which charts and small tables are cut on their right.
MEASURE = """<script>addEventListener("load", () => {
  const root = document.documentElement;
  const cut = [...document.querySelectorAll(".chart > .scroll")].filter((e) => e.scrollWidth > e.clientWidth);
  const right = (e) => e.getBoundingClientRect().right;
  const drawn = [...document.querySelectorAll(".chart > svg")].filter((e) =>
    [...e.querySelectorAll("text")].some((t) => right(t) > right(e.parentNode)));
  const names = [...cut, ...drawn].map((e) => e.parentNode.className);
  parent.postMessage(`wide=${root.scrollWidth} of ${root.clientWidth}; cut=${names.join(" ")}`, "*");
});</script>"""
HEAR = '<pre id="told"></pre><script>addEventListener("message", (e) => { told.textContent = e.data; });</script>'


@pytest.fixture(scope="session")
def browser() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser found; looked for {', '.join(NAMES)}")
    return found


def run(browser: str, home: Path, address: str, *flags: str) -> tuple[str, str]:
    done = subprocess.run(
        [browser, *QUIET, f"--user-data-dir={home}", *flags, address],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout, done.stderr


def dom(browser: str, home: Path, page: Path, state: str = "") -> str:
    shown, said = run(browser, home, page.as_uri() + state, "--dump-dom")
    complaints = [line for line in said.splitlines() if ":CONSOLE" in line or "Refused to" in line]
    assert complaints == []
    return shown


def section(shown: str, name: str) -> str:
    found = re.search(rf'<section class="listing" id="{name}".*?</section>', shown, re.S)
    assert found
    return found.group()


def cells(shown: str, table: str, column: str) -> list[str]:
    body = re.search(r"<tbody>(.*?)</tbody>", section(shown, table), re.S)
    assert body
    found = re.findall(rf"<t[dh][^>]* col-{column}\"[^>]*>(.*?)</t[dh]>", body.group(1), re.S)
    return [html.unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in found]


def classes(shown: str, table: str, column: str) -> list[str]:
    return cells(shown, table, column)


def test_the_address_sorts_filters_and_pages(browser: str, written: Written, tmp_path: Path) -> None:
    page = written.folder / "report.html"
    shown = dom(browser, tmp_path, page, "#links?status=lost&q=site1&sort=value&page=2")
    first = dom(browser, tmp_path, page, "#links?status=lost&q=site1&sort=value")
    assert set(cells(first, "links", "status")) == {"lost"}
    assert all("site1" in cell for cell in cells(first, "links", "referring_page"))
    values = [float(cell) for cell in cells(first, "links", "value") if "not known" not in cell]
    assert values == sorted(values)
    assert values
    assert 'aria-sort="ascending"' in section(first, "links")
    assert "rows that match, of" in section(first, "links")
    matching = len(cells(first, "links", "status"))
    assert matching == 25 or cells(shown, "links", "status") == cells(first, "links", "status")


def test_pages_go_on_where_the_last_ended(browser: str, written: Written, tmp_path: Path) -> None:
    page = written.folder / "report.html"
    first = cells(dom(browser, tmp_path, page, "#months?sort=month"), "months", "month")
    one = cells(dom(browser, tmp_path, page, "#domains?sort=referring_domain"), "domains", "referring_domain")
    two = cells(dom(browser, tmp_path, page, "#domains?sort=referring_domain&page=2"), "domains", "referring_domain")
    assert first == sorted(first)
    assert len(one) == len(two) == 25
    assert one + two == sorted(one + two)


def test_the_script_draws_what_the_server_wrote(browser: str, written: Written, tmp_path: Path) -> None:
    drawn = dom(browser, tmp_path, written.folder / "report.html")
    plain = written.text("report.html")
    for table in ("links", "domains", "months", "sources", "findings", "files"):
        columns = re.findall(r'<th scope="col" class="[a-z]+ col-([a-z_0-9]+)"', section(plain, table))
        assert columns
        for column in columns:
            assert cells(drawn, table, column) == cells(plain, table, column), (table, column)


def test_links_we_looked_at_sort_and_filter(browser: str, checked: Written, tmp_path: Path) -> None:
    drawn = dom(browser, tmp_path, checked.folder / "report.html", "#checks?standing=gone&sort=strength")
    assert set(cells(drawn, "checks", "standing")) == {"gone"}
    assert "of 40 rows that match, of 250" in section(drawn, "checks")
    strengths = [int(cell) for cell in cells(drawn, "checks", "strength")]
    assert strengths == sorted(strengths)
    plain = checked.text("report.html")
    for column in ("state", "standing", "links", "meaning", "todo"):
        assert cells(drawn, "states", column) == cells(plain, "states", column)


def test_hostile_texts_do_nothing(browser: str, hostile: Written, tmp_path: Path) -> None:
    shown = dom(browser, tmp_path, hostile.folder / "report.html", "#links?q=calc")
    assert cells(shown, "links", "anchor") == [FORMULA]
    assert "<img" not in shown
    assert shown.count("<script") == hostile.text("report.html").count("<script")
    for odd in ("#links?sort=constructor", "#links?tier=__proto__&page=-5", "#nothing?%E0%A4%A"):
        dom(browser, tmp_path, hostile.folder / "report.html", odd)


@pytest.mark.parametrize("width", [1280, 1100, 768, 390])
def test_the_report_is_never_wider_than_the_window(browser: str, checked: Written, tmp_path: Path, width: int) -> None:
    fits(browser, checked.text("report.html"), tmp_path, width)


@pytest.mark.parametrize("width", [1100, 390])
def test_no_other_page_is_wider_than_the_window(browser: str, tmp_path: Path, width: int) -> None:
    write_comparison(comparison(rivals=6), tmp_path)
    write_plan(plan(), tmp_path)
    for name in ("compare.html", "plan.html", "plan-summary.html"):
        fits(browser, (tmp_path / name).read_text(encoding="utf-8"), tmp_path / name.removesuffix(".html"), width)


def fits(browser: str, text: str, folder: Path, width: int) -> None:
    """See that neither the page, nor a chart in it, is cut on its right."""
    folder.mkdir(exist_ok=True)
    page = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", text)
    (folder / "page.html").write_text(page + MEASURE, encoding="utf-8")
    # in a frame, since a window cannot be made as narrow as a telephone
    frame = folder / "frame.html"
    frame.write_text(f'{HEAR}<iframe src="page.html" style="width: {width}px; height: 900px; border: 0"></iframe>')
    flags = ("--dump-dom", "--window-size=1400,1000", "--virtual-time-budget=5000")
    shown, _ = run(browser, folder / "home", frame.as_uri(), *flags)
    found = re.search(r"wide=(\d+) of (\d+); cut=([^<]*)</", shown)
    assert found
    assert int(found[1]) <= int(found[2]) <= width
    assert found[3] == ""


@pytest.mark.parametrize("which", [plan, refused_plan, long_plan, hostile_plan])
def test_the_clients_page_is_one_sheet(browser: str, tmp_path: Path, which: Callable[[], Plan]) -> None:
    write_plan(which(), tmp_path)
    pdf = tmp_path / "summary.pdf"
    address = (tmp_path / "plan-summary.html").as_uri()
    run(browser, tmp_path / "home", address, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1


@pytest.mark.parametrize("name", ["compare.html", "plan.html"])
def test_the_script_draws_what_the_server_wrote_of_other_pages(
    browser: str, screens: Screens, tmp_path: Path, name: str
) -> None:
    drawn = dom(browser, tmp_path, screens.folder / name)
    plain = screens.text(name)
    tables = re.findall(r'<section class="listing" id="([a-z-]+)"', plain)
    assert len(tables) > 5
    for table in tables:
        columns = re.findall(r'<th scope="col" class="[a-z]+ col-([a-z_0-9]+)"', section(plain, table))
        for column in columns:
            assert cells(drawn, table, column) == cells(plain, table, column), (table, column)


def test_hostile_texts_do_nothing_on_other_pages(browser: str, screens: Screens, tmp_path: Path) -> None:
    for name in ("compare.html", "plan.html", "plan-summary.html"):
        log = tmp_path / "net.json"
        address = (screens.hostile_folder / name).as_uri()
        shown, said = run(browser, tmp_path / "home", address, "--dump-dom", f"--log-net-log={log}")
        assert [line for line in said.splitlines() if ":CONSOLE" in line or "Refused to" in line] == []
        assert "<img" not in shown
        asked = re.findall(r'"url":"(https?://[^"]+)"', log.read_text(encoding="utf-8", errors="replace"))
        assert [url for url in asked if "evil" in url or "example" in url] == []


def test_it_prints(browser: str, written: Written, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    address = (written.folder / "report.html").as_uri()
    run(browser, tmp_path / "home", address, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.stat().st_size > 50_000


def test_nothing_is_asked_of_the_network(browser: str, hostile: Written, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    address = (hostile.folder / "report.html").as_uri()
    run(browser, tmp_path / "home", address, "--dump-dom", f"--log-net-log={log}")
    asked = re.findall(r'"url":"(https?://[^"]+)"', log.read_text(encoding="utf-8", errors="replace"))
    assert [url for url in asked if "evil" in url or "example" in url] == []
