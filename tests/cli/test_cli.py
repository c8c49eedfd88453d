"""The command line as a user meets it: a real process, real files, stdout for data and stderr for talk."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linkwright.errors import ExitCode
from linkwright.ledger import Ledger
from linkwright.ledger.runs import part_id
from tests.ledger.making import store

LINKS = """source_url,target_url,anchor_text,rel,first_seen,last_seen
https://blog.oatfield.example/ten-loaves,https://quaybakery.example/,Quay Bakery,,2025-01-03,2026-02-01
https://forum.millers.example/t/9,https://quaybakery.example/rye,rye bread,nofollow,2025-03-04,2026-02-01
not an address,https://quaybakery.example/,x,,2025-03-04,2026-02-01
"""


@pytest.fixture
def links(tmp_path: Path) -> Path:
    path = tmp_path / "links.csv"
    path.write_text(LINKS, "utf-8")
    return path


def run(*arguments: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "linkwright", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, timeout=120)


Audited = tuple[subprocess.CompletedProcess[str], Path]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """An audit of `links.csv`, and the folder of its report."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "links.csv").write_text(LINKS, "utf-8")
    return run("audit", "links.csv", "--site", "quaybakery.example", "--out", "report", cwd=folder), folder / "report"


def data(done: subprocess.CompletedProcess[str]) -> object:
    envelope = json.loads(done.stdout)
    assert set(envelope) == {"ok", "data", "error"}
    assert envelope["ok"], envelope
    return envelope["data"]


def test_audit_prints_a_summary_and_writes_every_file(audited: Audited) -> None:
    done, report = audited
    assert done.returncode == ExitCode.OK, done.stderr
    counts = next(line for line in done.stdout.splitlines() if "links.csv" in line)
    assert re.search(r"\b3\s+2\s+1\s+0\b", counts), "rows read = stored + rejected + declared"
    written = {path.name for path in report.iterdir()}
    assert written == {"report.html", "report.xlsx", "report.json", "report.md", "links.parquet", "links.csv"}


def test_a_rejected_row_is_in_the_report_with_line_reason_and_text(audited: Audited) -> None:
    report = json.loads((audited[1] / "report.json").read_text("utf-8"))["data"]
    (row,) = report["listings"]["rejected"]["rows"]
    told = " ".join(map(str, row.values() if isinstance(row, dict) else row))
    assert "not an address,https://quaybakery.example/" in told
    assert "not a web address" in told
    assert re.search(r"\b4\b", told), "the line of the file"


def test_json_is_one_object_on_stdout_and_nothing_else(links: Path, tmp_path: Path) -> None:
    done = run("audit", links, "--site", "quaybakery.example", "--json", cwd=tmp_path)
    report = data(done)
    assert isinstance(report, dict)
    assert report["headline"]["links"] == 2


def test_stdin_is_a_file_like_any_other(tmp_path: Path) -> None:
    done = run("audit", "-", "--site", "quaybakery.example", "--json", cwd=tmp_path, stdin=LINKS)
    report = data(done)
    assert isinstance(report, dict)
    assert report["headline"]["links"] == 2


def test_a_list_is_compared_with_and_its_rows_can_be_explained(links: Path, tmp_path: Path) -> None:
    (tmp_path / "spam.txt").write_text("0.0.0.0 oatfield.example\nno name\n", "utf-8")
    run("init", "quaybakery.example", cwd=tmp_path)
    home = tmp_path / "quaybakery.example"
    assert run("import", cwd=home).returncode == ExitCode.USAGE
    (imported,) = json.loads(run("import", "--list", "../spam.txt", "--json", cwd=home).stdout)["data"]
    assert (imported["read"], imported["stored"], imported["rejected"]) == (2, 1, 1)
    run("import", links, cwd=home)
    told = run("explain", "listed-domains", cwd=home)
    assert "spam.txt" in told.stdout, told.stdout + told.stderr
    assert "oatfield.example" in told.stdout


def test_a_workspace_from_start_to_report(links: Path, tmp_path: Path) -> None:
    assert run("init", "quaybakery.example", "--brand", "Quay Bakery", cwd=tmp_path).returncode == ExitCode.OK
    home = tmp_path / "quaybakery.example"
    first = data(run("import", links, "--json", cwd=home))
    second = data(run("import", links, "--json", cwd=home))
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert (first[0]["outcome"], second[0]["outcome"]) == ("stored", "already here")
    assert (first[0]["read"], first[0]["stored"], first[0]["rejected"], first[0]["declared"]) == (3, 2, 1, 0)
    listed = data(run("sources", "--json", cwd=home))
    assert isinstance(listed, list)
    assert len(listed) == 1
    assert "links.csv" in run("sources", cwd=home).stdout
    assert run("report", cwd=home).returncode == ExitCode.OK
    assert (home / "report" / "report.html").exists()
    explained = run("explain", "oatfield.example", cwd=home)
    assert explained.returncode == ExitCode.OK, explained.stderr
    assert "Value, point by point" in explained.stdout


def test_a_run_of_our_crawler_is_one_line_however_many_batches_it_wrote(tmp_path: Path) -> None:
    assert run("init", "quaybakery.example", cwd=tmp_path).returncode == ExitCode.OK
    home = tmp_path / "quaybakery.example"
    for number in range(3):
        store(Ledger(home / "ledger"), part_id("1", number))
    listed = data(run("sources", "--json", cwd=home))
    assert isinstance(listed, list)
    assert [(each["batch"], each["stored"]) for each in listed] == [("check-1", 15)]


