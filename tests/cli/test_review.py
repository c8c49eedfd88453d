"""`linkwright review` as a user meets it: out, filled in, back in, and key by key in a terminal."""

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from linkwright.errors import ExitCode
from tests.cli.test_cli import data, run

NETWORK = "".join(
    f"https://net{number}.example/best-bakeries-of-the-year,https://quaybakery.example/,Quay Bakery,Best bakeries\n"
    for number in range(12)
)
LINKS = (
    "Source URL,Target URL,Anchor,Title\n"
    "https://blog.oatfield.example/ten-loaves,https://quaybakery.example/,Quay Bakery,Ten loaves\n"
)


def workspace(folder: Path, links: str) -> Path:
    assert run("init", "quaybakery.example", "--folder", "bakery", cwd=folder).returncode == ExitCode.OK
    (folder / "links.csv").write_text(links, "utf-8")
    done = run("import", "../links.csv", cwd=folder / "bakery")
    assert done.returncode == ExitCode.OK, done.stderr
    return folder / "bakery"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("review"), LINKS + NETWORK)


def lines_of(folder: Path) -> list[dict[str, object]]:
    done = run("review", "--out", "-", cwd=folder)
    assert done.returncode == ExitCode.OK, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_out_filled_in_and_back_and_the_newest_decision_counts(bakery: Path) -> None:
    assert run("review", "--out", "review.csv", cwd=bakery).returncode == ExitCode.OK
    with (bakery / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        (cells,) = csv.DictReader(file)
    assert (cells["Verdict"], cells["We suggest"], cells["Websites"]) == ("", "keep", "12")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["Id", "Verdict", "My note", "Your reason"], extrasaction="ignore")
    writer.writeheader()
    writer.writerow(cells | {"Verdict": "keep", "Your reason": "ignored anyway", "My note": "x"})
    writer.writerow({"Id": "domain:nobody.example", "Verdict": "keep"})
    done = run("review", "--in", "-", "--who", "Ann", "--json", cwd=bakery, stdin=text.getvalue())
    told = data(done)
    assert isinstance(told, dict)
    assert {name: told[name] for name in ("new", "changed", "unchanged")} == {"new": 1, "changed": 0, "unchanged": 0}
    assert [(each["place"], each["id"]) for each in told["refused"]] == [("line 3", "domain:nobody.example")]
    (row,) = lines_of(bakery)
    assert (row["verdict"], row["reason"]) == ("keep", "ignored anyway")
    again = run("review", "--in", "-", "--who", "Ben", cwd=bakery, stdin=json.dumps(row | {"verdict": "watch"}))
    assert "0 new, 1 changed, 0 unchanged, 0 refused" in again.stdout
    assert [row["verdict"] for row in lines_of(bakery)] == ["watch"]


def test_a_file_without_one_good_row_ends_with_a_code_of_its_own(bakery: Path) -> None:
    done = run("review", "--in", "-", cwd=bakery, stdin="id,verdict\ndomain:x.example,keep\n")
    assert done.returncode == ExitCode.NO_INPUT
    assert "line 2: domain:x.example: nothing here has this id" in done.stdout


def test_a_kind_of_file_nobody_knows_is_told_and_nothing_is_written(bakery: Path) -> None:
    done = run("review", "--out", "review.docx", cwd=bakery)
    assert done.returncode == ExitCode.USAGE
    assert ".xlsx" in done.stderr
    assert not list(bakery.glob("*.docx*"))


def test_nothing_to_review_is_said_kindly(tmp_path: Path) -> None:
    done = run("review", cwd=workspace(tmp_path, LINKS))
    assert done.returncode == ExitCode.OK
    assert "most sites need neither" in " ".join(done.stdout.split())


def test_interactive_needs_a_terminal(bakery: Path) -> None:
    done = run("review", "--interactive", cwd=bakery)
    assert done.returncode == ExitCode.USAGE
    assert "needs a terminal" in done.stderr


def test_keys_in_a_terminal_keep_each_decision_at_once(tmp_path: Path) -> None:
    folder = workspace(tmp_path, LINKS + NETWORK + NETWORK.replace("net", "two").replace("bakeries", "cakes"))
    with Terminal(folder, "review", "--interactive", "--who", "Ann") as terminal:
        terminal.wait_for("1 of 2: network-")
        terminal.press("k")
        terminal.wait_for("2 of 2: network-")
        terminal.press("u")
        terminal.wait_for("a new decision replaces it")
        terminal.press("a")
        terminal.wait_for("Why (Enter for none)")
        terminal.press("bought\r")
        terminal.wait_for("2 of 2: network-")
        terminal.kill()
    assert [(row["verdict"], row["reason"]) for row in lines_of(folder)] == [("ask removal", "bought"), ("", "")]


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "linkwright", *arguments]
        self.running = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.shown = ""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self.ours)

    def wait_for(self, text: str) -> None:
        """Wait until the terminal shows a text, and forget what came before it."""
        ends = time.monotonic() + 120
        while text not in self.shown:
            assert time.monotonic() < ends, self.shown
            if select.select([self.ours], [], [], 1)[0]:
                self.shown += os.read(self.ours, 65536).decode("utf-8", "replace")
        self.shown = self.shown.partition(text)[2]

    def press(self, keys: str) -> None:
        """Press a key where one is asked for, or type a line; what is typed before that is lost, as in any terminal."""
        line = len(keys) > 1
        while bool(termios.tcgetattr(self.ours)[3] & termios.ICANON) != line:
            time.sleep(0.02)
        os.write(self.ours, keys.encode())

    def kill(self) -> None:
        """End it the hard way: what was decided must be kept all the same."""
        self.running.kill()
        self.running.wait()
