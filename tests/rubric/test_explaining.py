"""Explanations: points, rows, sources, what would change; one golden text."""

import io
import math
import os
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from linkwright.errors import ConfigError
from linkwright.report import render_explanation
from linkwright.rubric import Explanation, explain, judge, load_rubric
from linkwright.rubric.lookup import rows_behind
from linkwright.signals import all_signals, run_signals
from linkwright.vocabulary.site import Site
from tests.signals.mini import Mini, MiniProfile, Row

GOLDEN = Path(__file__).parent
SITE = Site(("example.test",), languages=("en",), topics=("wine",))
PAGE = "https://blog.example-vineyard.test/visit"
LINK: Row = {
    "link_id": "00000000000000aa",
    "referring_page": PAGE,
    "page_key": "blog.example-vineyard.test/visit",
    "referring_domain": "example-vineyard.test",
    "target_page": "https://example.test/cellar",
    "target_key": "example.test/cellar",
    "followed": False,
    "nofollow": True,
    "in_content": True,
    "http_code": 200,
    "title": "A wine weekend",
    "language": "en",
    "metrics": [("ahrefs.url_rating", 12.0)],
    "observation": "aaaa:1",
}
DOMAIN: Row = {
    "referring_domain": "example-vineyard.test",
    "links": 1,
    "metrics": [("ahrefs.domain_rating", 55.0), ("ahrefs.url_rating", 12.0)],
    "vendor_spam": 1,
    "vendor_spam_asked": 2,
    "observation": "aaaa:1",
}
NETWORK: list[Row] = [
    {"referring_domain": f"n{n}.test", "owner_group": "network-1", "group_kind": "network", "links": 1}
    for n in range(12)
]
GROUP: Row = {
    "owner_group": "network-1",
    "kind": "network",
    "domains": 12,
    "icann_domains": 12,
    "observations": 12,
    "shared": "one template",
    "evidence": ["bbbb:3"],
}
SAYS: list[Row] = [
    {"link_id": LINK["link_id"], "source": "ahrefs", "status": "live", "followed": False, "observation": "aaaa:1"},
    {"link_id": LINK["link_id"], "source": "semrush", "status": "lost", "followed": True, "observation": "bbbb:3"},
]
SEEN: list[Row] = [
    {
        "source": "ahrefs",
        "report": "backlinks",
        "batch": "aaaa",
        "row": 1,
        "observed_at": datetime(2026, 2, 1),
        "referring_page_url": PAGE,
        "anchor": "cellar visit",
        "nofollow": True,
        "metrics": [("ahrefs.url_rating", 12.0)],
    },
    {"source": "semrush", "report": "backlink-audit", "batch": "bbbb", "row": 3, "referring_page_url": PAGE},
]


def _explained(mini: Mini, subject: str) -> Explanation:
    links = [LINK, *({**LINK, "link_id": f"l{n}", "referring_domain": f"n{n}.test", "page_key": ""} for n in range(12))]
    pages = [{"page_key": LINK["page_key"], "referring_page": PAGE, "referring_domain": DOMAIN["referring_domain"]}]
    built = mini(
        links=links,
        pages=pages,
        domains=[DOMAIN, *NETWORK],
        groups=[GROUP],
        link_sources=SAYS,
        link_seen=SEEN,
    )
    profile = MiniProfile(built.engine, SITE)
    results = run_signals(profile, all_signals())
    return explain(profile, judge(profile, results, load_rubric()), results, subject)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("link", PAGE),
        ("domain", "example-vineyard.test"),
        ("group", "network-1"),
        ("signal", "template-network"),
    ],
)
def test_an_explanation_as_a_whole(mini: Mini, kind: str, name: str) -> None:
    """Golden, as shown. After a wanted change: LINKWRIGHT_GOLDEN=write .venv/bin/python -m pytest tests/rubric."""
    file = GOLDEN / f"explained_{kind}.golden.txt"
    console = Console(width=160, record=True, file=io.StringIO(), legacy_windows=False)
    render_explanation(_explained(mini, name), console)
    found = "\n".join(line.rstrip() for line in console.export_text().splitlines()) + "\n"
    if os.environ.get("LINKWRIGHT_GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        PAGE,
        "http://blog.example-vineyard.test/visit/",
        "00000000000000aa",
        f"{PAGE} -> https://example.test/cellar",
        f"{PAGE}?utm_source=x -> example.test/cellar/",
    ],
)
def test_a_link_is_found_by_any_of_its_names(mini: Mini, name: str) -> None:
    assert _explained(mini, name).subject == "00000000000000aa"


def test_points_add_up_and_every_point_has_a_row_and_a_source(mini: Mini) -> None:
    found = _explained(mini, PAGE)
    assert sum(point.points for point in found.points) == pytest.approx(found.value, abs=1e-9)
    assert sum(point.most for point in found.points) == 100
    assert all(point.source and point.why and point.observed for point in found.points)
    assert found.evidence[0].observation == "aaaa:1"
    assert ("anchor", "cellar visit") in found.evidence[0].cells


