"""One section of a file -> facts in the ledger, with the counts that must add up.

The importing thread reads and cuts the file into blocks, two convert them, one stores them in order: all four release
the GIL for most of their work.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.errors import Place, UnreadableInputError
from linkwright.ledger import BatchWriter
from linkwright.sources.convert import Converted, Unreadable, convert, distinct_texts
from linkwright.sources.generic import generic_layout, parse_mapping
from linkwright.sources.layout import DECLARED, ReportLayout, identify, known_reports
from linkwright.sources.limits import LIMITS
from linkwright.sources.own_pages import ENOUGH, OWN_PAGES, is_own, only_domain
from linkwright.sources.plan import Plan, plan
from linkwright.sources.progress import Progress
from linkwright.sources.records import Reject
from linkwright.sources.style import Style, decide
from linkwright.sources.tables import Block, Cells, Section
from linkwright.sources.unplaceable import unplaceable
from linkwright.vocabulary.facts import REJECTED
from linkwright.vocabulary.site import Site

UNPLACED = "in a table that is no known report"
WORKERS = 2  # parse and convert
_WAITING = 4  # blocks under way; they, not the file, decide how much memory is used
_DAYS = ("first_seen", "last_seen", "lost_at", "day")
_DISTINCT = 5_000


@dataclass(frozen=True)
class Request:
    """What is the same for all sections of one file.

    Attributes:
        file: its name for people.
        batch: id of the import.
        observed_at: date of the file, else of the import; UTC without zone.
        reports: reports it may be.
        vendor: what the user says it is from.
        mapping: what the user says about columns.
        site: the site under study.
    """

    file: str
    batch: str
    observed_at: datetime
    reports: Sequence[ReportLayout]
    vendor: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    site: Site | None = None


@dataclass
class Tally:
    """Counts of one file, over all its sections. `read` is counted by the reader, the others behind it."""

    read: int = 0
    rejected: int = 0
    declared: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    layouts: dict[tuple[str, str], ReportLayout] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    unplaced: list[UnreadableInputError] = field(default_factory=list)
    start: date | None = None
    end: date | None = None

    def check(self, file: str) -> None:
        """Refuse to keep an import whose counts do not add up.

        Raises:
            UnreadableInputError: a row went missing, which is a fault of Linkwright.
        """
        accounted = self.facts.total() + self.rejected + self.declared.total()
        if self.read != accounted:
            raise UnreadableInputError(
                f"{self.read:,} rows were read but {accounted:,} accounted for; nothing was stored",
                todo="This is a fault of Linkwright; please report it with the file's header.",
                where=Place(file),
            )

    def problem_notes(self) -> Iterator[str]:
        """Notes on texts that could not be read as values."""
        for column, found in self.unreadable.items():
            yield (
                f"column {column}: {found.count:,} texts could not be read as a value and were left out, "
                f"such as {found.example!r} in line {found.line:,}"
            )


def import_section(
    section: Section, request: Request, writer: BatchWriter, tally: Tally, pool: ThreadPoolExecutor, progress: Progress
) -> None:
    """Read all blocks of a section into the ledger.

    Raises:
        UnreadableInputError: the header is no known report and its columns cannot be guessed, or it is far too wide,
            or a report of another vendor than the user says, and the file has no other table. Beside others such a
            table is left out and declared.
    """
    tally.notes.update(dict.fromkeys(section.notes))
    first = next(section.blocks, None)
    sample = first.cells() if first else _no_cells(len(section.header))
    blocks = chain((first,) if first else (), section.blocks)
    try:
        layout = _layout(section, sample, request, tally)
    except UnreadableInputError as error:
        if section.alone:
            raise
        tally.unplaced.append(error)
        tally.notes[f"a table was left out: {error.what}"] = None
        _declare(blocks, UNPLACED, request, writer, tally, progress)
        return
    tally.layouts[layout.vendor, layout.id] = layout
    reason = layout.declared or _own_pages(section, layout, sample, request, tally)
    if layout.fact == DECLARED or reason:
        _declare(blocks, reason, request, writer, tally, progress)
        return
    style = _style(section, layout, sample)
    tally.notes.update(dict.fromkeys(style.notes))
    conversion = plan(
        layout,
        section.header,
        style,
        batch=request.batch,
        observed_at=request.observed_at,
        delimiter=section.delimiter,
    )
    with ThreadPoolExecutor(1, thread_name_prefix="linkwright-store") as storing:
        waiting: deque[tuple[Block, Future[None]]] = deque()
        for block in blocks:
            coming = pool.submit(_converted, conversion, block)
            waiting.append((block, storing.submit(_store, block, coming, conversion, writer, tally)))
            if len(waiting) >= _WAITING:
                _wait(*waiting.popleft(), progress)
        while waiting:
            _wait(*waiting.popleft(), progress)


def write_rejects(rejects: Sequence[Reject], batch: str, writer: BatchWriter) -> None:
    """Keep rejected rows beside the facts."""
    if not rejects:
        return
    columns = {
        "batch": [batch] * len(rejects),
        "line": [reject.line for reject in rejects],
        "reason": [reject.reason for reject in rejects],
        "raw": [reject.raw for reject in rejects],
    }
    writer.reject(pa.table(columns, schema=REJECTED.schema))


def _converted(conversion: Plan, block: Block) -> Converted:
    return convert(conversion, block.cells())


def _wait(block: Block, stored: Future[None], progress: Progress) -> None:
    stored.result()
    progress.advance(block.size)


def _store(block: Block, coming: Future[Converted], conversion: Plan, writer: BatchWriter, tally: Tally) -> None:
    found = coming.result()
    name = conversion.fact.name
    if found.facts.num_rows:
        writer.write(name, found.facts)
        tally.facts[name] += found.facts.num_rows
        _widen_period(tally, found.facts)
    write_rejects(found.rejects, conversion.batch, writer)
    tally.read += block.read
    tally.rejected += len(found.rejects)
    tally.declared.update(found.declared)
    for column, more in found.unreadable.items():
        known = tally.unreadable.get(column)
        tally.unreadable[column] = replace(known, count=known.count + more.count) if known else more


def _widen_period(tally: Tally, facts: pa.Table) -> None:
    for name in _DAYS:
        if name in facts.column_names and facts[name].null_count < facts.num_rows:
            bounds = pc.min_max(facts[name]).as_py()
            start, end = bounds["min"].date(), bounds["max"].date()
            tally.start = min(tally.start or start, start)
            tally.end = max(tally.end or end, end)


def _declare(
    blocks: Iterator[Block], reason: str, request: Request, writer: BatchWriter, tally: Tally, progress: Progress
) -> None:
    for block in blocks:
        cells = block.cells()
        write_rejects(cells.rejects, request.batch, writer)
        tally.read += block.read
        tally.rejected += len(cells.rejects)
        tally.declared.update(cells.declared)
        tally.declared[reason] += cells.table.num_rows
        progress.advance(block.size)
    tally.declared = +tally.declared


def _layout(section: Section, sample: Cells, request: Request, tally: Tally) -> ReportLayout:
    if section.layout:
        return section.layout
    if len(section.header) > LIMITS.columns:
        raise UnreadableInputError(
            f"the table has {len(section.header):,} columns; at most {LIMITS.columns:,} are read",
            todo="Look whether it is an export of links; if it is, leave out the columns nobody needs.",
            where=Place(request.file),
        )
    vendor = request.vendor or "generic"
    mapping = parse_mapping(request.mapping, section.header)
    found = None if mapping else identify(section.header, request.reports, section.kind)
    if found is None and request.vendor:
        _compare_vendor(section, request, tally)
    found = found or generic_layout(section.header, sample, vendor=vendor, site=request.site, mapping=mapping)
    if found is None:
        raise unplaceable(section.header, sample, request.file, request.reports or known_reports())
    return found


def _compare_vendor(section: Section, request: Request, tally: Tally) -> None:
    """Tell that a table is another vendor's report than the user says; refuse it when it would have to be guessed."""
    other = identify(section.header, known_reports(), section.kind)
    if other is None or other.vendor == request.vendor:
        return
    what = f"this table has the header of {other.title}, and of no report of {request.vendor}"
    if request.reports and not request.mapping:
        raise UnreadableInputError(
            what,
            todo=f"Leave out --vendor or say --vendor {other.vendor}; or say with --map which column is which.",
            where=Place(request.file),
        )
    tally.notes[f"{what}; it was read as --vendor says"] = None


