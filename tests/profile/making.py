"""Small facts for the tests of the profile, as Parquet files and without a real ledger."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright.engine.duck import duck_engine
from linkwright.profile import Profile, build_profile
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.site import Site

SITE = Site(("mysite.example.com",), brands=("My Site",), money_keywords=("blue widgets",))
Row = Mapping[str, object]
Found = dict[str, object]


class FolderOfFacts:
    """A stand-in for a ledger: `<folder>/<fact>/<file>.parquet`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self, fact: str) -> tuple[Path, ...]:
        return tuple(sorted((self.folder / fact).glob("*.parquet")))

    def add(self, fact: str, rows: Sequence[Row]) -> None:
        folder = self.folder / fact
        folder.mkdir(exist_ok=True)
        table = pa.Table.from_pylist([dict(row) for row in rows], schema=FACTS[fact].schema)
        pq.write_table(table, folder / f"{len(self.files(fact))}.parquet")


def link(page: str, target: str | None = "https://mysite.example.com/", **values: object) -> Row:
    """One row of `link_seen`; dates are days of January 2026 or texts."""
    row: Found = {"source": "ahrefs", "report": "backlinks", "status": "live", "observed_at": 1, **values}
    return {**_dated(row), "referring_page_url": page, "target_url": target}


def domain(name: str, **values: object) -> Row:
    """One row of `domain_seen`."""
    row: Found = {"source": "semrush", "report": "referring domains", "observed_at": 1, **values}
    return {**_dated(row), "referring_domain": name}


def document(page: str, **values: object) -> Row:
    """One row of `document_seen`."""
    row: Found = {"source": "own-crawl", "report": "verify", "observed_at": 1, **values}
    return {**_dated(row), "page_url": page}


def numbered(rows: Sequence[Row], batch: str = "b" * 16) -> list[Row]:
    """Give rows their places in one batch."""
    return [{"batch": batch, "row": place, **row} for place, row in enumerate(rows, 1)]


@contextmanager
def profile_of(
    links: Sequence[Row] = (),
    domains: Sequence[Row] = (),
    *,
    documents: Sequence[Row] = (),
    site: Site = SITE,
    files: int = 1,
) -> Iterator[Profile]:
    """Build the profile of rows spread over so many files."""
    with TemporaryDirectory() as folder, duck_engine(memory="500MB") as engine:
        ledger = FolderOfFacts(Path(folder))
        for place in range(files):
            ledger.add("link_seen", numbered(links[place::files], f"{place:016x}"))
        if domains:
            ledger.add("domain_seen", numbered(domains, "d" * 16))
        if documents:
            ledger.add("document_seen", numbered(documents, "e" * 16))
        yield build_profile(engine, ledger, site)


def rows_of(profile: Profile, table: str) -> list[Found]:
    """All rows of a table, in the order of their first column."""
    found: list[Found] = profile.table(table).to_pylist()
    return sorted(found, key=lambda row: str(next(iter(row.values()))))


def by(profile: Profile, table: str, column: str) -> dict[object, Found]:
    """All rows of a table by the value of one column."""
    return {row[column]: row for row in rows_of(profile, table)}


def _dated(row: Found) -> Found:
    times = ("observed_at", "first_seen", "last_seen", "lost_at")
    return {name: _moment(value) if name in times else value for name, value in row.items()}


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    return datetime(2026, 1, value) if isinstance(value, int) else datetime.fromisoformat(str(value))
