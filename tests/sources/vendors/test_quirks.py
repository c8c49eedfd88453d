"""The quirks of real exports that belong to a vendor, by their number in the list of quirks the project keeps."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from linkwright.vocabulary.terms import KeyKind

from .exports import COMMA, OPEN_END, UTF16_TABS, Export, Style, table
from .exports_google import QUERY_HEADERS
from .reading import Fact, Reading, read_bytes, read_export
from .synthetic import EXPORTS

Read = Callable[[str], Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a synthetic export by name."""
    return lambda name: read_export(tmp_path / name, EXPORTS[name])


def _column(rows: Sequence[Fact], name: str) -> list[object]:
    return [row.get(name) for row in rows]


def _without(rows: Sequence[Fact], *names: str) -> list[Fact]:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


def test_quirk_01_utf16_with_tabs_and_a_name_that_says_csv(read: Read) -> None:
    export = EXPORTS["ahrefs-backlinks"]
    assert export.data.startswith(b'\xff\xfe"\0')
    assert export.file_name.endswith(".csv")
    rows = read("ahrefs-backlinks").facts
    assert _column(rows, "title")[0] == "Ten quiet valleys — a walker's list"
    assert _column(rows, "anchor") == ['Meadowlark, "the" spa', "", "meadowlark.example"]


def test_quirk_02_the_same_report_through_google_sheets_gives_the_same_facts(read: Read) -> None:
    left_out = ("batch", "observed_at", "vendor_spam", "page_type", "page_category", "extra")
    assert _without(read("ahrefs-backlinks-google-sheets").facts, *left_out) == _without(
        read("ahrefs-backlinks").facts, *left_out
    )


def test_quirk_03_a_new_column_is_kept_and_a_missing_one_is_no_error(tmp_path: Path) -> None:
    export = table(
        "ahrefs",
        "backlinks",
        "b.csv",
        ("Target URL", "Mood of page", "Referring page URL"),
        [("https://meadowlark.example/", "sunny", "https://fernwood-journal.example/")],
        UTF16_TABS,
    )
    (row,) = read_export(tmp_path, export).facts
    assert row["extra"] == {"Mood of page": "sunny"}
    assert row["status"] == "live"


def test_quirk_04_the_header_of_moz_follows_a_preamble(read: Read) -> None:
    batch = read("moz-inbound-links").batch
    assert (batch.read, batch.stored, batch.rejected) == (3, 3, 0)
    assert read("moz-open-site-explorer").batch.read == 2


def test_quirk_05_comment_preambles_several_tables_and_a_grand_total_with_a_cell_more(read: Read) -> None:
    exploration = read("ga4-pages-by-day")
    assert (exploration.batch.read, exploration.batch.stored, exploration.batch.declared) == (3, 2, 1)
    assert _column(exploration.facts, "day") == ["2026-08-26 00:00:00", "2026-08-25 00:00:00"]
    overview = read("ga4-channels-overview")
    assert set(_column(overview.facts, "report")) == {"channels", "places", "days"}
    assert (overview.batch.read, overview.batch.stored, overview.batch.declared) == (8, 7, 1)


def test_quirk_06_addresses_without_scheme_are_kept_as_written(read: Read) -> None:
    rows = read("moz-inbound-links").facts
    assert _column(rows, "referring_page_url")[0] == "www.fernwood-journal.example/walks"
    assert _column(rows, "target_url")[0] == "meadowlark.example/"


def test_quirk_07_each_vendor_has_its_own_texts_for_not_known(read: Read) -> None:
    lost = read("moz-inbound-links").facts[1]
    assert {"title", "http_code", "external_links"}.isdisjoint(lost)
    assert lost["anchor"] == ""
    assert "moz.spam_score" not in str(lost["metrics"])
    assert _column(read("ahrefs-backlinks").facts, "http_code") == [200, 404, None]
    assert _column(read("semrush-organic-positions").facts, "previous_position") == [1.0, None]


@pytest.mark.parametrize("language", QUERY_HEADERS)
def test_quirk_08_numbers_follow_the_language_of_the_account(language: str, read: Read) -> None:
    row = read(f"gsc-performance-queries-{language}").facts[0]
    assert (row["clicks"], row["impressions"], row["position"]) == (1234, 20568, 12.5)
    assert row["metrics"] == {"gsc.ctr_percent": 6.0}


def test_quirk_08_thousands_commas_and_percent_signs(read: Read) -> None:
    second = read("lrt-backlinks").facts[1]["metrics"]
    assert isinstance(second, dict)
    assert (second["lrt.domain_backlinks"], second["lrt.domain_popularity"]) == (836482, 136406)
    third = read("moz-inbound-links").facts[2]
    assert isinstance(third["metrics"], dict)
    assert third["metrics"]["moz.spam_score"] == 61


