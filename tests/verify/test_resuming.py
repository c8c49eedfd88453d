"""A check that was interrupted goes on where it was."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from demo.web.pages import expected, pages_of_day
from demo.web.server import Running, serving

from demo import words
from linkwright.ledger.workspace import Workspace
from linkwright.urls import canonical_url
from linkwright.vocabulary.site import Site

# Ordinary pages, each of a host of its own, written as a list keeps them.
FOUND = [
    item.url for item in expected(pages_of_day(1)) if item.state == "found" and canonical_url(item.url) == item.url
]
PAGES = sorted({url.split("/")[2]: url for url in FOUND}.values())[:60]
SLOWLY = "4"  # requests a second
PATIENCE = 120  # seconds that any command may take on a busy machine


@pytest.fixture(scope="module")
def web() -> Iterator[Running]:
    with serving() as running:
        yield running


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path / "bakery", Site((words.SITE,)))
    (made.folder / "pages.txt").write_text("\n".join(PAGES))
    return made


def start(web: Running, workspace: Workspace, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "linkwright", "verify", "-w", str(workspace.folder), "--delay", "0", *more]
    command += ["--dns", f"127.0.0.1:{web.dns_port}", "--connect-to", f"127.0.0.1:{web.port}"]
    environment = {**os.environ, "SSL_CERT_FILE": str(web.certificate)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def looked_at(workspace: Workspace) -> Counter[str]:
    found: Counter[str] = Counter()
    for file in workspace.ledger.files("check_seen"):
        found.update(pq.read_table(file).column("referring_page_url").to_pylist())
    return found


def start_slowly(web: Running, workspace: Workspace) -> subprocess.Popen[str]:
    """Start a check that would take half a minute, and wait until it has seen its first page."""
    running = start(web, workspace, str(workspace.folder / "pages.txt"), "--rate", SLOWLY)
    assert running.stderr is not None
    assert "Checking the pages that link" in running.stderr.readline()
    return running


def interrupt(web: Running, workspace: Workspace, number: signal.Signals) -> int:
    """Start a slow check and send it a signal after its first page."""
    running = start_slowly(web, workspace)
    running.send_signal(number)
    running.communicate(timeout=PATIENCE)
    return running.returncode


def test_after_ctrl_c_no_page_is_looked_at_twice_and_none_is_forgotten(web: Running, workspace: Workspace) -> None:
    assert len(PAGES) == 60, "two requests each: at that rate the signal comes long before the end"
    assert interrupt(web, workspace, signal.SIGINT) == 130
    before = looked_at(workspace)
    assert 0 < len(before) < len(PAGES)
    assert start(web, workspace, "--resume").wait(PATIENCE) == 0
    assert looked_at(workspace) == Counter(PAGES)


def test_after_a_kill_the_check_goes_on(web: Running, workspace: Workspace) -> None:
    assert interrupt(web, workspace, signal.SIGKILL) == -signal.SIGKILL
    assert start(web, workspace, "--resume").wait(PATIENCE) == 0
    assert set(looked_at(workspace)) == set(PAGES)


def test_there_is_nothing_to_resume_before_the_first_check_and_after_a_whole_one(
    web: Running, workspace: Workspace
) -> None:
    assert start(web, workspace, "--resume").wait(PATIENCE) == 2
    assert start(web, workspace, str(workspace.folder / "pages.txt")).wait(PATIENCE) == 0
    assert start(web, workspace, "--resume").wait(PATIENCE) == 2


def test_two_checks_of_one_workspace_do_not_run_at_once(web: Running, workspace: Workspace) -> None:
    first = start_slowly(web, workspace)
    second = start(web, workspace, str(workspace.folder / "pages.txt"))
    _, said = second.communicate(timeout=PATIENCE)
    assert second.returncode == 2
    assert "Another check" in said
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=PATIENCE)


def test_a_list_is_checked_without_a_workspace(web: Running, tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text("\n".join(PAGES[:3]))
    command = [
        sys.executable,
        "-m",
        "linkwright",
        "verify",
        "pages.txt",
        "--site",
        words.SITE,
        "--delay",
        "0",
        "--json",
    ]
    command += ["--dns", f"127.0.0.1:{web.dns_port}", "--connect-to", f"127.0.0.1:{web.port}"]
    environment = {**os.environ, "SSL_CERT_FILE": str(web.certificate)}
    said = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    looks = json.loads(said.stdout)["data"]
    assert {look["page"]: look["state"] for look in looks} == dict.fromkeys(PAGES[:3], "found")
    assert [path.name for path in tmp_path.iterdir()] == ["pages.txt"]
