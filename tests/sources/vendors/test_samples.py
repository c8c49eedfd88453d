"""The real exports, where they are: each is recognised, every row accounted for, the counts are the known ones."""

from collections import Counter
from pathlib import Path

import pytest

from .reading import Reading, read_file

pytestmark = pytest.mark.samples

# file -> vendor, report, rows read, stored, rejected, declared
COUNTS = {
    "ahrefs-backlinks-1.csv": ("ahrefs", "backlinks", 1508, 1508, 0, 0),
    "ahrefs-refips-1.csv": ("ahrefs", "referring-ips", 1084, 1084, 0, 0),
    "dataforseo-backlinks-live-1.json": ("dataforseo", "backlinks", 1, 1, 0, 0),
    "ga4-exploration-fixture-1.csv": ("ga4", "pages-by-day", 4, 3, 0, 1),
    "ga4-referrals-api-1.csv": ("ga4", "referrers", 229, 229, 0, 0),
    "ga4-reportoverview-fixture-1.csv": ("ga4", "channels + places", 8, 8, 0, 0),
    "ga4-uireport-fixture-1.csv": ("ga4", "pages", 2, 2, 0, 0),
    "gsc-latestlinks-1.csv": ("gsc", "latest-links", 43, 43, 0, 0),
    "gsc-moresamplelinks-1.csv": ("gsc", "sample-links", 43, 43, 0, 0),
    "gsc-performance-chart-1.csv": ("gsc", "performance-dates", 365, 365, 0, 0),
    "gsc-performance-pages-1.csv": ("gsc", "performance-pages", 40, 40, 0, 0),
    "gsc-performance-queries-1.csv": ("gsc", "performance-queries", 910, 910, 0, 0),
    "gsc-performance-querypage-fr-1.csv": ("gsc", "performance-queries-pages", 14, 14, 0, 0),
    "gsc-toplinkingsites-1.csv": ("gsc", "linking-sites", 17, 17, 0, 0),
    "gsc-toptargetpages-internal-1.csv": ("gsc", "target-pages-internal", 74, 74, 0, 0),
    "gsc-yourpageslinking-internal-1.csv": ("gsc", "sample-links", 26, 0, 0, 26),
    "lrt-backlinks-fixture-1.csv": ("lrt", "backlinks", 2, 2, 0, 0),
    "semrush-backlinkaudit-1.csv": ("semrush", "backlink-audit", 13250, 13250, 0, 0),
    "semrush-organicpositions-1.csv": ("semrush", "organic-positions", 1659, 1659, 0, 0),
    "semrush-refdomains-1.csv": ("semrush", "referring-domains", 1827, 1827, 0, 0),
}
# One file lists pages of the property it was taken from: only who knows the site can tell.
SITES = {"gsc-yourpageslinking-internal-1.csv": "sparkshark.com"}
# Files that no vendor file is about.
OTHERS = ("README", "disavow-")


@pytest.fixture(scope="module")
def readings(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    folder = tmp_path_factory.mktemp("ledgers")
    return {
        name: read_file(folder / name, samples / name, SITES.get(name, "caldea.com"))
        for name in COUNTS
        if (samples / name).exists()
    }


def test_every_sample_has_known_counts(samples: Path) -> None:
    names = {file.name for file in samples.iterdir() if not file.name.startswith(OTHERS)}
    assert names <= set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_a_sample_is_recognised_and_every_row_accounted_for(name: str, readings: dict[str, Reading]) -> None:
    if name not in readings:
        pytest.skip(f"no {name}")
    batch = readings[name].batch
    found = (batch.source, batch.report, batch.read, batch.stored, batch.rejected, batch.declared)
    assert found == COUNTS[name]


def test_ahrefs_lost_dropped_and_live_are_kept_apart_with_their_reasons(readings: dict[str, Reading]) -> None:
    rows = readings["ahrefs-backlinks-1.csv"].facts
    assert Counter(row["status"] for row in rows) == {"live": 1130, "lost": 255, "dropped": 123}
    assert Counter(row["status_reason"] for row in rows if row["status"] == "lost") == {
        "pageredirected": 66,
        "removedfromhtml": 57,
        "pageerror": 49,
        "notfound": 49,
        "lostredirect": 17,
        "notcanonical": 9,
        "noindex": 8,
    }
    assert Counter(row["status_reason"] for row in rows if row["status"] == "dropped") == {
        "tooold": 120,
        "disallowed": 2,
        "nxdomain": 1,
    }
    assert {row["status"] for row in rows if "lost_at" in row} == {"lost", "dropped"}


def test_ahrefs_status_code_0_is_not_known_on_exactly_the_dropped_rows(readings: dict[str, Reading]) -> None:
    rows = readings["ahrefs-backlinks-1.csv"].facts
    assert {row["status"] for row in rows if "http_code" not in row} == {"dropped"}
    assert sum("http_code" not in row for row in rows) == 123


def test_ahrefs_kinds_flags_and_group_sizes(readings: dict[str, Reading]) -> None:
    rows = readings["ahrefs-backlinks-1.csv"].facts
    assert Counter(row["link_type"] for row in rows) == {"text": 1381, "image": 125, "redirect": 2}
    assert (sum(row["nofollow"] is True for row in rows), sum(row["ugc"] is True for row in rows)) == (457, 5)
    assert (sum(row["vendor_spam"] is True for row in rows), sum(row["rendered_only"] is True for row in rows)) == (
        391,
        5,
    )
    sizes = [int(str(row["group_size"])) for row in rows]
    assert (max(sizes), sum(size > 1 for size in sizes)) == (263010, 757)


def test_semrush_audit_bands_and_kinds(readings: dict[str, Reading]) -> None:
    rows = readings["semrush-backlinkaudit-1.csv"].facts
    scores = [dict(row["metrics"])["semrush.toxic_score"] for row in rows]  # type: ignore[call-overload]
    assert sum(score >= 60 for score in scores) == 11213
    assert Counter(row["link_type"] for row in rows) == {"text": 13201, "image": 48, "frame": 1}
    assert sum(row["nofollow"] is True for row in rows) == 738


def test_semrush_positions_keep_every_type(readings: dict[str, Reading]) -> None:
    rows = readings["semrush-organicpositions-1.csv"].facts
    assert Counter(row["position_type"] for row in rows)["Organic"] == 1572
    assert all("previous_position" not in row or row["previous_position"] != 0 for row in rows)
    metrics = rows[0]["metrics"]
    assert isinstance(metrics, dict)
    assert (metrics["semrush.traffic"], metrics["semrush.traffic_percent"]) == (576, 15.66)


def test_search_console_numbers_in_french(readings: dict[str, Reading]) -> None:
    first = readings["gsc-performance-querypage-fr-1.csv"].facts[0]
    assert (first["clicks"], first["impressions"], first["position"]) == (24541, 34260, 1.0)
    assert first["metrics"] == {"gsc.ctr_percent": 71.6}


def test_linkresearchtools_thousands(readings: dict[str, Reading]) -> None:
    second = readings["lrt-backlinks-fixture-1.csv"].facts[1]
    metrics = second["metrics"]
    assert isinstance(metrics, dict)
    assert metrics["lrt.domain_backlinks"] == 836482