def test_quirk_09_a_query_with_a_line_break_is_one_row(read: Read) -> None:
    reading = read("gsc-performance-queries-en")
    assert EXPORTS["gsc-performance-queries-en"].data.count(b"\n") == 3
    assert _column(reading.facts, "keyword") == ["meadowlark spa", "quiet\nvalleys"]


def test_quirk_10_escapes_written_out_as_text_stay_as_written(read: Read) -> None:
    assert read("moz-inbound-links").facts[0]["title"] == "\\r\\n\\tQuiet valleys\\r\\n"


def test_quirk_11_line_ends_of_one_vendor_differ(tmp_path: Path) -> None:
    export = EXPORTS["semrush-backlinks"]
    assert b"\r\n" in export.data
    both = [
        read_bytes(tmp_path / ending, export.file_name, data)
        for ending, data in (("crlf", export.data), ("lf", export.data.replace(b"\r\n", b"\n")))
    ]
    assert _without(both[0].facts, "batch") == _without(both[1].facts, "batch")


def test_quirk_12_the_last_row_needs_no_line_end(read: Read) -> None:
    assert not EXPORTS["gsc-linking-sites"].data.endswith(b"\n")
    assert _column(read("gsc-linking-sites").facts, "referring_domain") == [
        "fernwood-journal.example",
        "petalpress.example",
    ]


def test_quirk_13_two_reports_of_one_file_name_are_told_apart_by_header(tmp_path: Path) -> None:
    outside, inside = EXPORTS["gsc-target-pages"], EXPORTS["gsc-target-pages-internal"]
    first = read_bytes(tmp_path / "1", "Top target pages.csv", outside.data)
    second = read_bytes(tmp_path / "2", "Top target pages.csv", inside.data)
    assert (first.batch.report, first.batch.stored) == ("target-pages", 1)
    assert (second.batch.report, dict(second.batch.facts)) == ("target-pages-internal", {"page_seen": 2})
    assert _column(second.facts, "links") == [None, None], "internal links are no backlinks"


def test_quirk_14_internal_pages_under_the_header_of_a_link_report_are_no_backlinks(read: Read) -> None:
    inside = read("gsc-sample-links-internal")
    assert (inside.batch.read, inside.batch.stored, inside.batch.declared) == (2, 0, 2)
    outside = read("gsc-sample-links")
    assert (outside.batch.report, outside.batch.stored, outside.batch.declared) == (inside.batch.report, 2, 0)


def test_quirk_15_counts_for_a_site_are_never_turned_into_links(read: Read) -> None:
    reading = read("gsc-linking-sites")
    assert reading.batch.facts == {"domain_seen": 2}
    assert _column(reading.facts, "referring_pages") == [10, 2]


def test_quirk_16_one_row_may_stand_for_many_links(read: Read) -> None:
    assert _column(read("ahrefs-backlinks").facts, "group_size") == [1, 1, 263010]
    assert _column(read("dataforseo-backlinks").facts, "group_size") == [2, 7]


def test_quirk_18_rows_of_a_wrong_width_are_rejected_with_their_line_and_odd_addresses_kept(tmp_path: Path) -> None:
    export = EXPORTS["majestic-backlinks"]
    lines = export.data.splitlines(keepends=True)
    data = b"".join([*lines[:2], b"https://meadowlark.example/,https://broken.example/,a,b\n", *lines[2:]])
    reading = read_bytes(tmp_path, export.file_name, data)
    assert (reading.batch.read, reading.batch.stored, reading.batch.rejected) == (4, 3, 1)
    assert _column(reading.rejected, "line") == [3]
    assert "http://oldindex.example/list of @all" in _column(reading.facts, "referring_page_url")


def test_quirk_19_lines_may_end_with_a_bare_carriage_return(tmp_path: Path) -> None:
    export = EXPORTS["gsc-linking-sites"]
    reading = read_bytes(tmp_path, export.file_name, export.data.replace(b"\n", b"\r"))
    assert (reading.batch.report, reading.batch.stored) == ("linking-sites", 2)


@pytest.mark.parametrize("name", ["moz-inbound-links", "gsc-latest-links", "semrush-referring-domains"])
def test_quirk_20_a_byte_order_mark_may_be_there_or_not(name: str, tmp_path: Path) -> None:
    export = EXPORTS[name]
    bare = export.data.removeprefix(b"\xef\xbb\xbf")
    readings = [read_bytes(tmp_path / mark.hex(), export.file_name, mark + bare) for mark in (b"", b"\xef\xbb\xbf")]
    assert readings[0].batch.report == readings[1].batch.report == export.report
    assert _without(readings[0].facts, "batch", "observed_at") == _without(readings[1].facts, "batch", "observed_at")


