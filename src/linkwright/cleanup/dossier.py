"""Everything for a reconsideration request or a client's auditor, gathered from the facts of a judged profile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

import pyarrow as pa

from linkwright._version import __version__
from linkwright.cleanup.chain import chained, entry_of
from linkwright.cleanup.disavow_cost import find_covered
from linkwright.cleanup.disavow_file import Line, LineKind, entry_line, read_line
from linkwright.cleanup.sealing import Checked
from linkwright.cleanup.timeline import Entry, Event, entry_from, file_of, record_of, timeline
from linkwright.engine import Engine
from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.ledger import Batch
from linkwright.ledger.runs import whole_runs
from linkwright.vocabulary.facts import TIME
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import CONFIRMED_AFTER, STATES

_ENTRIES = """
select
  v.subject_kind,
  v.subject,
  v.reason
from verdict_seen v
join disavow_versions n on v.batch = n.batch
where v.verdict = 'disavow' and n.version = {version}
order by v.row
"""
_DECISIONS = """
select
  subject_kind,
  subject,
  verdict,
  value,
  reason,
  who,
  decided_at,
  standing,
  observation
from verdict_history
order by decided_at, observation
"""
_LINKS = "select * exclude (link_id) from dossier_links order by referring_domain, referring_page, target_page"
_TOTALS = """
select
  count(*) as links,
  count(distinct referring_domain) as domains,
  count(case when own_look = 'gone, confirmed' then 1 end) as gone,
  count(distinct case when own_look = 'gone, confirmed' then referring_domain end) as gone_domains,
  count(case when own_look = 'missed once' then 1 end) as missed_once,
  count(case when own_look = 'still there' then 1 end) as still_there,
  count(case when own_look = 'could not look' then 1 end) as unseen,
  count(case when own_look = 'not looked at' then 1 end) as not_looked_at,
  count(case when disavowed then 1 end) as disavowed,
  count(case when own_look = 'still there' and disavowed then 1 end) as still_there_disavowed
