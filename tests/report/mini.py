"""A small made-up profile with its judgement, straight into an engine: what the report is tested on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.ledger.batch import Batch
from linkwright.profile.schema import TABLES
from linkwright.rubric.model import CHECKS, Rubric, Setting, Weight
from linkwright.signals import Signal, SignalResult
from linkwright.signals.contract import FINDING, HEADINGS
from linkwright.sources import ImportResult
from linkwright.vocabulary.facts import DOMAIN_SEEN, LINK_SEEN
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import STATES, LinkState, Standing
from linkwright.vocabulary.terms import Family, FindingKind, Outcome, Subject

MADE_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CHECKED_AT = datetime(2026, 11, 17, 8, 0)
BATCH = "0123456789abcdef"
OTHER_BATCH = "fedcba9876543210"
START = datetime(2025, 1, 1)
STATUSES = ("live", "live", "live", "lost", "dropped", "unknown")
TIERS = ("high", "medium", "low", "low", "unknown")
CLASSES = ("brand", "url", "exact", "generic", "image", "empty", "other")
TYPES = ("editorial", "news", "forum", "directory", "social", "unknown")
SCORES = pa.schema(
    [
        ("link_id", pa.string()),
        ("referring_domain", pa.string()),
        ("value", pa.float64()),
        ("value_low", pa.float64()),
        ("value_high", pa.float64()),
        ("coverage", pa.float64()),
        ("points_authority", pa.float64()),
        *((f"check_{name}", pa.bool_()) for name in CHECKS),
        ("tier", pa.string()),
        ("verdict", pa.string()),
    ]
)
DOMAIN_SCORES = pa.schema(
    [
        ("referring_domain", pa.string()),
        ("owner_group", pa.string()),
        ("value", pa.float64()),
        ("coverage", pa.float64()),
        ("risk_05", pa.float64()),
        ("tier", pa.string()),
        ("verdict", pa.string()),
    ]
)
DOMAIN_NUMBERS = pa.schema([("referring_domain", pa.string()), ("authority", pa.float64()), ("suspect", pa.bool_())])
RUBRIC = Rubric(
    version="test.1",
    factors={},
    metrics={},
    crowding=None,  # type: ignore[arg-type] # a report reads versions and risk weights only
    crowding_neutral=None,  # type: ignore[arg-type]
    settings={},
    tiers={},
    risk={
        "template-network": Weight(20, "because", "our assumption"),
        "image-links-without-text": Weight(1, "because", "our assumption", FindingKind.CHANCE),
    },
    supporting={"vendor": Setting(1, "because", "our assumption")},
)
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class MiniProfile:
    """A profile over tables that were registered by hand."""

    site: Site
    engine: Engine

    def query(self, sql: str) -> pa.Table:
        return self.engine.query(sql)


@dataclass(frozen=True)
class MiniJudgement:
    rubric: Rubric = RUBRIC


def mini_profile(
    engine: Engine,
    links: Rows,
    *,
    site: str = "caldea.example",
    checks: Sequence[dict[str, object]] = (),
    visits: Sequence[dict[str, object]] = (),
) -> MiniProfile:
    """Register a profile and scores made of these links (see `link`) and of our own looks at them (see `check`)."""
    tables: dict[str, Rows] = {name: [] for name in TABLES}
    tables |= {
        "links": links,
        "pages": [{"page_key": key} for key in sorted({str(row["page_key"]) for row in links})],
        "domains": domains_of(links),
        "anchors": grouped(links, "anchor"),
        "targets": grouped(links, "target_page", target_key=True),
        "months": months_of(links),
        "sources": sources_of(links),
        "overlap": overlap_of(links),
        "groups": networks_of(links),
        "checks": list(checks),
        "visits": list(visits),
        "set_aside": [
            {
                "reason": "own site",
                "source": "ahrefs",
                "report": "backlinks",
                "observations": 20,
                "example": "caldea.example",
            }
        ],
    }
    for name, rows in tables.items():
        engine.register(name, pa.Table.from_pylist(rows, schema=TABLES[name].schema))
    engine.register("link_scores", pa.Table.from_pylist([score(row) for row in links], schema=SCORES))
    scored = [domain_score(row) for row in tables["domains"]]
    engine.register("domain_scores", pa.Table.from_pylist(scored, schema=DOMAIN_SCORES))
    by_group = {str(row["owner_group"]): row for row in scored}
    engine.register("group_scores", pa.Table.from_pylist(list(by_group.values()), schema=DOMAIN_SCORES))
    numbers = [domain_numbers(row) for row in scored]
    engine.register("domain_numbers", pa.Table.from_pylist(numbers, schema=DOMAIN_NUMBERS))
    engine.register("link_seen", pa.Table.from_pylist([seen(row) for row in links], schema=LINK_SEEN.schema))
    engine.register("domain_seen", DOMAIN_SEEN.schema.empty_table())
    return MiniProfile(Site(domains=(site,)), engine)


def link(number: int, **changes: object) -> dict[str, object]:
    """One link of the profile, made up from its number; any column can be set."""
    domain = f"site{number % 40:02d}.example"
    row: dict[str, object] = {
        "link_id": f"{number * 2654435761 % 2**64:016x}",
        "referring_page": f"https://{domain}/post/{number}",
        "page_key": f"{domain}/post/{number}",
        "referring_host": domain,
        "referring_domain": domain,
        "target_page": f"https://caldea.example/{number % 6}",
        "target_key": f"caldea.example/{number % 6}",
        "anchor": f"anchor {number % 9}",
        "anchor_class": CLASSES[number % len(CLASSES)],
        "link_type": "text",
        "followed": (True, False, None)[number % 3],
        "status": STATUSES[number % len(STATUSES)],
        "first_seen": START + timedelta(days=number % 600),
        "last_seen": START + timedelta(days=600 + number % 60),
        "group_size": 1,
        "title": f"Title {number}",
        "metrics": [("ahrefs.domain_rating", float(number % 90))],
        "sources": ["ahrefs backlinks", "semrush refdomains"] if number % 4 == 0 else ["ahrefs backlinks"],
        "observations": 1,
        "disagreement": [],
        "observation": f"{BATCH}:{number + 1}",
    }
    return row | changes


def check(row: Mapping[str, object], state: LinkState, **changes: object) -> dict[str, object]:
    """Our newest look at a link, and the only one; any column can be set."""
    gone = STATES[state].standing is Standing.GONE
    made: dict[str, object] = {
        "link_id": row["link_id"],
        "referring_domain": row["referring_domain"],
        "state": str(state),
        "standing": str(STATES[state].standing),
        "reason": f"What was seen of {row['referring_page']}.",
        "remarks": [],
        "checked_at": CHECKED_AT,
        "gone_since": CHECKED_AT if gone else None,
        "looks": 1,
        "target_http_code": 404 if state is LinkState.TARGET_BROKEN else 200,
        "rendered": False,
        "observation": f"check-20261117080000-0002:{str(row['observation']).partition(':')[2]}",
    }
    return made | changes


def network(size: int, start: int = 100_000) -> Rows:
    """Links of a made-up network: one path and title on many domains."""
    return [
        link(
            start + place,
            referring_page=f"https://mirror{place:03d}.example/social/1",
            page_key=f"mirror{place:03d}.example/social/1",
            referring_domain=f"mirror{place:03d}.example",
            title="Backlinks for caldea",
            anchor="caldea.example",
            anchor_class="url",
            sources=["semrush backlinks"],
        )
        for place in range(size)
    ]


def score(row: Mapping[str, object]) -> dict[str, object]:
    number = int(str(row["link_id"])[-4:], 16)
    suspect = str(row["referring_domain"]).startswith("mirror")
    value = None if row["status"] == "unknown" else round(number % 1000 / 10, 1)
    return {
        "link_id": row["link_id"],
        "referring_domain": row["referring_domain"],
        "value": value,
        "value_low": value,
        "value_high": value,
        "coverage": 0.6,
        "points_authority": value,
        **{f"check_{name}": (None, True, False)[(number + place) % 3] for place, name in enumerate(CHECKS)},
        "tier": "suspect" if suspect else TIERS[number % len(TIERS)],
    }


def domains_of(links: Rows) -> Rows:
    names = sorted({str(row["referring_domain"]) for row in links})
    rows: Rows = []
    for place, name in enumerate(names):
        own = [row for row in links if row["referring_domain"] == name]
        rows.append(
            {
                "referring_domain": name,
                "icann_domain": name,
                "links": len(own),
                "claimed_links": len(own) + place % 3,
                "live_links": sum(row["status"] == "live" for row in own),
                "followed_links": sum(row["followed"] is True for row in own),
                "status": own[0]["status"],
                "first_seen": own[0]["first_seen"],
                "source_type": TYPES[place % len(TYPES)],
                "owner_group": "network-1" if name.startswith("mirror") else name,
                "country": "ES",
                "sources": own[0]["sources"],
                "observation": own[0]["observation"],
            }
        )
    return rows


def domain_score(row: Mapping[str, object]) -> dict[str, object]:
    suspect = row["owner_group"] == "network-1"
    place = int("".join(filter(str.isdigit, str(row["referring_domain"]))) or 0)
    return {
        "referring_domain": row["referring_domain"],
        "owner_group": row["owner_group"],
        "value": float(place % 97),
        "coverage": 0.5,
        "risk_05": 0.93 if suspect else 0.04,
        "tier": "suspect" if suspect else TIERS[place % len(TIERS)],
    }


def domain_numbers(row: Mapping[str, object]) -> dict[str, object]:
    """The value of a domain as its authority, 0 to 1."""
    return {
        "referring_domain": row["referring_domain"],
        "authority": float(str(row["value"])) / 100,
        "suspect": row["owner_group"] == "network-1",
    }


def grouped(links: Rows, column: str, *, target_key: bool = False) -> Rows:
    rows: Rows = []
    for value in sorted({str(row[column]) for row in links}):
        own = [row for row in links if row[column] == value]
        domains = len({row["referring_domain"] for row in own})
        rows.append(
            {
                column: value,
                **({"target_key": own[0]["target_key"]} if target_key else {"anchor_class": own[0]["anchor_class"]}),
                "referring_domains": domains,
                "owner_groups": domains,
                "links": len(own),
                "live_links": sum(row["status"] == "live" for row in own),
                "followed_links": sum(row["followed"] is True for row in own),
                "first_seen": own[0]["first_seen"],
                "observation": own[0]["observation"],
            }
        )
    return rows


def months_of(links: Rows) -> Rows:
    firsts = [row["first_seen"].replace(day=1) for row in links if isinstance(row["first_seen"], datetime)]
    return [
        {
            "month": month,
            "new_domains": firsts.count(month) // 3 + 1,
            "lost_domains": place % 4,
            "new_groups": firsts.count(month) // 4 + 1,
            "new_links": firsts.count(month),
            "lost_links": place % 4 * 2,
        }
        for place, month in enumerate(sorted(set(firsts)))
    ]


def known_by(links: Rows) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for row in links:
        names = row["sources"]
        for name in names if isinstance(names, list) else []:
            known.setdefault(name, set()).add(str(row["referring_domain"]))
    return known


def sources_of(links: Rows) -> Rows:
    known = known_by(links)
    everything = set().union(*known.values()) if known else set()
    rows: Rows = []
    for name, domains in [*known.items(), ("all", everything)]:
        others = set().union(*(more for other, more in known.items() if other != name))
        rows.append(
            {
                "source": name,
                "observations": len(links),
                "links": len(links),
                "referring_domains": len(domains),
                "icann_domains": len(domains),
                "only_here": len(domains - others),
                "missed_share": 1 - len(domains) / len(everything) if everything else 0.0,
            }
        )
    return rows


def overlap_of(links: Rows) -> Rows:
    known = known_by(links)
    return [
        {
            "source": one,
            "other_source": other,
            "shared_domains": len(known[one] & known[other]),
            "jaccard": len(known[one] & known[other]) / len(known[one] | known[other]),
        }
        for one in known
        for other in known
    ]


def networks_of(links: Rows) -> Rows:
    own = [row for row in links if str(row["referring_domain"]).startswith("mirror")]
    if not own:
        return []
    return [
        {
            "owner_group": "network-1",
            "kind": "network",
            "domains": len(own),
            "icann_domains": len(own),
            "links": len(own),
            "observations": len(own),
            "shared": f"the path /social/1 and the title {own[0]['title']}",
            "path": "/social/1",
            "title": own[0]["title"],
            "example_domains": [row["referring_domain"] for row in own[:10]],
            "evidence": [row["observation"] for row in own[:20]],
        }
    ]


def seen(row: Mapping[str, object]) -> dict[str, object]:
    batch, _, number = str(row["observation"]).partition(":")
    return {
        "source": "ahrefs",
        "report": "backlinks",
        "batch": batch,
        "row": int(number),
        "referring_page_url": row["referring_page"],
        "target_url": row["target_page"],
        "anchor": row["anchor"],
    }


def batch(name: str = "ahrefs-backlinks.csv", identity: str = BATCH, **changes: object) -> Batch:
    fields: dict[str, object] = {
        "id": identity,
        "source": "ahrefs",
        "report": "backlinks",
        "title": "Ahrefs backlinks",
        "file_name": name,
        "file_sha256": identity * 4,
        "file_size": 12_345,
        "read": 1_000,
        "stored": 985,
        "rejected": 5,
        "declared": 10,
        "declared_reasons": {"internal links, not backlinks": 10},
        "facts": {"link_seen": 985},
        "period_start": date(2025, 1, 1),
        "period_end": date(2026, 10, 1),
        "observed_at": datetime(2026, 10, 1, tzinfo=UTC),
        "imported_at": MADE_AT,
        "tool_version": "0.1.0",
        "notes": ("row count equals a known cap (1,000): this file is a sample",),
    }
    return Batch(**(fields | changes))  # type: ignore[arg-type]


def imported(one: Batch) -> ImportResult:
    return ImportResult(file=one.file_name, batch=one, outcome="stored", error=None)


def found(
    name: str,
    rows: Rows,
    *,
    title: str,
    message: str,
    subject: Subject = Subject.PROFILE,
    family: Family = Family.CONTENT,
) -> SignalResult:
    """What a signal found, its rows given by hand; columns that are not given are empty."""
    full = [dict.fromkeys(FINDING.names) | {"measure": 1.0, "rows": 1, "domains": []} | row for row in rows]
    extra = [key for key in (full[0] if full else {}) if key not in FINDING.names]
    columns = {key: [row[key] for row in full] for key in extra}
    core = pa.Table.from_pylist([{key: row[key] for key in FINDING.names} for row in full], schema=FINDING)
    for key, values in columns.items():
        core = core.append_column(key, pa.array(values))
    outcome = Outcome.FOUND if rows else Outcome.CLEAR
    return SignalResult(made(name, title, message, subject, family), outcome, core, None, (), {})


def no_data(name: str, title: str, missing: tuple[str, ...]) -> SignalResult:
    signal = made(name, title, "", Subject.LINK, Family.TECHNICAL)
    return SignalResult(signal, Outcome.NO_DATA, FINDING.empty_table(), None, missing, {})


def made(name: str, title: str, message: str, subject: Subject, family: Family) -> Signal:
    return Signal(
        id=name,
        title=title,
        subject=subject,
        family=family,
        reads=("links",),
        needs=(),
        since="0.1",
        message=message,
        parameters=(),
        body=lambda: "select 1",
        doc={
            heading: f"{heading}: a sentence that explains it to a reader who is new to this." for heading in HEADINGS
        },
        origin="a test",
    )


def mini_results(links: Rows) -> dict[str, SignalResult]:
    """Three signals: a network, image links without text, and one that had nothing to read."""
    mirrors = [str(row["observation"]) for row in links if str(row["referring_domain"]).startswith("mirror")]
    images = [str(row["observation"]) for row in links if row["anchor_class"] == "image"]
    results = [no_data("broken-own-pages", "Links to broken pages of your site", ("links.target_http_code",))]
    if mirrors:
        rows: Rows = [{"subject": "network-1", "rows": len(mirrors), "evidence": mirrors[:20], "n": len(mirrors)}]
        results.append(
            found("template-network", rows, title="Template network", message="{n:,} domains carry one page")
        )
    if images:
        rows = [{"subject": identity, "evidence": [identity]} for identity in images]
        results.append(
            found(
                "image-links-without-text",
                rows,
                title="Image links without text",
                message="An image links to you without alternative text",
                subject=Subject.LINK,
                family=Family.PLACEMENT,
            )
        )
    return {result.signal.id: result for result in results}
