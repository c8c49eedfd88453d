"""A full disk, no permission, damaged and foreign folders: a clear message, and nothing stored is lost."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from linkwright.errors import StorageError
from linkwright.ledger import Ledger, parquet
from linkwright.ledger.faults import storage_errors
from tests.ledger.making import batch_id, batch_of, counted, fill, hidden, store

CHECKOUT = Path(__file__).resolve().parents[2]
ONE, TWO = batch_id(1), batch_id(2)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "ledger")
    store(ledger, ONE)
    return ledger


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB; skips where such a thing cannot be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can only be mounted as root on Linux")
    yield folder
    # Lazily: the ledger of the test holds its lock until the object is collected.
    subprocess.run(["umount", "-l", str(folder)], check=True)


def open_in(folder: Path) -> list[str]:
    """Files of a folder that this process holds open."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(descriptor.readlink()))
    return [path for path in found if path.startswith(str(folder))]


@pytest.mark.parametrize("row_group", [1_000, parquet.ROW_GROUP], ids=["while writing", "at commit"])
def test_a_full_disk(small_disk: Path, row_group: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", row_group)
    ledger = Ledger(small_disk / "ledger")
    store(ledger, ONE)
    with pytest.raises(StorageError, match="is full") as caught, ledger.writing(TWO) as writer:  # noqa: PT012
        fill(writer, TWO, stored=30_000)
        writer.commit(batch_of(TWO, stored=30_000))
    assert "Free some space" in caught.value.todo
    assert hidden(ledger) == []
    assert open_in(ledger.folder) == []
    assert counted(ledger) == {ONE: 5}
    assert store(ledger, TWO)


def test_a_full_disk_while_tidying(small_disk: Path) -> None:
    ledger = Ledger(small_disk / "ledger")
    for number in (1, 2, 3):
        store(ledger, batch_id(number), stored=2000)
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 50_000))
    with pytest.raises(StorageError, match="is full"):
        ledger.tidy()
    assert counted(ledger) == {batch_id(number): 2000 for number in (1, 2, 3)}
    assert hidden(ledger) == []
    (small_disk / "ballast").unlink()
    assert Ledger(ledger.folder).tidy() == 3


def test_a_file_that_may_not_grow(ledger: Ledger) -> None:
    command = [sys.executable, "-m", "tests.ledger.filling", str(ledger.folder)]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "cannot be written: " in run.stdout
    assert "Everything stored before is still there." in run.stdout
    assert run.stderr == ""
    assert counted(ledger) == {ONE: 5}
    assert hidden(ledger) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "is full"),
        (errno.EROFS, "no permission"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_every_error_of_the_system_is_explained(code: int, said: str) -> None:
    with pytest.raises(StorageError, match=said) as caught, storage_errors(Path("ledger")):
        raise OSError(code, os.strerror(code))
    assert caught.value.todo


def test_no_permission(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a stand-in, since these tests may run as root, who may do everything."""

    def refuse(path: object, *_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StorageError, match="no permission"), ledger.writing(TWO):
        pass
    # Reading needs no lock where locks cannot be made.
    assert len(ledger.files("link_seen")) == 1


def test_a_file_where_the_ledger_should_be(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("hello")
    with pytest.raises(StorageError), Ledger(tmp_path / "ledger").writing(ONE):
        pass
    with pytest.raises(StorageError):
        Ledger(tmp_path / "ledger").batches()


def truncate(folder: Path) -> None:
    path = folder / "link_seen.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def lose(folder: Path) -> None:
    (folder / "link_seen.parquet").unlink()


def mix_up(folder: Path) -> None:
    shutil.copy(folder / "rejected.parquet", folder / "link_seen.parquet")


@pytest.mark.parametrize("damage", [truncate, lose, mix_up])
@pytest.mark.parametrize("folded", [False, True])
def test_damaged_facts(ledger: Ledger, damage: Callable[[Path], None], folded: bool) -> None:
    if folded:
        store(ledger, TWO)
        ledger.tidy()
    (folder,) = ledger.folder.glob("[!.]*")
    damage(folder)
    with pytest.raises(StorageError, match=f"`{folder.name}` in the ledger is damaged: `link_seen.parquet`") as caught:
        ledger.files("link_seen")
    assert str(folder) in caught.value.todo


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all, but long enough to be looked at"])
def test_damaged_metadata(ledger: Ledger, content: bytes) -> None:
    (ledger.folder / ONE / "rejected.parquet").write_bytes(content)
    for look in (
        ledger.batches,
        lambda: ledger.find(ONE),
        lambda: ledger.files("link_seen"),
        lambda: store(ledger, ONE),
    ):
        with pytest.raises(StorageError, match=r"rejected\.parquet` is not a whole Parquet file"):
            look()


def strange_folder(ledger: Path) -> Path:
    (ledger / "Photos").mkdir()
    return ledger / "Photos"


def stray_file(ledger: Path) -> Path:
    return Path(shutil.copy(ledger / ONE / "link_seen.parquet", ledger / "link_seen.parquet"))


def copied_folder(ledger: Path) -> Path:
    """What a file manager makes of copy and paste: its rows would count twice."""
    return Path(shutil.copytree(ledger / ONE, ledger / f"{ONE} (copy)"))


@pytest.mark.parametrize("intrude", [strange_folder, stray_file, copied_folder])
def test_what_is_not_a_batch_is_named(ledger: Ledger, intrude: Callable[[Path], Path]) -> None:
    path = intrude(ledger.folder)
    with pytest.raises(StorageError, match="is not a batch of this ledger") as caught:
        ledger.batches()
    assert str(path) in caught.value.todo


def test_hidden_and_plain_files_do_not_matter(ledger: Ledger) -> None:
    (ledger.folder / ".DS_Store").write_text("x")
    (ledger.folder / "desktop.ini").write_text("x")
    assert len(ledger.batches()) == 1
