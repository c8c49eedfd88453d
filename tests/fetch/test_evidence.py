"""Kept responses: read back by another library, addressed one by one, and there after a kill."""

import errno
import gzip
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as OtherReader

from linkwright.errors import ConfigError, StorageError
from linkwright.fetch import evidence
from linkwright.fetch.evidence import EvidenceWriter, find
from linkwright.fetch.model import Answer, Failure, Robots

AGENT = "Linkwright/1.0 (+https://linkwright.example/bot)"
PAGE = '<html><body>Brot von <a href="https://www.harbourbakery.example/">der Bäckerei</a></body></html>'.encode()
ANSWER = Answer(
    url="http://bread.example/post?id=1",
    final_url="https://bread.example/post?id=1",
    hops=(),
    status=200,
    failure=None,
    headers=(
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "77"),
        ("X-Robots-Tag", "noindex"),
        ("X-Robots-Tag", "otherbot: none"),
    ),
    body=PAGE,
    truncated=False,
    ip="192.0.2.7",
    name_servers=(),
    fetched_at=datetime(2026, 11, 24, 9, 30, 1, 250_000, tzinfo=UTC),
    seconds=0.2,
    robots=Robots.ALLOWED,
)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[EvidenceWriter]:
    with EvidenceWriter(tmp_path, AGENT) as made:
        yield made


def page(number: int, size: int = 40) -> Answer:
    noise = os.urandom(size).hex().encode()
    return replace(ANSWER, final_url=f"https://bread.example/{number}", body=b"<p>%d %s</p>" % (number, noise))


def records(folder: Path) -> list[tuple[str, str, bytes]]:
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in OtherReader(file, check_digests="raise"):
                body = record.content_stream().read()
                found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
    return found


def test_a_response_comes_back_as_it_came(tmp_path: Path, writer: EvidenceWriter) -> None:
    writer.keep(page(1))
    kept = find(tmp_path, writer.keep(ANSWER))
    assert (kept.url, kept.status, kept.body, kept.cut) == (ANSWER.final_url, 200, PAGE, "")
    assert (kept.ip, kept.fetched_at) == ("192.0.2.7", ANSWER.fetched_at)
    assert [value for name, value in kept.headers if name == "X-Robots-Tag"] == ["noindex", "otherbot: none"]
    assert ("X-Crawler-Content-Encoding", "gzip") in kept.headers
    assert ("Content-Length", str(len(PAGE))) in kept.headers


def test_another_library_reads_the_same(tmp_path: Path, writer: EvidenceWriter) -> None:
    writer.keep(ANSWER)
    info, response, request = records(tmp_path)
    assert info[0] == "warcinfo"
    assert AGENT.encode() in info[2]
    assert response == ("response", ANSWER.final_url, PAGE)
    assert request[:2] == ("request", ANSWER.final_url)


def test_each_reference_leads_to_its_own_page_across_files(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path, AGENT, rotate_at=4_000) as writer:
        references = {number: writer.keep(page(number, 200)) for number in range(40)}
    assert len(list(tmp_path.glob("*.warc.gz"))) > 3
    for number, reference in references.items():
        assert find(tmp_path, reference).url == f"https://bread.example/{number}"
    assert sum(kind == "response" for kind, *_ in records(tmp_path)) == 40


def test_of_a_request_only_what_all_of_them_say_is_kept(tmp_path: Path, writer: EvidenceWriter) -> None:
    kept = find(tmp_path, writer.keep(ANSWER))
    assert kept.asked[:2] == (("Host", "bread.example"), ("User-Agent", AGENT))
    assert [name for name, _ in kept.asked] == ["Host", "User-Agent", "Accept", "Accept-Encoding"]


def test_an_unchanged_page_is_kept_once(tmp_path: Path, writer: EvidenceWriter) -> None:
    first = writer.keep(ANSWER)
    later = replace(ANSWER, status=304, body=b"", headers=(("ETag", '"a"'),), fetched_at=datetime.now(UTC))
    kept = find(tmp_path, writer.keep(later, before=first))
    assert (kept.status, kept.body) == (304, PAGE)
    assert ("ETag", '"a"') in kept.headers
    assert [kind for kind, *_ in records(tmp_path)] == ["warcinfo", "response", "request", "revisit", "request"]


def test_nothing_is_kept_of_no_response(tmp_path: Path, writer: EvidenceWriter) -> None:
    assert writer.keep(replace(ANSWER, status=None, failure=Failure.DNS_NOT_FOUND, headers=(), body=b"")) == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "cut"),
    [
        (replace(ANSWER, truncated=True), "length"),
        (replace(ANSWER, truncated=True, failure=Failure.TIMEOUT), "time"),
        (replace(ANSWER, truncated=True, failure=Failure.INCOMPLETE), "disconnect"),
        (replace(ANSWER, truncated=True, body=b""), "unspecified"),
    ],
)
def test_a_page_that_is_not_whole_says_why(tmp_path: Path, writer: EvidenceWriter, answer: Answer, cut: str) -> None:
    assert find(tmp_path, writer.keep(answer)).cut == cut


