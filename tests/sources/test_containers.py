"""Whatever the input is packed in, its files come out named; what cannot be opened is told and stops nothing."""

import gzip
import io
import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from linkwright.errors import UnreadableInputError
from linkwright.sources.containers import Refused, Stream, expand, is_damaged, read_chunks
from linkwright.sources.limits import LIMITS


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def contents(*inputs: str | Path, stdin: bytes = b"", **limits: int) -> dict[str, bytes | str]:
    """Content of each file by its name, or what the error says."""
    found: dict[str, bytes | str] = {}
    for item in expand(inputs, replace(LIMITS, **limits), io.BytesIO(stdin)):
        if isinstance(item, Refused):
            found[Path(item.name).name] = item.error.what
            continue
        try:
            with item.opened() as source:
                found[Path(item.name).name] = b"".join(read_chunks(source, item.name))
        except UnreadableInputError as error:
            found[Path(item.name).name] = error.what
    return found


def test_folders_patterns_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".hidden", "in/c.csv", "__MACOSX/d.csv", "e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    assert list(contents(tmp_path)) == ["a.csv", "b.csv", "e.txt", "c.csv"]
    assert list(contents(tmp_path / "*.csv")) == ["a.csv", "b.csv"]


def test_packing_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    (tmp_path / "lies.csv").write_bytes(gzip.compress(b"in gzip"))
    (tmp_path / "lies.gz").write_bytes(b"plain")
    (tmp_path / "lies.txt").write_bytes(packed({"x.csv": b"in zip", ".DS_Store": b"", "deep/y.csv": b"too"}))
    assert contents(tmp_path) == {
        "lies.csv": b"in gzip",
        "lies.gz": b"plain",
        "lies.txt:x.csv": b"in zip",
        "y.csv": b"too",
    }


def test_archives_in_archives_are_opened_two_deep(tmp_path: Path) -> None:
    inner = packed({"x.csv": gzip.compress(b"deep")})
    (tmp_path / "two.zip").write_bytes(packed({"in.csv.gz": gzip.compress(b"fine")}))
    (tmp_path / "three.zip").write_bytes(packed({"in.zip": inner}))
    found = contents(tmp_path)
    assert found["two.zip:in.csv.gz"] == b"fine"
    assert "2 deep" in str(found["three.zip:in.zip:x.csv"])


def test_standard_input_can_be_read_twice() -> None:
    for found in expand(["-"], stdin=io.BytesIO(b"from a pipe")):
        assert isinstance(found, Stream)
        for _ in range(2):
            with found.opened() as source:
                assert b"".join(read_chunks(source, "-")) == b"from a pipe"


def test_a_bomb_is_refused_and_the_file_beside_it_kept(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"bomb.csv": b"0" * 1_000_000, "good.csv": b"good"}))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"0" * 1_000_000))
    found = contents(tmp_path, archive_free_bytes=10_000, archive_ratio=100)
    assert "larger than" in str(found["a.zip:bomb.csv"])
    assert "larger than" in str(found["b.csv.gz"])
    assert found["a.zip:good.csv"] == b"good"


def test_many_small_members_share_one_bound(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({f"{number}.csv": b"0" * 4_000 for number in range(10)}))
    found = contents(tmp_path, archive_free_bytes=10_000, archive_ratio=1)
    assert [isinstance(item, bytes) for item in found.values()] == [True, True, *[False] * 8]


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({f"{number}.csv": b"x" for number in range(5)}))
    assert "5 files" in str(contents(tmp_path, archive_members=4)["a.zip"])


def test_a_cut_archive_gives_what_it_holds(tmp_path: Path) -> None:
    whole = b"".join(b"https://example-%d.test/,%d\n" % (number, number * 7919) for number in range(50_000))
    (tmp_path / "cut.gz").write_bytes(gzip.compress(whole)[:-5_000])
    (item,) = expand([tmp_path / "cut.gz"])
    assert isinstance(item, Stream)
    with item.opened() as source:
        data = b"".join(read_chunks(source, item.name))
        assert is_damaged(source)
    assert len(data) > 100_000
    assert whole.startswith(data)


def test_a_broken_zip_and_a_missing_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(packed({"a.csv": b"x" * 100})[:60])
    found = contents(tmp_path / "broken.zip", tmp_path / "absent.csv")
    assert "cannot be opened: it is cut off or damaged" in str(found["broken.zip"])
    assert "no such file" in str(found["absent.csv"])


def test_a_cut_workbook_is_to_be_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(packed({"[Content_Types].xml": b"x" * 100})[:60])
    (item,) = expand([tmp_path / "book.xlsx"])
    assert isinstance(item, Refused)
    assert "download it again" in item.error.todo


def test_a_member_that_points_out_of_the_archive_is_read_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.csv": b"one", "../../out.csv": b"two", "../.hidden": b"three"}))
    names = [item.name for item in expand([tmp_path])]
    assert names == [f"{tmp_path}/a.zip:a.csv", f"{tmp_path}/a.zip:../../out.csv"]
    assert contents(tmp_path)["out.csv"] == b"two"


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name may be any bytes")
def test_names_that_are_no_text_are_shown_as_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv"))
    path.write_bytes(b"content")
    shown = "caf\\udce9.csv"
    assert contents(path) == contents(tmp_path) == contents(tmp_path / "*.csv") == {shown: b"content"}
    (missing,) = expand([path.with_suffix(".txt")])
    assert isinstance(missing, Refused)
    assert missing.error.available == (shown,)
    assert f"{missing.name} {missing.error.where}".encode()


@pytest.mark.parametrize("name", ["Filters.csv", "in/Filters.csv"])
def test_the_filters_of_a_search_console_archive_go_with_its_files(tmp_path: Path, name: str) -> None:
    (tmp_path / "gsc.zip").write_bytes(packed({"Queries.csv": b"x", name: b"Filter,Value\nDate,Last 3 months\n"}))
    assert all("Last 3 months" in item.beside for item in expand([tmp_path]) if isinstance(item, Stream))
