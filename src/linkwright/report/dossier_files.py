"""A dossier as a folder: the page, tables, the chain, copies of the evidence, and the manifest that closes it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from linkwright.cleanup.chain import head_of
from linkwright.cleanup.dossier import Dossier
from linkwright.cleanup.sealing import TIMELINE, Manifest, close, file_hash, hashes_of, is_dossier
from linkwright.cleanup.timeline import Entry, by_time
from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.fetch.evidence import copy_kept
from linkwright.ledger.faults import storage_errors
from linkwright.report.dossier_page import render_dossier_html
from linkwright.report.dossier_words import letter_text
from linkwright.report.links_files import for_spreadsheet
from linkwright.report.neutral import plain
from linkwright.report.whole import write_text

PAGE, ATTACHED, KEPT = "index.html", "attached", "kept-responses.warc.gz"
MOST_KEPT = 500_000_000  # bytes of copied responses: ten thousand ordinary pages
MOST_ATTACHED = 2_000  # files; a dossier is read by a person
_BOM = b"\xef\xbb\xbf"  # the mark that makes Excel read UTF-8
# Written out, for a list that is empty in every entry has no type of its own.
_TIMELINE = pa.schema(
    [(each.name, pa.list_(pa.string()) if each.name in ("evidence", "kept") else pa.string()) for each in fields(Entry)]
)
_NAME_LIMIT = 80  # characters of the name an attached file keeps


@dataclass(frozen=True)
class Written:
    """A dossier on disk.

    Attributes:
        folder: where.
        seal: what to hand over with it.
        entries: of its chain.
        head: the last one's hash.
        files: how many, the manifest counted.
        kept: kept responses copied, `not_kept` are no longer there or did not fit.
    """

    folder: Path
    seal: str
    entries: int
    head: str
    files: int
    kept: int
    not_kept: int


def require_place(folder: Path, earlier: Path | None) -> None:
    """Make sure that a dossier may be written to a folder before any work is done.

    Raises:
        ConfigError: it holds something that is no dossier, or another one than the new one goes on with.
        StorageError: it cannot be read.
    """
    with storage_errors(folder, "read"):
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
        if not folder.is_dir() or not is_dossier(folder):
            raise ConfigError(
                f"`{folder}` is not empty and is no dossier; nothing was changed.", todo="Name a new folder with --out."
            )
        if earlier is None or earlier.resolve() != folder.resolve():
            raise ConfigError(
                f"`{folder}` holds another dossier than the one to go on with; nothing was changed.",
                todo="Name a new folder with --out.",
            )


def write_dossier(
    dossier: Dossier, folder: Path, evidence: Path, attached: Sequence[Path] = (), earlier: Path | None = None
) -> Written:
    """Write a dossier; all of it, or nothing.

    Args:
        dossier: what to write.
        folder: new, empty, or the dossier that this one goes on with, whose place it takes.
        evidence: where kept responses are.
        attached: files and folders to copy into it, such as letters and answers.
        earlier: the dossier it goes on with; what was attached there is attached here too.

    Raises:
        ConfigError: the folder holds something else, or too many files are to be attached.
        UnreadableInputError: a file to attach is not there.
        StorageError: something cannot be read or written.
    """
    require_place(folder, earlier)
    before = _files([earlier / ATTACHED]) if earlier and (earlier / ATTACHED).is_dir() else []
    new = _files(attached)
    with _place_of(folder) as making:
        copied = _write_evidence(dossier, evidence, making)
        _attach(before, new, making / ATTACHED)
        _write_tables(dossier, making)
        for version in dossier.versions:
            write_text(_made(making / "disavow") / f"{version.number:03d}-{version.at:%Y-%m-%d}.txt", version.text)
        write_text(making / "covering-letter.txt", letter_text(dossier))
        write_text(making / TIMELINE, "".join(f"{line}\n" for line in dossier.lines))
        write_text(making / PAGE, render_dossier_html(dossier, sorted(hashes_of(making).items())))
        manifest = _manifest(dossier, hashes_of(making))
        seal = close(making, manifest)
    missing = sum(reference not in copied for reference in dossier.kept)
    kept = len(dossier.kept) - missing
    return Written(folder, seal, manifest.entries, manifest.head, len(manifest.files) + 1, kept, missing)


def _manifest(dossier: Dossier, files: Mapping[str, str]) -> Manifest:
    return Manifest(
        site=dossier.site,
        made_at=f"{dossier.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        tool_version=dossier.tool_version,
        entries=len(dossier.lines),
        head=head_of(dossier.lines),
        files=files,
        extends=dossier.extends,
    )


@contextmanager
def _place_of(folder: Path) -> Iterator[Path]:
    """Give a place to make a folder in; when it is made, it takes the folder's place."""
    with storage_errors(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".dossier-", dir=folder.absolute().parent) as name:
            making, old = Path(name) / "new", Path(name) / "old"
            making.mkdir()
            yield making
            if is_dossier(folder):
                folder.rename(old)
            try:
                making.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise


def _write_evidence(dossier: Dossier, evidence: Path, making: Path) -> dict[str, str]:
    """Copy the kept responses, and say which copy is which."""
    if not dossier.kept:
        return {}
    place = _made(making / "evidence")
    copied = copy_kept(evidence, dossier.kept, place / KEPT, MOST_KEPT)
    if not copied:
        (place / KEPT).unlink()
    found = pa.array(
        [copied.get(reference, "not there any more, or too large") for reference in dossier.kept], pa.string()
    )
    _write_csv(pa.table({"kept": pa.array(dossier.kept, pa.string()), "copy": found}), place / "kept-responses.csv")
    return copied


def _write_tables(dossier: Dossier, making: Path) -> None:
    entries = [{**asdict(entry), "event": str(entry.event)} for entry in by_time(dossier.entries)]
    _write_csv(pa.Table.from_pylist(entries, schema=_TIMELINE), making / "timeline.csv")
    _write_csv(dossier.decisions, making / "decisions.csv")
    _write_csv(dossier.requests, making / "requests.csv")
    _write_csv(dossier.links, making / "links.csv")
    _write_csv(dossier.differences, making / "disavow-differences.csv")


def _write_csv(table: pa.Table, path: Path) -> None:
    with path.open("wb") as file:
        file.write(_BOM)
        pa_csv.write_csv(for_spreadsheet(table), file, pa_csv.WriteOptions(quoting_style="needed"))


def _files(paths: Sequence[Path]) -> list[Path]:
    """All files to attach, those of a folder by name. Links to other places inside a folder are left out."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UnreadableInputError(f"`{path}` is not there.", todo="Name files or folders with --attach.")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [each for each in inside if each.is_file() and not (path.is_dir() and each.is_symlink())]
    if len(found) > MOST_ATTACHED:
        raise ConfigError(f"{len(found):,} files are too many to attach; at most {MOST_ATTACHED:,}.")
    return found


def _attach(earlier: Sequence[Path], new: Sequence[Path], folder: Path) -> None:
    """Copy files, each content once: those of an earlier dossier under their names, new ones under safe ones."""
    known: set[str] = set()
    for path in (*earlier, *new):
        digest = file_hash(path)
        if digest not in known:
            known.add(digest)
            name = path.name if path in earlier else f"{len(known):04d}-{_safe(path.name)}"
            shutil.copyfile(path, _made(folder) / name)


def _safe(name: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in plain(name)).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: _NAME_LIMIT - len(ending)]}{dot}{ending[:20]}" if dot else kept[:_NAME_LIMIT]


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
