"""Which links to look at: of the workspace, or of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.errors import Place, UnreadableInputError
from linkwright.urls import canonical_url
from linkwright.verify.agenda import ExpectedLink, PageToCheck
from linkwright.vocabulary.terms import Verdict

# A comma may be part of an address; one before `http` is not.
_BETWEEN = re.compile(r"[\s;]+|,(?=\s*\"?https?://)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]")  # no text file has these; a tab may part a pair
LONGEST_LINE = 20_000  # characters: two addresses, each longer than any browser takes
# What counts as new follows the data, not the clock: an export of March has new links of March.
_CHOSEN = """
with newest as (
  select max(first_seen) as moment
  from links
)
select
  l.referring_page as page,
  l.target_page as target,
  l.anchor,
  l.followed,
  case when c.link_id is not null then l.placement end as placement,
  c.state,
  c.gone_since,
  c.last_stood is not null as stood,
  d.etag,
  d.last_modified
from links l
cross join newest n
left join link_scores s on l.link_id = s.link_id
left join checks c on l.link_id = c.link_id
left join documents d on l.page_key = d.page_key
left join domain_verdicts dv on l.referring_domain = dv.referring_domain
left join page_verdicts pv on l.page_key = pv.page_key
where {within}
order by
  coalesce(s.value, 0.0) desc,
  l.referring_page,
  l.link_id
"""


class Only(StrEnum):
    """Which links of the workspace."""

    NEW = "new"
    LOST = "lost"
    SUSPECT = "suspect"
    HIGH = "high"
    ASKED = "asked"  # a person decided to ask for their removal


_WITHIN = {
    None: "true",
    Only.NEW: "l.first_seen >= n.moment - interval 31 day",
    Only.LOST: "l.status in ('lost', 'dropped') or c.standing = 'gone'",
    Only.SUSPECT: "s.tier = 'suspect'",
    Only.HIGH: "s.tier = 'high'",
    Only.ASKED: f"coalesce(pv.verdict, dv.verdict) = '{Verdict.ASK_REMOVAL}'",
}


@dataclass(frozen=True)
class Chosen:
    """Links to look at, best first.

    Attributes:
        rows: page, target, anchor (texts), followed, placement, state, gone_since, stood, etag, last_modified; null for
            not known.
        rejected: lines of a list that are no addresses, in words.
    """

    rows: pa.Table
    rejected: tuple[str, ...] = ()

    def pages(self) -> Iterator[PageToCheck]:
        """Their pages; one may come several times."""
        for page, etag, changed in self._values("page", "etag", "last_modified"):
            yield PageToCheck(str(page), _text(etag), _text(changed))

    def links(self) -> Iterator[ExpectedLink]:
        """The links."""
        for batch in self.rows.select(ExpectedLink.__dataclass_fields__).to_batches(max_chunksize=10_000):
            yield from (ExpectedLink(**row) for row in batch.to_pylist())

    def _values(self, *names: str) -> Iterator[tuple[object, ...]]:
        for batch in self.rows.select(names).to_batches(max_chunksize=10_000):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def choose(engine: Engine, only: Only | None, limit: int | None) -> Chosen:
    """Choose links of a judged profile, those of highest value first.

    Args:
        engine: holds the tables of the profile and `link_scores`.
        only: which; None for all.
        limit: at most so many links; None for all.
    """
    sql = _CHOSEN.format(within=_WITHIN[only])
    return Chosen(engine.query(sql + (f"limit {int(limit)}" if limit is not None else "")))


def read_list(path: Path) -> Chosen:
    """Read pages, or pairs of page and target, one a line; spaces, a tab, a comma or a semicolon stand between a pair.

    Raises:
        UnreadableInputError: the file cannot be read, or no line of it is an address.
    """
    rows: list[dict[str, str]] = []
    rejected: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, line in enumerate(_lines(file), 1):
                pair = _pair(line)
                if pair:
                    rows.append(dict(zip(("page", "target"), (*pair, ""), strict=False)))
                elif line.strip() and not line.startswith("#"):
                    rejected.append(f"{path}:{number}: not an address: {_shown(line)}")
    except OSError as error:
        raise UnreadableInputError(
            f"reading failed: {error.strerror or error}", todo="Name a text file.", where=Place(str(path))
        ) from error
    if not rows:
        raise UnreadableInputError(
            "no line of the file is an address of a page",
            todo="Write one page a line, or a page and the address it should link to.",
            where=Place(str(path)),
            available=tuple(rejected[:5]),
        )
    return Chosen(pa.Table.from_pylist(rows, schema=LISTED), tuple(rejected))


def _lines(file: TextIO) -> Iterator[str]:
    """Lines, each cut where no address reaches; what follows the cut is passed over, not held."""
    while line := file.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith("\n"):
            line = file.readline(LONGEST_LINE)


def _pair(line: str) -> tuple[str, ...] | None:
    """The page of a line and the target beside it, or None where one of them is no address."""
    text = line.strip()
    if not text or text.startswith("#") or len(line) == LONGEST_LINE or _UNPRINTABLE.search(text):
        return None
    addresses = [canonical_url(cell.strip('" ')) for cell in _BETWEEN.split(text)[:2]]
    return tuple(address for address in addresses if address) if all(addresses) else None


def _shown(line: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", line.strip())[:100]


LISTED = pa.schema(
    [
        *((name, pa.string()) for name in ("page", "target", "anchor")),
        ("followed", pa.bool_()),
        *((name, pa.string()) for name in ("placement", "state")),
        ("gone_since", pa.timestamp("us")),
        ("stood", pa.bool_()),
        *((name, pa.string()) for name in ("etag", "last_modified")),
    ]
)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