def _own_pages(section: Section, layout: ReportLayout, sample: Cells, request: Request, tally: Tally) -> str:
    if not layout.own_pages or not sample.table.num_rows:
        return ""
    names = {name.casefold() for name in layout.columns["referring_page_url"].headers}
    place = next((at for at, name in enumerate(section.header) if name.casefold() in names), 0)
    domain, rows = only_domain(sample.table.column(place)), sample.table.num_rows
    if not domain:
        return ""
    if not is_own(domain, rows, request.file, request.site):
        if rows >= ENOUGH:
            tally.notes[
                f"all {rows:,} pages are on {domain}: if that is your own site, this is the list of your internal "
                "links; name it with --site"
            ] = None
        return ""
    tally.notes[
        f"all pages listed are on {domain}: read as the site's own pages that link to each other. "
        "If it is not your site, name your site with --site"
    ] = None
    return OWN_PAGES


def _style(section: Section, layout: ReportLayout, sample: Cells) -> Style:
    """Look at the columns whose values will be numbers or dates."""
    conversion = plan(layout, section.header, Style(), batch="", observed_at=datetime.min)
    numbers: list[str] = []
    whole_numbers: list[str] = []
    dates: list[str] = []
    for check, texts in distinct_texts(conversion, sample, _DISTINCT):
        if pa.types.is_boolean(check.kind) or pa.types.is_string(check.kind):
            continue
        if pa.types.is_timestamp(check.kind):
            dates += texts
        else:
            numbers += texts
            whole_numbers += texts if pa.types.is_int64(check.kind) else []
    return decide(numbers, whole_numbers, dates)


def _no_cells(width: int) -> Cells:
    table = pa.table({f"c{place}": pa.array([], pa.string()) for place in range(width)})
    return Cells(table, pa.array([], pa.int64()), pa.array([], pa.int64()))
