"""Finding what a person means by a name, and the rows of the files behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.errors import ConfigError
from linkwright.rubric.explanation import EvidenceRow, SourceSays
from linkwright.urls import canonical_url, host_of, page_key, registrable_domain

Row = Mapping[str, object]
ROW_FACTS = (
    "link_seen",
    "check_seen",
    "document_seen",
    "domain_seen",
    "anchor_seen",
    "page_seen",
    "subnet_seen",
    "traffic_seen",
    "verdict_seen",
    "key_seen",
)
_MOST_CELLS = 14
_LOOKS = ("check_seen", "document_seen")  # their rows have the ids of rows of links, and say when
_UNSHOWN = (
    "source",
    "report",
    "batch",
    "row",
    "observed_at",
    "metrics",
    "extra",
    "left_context",
    "right_context",
    "template_print",
    "text_print",
)
_LINKS = """
select l.link_id, l.referring_page, l.target_page
from links l
cross join asked a
left join link_scores s on l.link_id = s.link_id
where (l.link_id = a.text or l.page_key = a.page_key or l.referring_page = a.text)
  and (a.target_key is null or l.target_key = a.target_key)
order by s.value desc, l.link_id
limit 6
"""
_DOMAINS = """
select referring_domain
from domains
join asked on domains.referring_domain = asked.text or domains.referring_domain = asked.domain
limit 1
"""
_GROUPS = """
select owner_group
from groups
join asked on groups.owner_group = asked.text
"""
_NEAREST = """
select name
from (
  select referring_domain as name from domains
  union all
  select owner_group as name from groups
  union all
  select name from signal_names
) names
cross join asked
group by name, asked.text
order by levenshtein(name, asked.text), name
limit 5
"""
_NEAREST_PAGES = """
select referring_page as name
from pages
join asked on pages.referring_domain = asked.domain
order by levenshtein(pages.page_key, asked.page_key), name
limit 5
"""
_ROWS = """
select f.*, a.place
from {fact} f
join asked_rows a on f.batch = a.batch and f.row = a.row
order by a.place
"""
_LOOK = """
select c.observation
from checks c
join asked_links a on c.link_id = a.link_id
"""
_SOURCES = """
select s.*
from link_sources s
join asked_links a on s.link_id = a.link_id
order by s.source
"""


@dataclass(frozen=True)
class Meant:
    """What a name stands for: its kind, its key, and other keys it could have meant."""

    kind: str
    key: str
    others: tuple[str, ...] = ()


def find(engine: Engine, signal_names: Sequence[str], subject: str) -> Meant:
    """Find a signal, domain, group or link by what a person typed.

    Raises:
        ConfigError: nothing has that name; the error lists the nearest names.
    """
    text = subject.strip()
    if text in signal_names:
        return Meant("signal", text)
    page, _, target = (part.strip() for part in text.partition("->"))
    canonical = canonical_url(page)
    asked = {
        "text": page if target else text,
        "page_key": page_key(canonical) if canonical else None,
        "domain": registrable_domain(host_of(canonical)) if canonical else None,
        "target_key": _key(target),
    }
    engine.register("asked", pa.table({name: pa.array([value], pa.string()) for name, value in asked.items()}))
    is_name = not target and "/" not in text.removeprefix("https://").removeprefix("http://").rstrip("/")
    domains = engine.query(_DOMAINS)["referring_domain"].to_pylist() if is_name else []
    if domains:
        return Meant("domain", domains[0])
    groups = engine.query(_GROUPS)["owner_group"].to_pylist()
    if groups:
        return Meant("group", groups[0])
    links = engine.query(_LINKS).to_pylist()
    if links:
        others = tuple(f"{row['referring_page']} -> {row['target_page'] or '(any page)'}" for row in links[1:])
        return Meant("link", links[0]["link_id"], others)
    raise _unknown(engine, signal_names, text, is_name)


def _key(url: str) -> str | None:
    canonical = canonical_url(url) if url else None
    return page_key(canonical) if canonical else None


def _unknown(engine: Engine, signal_names: Sequence[str], text: str, is_name: bool) -> ConfigError:
    engine.register("signal_names", pa.table({"name": pa.array(list(signal_names), pa.string())}))
    nearest = [] if is_name else engine.query(_NEAREST_PAGES)["name"].to_pylist()
    nearest = nearest or engine.query(_NEAREST)["name"].to_pylist()
    return ConfigError(
        f"“{text}” is not among the links, referring domains, owner groups or signals.",
        todo="Name the address of a referring page, `page -> target`, a domain, a group or a signal.",
        available=tuple(nearest),
    )


def rows_behind(engine: Engine, observations: Sequence[str]) -> tuple[EvidenceRow, ...]:
    """The rows of the files with these ids (`batch:row`), in this order; ids that are in no fact are left out."""
    split = [each.rpartition(":") for each in observations]
    rows = [(batch, int(row), place) for place, (batch, _, row) in enumerate(split) if row.isdigit()]
    if not rows:
        return ()
    batches, numbers, places = (list(column) for column in zip(*rows, strict=True))
    engine.register(
        "asked_rows",
        pa.table({"batch": batches, "row": pa.array(numbers, pa.int64()), "place": pa.array(places, pa.int64())}),
    )
    found: list[tuple[int, EvidenceRow]] = []
    for fact in ROW_FACTS:
        for row in engine.query(_ROWS.format(fact=fact)).to_pylist():
            found.append((int(row.pop("place")), _evidence(row, fact)))
    return tuple(row for _, row in sorted(found, key=lambda each: each[0]))


def word(value: object) -> str:
    """A cell for a person: yes and no for flags, several texts in a row."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _evidence(row: Row, fact: str) -> EvidenceRow:
    shown = [(name, word(value)) for name, value in row.items() if name not in _UNSHOWN and value not in (None, [])]
    if fact in _LOOKS:
        shown.insert(0, ("looked at" if fact == "check_seen" else "read at", str(row["observed_at"])))
    metrics = row.get("metrics")
    if isinstance(metrics, list):
        shown += [(str(name), f"{number:g}") for name, number in metrics if number is not None]
    return EvidenceRow(
        observation=f"{row['batch']}:{row['row']}",
        source=str(row["source"]),
        report=str(row["report"]),
        batch=str(row["batch"]),
        row=int(str(row["row"])),
        cells=tuple(shown[:_MOST_CELLS]),
    )


def look_at(engine: Engine, link_id: str) -> tuple[str, ...]:
    """The id of our newest look at one link; empty when we never looked."""
    engine.register("asked_links", pa.table({"link_id": [link_id]}))
    return tuple(engine.query(_LOOK)["observation"].to_pylist())


def sources_of(engine: Engine, link_id: str) -> tuple[SourceSays, ...]:
    """What each source says of one link; empty when only one saw it."""
    engine.register("asked_links", pa.table({"link_id": [link_id]}))
    return tuple(
        SourceSays(
            source=row["source"],
            status=row["status"] or "unknown",
            status_reason=row["status_reason"] or "",
            followed=row["followed"],
            anchor=row["anchor"] or "",
            first_seen=str(row["first_seen"].date()) if row["first_seen"] else "",
            last_seen=str(row["last_seen"].date()) if row["last_seen"] else "",
            observation=row["observation"] or "",
        )
        for row in engine.query(_SOURCES).to_pylist()
    )
