"""All our looks at one page, oldest first: `linkwright evidence`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.errors import UnreadableInputError
from linkwright.fetch.evidence import Kept, find
from linkwright.ledger import Ledger
from linkwright.profile.stored import register_fact
from linkwright.urls import canonical_url, host_of, without_www
from linkwright.verify.targets import same_page
from linkwright.vocabulary.facts import CHECK_SEEN

_LOOKS = """
select
  c.referring_page_url,
  c.target_url,
  c.state,
  c.reason,
  c.remarks,
  c.observed_at,
  c.http_code,
  c.page_hops,
  c.target_hops,
  c.evidence
from check_seen c
cross join asked a
where a.host is null
  or strpos(c.referring_page_url, a.host) > 0
order by
  c.observed_at,
  c.target_url
"""


@dataclass(frozen=True)
class PastLook:
    """One look at one link.

    Attributes:
        page: address of the page.
        target: address the link should lead to; empty for any page of the site.
        state: outcome.
        reason: what was seen.
        remarks: what else was true.
        at: when, UTC.
        http_code: of the page.
        page_hops: redirects of the page.
        target_hops: redirects of the target.
        evidence: the kept response; None where none was kept.
    """

    page: str
    target: str
    state: str
    reason: str
    remarks: tuple[str, ...]
    at: datetime
    http_code: int | None
    page_hops: str | None
    target_hops: str | None
    evidence: str | None


def past_looks(engine: Engine, ledger: Ledger, page: str) -> tuple[PastLook, ...]:
    """Return our looks at the links of a page, oldest first.

    Raises:
        UnreadableInputError: the page is no address, or we never looked at it.
    """
    canonical = canonical_url(page)
    if canonical is None:
        raise UnreadableInputError(f"Not the address of a page: {page}", todo="Write it whole: https://blog.com/post")
    host = without_www(host_of(canonical))
    looks = tuple(look for look in _looks(engine, ledger, host) if same_page(look.page, canonical))
    if not looks:
        raise UnreadableInputError(
            f"We have not looked at {page} yet.", todo="Check it first: linkwright verify, or linkwright verify LIST."
        )
    return looks


def all_looks(engine: Engine, ledger: Ledger) -> tuple[PastLook, ...]:
    """Return all looks of a small ledger, oldest first."""
    return _looks(engine, ledger, None)


def _looks(engine: Engine, ledger: Ledger, host: str | None) -> tuple[PastLook, ...]:
    register_fact(engine, CHECK_SEEN.name, CHECK_SEEN, ledger.files(CHECK_SEEN.name))
    engine.register("asked", pa.table({"host": pa.array([host], pa.string())}))
    return tuple(map(_look, engine.query(_LOOKS).to_pylist()))


def kept_response(folder: Path, look: PastLook) -> Kept | None:
    """Return the response kept with a look, or None where none was kept.

    Raises:
        ConfigError: the reference is none, or its file is missing.
        StorageError: the file cannot be read.
    """
    return find(folder, look.evidence) if look.evidence else None


def _look(row: dict[str, object]) -> PastLook:
    moment, remarks, code = row["observed_at"], row["remarks"], row["http_code"]
    assert isinstance(moment, datetime)  # noqa: S101 - the table's own schema
    return PastLook(
        page=str(row["referring_page_url"]),
        target=str(row["target_url"] or ""),
        state=str(row["state"]),
        reason=str(row["reason"]),
        remarks=tuple(map(str, remarks)) if isinstance(remarks, list) else (),
        at=moment,
        http_code=int(str(code)) if code is not None else None,
        page_hops=_text(row["page_hops"]),
        target_hops=_text(row["target_hops"]),
        evidence=_text(row["evidence"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
