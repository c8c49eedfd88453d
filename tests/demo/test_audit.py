"""What was hidden in the demo world is found by the signal made for it; nothing of the files goes missing."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from demo.generate import HERE

from demo import words
from linkwright.api import Analysis, analyse_files
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome

TRUTH: Mapping[str, Any] = json.loads((HERE / "truth.json").read_text("utf-8"))
PLANTED: Mapping[str, Any] = TRUTH["planted"]
SITE = Site(
    domains=(words.SITE,),
    brands=(words.BRAND, "Harbourbakery"),
    money_keywords=words.MONEY_KEYWORDS,
    languages=("en", "de"),
)


@pytest.fixture(scope="module")
def demo() -> Iterator[Analysis]:
    with analyse_files([HERE / "exports"], SITE) as analysis:
        yield analysis


def findings(demo: Analysis, signal: str) -> list[dict[str, Any]]:
    result = demo.results[signal]
    assert result.error is None, result.error
    found: list[dict[str, Any]] = result.findings.to_pylist()
    return found


def rows(demo: Analysis, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = demo.profile.query(query).to_pylist()
    return found


def test_every_file_is_read_and_every_row_accounted_for(demo: Analysis) -> None:
    assert len(demo.report.files) >= len(list((HERE / "exports").iterdir()))
    for file in demo.report.files:
        assert file.error == "", file.file
        assert file.read == file.stored + file.rejected + file.declared, file.file
        assert file.read > 0, file.file


def test_only_the_malformed_rows_are_rejected(demo: Analysis) -> None:
    bad = TRUTH["malformed"]
    rejected = {file.file: file.rejected for file in demo.report.files if file.rejected}
    assert len(rejected) == 1
    (name,) = rejected
    assert "majestic" in name
    certain = bad["wrong_cell_count"] + bad["cut_last_row"]
    assert certain <= rejected[name] <= certain + bad["broken_address"]


def test_no_domain_is_invented_and_nearly_all_are_known(demo: Analysis) -> None:
    assert 0.97 * TRUTH["referring_domains"] <= demo.report.headline.referring_domains <= TRUTH["referring_domains"]


def test_the_template_network_is_one_finding(demo: Analysis) -> None:
    planted = PLANTED["template_network"]
    (found,) = findings(demo, planted["signal"])
    assert found["domains"] == planted["domains"]
    (group,) = rows(demo, "select * from groups where kind = 'network'")
    assert group["domains"] == len(planted["domains"])
    assert group["path"].strip("/") == planted["path"].strip("/")
    assert group["title"].casefold() == planted["title"].casefold()


def test_the_burst_is_found_in_its_months_and_no_other(demo: Analysis) -> None:
    planted = PLANTED["burst"]
    found = {item["month"].strftime("%Y-%m"): item for item in findings(demo, planted["signal"])}
    assert sorted(found) == planted["months"]
    members = {domain for item in found.values() for domain in item["domains"]}
    assert members >= set(planted["domains"])


def test_the_phrase_of_the_burst_is_a_repeated_money_anchor(demo: Analysis) -> None:
    planted = PLANTED["burst"]
    found = {item["anchor"]: item for item in findings(demo, planted["anchor_signal"])}
    assert found[planted["anchor"]]["domains"] == planted["domains"]
    assert found[planted["anchor"]]["measure"] == len(planted["domains"])


def test_the_block_of_addresses_of_the_burst_is_crowded(demo: Analysis) -> None:
    found = [item for item in findings(demo, PLANTED["burst"]["address_signal"]) if item["subnet"] == "203.0.113"]
    assert len(found) == 1
    assert set(found[0]["domains"]) <= set(PLANTED["burst"]["domains"])


def test_the_sitewide_footer_is_found_alone(demo: Analysis) -> None:
    planted = PLANTED["sitewide"]
    (found,) = findings(demo, planted["signal"])
    assert found["referring_domain"] == planted["domain"]
    assert found["links"] == planted["pages"]


def test_one_brand_on_three_suffixes_is_one_owner(demo: Analysis) -> None:
    mirrors = rows(demo, "select * from groups where kind = 'mirror'")
    names = sorted(PLANTED["mirror"]["domains"])
    assert [sorted(group["example_domains"]) for group in mirrors] == [names]


def test_the_broken_page_is_found_with_its_domains(demo: Analysis) -> None:
    planted = PLANTED["broken_page"]
    (found,) = findings(demo, planted["signal"])
    assert found["target_page"].split("://")[1] == planted["page"].split("://")[1]
    assert found["http_code"] == planted["http_code"]
    assert found["domains"] == planted["domains"]


def test_the_cluster_of_losses_is_found_in_its_month(demo: Analysis) -> None:
    planted = PLANTED["lost_cluster"]
    (found,) = findings(demo, planted["signal"])
    assert found["month"].strftime("%Y-%m") == planted["month"]
    assert found["reason"] == planted["reason"]
    assert set(found["domains"]) >= set(planted["domains"])


def test_sources_disagree_about_some_links(demo: Analysis) -> None:
    (found,) = rows(demo, "select count(*) as links from links where array_has_any(disagreement, array['status'])")
    assert found["links"] > 10


def test_hostile_texts_reach_the_tables_unchanged(demo: Analysis) -> None:
    anchors = {row["anchor"] for row in rows(demo, "select anchor from links")}
    assert anchors >= set(PLANTED["hostile"]["anchors"])


def test_no_finding_is_without_evidence(demo: Analysis) -> None:
    for name, result in demo.results.items():
        assert result.outcome is not Outcome.ERROR, f"{name}: {result.error}"
        for item in result.findings.to_pylist():
            assert 1 <= len(item["evidence"]) <= 20, name