def test_a_page_too_large_is_cut(tmp_path: Path, writer: EvidenceWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_OF_A_PAGE", 10)
    kept = find(tmp_path, writer.keep(ANSWER))
    assert (kept.body, kept.cut) == (PAGE[:10], "length")


def test_the_longest_head_a_crawl_accepts_is_kept(tmp_path: Path, writer: EvidenceWriter) -> None:
    headers = tuple((f"X-{number}", "v" * 8_000) for number in range(99))
    kept = find(tmp_path, writer.keep(replace(ANSWER, headers=headers)))
    assert kept.headers[:99] == headers
    assert kept.body == PAGE


def test_a_run_keeps_no_more_than_it_may(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path, AGENT, most=3_000) as writer:
        kept = [writer.keep(page(number, 500)) for number in range(20)]
        assert writer.full
    assert 0 < sum(map(bool, kept)) < 5
    assert kept[-1] == ""


def test_a_torn_end_costs_only_itself(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path, AGENT) as writer:
        whole, torn = writer.keep(page(1)), writer.keep(page(2))
    (path,) = tmp_path.glob("*.warc.gz")
    data = path.read_bytes()
    begin = int(torn.split(":")[1])
    member = zlib.decompressobj(wbits=31)
    member.decompress(data[begin:])
    for cut in range(begin, len(data) - len(member.unused_data), 7):
        path.write_bytes(data[:cut])
        assert find(tmp_path, whole).url == "https://bread.example/1"
        with pytest.raises(StorageError, match="damaged or cut off"):
            find(tmp_path, torn)
    path.write_bytes(data[:-1])
    assert (find(tmp_path, torn).status, find(tmp_path, torn).asked) == (200, ())


def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path, AGENT) as writer:
        reference = writer.keep(page(1))
    (path,) = tmp_path.glob("*.warc.gz")
    data = bytearray(path.read_bytes())
    data[int(reference.split(":")[1]) + 120] ^= 1
    path.write_bytes(data)
    with pytest.raises(StorageError):
        find(tmp_path, reference)


KEEP_FOR_EVER = """
import sys
from pathlib import Path
from tests.fetch.test_evidence import AGENT, page
from linkwright.fetch.evidence import EvidenceWriter

writer = EvidenceWriter(Path(sys.argv[1]), AGENT)
number = 0
while True:
    print(writer.keep(page(number, 3000)), flush=True)
    number += 1
"""


def test_a_killed_run_leaves_every_page_it_spoke_of(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KEEP_FOR_EVER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as run:
        assert run.stdout
        told = [run.stdout.readline().strip() for _ in range(50)]
        run.send_signal(signal.SIGKILL)
        told += [line.strip() for line in run.stdout if line.endswith("\n")]
    for number, reference in enumerate(told):
        assert find(tmp_path, reference).url == f"https://bread.example/{number}"


@pytest.mark.parametrize("reference", ["", "x", "../ledger/a.warc.gz:0", "/etc/passwd:0", "a.warc.gz:-1", "a.gz:1"])
def test_what_is_no_reference_is_told(tmp_path: Path, reference: str) -> None:
    with pytest.raises(ConfigError, match="does not name kept evidence"):
        find(tmp_path, reference)


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"no record",
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n\r\n\r\n",
        b"\x00" * 50_000_000,
    ],
)
def test_a_foreign_file_is_told(tmp_path: Path, record: bytes) -> None:
    (tmp_path / "other.warc.gz").write_bytes(gzip.compress(record, 1))
    with pytest.raises(StorageError, match="damaged or cut off"):
        find(tmp_path, "other.warc.gz:0")


def test_a_missing_file_and_a_wrong_offset_are_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is not there"):
        find(tmp_path, "gone.warc.gz:0")
    with EvidenceWriter(tmp_path, AGENT) as writer:
        name = writer.keep(ANSWER).split(":")[0]
    for offset in (0, 5, 10**9):
        with pytest.raises(StorageError):
            find(tmp_path, f"{name}:{offset}")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file in the way")
    with pytest.raises(StorageError), EvidenceWriter(tmp_path / "evidence", AGENT) as writer:
        writer.keep(ANSWER)


def test_a_full_disk_is_told_and_nothing_follows_what_it_tore(
    tmp_path: Path, writer: EvidenceWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(record: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    first = writer.keep(page(1))
    with monkeypatch.context() as patch:
        patch.setattr(evidence, "_member", full)
        with pytest.raises(StorageError, match="full"):
            writer.keep(page(2))
    third = writer.keep(page(3))
    assert first.split(":")[0] != third.split(":")[0]
    assert [find(tmp_path, reference).url[-1] for reference in (first, third)] == ["1", "3"]


hostile = st.text(max_size=60)


@given(name=hostile, value=hostile, body=st.binary(max_size=500), status=st.integers(100, 999))
def test_hostile_headers_forge_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: str, body: bytes, status: int
) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    answer = replace(ANSWER, status=status, headers=((name, value), ("Content-Type", "text/html")), body=body)
    with EvidenceWriter(folder, AGENT) as writer:
        reference = writer.keep(answer)
    kept = find(folder, reference)
    assert kept.status == status
    assert kept.body == (b"" if status == 304 else body)
