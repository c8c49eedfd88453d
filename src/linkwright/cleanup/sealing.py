"""The seal of a dossier: what every file in it was when it was closed, and whether that is still so.

`manifest.json` names each file with its SHA-256 and the last hash of the chain in `timeline.jsonl`. The **seal** is the
SHA-256 of `manifest.json` itself. It stands nowhere in the folder: it is printed when the dossier is made, and whoever
is given it can tell later whether anything was changed. Without it a check shows only that the parts agree with each
other; somebody who makes all of them anew would not be noticed.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from linkwright.cleanup.chain import Change, Finding, chain_findings
from linkwright.errors import Place, UnreadableInputError
from linkwright.ledger.faults import storage_errors

MANIFEST, TIMELINE = "manifest.json", "timeline.jsonl"
SCHEMA_VERSION = 1
_LARGEST = 256 * 1024 * 1024  # bytes of a manifest or a timeline: a million entries
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a dossier was closed with.

    Attributes:
        site: whose it is.
        made_at: when, UTC, ISO.
        tool_version: the Linkwright that made it.
        entries: how many entries its chain has.
        head: the hash of the last one.
        files: path in the folder -> SHA-256; all files but the manifest.
        extends: the seal of the dossier whose chain it goes on with; empty for the first.
    """

    site: str
    made_at: str
    tool_version: str
    entries: int
    head: str
    files: Mapping[str, str]
    extends: str = ""


@dataclass(frozen=True)
class Checked:
    """A dossier, looked through.

    Attributes:
        manifest: what it was closed with.
        seal: the SHA-256 of its manifest as it is now.
        lines: its chain.
        findings: what is not as it was; () when all is.
    """

    manifest: Manifest
    seal: str
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


def is_dossier(folder: Path) -> bool:
    """A folder that says it is one."""
    return (folder / MANIFEST).is_file()


def close(folder: Path, manifest: Manifest) -> str:
    """Write the manifest beside the files it names. Returns the seal."""
    record = {"schema": SCHEMA_VERSION, **vars(manifest), "files": dict(manifest.files)}
    data = (json.dumps(record, ensure_ascii=True, sort_keys=True, indent=1) + "\n").encode()
    (folder / MANIFEST).write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def hashes_of(folder: Path) -> dict[str, str]:
    """Path in the folder -> SHA-256 of every file but the manifest, by name."""
    return {name: file_hash(folder / name) for name in _names(folder) if name != MANIFEST}


def check(folder: Path, *, seal: str = "", earlier: Path | None = None) -> Checked:
    """Compare a dossier with what it was closed with.

    Args:
        folder: the dossier.
        seal: what was handed over with it; without it only the parts are compared with each other.
        earlier: an earlier dossier, whose chain has to be the beginning of this one's.

    Raises:
        UnreadableInputError: a folder is no dossier, or its manifest cannot be read any more.
        StorageError: it cannot be read.
    """
    with storage_errors(folder, "read"):
        manifest, found_seal = _read_manifest(folder)
        lines, ended = _read_lines(folder / TIMELINE)
        findings = [*_seal_findings(seal, found_seal), *_file_findings(folder, manifest)]
    findings += chain_findings(lines, manifest.entries, manifest.head)
    if not ended:
        findings.append(Finding(Change.ALTERED, TIMELINE, "It does not end with a line end."))
    if earlier is not None:
        findings += _beginning_findings(manifest, lines, check(earlier))
    return Checked(manifest, found_seal, lines, tuple(findings))


def _seal_findings(given: str, found: str) -> Iterator[Finding]:
    if given and given.strip().lower() != found:
        yield Finding(Change.ALTERED, MANIFEST, "Its SHA-256 is not the seal you were given.")


def _file_findings(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    present = set(_names(folder))
    for name, digest in sorted(manifest.files.items()):
        if name not in present:
            yield Finding(Change.MISSING, name, "The file is not there any more.")
        elif not _is_plain(folder / name) or file_hash(folder / name) != digest:
            yield Finding(Change.ALTERED, name, "The file is not the one the dossier was closed with.")
    for name in sorted(present - set(manifest.files) - {MANIFEST}):
        yield Finding(Change.ADDED, name, "The file was not in the dossier when it was closed.")


def _beginning_findings(manifest: Manifest, lines: tuple[str, ...], earlier: Checked) -> Iterator[Finding]:
    for finding in earlier.findings:
        yield Finding(finding.change, f"the earlier dossier: {finding.what}", finding.words)
    if earlier.manifest.site != manifest.site:
        yield Finding(Change.ALTERED, MANIFEST, "The earlier dossier is about another site.")
    for number, line in enumerate(earlier.lines, 1):
        if number > len(lines):
            yield Finding(Change.MISSING, f"entry {number}", "The earlier dossier has it, this one ends before it.")
            return
        if lines[number - 1] != line:
            yield Finding(
                Change.ALTERED, f"entry {number}", "It differs from the earlier dossier, and so do all after."
            )
            return


def _read_manifest(folder: Path) -> tuple[Manifest, str]:
    path = folder / MANIFEST
    if not path.is_file():
        raise UnreadableInputError(
            f"`{folder}` is no dossier: it has no `{MANIFEST}`.",
            todo="Name the folder that `linkwright dossier --out` made.",
            where=Place(str(folder)),
        )
    data = _bounded(path)
    try:
        return _manifest(json.loads(data)), hashlib.sha256(data).hexdigest()
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            f"`{MANIFEST}` was altered: it cannot be read as the manifest of a dossier ({error}).",
            todo="Nothing in this folder can be relied on. Ask for the dossier again.",
            where=Place(str(path)),
        ) from error


def _manifest(record: object) -> Manifest:
    if not isinstance(record, dict):
        raise ValueError("not an object")
    texts = {name: record.get(name) for name in ("site", "made_at", "tool_version", "head", "extends")}
    files, entries = record.get("files"), record.get("entries")
    if not all(isinstance(each, str) for each in texts.values()) or not isinstance(files, dict):
        raise ValueError("a field is missing or of the wrong kind")
    if record.get("schema") != SCHEMA_VERSION or type(entries) is not int or entries < 0:
        raise ValueError("the schema or the number of entries is none that is known")
    if not all(isinstance(each, str) for each in files.values()):
        raise ValueError("a hash is no text")
    return Manifest(**{name: str(each) for name, each in texts.items()}, entries=entries, files=files)


def _read_lines(path: Path) -> tuple[tuple[str, ...], bool]:
    """Return the lines of a chain, and whether the last one is ended."""
    if not path.is_file():
        return (), True
    text = _bounded(path).decode("ascii", "replace")
    *lines, rest = text.split("\n")
    return tuple([*lines, rest] if rest else lines), not rest


def _bounded(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise UnreadableInputError(
            f"`{path.name}` has {path.stat().st_size:,} bytes, more than any dossier.", where=Place(str(path))
        )
    return path.read_bytes()


def _names(folder: Path) -> list[str]:
    """Every file below a folder, as the manifest names it. Links to elsewhere are names too, and are not followed."""
    found = []
    for here, folders, files in os.walk(folder):
        linked = [name for name in folders if (Path(here) / name).is_symlink()]
        found += [(Path(here) / name).relative_to(folder).as_posix() for name in (*files, *linked)]
    return sorted(found)


def _is_plain(path: Path) -> bool:
    """A file itself, not a link to one; nor a pipe, which would never end."""
    return path.is_file() and not path.is_symlink()


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