def test_quirk_21_header_cells_may_be_damaged(tmp_path: Path) -> None:
    domains = Export(
        "ahrefs",
        "referring-domains",
        "",
        "d.csv",
        '\ufeff"""Domain""",Traffic ,Links to target\nfernwood-journal.example,1456241,12\n'.encode(),
        (),
    )
    (row,) = read_export(tmp_path / "domains", domains).facts
    assert row["metrics"] == {"ahrefs.domain_traffic": 1456241}
    positions = EXPORTS["semrush-organic-positions"]
    reading = read_bytes(tmp_path / "positions", positions.file_name, b" " + positions.data)
    assert (reading.batch.report, reading.batch.stored) == ("organic-positions", 2)
    metrics = reading.facts[0]["metrics"]
    assert isinstance(metrics, dict)
    assert (metrics["semrush.traffic"], metrics["semrush.traffic_percent"]) == (576, 15.66)


@pytest.mark.parametrize(("rows", "is_sample"), [(1000, True), (999, False)])
def test_quirk_22_as_many_rows_as_an_export_may_have_means_a_sample(rows: int, is_sample: bool, tmp_path: Path) -> None:
    pages = [(f"https://site{number}.example/",) for number in range(rows)]
    reading = read_export(
        tmp_path, table("gsc", "sample-links", "More sample links.csv", ("Linking page",), pages, OPEN_END)
    )
    assert reading.batch.stored == rows
    assert any("sample" in note for note in reading.batch.notes) is is_sample


def test_the_api_of_ahrefs_calls_the_day_of_loss_last_seen(read: Read) -> None:
    rows = read("ahrefs-api-backlinks").facts
    assert _column(rows, "status") == ["live", "lost", "dropped", "unknown"]
    assert _column(rows, "last_seen")[1] == "2026-02-06 04:08:05"
    assert _column(rows, "lost_at") == [None, "2026-02-09 00:00:00", "2026-02-10 00:00:00", None]
    assert _column(rows, "first_seen")[0] == "2021-09-11 11:40:43"
    assert _column(rows, "nofollow") == [False, False, False, False]
    assert _column(rows, "anchor")[0] == "The mill at dusk"


def test_the_api_of_semrush_counts_seconds(read: Read) -> None:
    rows = read("semrush-backlinks-api").facts
    assert _column(rows, "first_seen") == ["2020-01-13 15:27:22", "2020-01-13 08:03:41"]
    assert _column(rows, "status") == ["live", "lost"]
    assert not any("lost_at" in row for row in rows)


def test_a_spam_flag_is_a_flag_and_a_spam_score_stays_a_score(read: Read) -> None:
    assert _column(read("ahrefs-referring-domains").facts, "vendor_spam") == [False, True]
    for name in ("semrush-backlink-audit", "dataforseo-backlinks", "moz-inbound-links"):
        assert not any("vendor_spam" in row for row in read(name).facts), name
    assert all("semrush.toxic_score" in str(row["metrics"]) for row in read("semrush-backlink-audit").facts)


def test_majestic_flags_are_no_when_empty(read: Read) -> None:
    rows = read("majestic-backlinks").facts
    assert _column(rows, "nofollow") == [False, True, False]
    assert _column(rows, "link_type") == ["text", "image", "redirect"]
    assert _column(rows, "status") == ["live", "unknown", "live"]
    assert _column(read("majestic-api-backlinks").facts, "status") == ["live", "lost"]


def test_rel_words_of_the_interchange_table(read: Read) -> None:
    rows = read("linkwright-interchange").facts
    assert _column(rows, "nofollow") == [False, True, False]
    assert _column(rows, "ugc") == [False, True, False]
    assert _column(rows, "sponsored") == [False, False, True]


def test_kinds_of_keys_are_those_signals_know_and_others_are_rejected(tmp_path: Path) -> None:
    rows = "".join(f"a.example,{kind.upper().replace(' ', '_')},x-1\n" for kind in KeyKind)
    text = f"domain,key_kind,key_value\n{rows}a.example,shoe size,44\n"
    found = read_bytes(tmp_path, "keys.csv", text.encode())
    assert _column(found.facts, "kind") == list(KeyKind)
    assert len(found.rejected) == 1


def test_a_table_with_our_names_written_by_somebody_else_is_not_called_ours(tmp_path: Path) -> None:
    export = table(
        "",
        "",
        "links.csv",
        ("Source URL", "Target URL", "Anchor Text", "Page title"),
        [("https://fernwood-journal.example/", "https://meadowlark.example/", "spa", "Walks")],
        COMMA,
    )
    reading = read_export(tmp_path, export)
    assert reading.batch.source != "linkwright"
    assert reading.facts[0]["title"] == "Walks"


def test_a_search_console_file_with_the_semicolons_of_a_spreadsheet(tmp_path: Path) -> None:
    export = table(
        "gsc",
        "performance-pages",
        "Seiten.csv",
        ("Seite", "Klicks", "Impressionen", "CTR", "Position"),
        [("https://meadowlark.example/", "1.234", "20.568", "6,0 %", "8,5")],
        Style(delimiter=";", line_end="\r\n"),
    )
    (row,) = read_export(tmp_path, export).facts
    assert (row["clicks"], row["position"]) == (1234, 8.5)
