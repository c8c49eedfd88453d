from datetime import datetime

from .making import by, link, profile_of, rows_of


def test_months_are_an_unbroken_calendar() -> None:
    rows = [
        link("https://a.test/1", first_seen="2025-11-20"),
        link("https://a.test/2", first_seen="2026-01-31"),
        link("https://b.test/1", first_seen="2025-11-30", status="lost", lost_at="2026-02-01"),
        link("https://c.test/1"),
    ]
    with profile_of(rows) as profile:
        found = by(profile, "months", "month")
    assert list(found) == [datetime(2025, 11, 1), datetime(2025, 12, 1), datetime(2026, 1, 1), datetime(2026, 2, 1)]
    november, december = found[datetime(2025, 11, 1)], found[datetime(2025, 12, 1)]
    assert (november["new_domains"], november["new_groups"], november["new_links"]) == (2, 2, 2)
    assert set(list(december.values())[1:]) == {0}
    assert found[datetime(2026, 1, 1)]["new_links"] == 1
    february = found[datetime(2026, 2, 1)]
    assert (february["lost_domains"], february["lost_links"], february["new_domains"]) == (1, 1, 0)


def test_impossible_dates_do_not_stretch_the_calendar() -> None:
    rows = [
        link("https://a.test/1", first_seen="1970-01-01"),
        link("https://b.test/1", first_seen="2026-01-05"),
        link("https://c.test/1", first_seen="2199-01-05"),
    ]
    with profile_of(rows) as profile:
        assert [row["month"] for row in rows_of(profile, "months")] == [datetime(2026, 1, 1)]


def test_no_dates_no_months() -> None:
    with profile_of([link("https://a.test/1")]) as profile:
        assert rows_of(profile, "months") == []
