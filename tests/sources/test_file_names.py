"""Dates and properties in the names vendors give their files."""

from datetime import datetime

import pytest

from linkwright.sources.file_names import date_in_name, property_in_name


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("https___www.site.test_-Latest links-2026-05-10.csv", datetime(2026, 5, 10)),
        ("site.test-backlinks-subdomains_2026-02-06_12-13-14.csv", datetime(2026, 2, 6, 12, 13, 14)),
        ("net_link_intersect_refdomains_subdo_2026_03_13_10_26_36.csv", datetime(2026, 3, 13, 10, 26, 36)),
        ("moz-inbound-links-for-site_test-2022-01-02_03_04_05_678Z.csv", datetime(2022, 1, 2, 3, 4, 5)),
        ("backlink_audit_domains_123456_2026-02-03.csv", datetime(2026, 2, 3)),
        ("/exports/2020-01-01/links.csv", None),
        ("export-2026-02-06.zip:Queries.csv", datetime(2026, 2, 6)),
        ("links-2026-13-45.csv", None),
        ("links.csv", None),
    ],
)
def test_dates(name: str, date: datetime | None) -> None:
    assert date_in_name(name) == date


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("https___www.site.test_-Latest links-2026-05-10.csv", "www.site.test"),
        ("folder/site.test-Latest links-2026-07-18.csv", "site.test"),
        ("Latest links.csv", ""),
    ],
)
def test_properties(name: str, host: str) -> None:
    assert property_in_name(name) == host
