"""Files of any kind -> batches in the ledger. One bad file never stops the others."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

import duckdb
import pyarrow as pa

from linkwright._version import __version__
from linkwright.errors import ConfigError, LinkwrightError, Place, StorageError, UnreadableInputError
from linkwright.ledger import Batch, BatchWriter, Ledger
from linkwright.sources.containers import Refused, Stream, expand, is_damaged, read_chunks
from linkwright.sources.file_names import date_in_name
from linkwright.sources.kinds import content_of, content_of_list
from linkwright.sources.layout import ReportLayout, known_reports
from linkwright.sources.limits import LIMITS, Limits
from linkwright.sources.progress import ImportResult, Outcome, Progress, Silence
from linkwright.sources.section_import import WORKERS, Request, Tally, import_section
from linkwright.vocabulary.site import Site

SAMPLE_NOTE = "the row count equals a known export limit ({cap:,}): this file is a sample, there may be more"
_SAMPLE = SAMPLE_NOTE.partition("{")[0]
_ID_DIGITS = 16
_VENDOR = re.compile(r"[a-z0-9-]{2,30}")
_END_DATE = re.compile(r"(?:End date:\s*|\b20\d{6}\s*-\s*)(20\d{6})\b")
_START_DATE = re.compile(r"(?:Start date:\s*(20\d{6})\b|\b(20\d{6})\s*-\s*20\d{6}\b)")


def import_inputs(
    inputs: Sequence[str | Path],
    ledger: Ledger,
    *,
    site: Site | None = None,
    vendor: str | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    limits: Limits = LIMITS,
    stdin: BinaryIO | None = None,
    as_lists: bool = False,
    about: str = "",
) -> tuple[ImportResult, ...]:
    """Import every file behind the inputs.

    Args:
        inputs: files, folders, patterns, archives, or `-` for standard input.
        ledger: where the batches go.
        site: the site under study; tells its own pages from others'.
        vendor: only reports of this vendor; names the source of a table no report fits, so it may be an unknown one.
        mapping: our column -> the file's column, instead of recognition.
        progress: is told what happens.
        limits: bounds, for tests.
        stdin: what `-` reads.
        as_lists: the files are lists of domains, a name a line, whatever they look like; see `lists.py`.
        about: registrable domain of the competitor whose links the files list; empty for those of the site.

    Returns:
        One result per file, in order. A file that cannot be read has its error there.

    Raises:
        ConfigError: the vendor is unknown, and its name cannot be one.
        StorageError: the ledger cannot be written: disk full, no permission.
    """
    follower = progress or Silence()
    vendor = vendor.casefold() if vendor else None
    reports = _reports(vendor)
    results = []
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="linkwright-import") as pool:
        for found in expand(inputs, limits, stdin):
            if isinstance(found, Refused):
                result = ImportResult(found.name, None, "not readable", found.error)
                follower.start(found.name, 0)
            else:
                follower.start(found.name, found.size)
                importer = _FileImport(
                    found, ledger, reports, site, vendor, mapping or {}, follower, limits, as_list=as_lists, about=about
                )
                result = importer.run(pool)
            follower.finish(result)
            results.append(result)
    return tuple(results)


def _reports(vendor: str | None) -> tuple[ReportLayout, ...]:
    known = known_reports()
    if vendor is None:
        return known
    own = tuple(report for report in known if report.vendor == vendor)
    if not own and not _VENDOR.fullmatch(vendor):
        raise ConfigError(
            f"no vendor can be called {vendor!r}",
            todo="Name one of those below, or any other in 2 to 30 letters a to z, digits and hyphens.",
            available=tuple(sorted({report.vendor for report in known})),
        )
    return own


class _FileImport:
    """The import of one file."""

    def __init__(
        self,
        stream: Stream,
        ledger: Ledger,
        reports: Sequence[ReportLayout],
        site: Site | None,
        vendor: str | None,
        mapping: Mapping[str, str],
        progress: Progress,
        limits: Limits,
        *,
        as_list: bool,
        about: str,
    ) -> None:
        self._stream = stream
        self._ledger = ledger
        self._reports = reports
        self._site = site
        self._vendor = vendor
        self._mapping = mapping
        self._progress = progress
        self._limits = limits
        self._as_list = as_list
        self._about = about

    def run(self, pool: ThreadPoolExecutor) -> ImportResult:
        name = self._stream.name
        try:
            sha256, size, damaged = _digest(self._stream)
            known = self._ledger.find(self._batch_id(sha256))
            if known is not None:
                _refuse_another_site(known, self._about, name)
                return ImportResult(name, known, "already here")
            batch, outcome = self._import(sha256, size, pool, damaged=damaged)
        except StorageError:
            raise
        except LinkwrightError as error:
            return ImportResult(name, None, "not readable", error)
        except (duckdb.Error, pa.ArrowException, RuntimeError) as error:
            return ImportResult(name, None, "not readable", _fault(error, name))
        except OSError as error:
            what = f"reading failed: {error.strerror or error}"
            return ImportResult(name, None, "not readable", UnreadableInputError(what, where=Place(name)))
        return ImportResult(name, batch, outcome)

    def _batch_id(self, sha256: str) -> str:
        """The same file read as a list is another import: it says something else."""
        digest = hashlib.sha256(f"list {sha256}".encode()).hexdigest() if self._as_list else sha256
        return digest[:_ID_DIGITS]

    def _import(self, sha256: str, size: int, pool: ThreadPoolExecutor, *, damaged: bool) -> tuple[Batch, Outcome]:
        imported_at = datetime.now(UTC)
        batch_id = self._batch_id(sha256)
        tally = Tally()
        if damaged:
            tally.notes["the archive is damaged: what could be unpacked was read, the rest is missing"] = None
        if self._stream.beside:
            tally.notes[_beside_note(self._stream.beside)] = None
        with self._ledger.writing(batch_id) as writer, self._stream.opened() as source:
            observed_at = self._read(source, batch_id, imported_at, writer, tally, pool)
            if tally.unplaced and not tally.layouts:
                raise tally.unplaced[0]
            tally.check(self._stream.name)
            if not tally.read:
                raise UnreadableInputError(
                    "the file has a header but no rows",
                    todo="This proves nothing about the site; look whether a filter was set when it was exported.",
                    where=Place(self._stream.name),
                )
            batch = _batch(batch_id, self._stream.name, sha256, size, tally, observed_at, imported_at, self._about)
            stored = writer.commit(batch)
        if not stored:
            return self._ledger.find(batch_id) or batch, "already here"
        return batch, "stored" if batch.stored else "nothing to store"

    def _read(
        self,
        source: BinaryIO,
        batch_id: str,
        imported_at: datetime,
        writer: BatchWriter,
        tally: Tally,
        pool: ThreadPoolExecutor,
    ) -> datetime:
        """Import all sections; returns the date of the file, else of the import."""
        if self._as_list:
            content = content_of_list(self._stream, source, self._limits)
        else:
            content = content_of(self._stream, source, self._reports, self._limits)
        observed_at = date_in_name(self._stream.name)
        for section in content.sections:
            own_date = _widen_by_preamble(tally, section.preamble)
            observed_at = observed_at or own_date
            request = Request(
                self._stream.name,
                batch_id,
                observed_at or imported_at.replace(tzinfo=None),
                self._reports,
                self._vendor,
                self._mapping,
                self._site,
            )
            import_section(section, request, writer, tally, pool, self._progress)
        tally.notes.update(dict.fromkeys(content.notes()))
        tally.notes.update(dict.fromkeys(tally.problem_notes()))
        tally.notes.update(dict.fromkeys(_cap_notes(tally)))
        return observed_at or imported_at.replace(tzinfo=None)


def _fault(error: Exception, name: str) -> LinkwrightError:
    return UnreadableInputError(
        f"Linkwright failed on this file: {str(error).splitlines()[0]}",
        todo="This is a fault of Linkwright; please report it with the file's header.",
        where=Place(name),
    )


def _digest(stream: Stream) -> tuple[str, int, bool]:
    """Hash the content (about 1 GB a second): its name must be known before the first row is written."""
    digest = hashlib.sha256()
    size = 0
    with stream.opened() as source:
        for chunk in read_chunks(source, stream.name):
            digest.update(chunk)
            size += len(chunk)
        return digest.hexdigest(), size, is_damaged(source)


def _refuse_another_site(known: Batch, about: str, name: str) -> None:
    """One file lists the links of one site. Read for two, rows that name no target would count for both."""
    if known.about == about:
        return
    here = f"the links of {known.about}" if known.about else "links of your own site"
    asked = f"those of {about}" if about else "those of your own site"
    raise UnreadableInputError(
        f"this file was imported before as {here} and cannot be read as {asked} as well",
        todo="Look whether it is the right file. If the first import was the mistake, make a new workspace: what is in"
        " a ledger is never changed.",
        where=Place(name),
    )


def _batch(
    batch_id: str,
    name: str,
    sha256: str,
    size: int,
    tally: Tally,
    observed_at: datetime,
    imported_at: datetime,
    about: str,
) -> Batch:
    layouts = list(tally.layouts.values())
    return Batch(
        id=batch_id,
        source=layouts[0].vendor,
        report=" + ".join(dict.fromkeys(layout.id for layout in layouts)),
        title=" + ".join(dict.fromkeys(layout.title for layout in layouts)),
        file_name=name,
        file_sha256=sha256,
        file_size=size,
        read=tally.read,
        stored=tally.facts.total(),
        rejected=tally.rejected,
        declared=tally.declared.total(),
        declared_reasons=dict(tally.declared),
        facts=dict(tally.facts),
        period_start=tally.start,
        period_end=tally.end,
        observed_at=observed_at.replace(tzinfo=UTC),
        imported_at=imported_at,
        tool_version=__version__,
        notes=tuple(tally.notes),
        about=about,
    )


def is_sample(batch: Batch) -> bool:
    """Tell whether a file had exactly as many rows as its vendor exports at most."""
    return any(note.startswith(_SAMPLE) for note in batch.notes)


def _cap_notes(tally: Tally) -> Iterator[str]:
    for layout in tally.layouts.values():
        if tally.read in layout.caps:
            yield SAMPLE_NOTE.format(cap=tally.read)


def _beside_note(text: str) -> str:
    """The filters a Search Console archive was exported with, the period among them."""
    lines = [line.strip() for line in text.splitlines()[1:] if line.strip()]
    return "exported with: " + "; ".join(line.replace(",", " = ", 1) for line in lines)


def _widen_by_preamble(tally: Tally, preamble: Sequence[str]) -> datetime | None:
    """Take the period Analytics writes above its tables, and keep what other preambles say about the sample."""
    text = "\n".join(preamble)
    start, end = _START_DATE.search(text), _END_DATE.search(text)
    first = _day((start[1] or start[2]) if start else "")
    last = _day(end[1] if end else "")
    if first:
        tally.start = min(tally.start or first, first)
    if last:
        tally.end = max(tally.end or last, last)
    told = [line.strip(" #,-") for line in preamble]
    lines = [line for line in told if line]
    if lines:
        tally.notes["above the table: " + "; ".join(lines)] = None
    return datetime(last.year, last.month, last.day) if last else None


def _day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").date() if digits else None
    except ValueError:
        return None
