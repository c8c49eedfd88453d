"""The two tables of the demo web, read: what each page shows (pages.toml), what pages look like (kinds.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent


class Conduct(StrEnum):
    """What a server does with a request for a page."""

    PROPER = "proper"
    SILENT = "silent"
    DRIPPING = "dripping"
    ENDLESS = "endless"
    RESETTING = "resetting"


class Naming(StrEnum):
    """What the DNS says of a host."""

    KNOWN = "known"
    MISSING = "missing"
    FAILING = "failing"


@dataclass(frozen=True)
class Row:
    """How one page answers; the fields are those of pages.toml."""

    state: str = "found"
    url: str = ""
    shows: str = ""
    raw: str = ""
    day: int = 1
    kind: str = ""
    link: str = "plain"
    anchor: str | None = None
    href: str | None = None
    rel: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    meta_robots: str = ""
    canonical: str = ""
    moved_to: str = ""
    server: Conduct = Conduct.PROPER
    robots: str = ""
    name: Naming = Naming.KNOWN
    certificate: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "server", Conduct(self.server))
        object.__setattr__(self, "name", Naming(self.name))


@dataclass(frozen=True)
class Kind:
    """What a page looks like. `placement` is where the link stands; empty where it has no place for one."""

    main: str
    placement: str = ""
    title: str = ""
    head: str = ""
    aside: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Move:
    """Where a page of the bakery went, and how: a status, or "refresh"."""

    how: str
    to: str


@dataclass(frozen=True)
class Bakery:
    """The site all links point to."""

    pages: Sequence[str]
    friends: Sequence[str]
    moved: Mapping[str, Move]


_PAGES = tomllib.loads((HERE / "pages.toml").read_text("utf-8"))
_KINDS = tomllib.loads((HERE / "kinds.toml").read_text("utf-8"))

ROWS: Sequence[Row] = tuple(Row(**row) for row in _PAGES["page"])
LOST: Mapping[str, Row] = {reason: Row(**row) for reason, row in _PAGES["lost"].items()}
NAME_SERVERS: Mapping[str, Sequence[str]] = _PAGES["name_servers"]
SOCIAL = Row(**_PAGES["social"])
BAKERY = Bakery(
    _PAGES["bakery"]["pages"],
    _PAGES["bakery"]["friends"],
    {path: Move(**move) for path, move in _PAGES["bakery"]["moved"].items()},
)
KINDS: Mapping[str, Kind] = {name: Kind(**kind) for name, kind in _KINDS["kind"].items()}
KIND_OF_SITE: Mapping[str, str] = _KINDS["by_site"]
WAYS_TO_LINK: Mapping[str, str] = _KINDS["link"]
TEXTS: Mapping[str, Sequence[str]] = _KINDS["text"]
FRAME = (HERE / "frame.html").read_text("utf-8")


def rows_of_day(day: int) -> Mapping[str, Row]:
    """Return the rows that hold on a day, by address."""
    return {row.url: row for row in sorted(ROWS, key=lambda row: row.day) if row.day <= day}
