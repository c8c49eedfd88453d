"""The audit of three real exports of one site, held against counts made here by other means: csv, sets and the list."""

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow.compute as pc
import pytest
from publicsuffixlist import PublicSuffixList

import linkwright
from linkwright.report import Report

pytestmark = pytest.mark.samples
FILES = ("ahrefs-backlinks-1.csv", "semrush-refdomains-1.csv", "semrush-backlinkaudit-1.csv")


@pytest.fixture(scope="module")
def report(samples: Path) -> Report:
    return linkwright.audit([samples / name for name in FILES], site="caldea.com")


def rows(path: Path) -> list[dict[str, str]]:
    wide = path.name.startswith("ahrefs")
    with path.open(encoding="utf-16" if wide else "utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if wide else ","))


def host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".")


def domains(hosts: set[str], *, private: bool) -> set[str]:
    suffixes = PublicSuffixList(only_icann=not private)
    return {suffixes.privatesuffix(name) or name for name in hosts}


@pytest.fixture(scope="module")
def hosts(samples: Path) -> dict[str, set[str]]:
    ahrefs, refdomains, audit = (rows(samples / name) for name in FILES)
    return {
        "ahrefs backlinks": {host(row["Referring page URL"]) for row in ahrefs},
        "semrush referring-domains": {row["Domain"] for row in refdomains},
        "semrush backlink-audit": {host(row["Source URL"]) for row in audit},
    }


def test_one_sentence_says_that_one_network_is_what_the_tool_calls_toxic(report: Report) -> None:
    (sentence,) = [text for text in report.reading.means if "a tool calls spam" in text]
    assert "one automatic network" in sentence
    called_spam, of_network = (int(each.replace(",", "")) for each in re.findall(r"\d+,\d{3}", sentence))
    assert 11_000 < of_network <= 11_215  # rows; a few fold into one link
    assert of_network > 0.9 * called_spam


def test_nobody_is_suspect_on_one_kind_of_evidence(report: Report) -> None:
    domains = report.table("domain_scores")
    suspect = domains.filter(pc.equal(domains["tier"], "suspect"))
    assert pc.min(pc.list_value_length(suspect["risk_families"])).as_py() in (None, 2, 3, 4)


@pytest.mark.parametrize(
    ("private", "documented"), [(False, (1_508, 1_659, 2_776, 3_478)), (True, (1_508, 1_785, 2_921, 3_632))]
)
def test_referring_domains_of_each_source_and_of_all(
    report: Report, hosts: dict[str, set[str]], private: bool, documented: tuple[int, ...]
) -> None:
    counted = {source: len(domains(names, private=private)) for source, names in hosts.items()}
    union = len(domains(set().union(*hosts.values()), private=private))
    assert (*counted.values(), union) == documented
    column = "referring_domains" if private else "icann_domains"
    shown = {row["source"]: row[column] for row in report.table("sources").to_pylist()}
    assert shown == {**counted, "all": union}


def test_overlap_and_what_the_best_source_misses(report: Report, hosts: dict[str, set[str]]) -> None:
    sets = {source: domains(names, private=True) for source, names in hosts.items()}
    union = set().union(*sets.values())
    for row in report.table("overlap").to_pylist():
        one, other = sets[row["source"]], sets[row["other_source"]]
        assert row["shared_domains"] == len(one & other)
        assert row["jaccard"] == pytest.approx(len(one & other) / len(one | other))
    for row in report.table("sources").to_pylist():
        if row["source"] != "all":
            mine = sets[row["source"]]
            others = set().union(*(names for source, names in sets.items() if source != row["source"]))
            assert row["only_here"] == len(mine - others)
            assert row["missed_share"] == pytest.approx(1 - len(mine) / len(union))


def test_live_lost_and_dropped_stay_apart(report: Report, samples: Path) -> None:
    said = Counter(
        "lost" if row["Lost status"] else "dropped" if row["Drop reason"] else "live"
        for row in rows(samples / "ahrefs-backlinks-1.csv")
    )
    assert said == {"live": 1_130, "lost": 255, "dropped": 123}
    assert (report.headline.live, report.headline.lost, report.headline.dropped) == (1_130, 255, 123)


def test_one_network_is_one_finding(report: Report, samples: Path) -> None:
    shared = [
        row
        for row in rows(samples / "semrush-backlinkaudit-1.csv")
        if urlsplit(row["Source URL"]).path == "/social/315305"
        and row["Source Page Title"] == "Backlinks for caldea.com"
    ]
    members = domains({host(row["Source URL"]) for row in shared}, private=False)
    assert (len(shared), len(members)) == (11_215, 1_156)
    networks = [row for row in report.table("groups").to_pylist() if row["path"] and "315305" in row["path"]]
    assert [(row["observations"], row["icann_domains"]) for row in networks] == [(11_215, 1_156)]
    findings = [finding for finding in report.findings if finding.signal == "template-network"]
    assert len(findings) == 1


def test_nobody_is_suspect_and_every_row_is_accounted_for(report: Report) -> None:
    assert report.suspect_domains == 0
    for file in report.files:
        assert file.read == file.stored + file.rejected + file.declared
    assert sum(file.read for file in report.files) == 1_508 + 1_827 + 13_250
