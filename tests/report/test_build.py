"""The numbers on the screen are those of the profile; nothing unbounded gets in; the words frighten nobody."""

import dataclasses
import re

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.errors import UnreadableInputError
from linkwright.report import build_report
from linkwright.report.findings import collect_findings, grouped
from linkwright.report.listings import SHEETS
from linkwright.report.model import ROWS_LIMIT, Finding, Report
from linkwright.rubric.model import Weight
from linkwright.signals import SignalResult
from linkwright.sources import ImportResult
from linkwright.vocabulary.terms import FindingKind
from tests.report.conftest import Written
from tests.report.mini import (
    BATCH,
    MADE_AT,
    RUBRIC,
    MiniJudgement,
    batch,
    found,
    imported,
    link,
    mini_profile,
    mini_results,
)

FEAR = re.compile(r"\b(toxic|danger\w*|penalt\w*|harmful|alarm\w*|threat\w*|bad links?|urgent\w*|asap|warning)\b", re.I)


def small(links: list[dict[str, object]]) -> Report:
    with duck_engine() as engine:
        profile = mini_profile(engine, links)
        return build_report(
            profile, mini_results(links), MiniJudgement(), [batch()], rejected_files=(), made_at=MADE_AT
        )


def results_of(*names: str) -> dict[str, SignalResult]:
    """One finding of each signal, the later ones with more rows behind."""
    return {
        name: found(name, [{"subject": "x", "rows": rows, "evidence": [f"{BATCH}:1"]}], title=name, message=name)
        for rows, name in enumerate(names, start=1)
    }


def finding_of(report: Report, signal: str) -> Finding:
    return next(finding for finding in report.findings if finding.signal == signal)


def test_the_headline_counts_the_profile(written: Written) -> None:
    head = written.report.headline
    assert (head.links, head.referring_pages, head.referring_domains, head.owner_groups) == (1020, 1020, 160, 41)
    assert (head.live, head.lost, head.dropped, head.unknown) == (510, 170, 170, 170)
    assert (head.followed, head.not_followed, head.following_not_known) == (340, 340, 340)


def test_the_followed_share_counts_only_links_for_which_a_source_says() -> None:
    links = [link(1, followed=True), link(2, followed=False), link(3, followed=None), link(4, followed=None)]
    assert small(links).headline.followed_share == 0.5


def test_the_followed_share_is_unknown_when_nobody_says() -> None:
    report = small([link(1, followed=None)])
    assert report.headline.followed_share is None
    assert not any("followed." in text for text in report.reading.have)


def test_lost_links_that_still_stand_are_told_apart() -> None:
    reasons = ("noindex", "notcanonical", "404")
    report = small([link(number, status="lost", status_reason=why) for number, why in enumerate(reasons)])
    assert (report.headline.lost, report.headline.lost_in_place) == (3, 2)
    assert any("2 still stand on their page" in text for text in report.reading.have)


def test_anchors_nobody_gives_are_unknown_and_outside_the_shares() -> None:
    report = small([link(1, anchor_class="unknown"), link(2, anchor_class=None), link(3, anchor_class="brand")])
    assert [(share.name, share.links) for share in report.anchor_classes] == [("unknown", 2), ("brand", 1)]
    words = "100\u00a0% of the links whose words a source gives say your name"
    assert any(words in text for text in report.reading.means)


def test_one_is_said_as_one() -> None:
    report = small([link(1, status="lost", followed=True)])
    words = " ".join((*report.reading.have, *report.reading.means, *report.reading.not_known))
    assert "1 link on 1 page of 1 website leads to" in words
    assert "1 was lost" in words
    assert not re.search(r"\b1 (links|rows|pages|websites|owners|files|signals|were|are|have)\b", words)


def test_the_best_source_is_the_one_that_misses_least(written: Written) -> None:
    assert written.report.best_source == "semrush backlinks"
    assert written.report.best_source_misses == pytest.approx(0.25)
    assert any("misses 25\u00a0% of the referring domains" in text for text in written.report.reading.have)


def test_findings_that_count_towards_risk_come_first_whatever_their_rows(written: Written) -> None:
    first, second = collect_findings(written.profile, results_of("template-network", "unweighted"), (), RUBRIC)
    assert (first.signal, first.rows) == ("template-network", 1)
    assert (second.signal, second.rows) == ("unweighted", 2)
    assert "20 times likelier" in first.counts_as


