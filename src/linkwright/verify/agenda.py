"""What one run of `verify` has to look at, on disk: a run that was stopped goes on where it was.

One SQLite file in the workspace. A page is done once its checks are safely in the ledger: a kill between the two means
that a page is looked at twice, and none is lost.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

from linkwright.errors import StorageError
from linkwright.verify.targets import Target

_TABLES = """
create table if not exists run (id text not null, begun text not null, scope text not null);
create table if not exists pages (
    id integer primary key,
    url text not null unique,
    etag text,
    last_modified text,
    done integer not null default 0
);
create table if not exists links (
    page integer not null references pages (id),
    target text not null,
    anchor text,
    followed integer,
    placement text,
    state text,
    gone_since text,
    stood integer not null
);
create index if not exists links_of_page on links (page);
create table if not exists targets (
    url text primary key,
    status integer,
    final_url text not null,
    hops text not null,
    temporary integer not null,
    same_page integer not null
);
"""
_CHUNK = 10_000  # pages held in memory at a time


@dataclass(frozen=True)
class ExpectedLink:
    """A link somebody says is there.

    Attributes:
        page: address of the page that should link.
        target: address it should link to; empty where any page of the site will do.
        anchor: its anchor text as known; None where nobody says.
        followed: whether it was followed; None where nobody says.
        placement: where it stood when we last looked; None before the first look.
        state: outcome of our last look; None before the first.
        gone_since: when our looks began to miss it; None while it stands.
        stood: an earlier look of ours saw it.
    """

    page: str
    target: str = ""
    anchor: str | None = None
    followed: bool | None = None
    placement: str | None = None
    state: str | None = None
    gone_since: datetime | None = None
    stood: bool = False


@dataclass(frozen=True)
class PageToCheck:
    """A page and what the server said of the copy we saw last, so that it need not send the same again."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Run:
    """One run: its id, when it began (UTC), and the options that chose its links, in words."""

    id: str
    begun: datetime
    scope: str


class Agenda:
    """The pages and links of one run, and the targets looked at so far.

    Raises:
        StorageError: from any method, when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, making it where there is none."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(path)
            self._store.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise _fault(error, path) from error

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def run(self) -> Run | None:
        """The run on the file; None when there is none."""
        found = self._rows("select id, begun, scope from run")
        return Run(str(found[0][0]), datetime.fromisoformat(str(found[0][1])), str(found[0][2])) if found else None

    @property
    def pages_left(self) -> int:
        """Pages not done."""
        return int(str(self._rows("select count(*) from pages where not done")[0][0]))

    @property
    def links(self) -> int:
        """Links of the whole run."""
        return int(str(self._rows("select count(*) from links")[0][0]))

    def begin(self, scope: str, pages: Iterable[PageToCheck], links: Iterable[ExpectedLink]) -> Run:
        """Start a new run, forgetting what is left of the one before.

        Args:
            scope: the options that chose the links, in words.
            pages: in the order in which they are to be looked at.
            links: of these pages.
        """
        begun = datetime.now(UTC)
        run = Run(f"{begun:%Y%m%d%H%M%S%f}", begun, scope)
        with self._writing() as store:
            for table in ("run", "links", "pages", "targets"):
                store.execute(f"delete from {table}")
            store.executemany(
                "insert or ignore into pages (url, etag, last_modified) values (?, ?, ?)", map(astuple, pages)
            )
            store.executemany(
                "insert into links select id, ?, ?, ?, ?, ?, ?, ? from pages where url = ?", map(_link_row, links)
            )
            store.execute("insert into run values (?, ?, ?)", (run.id, begun.isoformat(), scope))
        return run

    def pages(self) -> Iterator[PageToCheck]:
        """Pages not done, in the order they were given. Others may be marked while it is read."""
        last = 0
        while rows := self._rows(
            "select id, url, etag, last_modified from pages where id > ? and not done order by id limit ?",
            (last, _CHUNK),
        ):
            last = int(str(rows[-1][0]))
            yield from (PageToCheck(str(url), _text(etag), _text(changed)) for _, url, etag, changed in rows)

    def expected(self, page: str) -> tuple[ExpectedLink, ...]:
        """The links a page should carry."""
        rows = self._rows(
            "select target, anchor, followed, placement, state, gone_since, stood from links "
            "where page = (select id from pages where url = ?)",
            (page,),
        )
        return tuple(_expected(page, row) for row in rows)

    def targets_left(self) -> tuple[str, ...]:
        """Distinct addresses the links should reach and that have not been looked at."""
        rows = self._rows("select target from links where target <> '' except select url from targets")
        return tuple(str(row[0]) for row in rows)

    def keep_target(self, url: str, target: Target) -> None:
        """Remember what an address of the site answered."""
        values = (url, target.status, target.final_url, "\n".join(target.hops), target.temporary, target.same_page)
        with self._writing() as store:
            store.execute("insert or replace into targets values (?, ?, ?, ?, ?, ?)", values)

    def target(self, url: str) -> Target | None:
        """What an address of the site answered; None when it was not asked."""
        found = self._rows("select status, final_url, hops, temporary, same_page from targets where url = ?", (url,))
        if not found:
            return None
        status, final_url, hops, temporary, same = found[0]
        return Target(
            None if status is None else int(str(status)),
            str(final_url),
            tuple(str(hops).splitlines()),
            bool(temporary),
            bool(same),
        )

    def finish(self, pages: Sequence[str]) -> None:
        """Mark pages as done."""
        with self._writing() as store:
            store.executemany("update pages set done = 1 where url = ?", ((page,) for page in pages))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._store:
                yield self._store
        except sqlite3.Error as error:
            raise _fault(error, self._path) from error

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        try:
            with closing(self._store.execute(sql, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            raise _fault(error, self._path) from error


def _link_row(link: ExpectedLink) -> tuple[object, ...]:
    since = link.gone_since.isoformat() if link.gone_since else None
    return (link.target, link.anchor, link.followed, link.placement, link.state, since, bool(link.stood), link.page)


def _expected(page: str, row: Sequence[object]) -> ExpectedLink:
    target, anchor, followed, placement, state, gone_since, stood = row
    return ExpectedLink(
        page,
        str(target),
        _text(anchor),
        None if followed is None else bool(followed),
        _text(placement),
        _text(state),
        None if gone_since is None else datetime.fromisoformat(str(gone_since)),
        bool(stood),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _fault(error: Exception, path: Path) -> StorageError:
    return StorageError(
        f"The list of what is to be checked cannot be used: {error}.",
        todo=f"Check free space and permissions of `{path}`; if it is damaged, delete it and start again.",
    )