from dossier_links
"""
_FIRST = """
select min(moment) as moment
from (
  select min(decided_at) as moment from verdict_history
  union all
  select min(r.at) as moment from removal_seen as r
) as t
"""


@dataclass(frozen=True)
class Version:
    """One disavow file as it was recorded.

    Attributes:
        number: from 1, in the order of their days.
        at: its day, UTC.
        file_name: its name.
        sha256: of the file as it was.
        entries: `domain:` lines and addresses recorded of it; `rejected` lines say nothing clear.
        added: entries the version before had not; `taken_out` those it had beside.
        text: the entries in their order, with their comments; not the file itself, which the ledger does not keep.
    """

    number: int
    at: datetime
    file_name: str
    sha256: str
    entries: int
    rejected: int
    added: int
    taken_out: int
    text: str


@dataclass(frozen=True)
class Standing:
    """What stood at one moment, told with what is known today.

    Attributes:
        links: first seen by then and not known to be lost by then; `domains` they are from.
        suspect: of the domains, those with evidence of a scheme.
        concerned: of the links, those somebody decided to have removed or disavowed, or asked about.
        disavowed: entries of the newest disavow file of then.
    """

    links: int
    domains: int
    suspect: int
    concerned: int
    disavowed: int


@dataclass(frozen=True)
class Totals:
    """The links concerned, by what our own newest look says of them. The five kinds add up to `links`.

    Attributes:
        gone: confirmed by our own looks, on `gone_domains` websites.
        disavowed: covered by the newest disavow file; `still_there_disavowed` of those still there.
        owners_asked: owners written to, with `letters` letters; `owners_answered` of them came back, of whom
            `owners_agreed` say that the links are removed.
    """

    links: int
    domains: int
    gone: int
    gone_domains: int
    missed_once: int
    still_there: int
    unseen: int
    not_looked_at: int
    disavowed: int
    still_there_disavowed: int
    owners_asked: int = 0
    letters: int = 0
    owners_answered: int = 0
    owners_agreed: int = 0


@dataclass(frozen=True)
class Dossier:
    """All that a dossier says, before it is written.

    Attributes:
        site: its main domain.
        made_at: UTC.
        since: when the first decision was made or the first letter sent; None when there is only a disavow file.
        before: what stood then; None likewise.
        now: what stands at `made_at`.
        totals: the links concerned.
        entries: of the chain, in its order.
        lines: the chain.
        extends: the seal of the dossier it goes on with; empty for the first.
        decisions: subject_kind, subject, verdict, value, reason, who, decided_at, standing, observation.
        requests: what asking came to, one row an owner and website; see `sql/dossier_requests.sql`.
        links: the links concerned; see `sql/dossier_links.sql`.
        versions: the disavow files, oldest first.
        differences: version, change (added, taken out), subject_kind, subject, reason, place.
        kept: kept responses of these links, `file:offset`.
        file_names: batch -> name of its file.
    """

    site: str
    made_at: datetime
    tool_version: str
    since: datetime | None
    before: Standing | None
    now: Standing
    totals: Totals
    entries: tuple[Entry, ...]
    lines: tuple[str, ...]
    extends: str
    decisions: pa.Table
    requests: pa.Table
    links: pa.Table
    versions: tuple[Version, ...]
    differences: pa.Table
    kept: tuple[str, ...]
    file_names: dict[str, str]


def make_dossier(
    engine: Engine, site: Site, batches: Sequence[Batch], made_at: datetime, earlier: Checked | None = None
) -> Dossier:
    """Gather a dossier. The same facts, moment and earlier dossier give the same.

    Args:
        engine: holds a judged profile.
        site: whose it is.
        batches: of its ledger.
        made_at: UTC.
        earlier: a dossier whose chain it goes on with.

    Raises:
        UnreadableInputError: nobody has decided, asked or disavowed anything yet.
        ConfigError: the earlier dossier was altered, or is another site's.
    """
    if earlier:
        require_unchanged(earlier, site)
    files_of = _register(engine, batches)
    versions = _versions(engine, files_of)
    decisions, requests = engine.query(_DECISIONS), engine.query("select * from dossier_requests")
    if not (decisions.num_rows or requests.num_rows or versions):
        raise UnreadableInputError(
            "There is nothing to show yet: no decision, no letter and no disavow file is recorded here.",
            todo="Begin with `linkwright review`. Most sites need no removal and no disavow file, and so no dossier.",
        )
    entries, lines = _chain(engine, batches, files_of, earlier)
    since = engine.query(_FIRST)["moment"][0].as_py()
    standing = _standing(engine, since, made_at)
    links = engine.query(_LINKS)
    return Dossier(
        site=site.name,
        made_at=made_at,
        tool_version=__version__,
        since=since,
        before=None if since is None else replace(standing[0], disavowed=_disavowed_at(versions, since)),
        now=replace(standing[1], disavowed=versions[-1].entries if versions else 0),
        totals=_totals(engine, requests),
        entries=entries,
        lines=lines,
        extends=earlier.seal if earlier else "",
        decisions=decisions,
        requests=requests,
        links=links,
        versions=versions,
        differences=engine.query("select * from dossier_differences"),
        kept=_kept(entries, links),
        file_names={batch.id: file_of(batch) for batch in whole_runs(batches)},
    )


def require_unchanged(earlier: Checked, site: Site) -> None:
    """Make sure that a dossier can be gone on with.

    Raises:
        ConfigError: it was changed after it was closed, or is another site's.
    """
    if earlier.findings:
        first = earlier.findings[0]
        raise ConfigError(
            f"The earlier dossier was changed after it was closed: {first.what}: {first.words}",
            todo="Look at it with `linkwright dossier --check`; make the new one in another folder.",
        )
    if earlier.manifest.site != site.name:
        raise ConfigError(
            f"The earlier dossier is about {earlier.manifest.site}, not {site.name}.", todo="Name another folder."
        )


def _register(engine: Engine, batches: Sequence[Batch]) -> tuple[Batch, ...]:
    """Make all tables. Returns the batches of disavow files, oldest first."""
    files_of = [batch for batch in batches if _is_disavow(batch)]
    files_of.sort(key=lambda batch: (batch.observed_at, batch.imported_at, batch.id))
    engine.register("dossier_batches", _recorded(batches))
    engine.register("definite_states", pa.table({"state": [state for state, told in STATES.items() if told.definite]}))
    numbers = pa.array(range(1, len(files_of) + 1), pa.int64())
    ids = pa.array([batch.id for batch in files_of], pa.string())
    engine.register("disavow_versions", pa.table({"version": numbers, "batch": ids}))
    find_covered(engine, _entries(engine, len(files_of)))
    for name in ("asked", "links", "turns", "turns_told", "discoveries", "differences", "requests"):
        engine.materialise(f"dossier_{name}", _sql(f"dossier_{name}"))
    return tuple(files_of)


def _is_disavow(batch: Batch) -> bool:
    return batch.source == "google" and "disavow" in batch.report and not batch.about


def _recorded(batches: Sequence[Batch]) -> pa.Table:
    moments = [batch.imported_at.astimezone(UTC).replace(tzinfo=None) for batch in batches if not batch.about]
    ids = [batch.id for batch in batches if not batch.about]
    return pa.table({"batch": pa.array(ids, pa.string()), "recorded_at": pa.array(moments, TIME)})


def _entries(engine: Engine, version: int) -> tuple[Line, ...]:
    rows = engine.query(_ENTRIES.format(version=version)).to_pylist()
    return tuple(read_line(_line_of(row), number) for number, row in enumerate(rows, 1))


def _line_of(row: dict[str, str]) -> str:
    return entry_line(LineKind(row["subject_kind"]), row["subject"])


def _versions(engine: Engine, files_of: Sequence[Batch]) -> tuple[Version, ...]:
    counted = """
        select version, change, count(*) as entries from dossier_differences group by version, change
    """
    changes = {(row["version"], row["change"]): row["entries"] for row in engine.query(counted).to_pylist()}
    return tuple(
        Version(
            number=number,
            at=batch.observed_at,
            file_name=file_of(batch),
            sha256=batch.file_sha256,
            entries=batch.facts.get("verdict_seen", 0),
            rejected=batch.rejected,
            added=changes.get((number, "added"), 0),
            taken_out=changes.get((number, "taken out"), 0),
            text=_text_of(engine, number, batch),
        )
        for number, batch in enumerate(files_of, 1)
    )


def _text_of(engine: Engine, version: int, batch: Batch) -> str:
    """The entries of a version in their order, each comment above the entries it stood over."""
    lines = [
        "# Entries of a disavow file as Linkwright recorded them, in their order. It is not the file itself:",
        f"# {_one_line(file_of(batch))}, SHA-256 {batch.file_sha256}",
    ]
    comment = ""
    for row in engine.query(_ENTRIES.format(version=version)).to_pylist():
        said = _one_line(row["reason"] or "")
        if said and said != comment:
            lines.append(f"# {said}")
        comment = said
        lines.append(_one_line(_line_of(row)))
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _chain(
    engine: Engine, batches: Sequence[Batch], files_of: Sequence[Batch], earlier: Checked | None
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Go on with the earlier chain: its entries stay as they are, and what it has already is not said again."""
    lines = earlier.lines if earlier else ()
    told = tuple(entry_from(entry_of(line)) for line in lines)
    known = {entry.id for entry in told}
    new = tuple(entry for entry in timeline(engine, batches, files_of) if entry.id not in known)
    return (*told, *new), chained([record_of(entry) for entry in new], lines)


