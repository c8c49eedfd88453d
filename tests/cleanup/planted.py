"""A planted profile of which it is known what needs a human eye, and reviews made up row by row."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pyarrow as pa

from linkwright.cleanup.review import gather_review
from linkwright.cleanup.review_model import Earlier, Example, Found, Member, Review, Subject, Suggestion, Urgency
from linkwright.ledger.batch import Batch
from linkwright.rubric import judge, load_rubric
from linkwright.signals import SignalResult, all_signals
from linkwright.signals.contract import FINDING
from linkwright.signals.running import concerned_by
from linkwright.vocabulary.terms import Outcome, Verdict
from tests.signals.mini import Mini, MiniProfile, Row

DAY = date(2026, 2, 1)
NETWORK = "network-00c0ffee"
MEMBERS = [f"net{number:02}.test" for number in range(12)]
ALONE = ("seller", "spammed", "paid", "paid-too", "quiet", "disliked", "small", "gone", "visited")
_SPAM = [*MEMBERS[:10], "disliked.test"]
# Who is named by which signal; the rubric has the weights.
_FINDINGS: Mapping[str, list[list[str]]] = {
    "template-network": [MEMBERS, ["seller.test", "gone.test"]],
    "comment-links": [["seller.test"]],
    "spam-vocabulary": [["spammed.test"]],
    "audience-mismatch": [["spammed.test"]],
    "paid-markers": [["paid.test", "paid-too.test"], ["quiet.test"]],
    "directory-links": [["visited.test"]],
    "vendor-spam-flags": [[name] for name in _SPAM],
}


def planted(mini: Mini) -> Review:
    """The review of the planted profile."""
    profile = planted_profile(mini)
    results = findings()
    return gather_review(profile, judge(profile, results, load_rubric(None)), results, [batch()], DAY)


def planted_profile(mini: Mini) -> MiniProfile:
    """Twelve websites of one network, and nine on their own."""
    alone = [f"{name}.test" for name in ALONE]
    links: list[Row] = [
        {
            "referring_page": f"https://{domain}/post",
            "page_key": f"{domain}/post",
            "referring_domain": domain,
            "target_key": "example.test/",
            "anchor": "=cheap loans" if domain == "seller.test" else "example",
            "status": "lost" if domain == "gone.test" else "live",
            "followed": domain != "quiet.test",
            "observation": f"b1:{place}",
        }
        for place, domain in enumerate([*MEMBERS, *alone], start=1)
    ]
    domains: list[Row] = [
        {
            "referring_domain": row["referring_domain"],
            "owner_group": NETWORK if row["referring_domain"] in MEMBERS else row["referring_domain"],
            "group_kind": "network" if row["referring_domain"] in MEMBERS else "single",
            "links": 1,
            "live_links": int(row["status"] == "live"),
            "followed_links": int(bool(row["followed"])),
            "nofollow_links": int(not row["followed"]),
            "status": row["status"],
            "source_type": "unknown",
            "sources": ["gsc"] if row["referring_domain"] == "visited.test" else ["ahrefs"],
            "first_seen": datetime(2025, 5, 1),
        }
        for row in links
    ]
    shared = "the path /links and the title “Links”"
    group: Row = {
        "owner_group": NETWORK,
        "domains": len(MEMBERS),
        "links": len(MEMBERS),
        "shared": shared,
        "nature": f"network: {shared}",
    }
    visits: list[Row] = [{"referring_domain": "visited.test", "sessions": 40.0, "key_events": 2.0}]
    return mini(None, links=links, domains=domains, groups=[group], visits=visits)


def findings() -> dict[str, SignalResult]:
    """The planted findings as results. Every number and word a sentence names is 3."""
    results = {}
    for name, each in all_signals().items():
        rows = [
            {
                **dict.fromkeys((*FINDING.names, *each.fields)),
                **dict.fromkeys((field for field in each.fields if field not in FINDING.names), 3),
                "subject": domains[0],
                "measure": float(9 - place),
                "rows": len(domains),
                "evidence": [f"b1:{place + 1}"],
                "domains": domains,
            }
            for place, domains in enumerate(_FINDINGS.get(name, []))
        ]
        extra = [(field, pa.int64()) for field in each.fields if field not in FINDING.names]
        table = pa.Table.from_pylist(rows, schema=pa.schema([*FINDING, *(pa.field(*each) for each in extra)]))
        outcome = Outcome.FOUND if rows else Outcome.CLEAR
        results[name] = SignalResult(each, outcome, table, None, (), {}, concerned_by(table))
    return results


def batch() -> Batch:
    """The file the rows are from."""
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    return Batch(
        id="b1",
        source="ahrefs",
        report="backlinks",
        title="Ahrefs backlinks",
        file_name="folder/links.csv",
        file_sha256="0" * 64,
        file_size=1,
        read=21,
        stored=21,
        rejected=0,
        declared=0,
        declared_reasons={},
        facts={},
        period_start=None,
        period_end=None,
        observed_at=moment,
        imported_at=moment,
        tool_version="0",
        notes=(),
    )


def made_up(number: int, text: str = "example", *, kind: str = "domain", earlier: Earlier | None = None) -> Subject:
    """A subject with a text from outside in every place that has one."""
    group = kind != "domain"
    return Subject(
        subject_kind="group" if group else "domain",
        subject=f"network-{number:08}" if group else f"site{number}.test",
        kind=kind,
        what=text,
        nature=f"network: {text}" if group else "",
        urgency=Urgency.LIKELY,
        tier="low",
        websites=2 if group else 1,
        links=4,
        claimed_links=0,
        live_links=3,
        followed_links=4,
        nofollow_links=0,
        flagged_links=2,
        risks=(0.2, 0.5, 0.8),
        families=("content",),
        found=(Found("template-network", "One template", "content", text, 1, 1, (f"{text}:1",)),),
        examples=(Example(text, text, f"{text}:1"),),
        anchors=((text, 2),),
        value=1.25,
        visits=None,
        conversions=None,
        in_search_console=None,
        looks=None,
        first_seen=DAY,
        last_seen=DAY,
        suggestion=Suggestion(Verdict.KEEP, "because"),
        earlier=earlier,
        members=(Member(f"a{number}.test", 2, 1.0), Member(f"b{number}.test", 2, None)) if group else (),
    )


def review_of(*subjects: Subject) -> Review:
    """A review of made-up subjects."""
    return Review("example.test", DAY, websites=50, links=100, flagged_links=9, subjects=subjects)


def decided_before(subject: Subject, verdict: Verdict, reason: str = "") -> Subject:
    """The same subject with a decision that holds."""
    return dataclasses.replace(subject, earlier=Earlier(verdict, reason, "", "Anna", datetime(2026, 1, 2), holds=True))
