"""A whole check against a web with every state a link can be in, on real sockets."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from demo.generate import demo_world
from demo.web.pages import Expected, expected, pages_of_day
from demo.web.server import Running, serving
from demo.web.table import rows_of_day

from demo import words
from linkwright.fetch.browser import NAMES
from linkwright.fetch.evidence import find
from linkwright.fetch.model import Politeness
from linkwright.ledger.workspace import Workspace
from linkwright.verify.choosing import LISTED, Chosen
from linkwright.verify.running import Means
from linkwright.verify.session import Verification, run_check
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import STATES, LinkState

PATIENT = Politeness(f"Linkwright/1.0 (+https://{words.SITE}/)", delay=0, rest_factor=0, attempts=1, allow_private=True)
HURRIED = replace(PATIENT, timeout=2)
BROWSER = any(map(shutil.which, NAMES))
ROWS = rows_of_day(1)
SAID = [item for item in expected(pages_of_day(1)) if item.url in ROWS]
# Only for those that never answer the time is short: the others may take theirs on a busy machine.
SLOW = [item for item in SAID if item.state == "timeout"]
OTHERS = [item for item in SAID if item not in SLOW]


@pytest.fixture(scope="module")
def web() -> Iterator[Running]:
    with serving() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


def means(web: Running, politeness: Politeness, evidence: Path) -> Means:
    return Means(
        politeness,
        browser=BROWSER and politeness is PATIENT,  # it takes no second look at a page that never answered
        evidence=evidence,
        dns=("127.0.0.1", web.dns_port),
        connect_to=("127.0.0.1", web.port),
    )


def chosen(items: Sequence[Expected]) -> Chosen:
    """The links of some pages as the exports of the demo know them."""
    wanted = {(item.url, item.target) for item in items}
    links = [link for link in demo_world()[0] if (link.url, link.target) in wanted]
    columns: dict[str, list[object]] = {name: [None] * len(links) for name in LISTED.names}
    columns |= {
        "page": [link.url for link in links],
        "target": [link.target for link in links],
        "anchor": [link.anchor for link in links],
        "followed": [not (link.nofollow or link.ugc or link.sponsored) for link in links],
    }
    return Chosen(pa.table(columns, schema=LISTED))


def rows_in(folder: Path, fact: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for file in Workspace.open(folder).ledger.files(fact):
        rows += pq.read_table(file).to_pylist()
    return rows


Checked = tuple[Path, Sequence[Verification], Mapping[tuple[object, object], dict[str, object]]]


@pytest.fixture(scope="module")
def checked(web: Running, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("bakery")
    workspace = Workspace.create(folder, Site((words.SITE,)))
    found = []
    for politeness, items in ((PATIENT, OTHERS), (HURRIED, SLOW)):
        tools = means(web, politeness, folder / "evidence")
        found.append(run_check(workspace, partial(chosen, items), "links of the demo", tools))
    checks = {(row["referring_page_url"], row["target_url"]): row for row in rows_in(folder, "check_seen")}
    return folder, found, checks


def test_the_web_shows_every_state() -> None:
    assert {item.state for item in expected(pages_of_day(1))} >= set(map(str, LinkState))


def _ids(item: Expected) -> str:
    return f"{item.state}: {item.url}"


@pytest.mark.parametrize("item", SAID, ids=map(_ids, SAID))
def test_each_link_is_in_the_state_its_row_says(checked: Checked, item: Expected) -> None:
    row = checked[2][item.url, item.target]
    assert row["state"] == (item.state if BROWSER else item.raw), row["reason"]
    assert row["reason"]


def test_links_stand_where_their_rows_say(checked: Checked) -> None:
    """The classifier of places is measured elsewhere; here it is to be right eight times in ten."""
    found = {
        (row["referring_page_url"], row["target_url"]): row["placement"] for row in rows_in(checked[0], "link_seen")
    }
    placed = [item for item in SAID if item.placement and item.state != "changed"]
    wrong = [
        (item.url, item.placement, found[item.url, item.target])
        for item in placed
        if found[item.url, item.target] != item.placement
    ]
    assert len(wrong) <= len(placed) // 5, wrong


def test_nothing_that_could_not_be_seen_is_lost(checked: Checked) -> None:
    folder, found, checks = checked
    assert [each.pages_left for each in found] == [0, 0]
    assert sum(each.tally.links for each in found) == len(SAID)
    lost = {
        checks[row["referring_page_url"], row["target_url"]]["state"]
        for row in rows_in(folder, "link_seen")
        if row["status"] == "lost"
    }
    assert lost == {str(state) for state, told in STATES.items() if told.definite}


def test_how_to_reach_the_owners_is_kept_as_it_stands_on_their_pages(checked: Checked) -> None:
    found = rows_in(checked[0], "contact_seen")
    (address,) = {(row["value"], row["words"]) for row in found if row["kind"] == "address"}
    host = next(item.url for item in SAID if pages_of_day(1)[item.url].kind == "footer").split("/")[2]
    assert address == (f"desk@{host}", "Questions: desk")
    pages = [(row["referring_domain"], row["value"]) for row in found if row["kind"] == "page"]
    assert (host, f"https://{host}/contact/") in pages
    assert all(str(value).split("/")[2] == domain for domain, value in pages)
    assert words.SITE not in {domain for domain, _ in pages}, "of pages that link only"
    assert len(pages) <= 3 * len({row["page_url"] for row in found})


def test_the_response_behind_a_check_is_kept(checked: Checked) -> None:
    folder, _, checks = checked
    row = next(row for row in checks.values() if row["state"] == "found")
    kept = find(folder / "evidence", str(row["evidence"]))
    assert kept.status == 200
    assert words.SITE.encode() in kept.body