def _standing(engine: Engine, since: datetime | None, made_at: datetime) -> tuple[Standing, Standing]:
    now = made_at.astimezone(UTC).replace(tzinfo=None) if made_at.tzinfo else made_at
    moments = pa.array([since or now, now], TIME)
    engine.register("dossier_moments", pa.table({"place": pa.array([0, 1], pa.int64()), "moment": moments}))
    found = {row.pop("place"): row for row in engine.query(_sql("dossier_standing")).to_pylist()}
    none = dict.fromkeys(("links", "domains", "suspect", "concerned"), 0)
    before, after = (Standing(**found.get(place, none), disavowed=0) for place in (0, 1))
    return before, after


def _disavowed_at(versions: Sequence[Version], moment: datetime) -> int:
    earlier = [version.entries for version in versions if version.at.replace(tzinfo=None) < moment]
    return earlier[-1] if earlier else 0


def _totals(engine: Engine, requests: pa.Table) -> Totals:
    rows = requests.to_pylist()
    asked = {row["owner_group"] for row in rows if row["letters"]}
    answered = {row["owner_group"] for row in rows if row["answer"]}
    return Totals(
        **engine.query(_TOTALS).to_pylist()[0],
        owners_asked=len(asked),
        letters=sum(row["letters"] for row in rows),
        owners_answered=len(answered & asked),
        owners_agreed=len({row["owner_group"] for row in rows if row["answer"] == "removed"} & asked),
    )


def _kept(entries: Sequence[Entry], links: pa.Table) -> tuple[str, ...]:
    """Kept responses that show the removals, then those of the newest look at each link."""
    shown = [reference for entry in entries if entry.event in (Event.GONE, Event.BACK) for reference in entry.kept]
    newest = [reference for reference in links["evidence"].to_pylist() if reference]
    return tuple(dict.fromkeys((*shown, *newest)))


@cache
def _sql(name: str) -> str:
    text = files("linkwright.cleanup").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return text.replace("{{confirmed_after}}", f"interval '{CONFIRMED_AFTER.days}' day")