def test_a_file_nobody_knows_gets_an_error_with_the_line_that_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Fruit,Colour\napple,red\n", "utf-8")
    done = run("audit", path, "--site", "quaybakery.example", cwd=tmp_path)
    assert done.returncode == ExitCode.NO_INPUT
    assert "Fruit" in done.stderr
    assert "--map" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mapped_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Where,Whither\nhttps://a.oatfield.example/1,https://quaybakery.example/\n", "utf-8")
    mapping = "source=Where,target=Whither"
    done = run("audit", path, "--site", "quaybakery.example", "--map", mapping, "--json", cwd=tmp_path)
    report = data(done)
    assert isinstance(report, dict)
    assert report["headline"]["links"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("audit", "missing.csv", "--site", "quaybakery.example"), ExitCode.NO_INPUT, "missing.csv"),
        (("audit", "links.csv", "--site", "not a domain"), ExitCode.USAGE, "not a domain"),
        (("audit", "links.csv", "--site", "quaybakery.example", "--map", "source"), ExitCode.USAGE, "--map"),
        (("audit", "links.csv"), ExitCode.USAGE, "--site"),
        (("report",), ExitCode.USAGE, "linkwright init"),
        (("explain", "no-such.example", "links.csv", "--site", "quaybakery.example"), ExitCode.USAGE, "oatfield"),
        (("frobnicate",), ExitCode.USAGE, "No such command"),
    ],
)
def test_errors_say_what_and_what_to_do(
    arguments: tuple[str, ...], code: ExitCode, words: str, links: Path, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_errors_have_the_json_envelope_too(tmp_path: Path) -> None:
    done = run("audit", "missing.csv", "--site", "quaybakery.example", "--json", cwd=tmp_path)
    envelope = json.loads(done.stdout)
    assert (envelope["ok"], envelope["data"]) == (False, None)
    assert "missing.csv" in envelope["error"]["where"]


def test_fail_on_findings_sets_the_exit_code(tmp_path: Path) -> None:
    rows = "".join(
        f"https://footer.oatfield.example/page-{n},https://quaybakery.example/,Bakery,,2025-01-03,2026-02-01\n"
        for n in range(400)
    )
    path = tmp_path / "footer.csv"
    path.write_text(LINKS.splitlines(keepends=True)[0] + rows, "utf-8")
    done = run("audit", path, "--site", "quaybakery.example", "--fail-on", "finding", cwd=tmp_path)
    assert done.returncode == ExitCode.FINDINGS, done.stdout
    calm = run("audit", path, "--site", "quaybakery.example", "--fail-on", "suspect", cwd=tmp_path)
    assert calm.returncode == ExitCode.OK, calm.stdout


def test_good_news_is_no_reason_to_fail(tmp_path: Path) -> None:
    rows = "".join(
        f"https://blog{n}.example/bread,https://quaybakery.example/starter-guide,a guide,,2025-0{n}-03,2026-02-01\n"
        for n in range(1, 6)
    )
    path = tmp_path / "good.csv"
    path.write_text(LINKS.splitlines(keepends=True)[0] + rows, "utf-8")
    done = run("audit", path, "--site", "quaybakery.example", "--fail-on", "finding", cwd=tmp_path)
    assert "What speaks for you" in done.stdout
    assert done.returncode == ExitCode.OK, done.stdout


def test_a_signal_explains_itself_without_any_data(tmp_path: Path) -> None:
    done = run("explain", "sitewide-links", cwd=tmp_path)
    assert done.returncode == ExitCode.OK, done.stderr
    assert "When it is wrong" in done.stdout


def test_interrupting_an_import_keeps_the_workspace_whole(tmp_path: Path) -> None:
    run("init", "quaybakery.example", cwd=tmp_path)
    home = tmp_path / "quaybakery.example"
    big = tmp_path / "big.csv"
    row = "https://blog.oatfield.example/{},https://quaybakery.example/,Bakery,,2025-01-03,2026-02-01\n"
    with big.open("w", encoding="utf-8") as file:
        file.write(LINKS.splitlines(keepends=True)[0])
        file.writelines(row.format(n) for n in range(600_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "linkwright", "import", str(big)], cwd=home, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not list((home / "ledger").glob(".writing-*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, talk = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, talk
    assert "Traceback" not in talk
    assert data(run("sources", "--json", cwd=home)) == []
    again = data(run("import", big, "--json", cwd=home))
    assert isinstance(again, list)
    assert again[0]["stored"] == 600_000


def test_a_reader_that_has_had_enough_is_no_error(links: Path, tmp_path: Path) -> None:
    audit = f"{sys.executable} -m linkwright audit {links.name} --site quaybakery.example"
    command = audit + " | head -1; exit ${PIPESTATUS[0]}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (done.returncode, "Traceback" in done.stderr) == (ExitCode.OK, False), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_an_error_without_a_traceback(links: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m linkwright audit {links.name} --site quaybakery.example > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == ExitCode.USAGE
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def test_a_terminal_that_knows_only_ascii_is_served(links: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "linkwright", "audit", links.name, "--site", "quaybakery.example"]
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == ExitCode.OK, done.stderr


def test_a_suffix_nobody_owns_is_no_site(links: Path, tmp_path: Path) -> None:
    done = run("audit", links, "--site", "com.au", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "com.au" in done.stderr