def test_good_news_and_chances_never_stand_among_concerns(written: Written) -> None:
    kinds = {"good": FindingKind.STRENGTH, "mend": FindingKind.CHANCE, "know": FindingKind.CONTEXT}
    rubric = dataclasses.replace(
        RUBRIC, risk={**RUBRIC.risk, **{name: Weight(1, "because", "us", kind) for name, kind in kinds.items()}}
    )
    found_by = results_of("know", "unweighted", "good", "template-network", "mend")
    groups = grouped(collect_findings(written.profile, found_by, (), rubric))
    assert [(group.title, [each.signal for each in group.findings]) for group in groups] == [
        ("What speaks for you", ["good"]),
        ("What you can win back", ["mend"]),
        ("Worth a look", ["template-network", "unweighted"]),
        ("Good to know", ["know"]),
    ]


def test_every_finding_shows_rows_of_a_file(written: Written) -> None:
    for finding in written.report.findings:
        for item in finding.items:
            assert item.evidence
            for row in item.evidence:
                assert row.file == "ahrefs-backlinks.csv"
                assert row.row is not None
                assert row.referring.startswith("https://")
    network = finding_of(written.report, "template-network").items[0].evidence[0]
    assert network.row is not None
    assert network.referring == f"https://mirror{network.row - 100_001:03d}.example/social/1"


def test_many_findings_are_counted_in_full_and_carried_in_part(written: Written) -> None:
    images = finding_of(written.report, "image-links-without-text")
    assert (images.count, len(images.items)) == (128, 20)


def test_silence_has_a_reason(written: Written) -> None:
    (silent,) = written.report.silent
    assert (silent.outcome, silent.reason) == ("no data", "no source gives: links.target_http_code")
    assert any("1 signal had no data" in text for text in written.report.reading.not_known)


def test_no_listing_carries_more_than_a_page_can(written: Written) -> None:
    for sheet in SHEETS:
        assert sum(limit for _, _, limit in sheet.ranks) <= ROWS_LIMIT
    for listing in written.report.listings:
        assert len(listing.rows) <= ROWS_LIMIT


def test_every_status_and_tier_of_the_headline_has_rows_to_open(written: Written) -> None:
    links = written.report.listing("links")
    assert links.total == 1020
    places = [column.name for column in links.columns]
    statuses = {row[places.index("status")] for row in links.rows}
    tiers = {row[places.index("tier")] for row in links.rows}
    assert statuses == {"live", "lost", "dropped", "unknown"}
    assert tiers == {"high", "medium", "low", "suspect", "unknown"}


def test_listed_rows_are_there_once(written: Written) -> None:
    for name, key in (("links", "observation"), ("domains", "referring_domain")):
        values = written.report.listing(name).values(key)
        assert len(values) == len(set(values))


def test_a_site_without_links_gives_a_report_that_says_so() -> None:
    report = small([])
    assert report.headline.links == 0
    assert report.reading.have == ("The files hold no backlinks of caldea.example.",)
    assert report.best_source_misses is None


def test_files_of_this_run_come_before_those_of_the_workspace() -> None:
    old, new = batch("old.csv", "a" * 16), batch("new.csv", "b" * 16)
    broken = ImportResult(file="x.bin", batch=None, outcome="not readable", error=UnreadableInputError("Not a table."))
    with duck_engine() as engine:
        profile = mini_profile(engine, [link(1)])
        report = build_report(
            profile, {}, MiniJudgement(), [old, new], [imported(new), broken], rejected_files=(), made_at=MADE_AT
        )
    assert [(file.file, file.outcome) for file in report.files] == [
        ("new.csv", "stored"),
        ("x.bin", "not readable"),
        ("old.csv", "in the workspace"),
    ]
    assert report.files[1].error == "Not a table."
    assert all(file.read == file.stored + file.rejected + file.declared for file in report.files)


def test_unknown_evidence_ids_stay_visible() -> None:
    links = [link(1, observation=f"{BATCH}:7"), link(2, anchor_class="image", observation="gone:9")]
    with duck_engine() as engine:
        profile = mini_profile(engine, links)
        engine.register("link_seen", profile.query("select * from link_seen where batch <> 'gone'"))
        report = build_report(
            profile, mini_results(links), MiniJudgement(), [batch()], rejected_files=(), made_at=MADE_AT
        )
    (evidence,) = report.findings[0].items[0].evidence
    assert (evidence.observation, evidence.file, evidence.row, evidence.referring) == ("gone:9", "", 9, "")


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_no_word_frightens(written: Written, name: str) -> None:
    assert FEAR.findall(written.text(name)) == []