def test_what_sources_say_differently_is_shown(mini: Mini) -> None:
    assert [(each.source, each.status, each.followed) for each in _explained(mini, PAGE).sources] == [
        ("ahrefs", "live", False),
        ("semrush", "lost", True),
    ]


def test_the_changes_are_what_the_rubric_would_really_give(mini: Mini) -> None:
    before = _explained(mini, PAGE)
    nofollow = load_rubric().factors["visibility"].steps["nofollow"].share
    gain = -20 * math.log10(nofollow)  # a tenth costs twenty points
    assert f"If the link were followed: {gain:+.1f} points, and its tier high." in before.changes


def test_the_checklist_answers_every_question_with_a_row(mini: Mini) -> None:
    checks = {check.name: check for check in _explained(mini, PAGE).checks}
    assert {name: check.answer for name, check in checks.items()} == {
        "topical": "yes",
        "content": "yes",
        "anchor": "unknown",
        "traffic": "unknown",
        "scheme_free": "unknown",
        "visits": "unknown",
    }
    assert "vendor-spam-flags" in checks["scheme_free"].because
    assert "no web analytics" in checks["visits"].because
    assert checks["content"].observation == "aaaa:1"


def test_a_domain_tells_its_families_and_how_far_it_is_from_suspect(mini: Mini) -> None:
    found = _explained(mini, "example-vineyard.test")
    (vote,) = found.votes
    assert (vote.family, vote.signals, vote.counts) == ("vendor", ("vendor-spam-flags",), False)
    assert [prior for prior, _ in found.chances] == [0.02, 0.05, 0.2]
    assert any("To be called suspect it would take 2 more independent kinds" in text for text in found.changes)
    assert "called spam by 1 of 2 tools" in found.findings[0]


def test_a_network_is_read_as_one_thing_nobody_need_fear(mini: Mini) -> None:
    found = _explained(mini, "network-1")
    assert found.tier != "suspect"
    assert "most likely ignore" in found.reading
    assert [vote.family for vote in found.votes] == ["content"]
    assert found.evidence[0].source == "semrush"
    member = _explained(mini, "n3.test")
    assert (member.votes, member.chances, member.reading) == (found.votes, found.chances, found.reading)


def test_a_signal_explains_itself(mini: Mini) -> None:
    found = _explained(mini, "template-network")
    assert found.sections[0][0] == "What it finds"
    assert "found 1" in found.title
    assert "20 to 1" in found.reading


def test_a_finding_about_one_mirror_is_not_told_of_its_sister(mini: Mini) -> None:
    """A mirror group is called like one of its domains."""
    facts: Row = {"owner_group": "acme.test", "group_kind": "mirror", "links": 1}
    flagged: Row = {"vendor_spam": 1, "vendor_spam_asked": 1}
    names = ("acme.test", "acme-b.test", "acme-c.test")
    domains = [{**facts, "referring_domain": name, **(flagged if name == "acme.test" else {})} for name in names]
    profile = mini(domains=domains, groups=[{"owner_group": "acme.test", "kind": "mirror", "domains": 3}])
    results = run_signals(profile, all_signals())
    judgement = judge(profile, results, load_rubric())
    told = {name: explain(profile, judgement, results, name) for name in names}
    assert [len(each.findings) for each in told.values()] == [1, 0, 0]
    assert told["acme-b.test"].votes == ()


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("example-vinyard.test", "example-vineyard.test"), ("sitewide-link", "sitewide-links"), (PAGE + "s", PAGE)],
)
def test_an_unknown_name_lists_the_nearest(mini: Mini, typed: str, nearest: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _explained(mini, typed)
    assert caught.value.available[0] == nearest


def test_rows_of_keys_lists_and_visits_can_be_shown(mini: Mini) -> None:
    origin: Row = {"source": "s", "report": "r", "batch": "k", "observed_at": None}
    profile = mini(
        key_seen=[{**origin, "row": 1, "referring_domain": "a.test", "kind": "ads", "value": "pub-7"}],
        verdict_seen=[{**origin, "row": 2, "subject": "a.test", "verdict": "listed", "reason": "spam.txt"}],
        traffic_seen=[{**origin, "row": 3, "referrer_url": "https://a.test/", "sessions": 4.0}],
    )
    shown = [dict(row.cells) for row in rows_behind(profile.engine, ["k:3", "k:1", "k:2", "k:9"])]
    assert shown == [
        {"referrer_url": "https://a.test/", "sessions": "4.0"},
        {"referring_domain": "a.test", "kind": "ads", "value": "pub-7"},
        {"subject": "a.test", "verdict": "listed", "reason": "spam.txt"},
    ]
