"""Real exports: each is read whole, as the report it is."""

from pathlib import Path

import pytest

from linkwright.ledger import Ledger
from linkwright.sources import import_inputs

pytestmark = pytest.mark.samples

# file -> source, report, rows read, stored, rejected, declared
EXPECTED = {
    "ahrefs-backlinks-1.csv": ("ahrefs", "backlinks", 1508, 1508, 0, 0),
    "ahrefs-refips-1.csv": ("ahrefs", "referring-ips", 1084, 1084, 0, 0),
    "dataforseo-backlinks-live-1.json": ("dataforseo", "backlinks", 1, 1, 0, 0),
    "disavow-1.txt": ("google", "disavow", 105, 83, 0, 22),
    "disavow-3-large-mixed-urls.txt": ("google", "disavow", 12475, 12471, 2, 2),
    "disavow-5-malformed-space.txt": ("google", "disavow", 2, 1, 0, 1),
    "disavow-7-ips.txt": ("google", "disavow", 50, 50, 0, 0),
    "ga4-exploration-fixture-1.csv": ("ga4", "pages-by-day", 4, 3, 0, 1),
    "ga4-referrals-api-1.csv": ("ga4", "referrers", 229, 229, 0, 0),
    "gsc-latestlinks-1.csv": ("gsc", "latest-links", 43, 43, 0, 0),
    "gsc-moresamplelinks-1.csv": ("gsc", "sample-links", 43, 43, 0, 0),
    "gsc-performance-queries-1.csv": ("gsc", "performance-queries", 910, 910, 0, 0),
    "gsc-toplinkingsites-1.csv": ("gsc", "linking-sites", 17, 17, 0, 0),
    "gsc-yourpageslinking-internal-1.csv": ("gsc", "sample-links", 26, 0, 0, 26),
    "semrush-backlinkaudit-1.csv": ("semrush", "backlink-audit", 13250, 13250, 0, 0),
    "semrush-organicpositions-1.csv": ("semrush", "organic-positions", 1659, 1659, 0, 0),
    "semrush-refdomains-1.csv": ("semrush", "referring-domains", 1827, 1827, 0, 0),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_export_is_read_whole(ledger: Ledger, samples: Path, name: str) -> None:
    (result,) = import_inputs([samples / name], ledger)
    assert result.batch is not None, result.error
    batch = result.batch
    found = (batch.source, batch.report, batch.read, batch.stored, batch.rejected, batch.declared)
    assert found == EXPECTED[name]
    assert not [note for note in batch.notes if "could not be read as a value" in note]
