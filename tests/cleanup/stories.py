"""A workspace in which a cleanup was planted: who links, what was decided, asked, answered, seen and disavowed.

`paid.test` was asked and took its links away, which two looks of ours confirm; `silent.test` never answered and is
disavowed; `back.test` was gone for a while; `good.test` is kept. Nothing was decided about `quiet.test`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.fetch.evidence import EvidenceWriter
from linkwright.fetch.model import Answer, Robots
from linkwright.ledger import Batch, Ledger
from linkwright.ledger.workspace import Workspace
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import OWN_CRAWL, Verdict

HOME = "https://mysite.example/"
ANNA = "Anna"
REVIEWED = (
    "a real review by somebody who was here, with pictures of their own; nobody paid or asked for it, and it brings "
    "readers every week"
)
MADE_AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
DOMAINS = ("paid.test", "silent.test", "back.test", "good.test", "quiet.test")
Row = Mapping[str, object]


def moment(day: int) -> datetime:
    """A day of the year 2026, counted from 0, at noon, as the ledger keeps it."""
    return datetime(2026, 1, 1, 12) + timedelta(days=day)


def add(
    ledger: Ledger,
    facts: Mapping[str, Sequence[Row]],
    day: int,
    source: str,
    report: str,
    name: str,
    identity: str = "",
) -> Batch:
    """Add one batch, imported on a day; rows of several facts share their numbers."""
    digest = hashlib.sha256(f"{source} {report} {name} {facts}".encode()).hexdigest()
    origin = {"source": source, "report": report, "batch": identity or digest[:16]}
    counts = {fact: len(rows) for fact, rows in facts.items()}
    batch = Batch(
        id=identity or digest[:16],
        source=source,
        report=report,
        title=f"{source} {report}",
        file_name=name,
        file_sha256=digest,
        file_size=0 if source in (OWN_CRAWL, "linkwright") else 1,
        read=sum(counts.values()),
        stored=sum(counts.values()),
        rejected=0,
        declared=0,
        declared_reasons={},
        facts=counts,
        period_start=None,
        period_end=None,
        observed_at=moment(day).replace(tzinfo=UTC),
        imported_at=moment(day).replace(tzinfo=UTC),
        tool_version="0.1",
        notes=(),
    )
    with ledger.writing(batch.id) as writer:
        for fact, rows in facts.items():
            numbered = [{"observed_at": moment(day), **row, **origin, "row": at} for at, row in enumerate(rows, 1)]
            writer.write(fact, pa.Table.from_pylist(numbered, schema=FACTS[fact].schema))
        assert writer.commit(batch)
    return batch


def links(domains: Sequence[str], day: int, **values: object) -> list[Row]:
    """One link of each domain, first seen on a day."""
    return [
        {"referring_page_url": f"https://{name}/post", "target_url": HOME, "status": "live", "first_seen": moment(day)}
        | values
        for name in domains
    ]


def looks(workspace: Workspace, day: int, states: Mapping[str, str], kept: Mapping[str, str] | None = None) -> Batch:
    """One run of our own crawler: domain -> the state of its link."""
    checks: list[Row] = [
        {"referring_page_url": f"https://{name}/post", "target_url": HOME, "state": state, "reason": state}
        | {"evidence": (kept or {}).get(name)}
        for name, state in states.items()
    ]
    gone = {"link removed": "lost", "page gone": "lost"}
    seen: list[Row] = [
        {"referring_page_url": f"https://{name}/post", "target_url": HOME, "status": gone.get(state, "live")}
        | {"lost_at": moment(day) if state in gone else None}
        for name, state in states.items()
    ]
    facts: dict[str, list[Row]] = {"check_seen": checks, "link_seen": seen}
    return add(workspace.ledger, facts, day, OWN_CRAWL, "verify", f"check of day {day}", f"check-day{day:03d}-0000")


def keep_page(workspace: Workspace, name: str, body: str) -> str:
    """Keep what a page answered; returns the reference."""
    with EvidenceWriter(workspace.folder / "evidence", "Linkwright/1.0") as writer:
        return writer.keep(
            Answer(
                url=f"https://{name}/post",
                final_url=f"https://{name}/post",
                hops=(),
                status=200,
                failure=None,
                headers=(("Content-Type", "text/html"),),
                body=body.encode(),
                truncated=False,
                ip="192.0.2.7",
                name_servers=(),
                fetched_at=MADE_AT,
                seconds=0.1,
                robots=Robots.ALLOWED,
            )
        )


def step(name: str, said: str, day: int, words: str = "", contact: str = "") -> Row:
    return {"owner_group": name, "step": said, "at": moment(day), "words": words, "contact": contact, "who": ANNA}


def disavow_file(ledger: Ledger, day: int, *entries: str, comment: str = "") -> Batch:
    """Record a disavow file: domains, or addresses with a scheme."""
    rows: list[Row] = [
        {
            "subject_kind": "url" if "://" in entry else "domain",
            "subject": entry,
            "verdict": "disavow",
            "reason": comment,
        }
        for entry in entries
    ]
    return add(ledger, {"verdict_seen": rows}, day, "google", "disavow", f"/home/me/disavow-{day:03d}.txt")


def empty(folder: Path) -> Workspace:
    return Workspace.create(folder, Site(("mysite.example",)))


def planted(folder: Path, *, text: str = "") -> Workspace:
    """The whole story. `text` is added to every text that comes from outside."""
    workspace = empty(folder)
    ledger = workspace.ledger
    add(ledger, {"link_seen": links(DOMAINS, 1, anchor=f"cheap{text}")}, 10, "ahrefs", "backlinks", f"ahrefs{text}.csv")
    disavow_file(ledger, 12, "old.test", "silent.test")
    decide(workspace, 20, text)
    sent = [step("paid.test", "sent", 30, "first letter", f"owner@paid.test{text}"), step("silent.test", "sent", 30)]
    add(ledger, {"removal_seen": sent}, 30, "linkwright", "removal", "log of day 30")
    answer = step("paid.test", "removed", 33, f"Done, sorry.{text}")
    again = step("silent.test", "followed up", 44)
    add(ledger, {"removal_seen": [answer, again]}, 44, "linkwright", "removal", "log of day 44")
    before = {"paid.test": keep_page(workspace, "paid.test", "still with the link")}
    looks(workspace, 25, dict.fromkeys(("paid.test", "silent.test", "back.test", "good.test"), "found"), before)
    looks(workspace, 50, {"paid.test": "link removed", "back.test": "page gone", "silent.test": "found"})
    after = {"paid.test": keep_page(workspace, "paid.test", "without the link")}
    looks(workspace, 52, {"paid.test": "link removed", "silent.test": "timeout"}, after)
    looks(workspace, 60, {"back.test": "found"})
    disavow_file(ledger, 70, "silent.test", "https://back.test/post", comment=f"no answer{text}")
    return workspace


def decide(workspace: Workspace, day: int, text: str = "") -> None:
    decisions = (
        Decision("domain", "paid.test", Verdict.ASK_REMOVAL, f"bought in 2019{text}"),
        Decision("domain", "silent.test", Verdict.ASK_REMOVAL, f"bought in 2020{text}"),
        Decision("domain", "back.test", Verdict.ASK_REMOVAL, "bought in 2020"),
        Decision(
            "domain",
            "good.test",
            Verdict.KEEP,
            REVIEWED,
        ),
    )
    record_verdicts(workspace.ledger, decisions, ANNA, moment(day))
