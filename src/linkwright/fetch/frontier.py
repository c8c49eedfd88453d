"""What is still to fetch, on disk: SQLite, so that a million pages take no memory and a kill loses nothing.

A request stays open until its answer is *settled*. What was under way when the process died is simply open again.
SQLite in write-ahead mode survives the death of the process at any instant; a power cut may reopen the last answers.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from linkwright.errors import StorageError
from linkwright.fetch.addresses import WebAddress, web_address
from linkwright.fetch.model import Answer, Failure, Request
from linkwright.fetch.robots import RobotsFile

NO_HOST = ""  # stands for the host of whatever is not an address; it is never contacted
_VERSION = 1
_FILE = "frontier.sqlite"
_SCHEMA = f"""
create table host (
    id integer primary key,
    name text not null unique,
    queued integer not null default 0, -- has open requests and is not at work
    spent integer not null default 0, -- requests sent in this run
    closed text -- the failure for which it is left alone in this run
);
create index host_queued on host (id) where queued = 1;
create table request (
    seq integer primary key,
    host integer not null,
    url text not null unique,
    etag text,
    last_modified text,
    trail text, -- redirects so far, when they led to another host
    outcome text -- null while open
);
create index request_open on request (host, seq) where outcome is null;
create table robots (
    origin text primary key,
    text text not null,
    failure text, -- why it could not be read
    expires real not null
) without rowid;
pragma user_version = {_VERSION};
"""


class OpenRequest(NamedTuple):
    """A request of one host, in the order in which it is to be fetched."""

    seq: int
    url: str
    etag: str | None
    last_modified: str | None
    trail: str | None


class QueuedHost(NamedTuple):
    """A host with open requests."""

    id: int
    name: str
    spent: int
    closed: Failure | None
    open: int


class Frontier:
    """The requests of one crawl.

    Args:
        state: folder that outlives the process, created when missing; None for a temporary file that does not.

    Raises:
        StorageError: another process works in the folder, or it cannot be written or read.
    """

    def __init__(self, state: Path | None) -> None:
        self._place = state
        with self._plain_errors():
            if state is not None:
                state.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(state / _FILE if state else "", isolation_level=None, timeout=0.1)
            self._prepare()

    def _prepare(self) -> None:
        version = self._db.execute("pragma user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise StorageError(
                f"{self._place} was written by another version of Linkwright",
                todo="finish it there, or name a new folder",
            )
        for pragma in ("locking_mode = exclusive", "journal_mode = wal", "synchronous = normal", "cache_size = -32000"):
            self._db.execute(f"pragma {pragma}")
        if version == 0:
            self._db.executescript(_SCHEMA)
        self._db.execute("delete from robots where failure is not null")  # a new run, a new chance
        self._db.execute(
            "update host set spent = 0, closed = null,"
            " queued = exists (select 1 from request where request.host = host.id and outcome is null)"
        )

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            busy = "locked" in str(error)
            todo = "wait for the other crawl to end" if busy else "free disk space or name another folder"
            raise StorageError(f"cannot keep the state of the crawl in {self._place}: {error}", todo=todo) from error

    def close(self) -> None:
        """Let go of the folder."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._plain_errors():
            self._db.execute("begin")
            try:
                yield self._db
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def add(self, requests: Sequence[Request]) -> int:
        """Add requests and return how many are new; known addresses, open or settled, are left as they are."""
        hosts = [_host(request.url) for request in requests]
        with self._transaction() as db:
            last = db.execute("select coalesce(max(seq), 0) from request").fetchone()[0]
            db.executemany("insert or ignore into host (name) values (?)", [(host,) for host in set(hosts)])
            added = db.executemany(
                "insert or ignore into request (host, url, etag, last_modified)"
                " select id, ?, ?, ? from host where name = ?",
                [
                    (_text(request.url), request.etag, request.last_modified, host)
                    for request, host in zip(requests, hosts, strict=True)
                ],
            )
            db.execute("update host set queued = 1 where id in (select host from request where seq > ?)", (last,))
            return added.rowcount

    def start_hosts(self, limit: int) -> list[QueuedHost]:
        """Take hosts out of the queue of hosts."""
        with self._transaction() as db:
            rows = db.execute(
                "update host set queued = 0 where id in (select id from host where queued = 1 limit ?)"
                " returning id, name, spent, closed",
                (limit,),
            ).fetchall()
            return [self._started(*row) for row in rows]

    def start_host(self, name: str) -> QueuedHost:
        """Take one host out of the queue, or make it known: a robots.txt redirects there."""
        with self._transaction() as db:
            row = db.execute(
                "insert into host (name) values (?) on conflict do update set queued = 0"
                " returning id, name, spent, closed",
                (name,),
            ).fetchone()
            return self._started(*row)

    def _started(self, key: int, name: str, spent: int, closed: str | None) -> QueuedHost:
        return QueuedHost(key, name, spent, Failure(closed) if closed else None, self._count_open(key))

    def _count_open(self, host: int) -> int:
        found = self._db.execute("select count(*) from request where host = ? and outcome is null", (host,))
        return int(found.fetchone()[0])

    def retire_host(self, host: int, spent: int, closed: Failure | None) -> None:
        """Note what a host has had of this run, until it is started again."""
        with self._plain_errors():
            self._db.execute("update host set spent = ?, closed = ? where id = ?", (spent, closed, host))

    def open_requests(self, host: int, after: int, limit: int) -> list[OpenRequest]:
        """Return open requests of a host whose `seq` is greater, in order."""
        with self._plain_errors():
            rows = self._db.execute(
                "select seq, url, etag, last_modified, trail from request"
                " where host = ? and outcome is null and seq > ? order by seq limit ?",
                (host, after, limit),
            )
            return [OpenRequest(*row) for row in rows]

    def move(self, seq: int, host: str, trail: str) -> None:
        """Put a request at the end of another host's queue, with the redirects that led there."""
        with self._transaction() as db:
            db.execute("insert into host (name, queued) values (?, 1) on conflict do update set queued = 1", (host,))
            db.execute(
                "update request set seq = (select max(seq) + 1 from request), trail = ?,"
                " host = (select id from host where name = ?) where seq = ?",
                (trail, host, seq),
            )

    def settle(self, answers: Iterable[Answer]) -> None:
        """Mark requests as done for ever: a resumed crawl does not repeat them."""
        with self._transaction() as db:
            db.executemany(
                "update request set outcome = ? where url = ?",
                [(answer.outcome, _text(answer.url)) for answer in answers],
            )

    def outcomes(self) -> Counter[str]:
        """Return how many settled requests came out how, in all runs."""
        rows = self._db.execute("select outcome, count(*) from request where outcome is not null group by outcome")
        return Counter({str(outcome): int(count) for outcome, count in rows})

    def count(self) -> int:
        """Return the number of requests, open and settled."""
        return int(self._db.execute("select count(*) from request").fetchone()[0])

    def robots(self, origin: str) -> RobotsFile | None:
        """Return the robots.txt kept for an origin."""
        row = self._db.execute("select text, failure, expires from robots where origin = ?", (origin,)).fetchone()
        return RobotsFile(str(row[0]), Failure(row[1]) if row[1] else None, float(row[2])) if row else None

    def keep_robots(self, origin: str, file: RobotsFile) -> None:
        """Keep a robots.txt in place of the one before."""
        with self._plain_errors():
            self._db.execute(
                "insert or replace into robots values (?, ?, ?, ?)", (origin, file.text, file.failure, file.expires)
            )


def _host(url: str) -> str:
    address = web_address(url)
    return address.host if isinstance(address, WebAddress) else NO_HOST


def _text(url: str) -> str:
    """Make any string storable: lone surrogates, which are no characters, become question marks."""
    return url.encode("utf-8", "replace").decode("utf-8")
