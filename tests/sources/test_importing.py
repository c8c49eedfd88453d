"""From a file as a user has it to rows in the ledger, with counts that always add up."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.ledger import Batch, Ledger
from linkwright.sources import ImportResult, import_inputs
from linkwright.sources.limits import LIMITS
from linkwright.vocabulary.site import Site
from tests.sources.conftest import Rows

SEMRUSH = (
    "Page ascore,Source title,Source url,Target url,Anchor,External links,Internal links,Nofollow,Sponsored,Ugc,"
    "Text,Frame,Form,Image,Sitewide,First seen,Last seen,New link,Lost link"
)
ROW = "7,Title {n},https://www.example-{n}.test/p,https://site.test/,word,{n},4,true,false,false,true,false,false,false,false,2025-01-02,2026-02-03,false,false"
SITE = Site(("site.test",))
RowsOf = Callable[[str], Rows]


def semrush(count: int, end: str = "\r\n") -> str:
    return end.join([SEMRUSH, *(ROW.format(n=number) for number in range(count))]) + end


def one(ledger: Ledger, path: Path, data: str | bytes, **options: object) -> ImportResult:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (result,) = import_inputs([path], ledger, **options)  # type: ignore[arg-type]
    return result


def stored(result: ImportResult) -> Batch:
    assert result.batch is not None, result.error
    batch = result.batch
    assert batch.read == batch.stored + batch.rejected + batch.declared
    assert sum(batch.declared_reasons.values()) == batch.declared
    return batch


def test_a_known_report_becomes_facts(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    batch = stored(one(ledger, tmp_path / "site.test-backlinks-2026-02-05.csv", semrush(3)))
    assert (batch.source, batch.report, batch.read, batch.stored) == ("semrush", "backlinks", 3, 3)
    assert (batch.period_start, batch.period_end) == (date(2025, 1, 2), date(2026, 2, 3))
    assert batch.observed_at == datetime(2026, 2, 5, tzinfo=UTC)
    row = rows_of("link_seen")[2]
    assert row["referring_page_url"] == "https://www.example-2.test/p"
    assert (row["row"], row["batch"], row["nofollow"], row["external_links"]) == (3, batch.id, True, 2)
    assert row["observed_at"] == row["last_seen"] == datetime(2026, 2, 3)
    assert row["metrics"] == [("semrush.page_authority_score", 7.0)]


@pytest.mark.parametrize(
    "written",
    [
        semrush(3).encode("utf-16"),
        semrush(3).encode("utf-8-sig"),
        semrush(3, "\r").encode(),
        semrush(3, "\n").strip().encode(),
        semrush(3).replace(",", ";").encode(),
        semrush(3).replace(",", "\t").encode("utf-16-le"),
        gzip.compress(semrush(3).encode()),
    ],
)
def test_the_same_table_reads_the_same_however_written(
    ledger: Ledger, tmp_path: Path, rows_of: RowsOf, written: bytes
) -> None:
    stored(one(ledger, tmp_path / "file.xlsx", written))
    rows = rows_of("link_seen")
    assert [row["external_links"] for row in rows] == [0, 1, 2]
    assert [row["title"] for row in rows] == ["Title 0", "Title 1", "Title 2"]


def test_a_second_import_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    first = stored(one(ledger, tmp_path / "a.csv", semrush(3)))
    again = one(ledger, tmp_path / "b.csv", semrush(3))
    assert again.outcome == "already here"
    assert again.batch == first
    assert one(ledger, tmp_path / "c.csv.gz", gzip.compress(semrush(3).encode())).outcome == "already here"
    assert len(ledger.batches()) == 1


def test_bad_rows_are_kept_with_line_reason_and_text(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = (
        SEMRUSH
        + "\n"
        + ROW.format(n=1)
        + "\n\n1,2\n"
        + ROW.format(n=2).replace("https://www.example-2.test/p", "nonsense")
    )
    batch = stored(one(ledger, tmp_path / "a.csv", text + "\n" + ROW.format(n=3)[:60]))
    assert (batch.read, batch.stored, batch.rejected) == (4, 1, 3)
    rejected = rows_of("rejected")
    assert [row["line"] for row in rejected] == [4, 5, 6]
    assert rejected[0]["raw"] == "1,2"
    assert "2 cells" in str(rejected[0]["reason"])
    assert "not a web address: nonsense" in str(rejected[1]["reason"])
    assert "ends in the middle" in str(rejected[2]["reason"])
    assert [row["row"] for row in rows_of("link_seen")] == [1]


def test_texts_that_are_no_values_are_told(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = semrush(3).replace(",1,4,true", ",abc,4,perhaps")
    batch = stored(one(ledger, tmp_path / "a.csv", text))
    assert any("External links: 1 texts" in note and "'abc' in line 3" in note for note in batch.notes)
    assert any("Nofollow" in note for note in batch.notes)
    assert [row["external_links"] for row in rows_of("link_seen")] == [0, None, 2]


def test_a_row_count_at_a_known_limit_is_a_sample(ledger: Ledger, tmp_path: Path) -> None:
    header = "Referring page URL\tTarget URL\n"
    rows = "".join(f"https://e{number}.test/\thttps://site.test/\n" for number in range(1000))
    assert "sample" in stored(one(ledger, tmp_path / "a.csv", header + rows)).notes[0]


def test_repeated_headers_are_declared(ledger: Ledger, tmp_path: Path) -> None:
    batch = stored(one(ledger, tmp_path / "a.csv", semrush(2) + semrush(2)))
    assert (batch.read, batch.stored) == (5, 4)
    assert list(batch.declared_reasons.values()) == [1]


def test_unknown_columns_are_kept(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = "#,Referring page URL,Target URL,New thing\n1,https://a.test/,https://site.test/,x\n2,https://b.test/,,\n"
    stored(one(ledger, tmp_path / "a.csv", text))
    assert [row["extra"] for row in rows_of("link_seen")] == [[("New thing", "x")], []]


def test_one_bad_file_does_not_stop_the_others(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "b.html").write_text("<!doctype html><title>Sign in</title>")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "d.csv").write_text(SEMRUSH + "\n")
    (tmp_path / "e.bin").write_bytes(bytes(range(1, 32)) * 200)
    (tmp_path / "f.csv").write_text(semrush(2))
    results = import_inputs([tmp_path / "nowhere.csv", *sorted(tmp_path.glob("*.*"))], ledger)
    assert [result.outcome for result in results] == ["not readable"] * 6 + ["stored"]
    assert all(isinstance(result.error, UnreadableInputError) for result in results[:6])


def test_an_unknown_table_gets_an_error_that_helps(ledger: Ledger, tmp_path: Path) -> None:
    result = one(ledger, tmp_path / "a.csv", "Colour,Where,Whither\nred,a,b\nblue,c,d\n")
    assert result.error is not None
    assert "Colour, Where, Whither" in result.error.what
    assert len(result.error.available) == 3
    assert "missing" in result.error.available[0]
    assert "--map source=" in result.error.todo.replace("'", "")


def test_a_mapping_reads_an_unknown_table(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = "Where;Whither;What;When\nhttps://a.test/x;https://site.test/;hello;31.12.2025\n"
    mapping = {"source": "Where", "target": "whither", "anchor": "What", "first_seen": "When"}
    batch = stored(one(ledger, tmp_path / "a.csv", text, vendor="mytool", mapping=mapping))
    assert batch.source == "mytool"
    (row,) = rows_of("link_seen")
    assert (row["referring_page_url"], row["target_url"]) == ("https://a.test/x", "https://site.test/")
    assert (row["anchor"], row["first_seen"]) == ("hello", datetime(2025, 12, 31))


def test_a_wrong_mapping_names_what_there_is(ledger: Ledger, tmp_path: Path) -> None:
    wrong = one(ledger, tmp_path / "a.csv", semrush(1), mapping={"source": "Nowhere"})
    assert wrong.error is not None
    assert "Source url" in wrong.error.available
    with pytest.raises(ConfigError) as error:
        import_inputs([tmp_path / "a.csv"], ledger, vendor="no body")
    assert "semrush" in error.value.available


def test_an_unknown_vendor_names_the_source(ledger: Ledger, tmp_path: Path) -> None:
    text = "Donor,Acceptor\nhttps://a.test/,https://site.test/\n"
    batch = stored(one(ledger, tmp_path / "a.csv", text, vendor="My-Tool"))
    assert (batch.source, batch.report, batch.notes) == ("my-tool", "by-header", ())
    known = stored(one(ledger, tmp_path / "b.csv", semrush(2), vendor="my-tool"))
    assert known.source == "my-tool"
    assert any("Semrush" in note for note in known.notes)


def test_a_report_of_another_vendor_than_named_is_told(ledger: Ledger, tmp_path: Path) -> None:
    refused = one(ledger, tmp_path / "a.csv", semrush(2), vendor="ahrefs")
    assert refused.error is not None
    assert "Semrush" in refused.error.what
    assert "--vendor semrush" in refused.error.todo
    mapped = stored(one(ledger, tmp_path / "a.csv", semrush(2), vendor="ahrefs", mapping={"source": "Source url"}))
    assert (mapped.source, mapped.stored) == ("ahrefs", 2)
    assert any("Semrush" in note for note in mapped.notes)
    assert one(ledger, tmp_path / "b.csv", semrush(3), vendor="Semrush").outcome == "stored"


def test_internal_links_of_search_console_are_declared(ledger: Ledger, tmp_path: Path) -> None:
    own = "Linking page\n" + "\n".join(f"https://www.site.test/{number}" for number in range(5))
    other = "Linking page\n" + "\n".join(f"https://example-{number}.test/" for number in range(5))
    result = one(ledger, tmp_path / "a.csv", own, site=SITE)
    assert result.outcome == "nothing to store"
    assert stored(result).declared_reasons == {"your own pages, not backlinks": 5}
    assert stored(one(ledger, tmp_path / "b.csv", own + "0")).declared == 5
    others = stored(one(ledger, tmp_path / "c.csv", own + "1", site=Site(("else.test",))))
    assert others.stored == 5
    assert [note for note in others.notes if "all 5 pages are on site.test" in note and "--site" in note]
    named = tmp_path / "https___www.site.test_-Latest links-2026-05-10.csv"
    assert stored(one(ledger, named, own + "2", site=Site(("else.test",)))).declared == 5
    mixed = stored(one(ledger, tmp_path / "d.csv", other, site=SITE))
    assert (mixed.stored, mixed.notes) == (5, ())


def test_french_numbers_are_read_by_the_file(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = 'Query,Page,Clicks,Impressions,CTR,Position\nmot,https://site.test/,24 541,34\u202f260,"71,6%","1,3"\n'
    stored(one(ledger, tmp_path / "a.csv", text))
    (row,) = rows_of("rank_seen")
    assert (row["clicks"], row["impressions"], row["position"]) == (24541, 34260, 1.3)


def test_times_with_a_zone_become_utc(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    moments = ["2026-03-03T01:26:04Z", "2026-03-03 01:26:04 +02:00", "2026-03-03 01:26:04", "1772501164", "1970-01-01"]
    rows = "".join(f"https://e{at}.test/,https://site.test/,{moment}\n" for at, moment in enumerate(moments))
    stored(one(ledger, tmp_path / "a.csv", "Referring page URL,Target URL,First seen\n" + rows))
    found = [row["first_seen"] for row in rows_of("link_seen")]
    at = datetime(2026, 3, 3, 1, 26, 4)
    assert found == [at, at.replace(day=2, hour=23), at, at, None]


def test_dates_after_next_year_are_mistakes(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    year = datetime.now(UTC).year
    days = [f"{year + 1}-12-31 23:59:59", f"{year + 2}-01-01", "2099-01-01"]
    rows = "".join(f"https://e{at}.test/,https://site.test/,{day}\n" for at, day in enumerate(days))
    batch = stored(one(ledger, tmp_path / "a.csv", "Referring page URL,Target URL,First seen\n" + rows))
    assert [row["first_seen"] for row in rows_of("link_seen")] == [datetime(year + 1, 12, 31, 23, 59, 59), None, None]
    assert batch.period_end == date(year + 1, 12, 31)
    assert any("First seen: 2 texts" in note for note in batch.notes)


def test_several_tables_in_one_analytics_file(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = (
        "# ----\n# Report\n# Start date: 20260101\n# End date: 20260131\n\n"
        "Session source / medium,Sessions\n(direct) / (none),8\nexample.test / referral,2\n\n"
        "# Date range\nCity,Active users\nLyon,4\n,4,Grand total\n"
    )
    batch = stored(one(ledger, tmp_path / "a.csv", text))
    assert (batch.read, batch.stored, batch.declared_reasons) == (4, 3, {"totals row": 1})
    assert (batch.period_start, batch.period_end) == (date(2026, 1, 1), date(2026, 1, 31))
    assert [row["row"] for row in rows_of("traffic_seen")] == [1, 2, 3]


def test_a_table_nobody_knows_does_not_spoil_the_others(ledger: Ledger, tmp_path: Path) -> None:
    unknown = "# one\nColour,Shade\nred,dark\n\n"
    known = "# two\nCity,Active users\nLyon,4\n"
    batch = stored(one(ledger, tmp_path / "a.csv", unknown + known))
    assert (batch.read, batch.stored, batch.declared) == (2, 1, 1)
    assert any("Colour, Shade" in note for note in batch.notes)
    assert one(ledger, tmp_path / "b.csv", unknown).error is not None


def test_workbooks_are_read_sheet_by_sheet(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    book = xlsxwriter.Workbook(tmp_path / "book.csv", {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Links")
    sheet.write_row(0, 0, ["Some export"])
    sheet.write_row(2, 0, ["Referring page URL", "Target URL", "First seen", "External links", "Nofollow"])
    sheet.write_row(3, 0, ["https://a.test/", "https://site.test/", datetime(2026, 1, 2), 12, True])
    book.add_chartsheet("Chart")
    book.add_worksheet("Empty")
    book.close()
    (result,) = import_inputs([tmp_path / "book.csv"], ledger)
    assert stored(result).stored == 1
    (row,) = rows_of("link_seen")
    assert (row["first_seen"], row["external_links"], row["nofollow"]) == (datetime(2026, 1, 2), 12, True)


RECORD = {
    "url_from": "https://a.test/",
    "url_to": "https://site.test/",
    "anchor": "word",
    "first_seen": "2026-01-02T03:04:05Z",
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"backlinks": [RECORD]}),
        json.dumps([{"type": "text", "text": json.dumps({"backlinks": [RECORD]})}]),
        json.dumps({"backlinks": [RECORD]}) + "\n",
    ],
)
def test_json_answers_are_read(ledger: Ledger, tmp_path: Path, rows_of: RowsOf, text: str) -> None:
    stored(one(ledger, tmp_path / "a.csv", text))
    (row,) = rows_of("link_seen")
    assert (row["referring_page_url"], row["anchor"]) == ("https://a.test/", "word")


def test_json_lines_keep_what_is_good(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    lines = [json.dumps(RECORD), '{"broken": ', json.dumps(RECORD | {"url_from": "https://b.test/"})]
    batch = stored(one(ledger, tmp_path / "a.jsonl", "\n".join(lines), vendor="ahrefs"))
    assert (batch.read, batch.stored, batch.rejected) == (3, 2, 1)
    assert [row["line"] for row in rows_of("rejected")] == [2]


def test_a_failed_request_is_told(ledger: Ledger, tmp_path: Path) -> None:
    failed = {"status_code": 40101, "status_message": "Not authorised.", "tasks": None}
    result = one(ledger, tmp_path / "a.json", json.dumps(failed))
    assert result.error is not None
    assert "Not authorised" in result.error.what
    assert one(ledger, tmp_path / "b.json", '{"backlinks": [').error is not None
    assert one(ledger, tmp_path / "c.json", "{}").error is not None


def test_disavow_files_are_verdicts(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    text = (
        "# asked twice\n# no answer\ndomain:bad.test\n\nhttp://worse.test/page\n"
        "#next\ndomain: space.test\ndomain:*.gov\nwhat is this\n"
    )
    batch = stored(one(ledger, tmp_path / "list.csv", text))
    assert (batch.read, batch.stored, batch.declared, batch.rejected) == (8, 3, 3, 2)
    rows = rows_of("verdict_seen")
    assert [(row["subject_kind"], row["subject"]) for row in rows] == [
        ("domain", "bad.test"),
        ("url", "http://worse.test/page"),
        ("domain", "space.test"),
    ]
    assert rows[0]["reason"] == "asked twice no answer"
    assert {row["verdict"] for row in rows} == {"disavow"}
    assert [row["line"] for row in rows_of("rejected")] == [8, 9]


class Followed:
    """A progress that remembers, and interrupts when told to."""

    def __init__(self, interrupt: bool = False) -> None:
        self.started: list[tuple[str, int]] = []
        self.bytes = 0
        self.finished: list[ImportResult] = []
        self._interrupt = interrupt

    def start(self, file: str, size_bytes: int, /) -> None:
        self.started.append((file, size_bytes))

    def advance(self, size_bytes: int, /) -> None:
        self.bytes += size_bytes
        if self._interrupt:
            raise KeyboardInterrupt

    def finish(self, result: ImportResult, /) -> None:
        self.finished.append(result)


def test_progress_is_told(ledger: Ledger, tmp_path: Path) -> None:
    progress = Followed()
    text = semrush(2000)
    result = one(ledger, tmp_path / "a.csv", text, progress=progress, limits=replace(LIMITS, block_bytes=10_000))
    assert progress.started == [(str(tmp_path / "a.csv"), len(text))]
    assert 0.9 * len(text) < progress.bytes <= len(text)
    assert progress.finished == [result]


def test_an_interrupted_import_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        one(
            ledger,
            tmp_path / "a.csv",
            semrush(2000),
            progress=Followed(interrupt=True),
            limits=replace(LIMITS, block_bytes=10_000),
        )
    assert ledger.batches() == ()
    assert ledger.files("link_seen") == ()
    assert one(ledger, tmp_path / "a.csv", semrush(2000)).outcome == "stored"


def test_a_search_console_archive_is_read_file_by_file(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    files = {
        "Queries.csv": 'Top queries,Clicks,Impressions,CTR,Position\n"two\nlines",1,20,5%,3.5',
        "Pages.csv": "Top pages,Clicks,Impressions,CTR,Position\nhttps://site.test/,1,20,5%,3.5",
        "Filters.csv": "Filter,Value\nDate,Last 3 months",
    }
    with zipfile.ZipFile(tmp_path / "site-Performance-2026-05-09.zip", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    results = import_inputs([tmp_path], ledger)
    assert [result.outcome for result in results] == ["stored", "stored", "nothing to store"]
    assert [row["keyword"] for row in rows_of("rank_seen")] == ["two\nlines"]
    for result in results[:2]:
        batch = stored(result)
        assert "exported with: Date = Last 3 months" in batch.notes
        assert batch.observed_at == datetime(2026, 5, 9, tzinfo=UTC)


def test_an_endless_first_line_is_told(ledger: Ledger, tmp_path: Path) -> None:
    result = one(ledger, tmp_path / "a.csv", "x" * 2_000_000)
    assert result.error is not None
    assert "first line" in result.error.what


def test_columns_may_have_any_name(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    names = ["line", "c0", "row", 'say ""hi""', "select", "anchor", "Anchor", "is_usable", "e0", ";--"]
    header = ",".join(["Referring page URL", "Target URL", *(f'"{name}"' for name in names)])
    text = header + "\nhttps://a.test/,https://site.test/," + ",".join(f"v{at}" for at in range(len(names))) + "\n"
    stored(one(ledger, tmp_path / "a.csv", text))
    (row,) = rows_of("link_seen")
    assert row["anchor"] == "v5"
    assert isinstance(row["extra"], list)
    assert [value for _, value in row["extra"]] == ["v0", "v1", "v2", "v3", "v4", "v6", "v7", "v8", "v9"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(
        [b"", SEMRUSH.encode() + b"\n", b"Linking page\n", b"{", b"[{", b"PK\x03\x04", b"\x1f\x8b", b"# \n"]
    ),
    rest=st.binary(max_size=300) | st.text(st.sampled_from('a1,;\t"\r\n.:/#{}[]'), max_size=300).map(str.encode),
)
def test_nothing_a_file_may_hold_escapes(tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "any").write_bytes(start + rest)
    for result in import_inputs([folder / "any"], Ledger(folder / "ledger")):
        if result.batch is not None:
            stored(result)
        else:
            assert result.error is not None
            assert "fault of Linkwright" not in result.error.todo, result.error.what


def test_standard_input(ledger: Ledger) -> None:
    (result,) = import_inputs(["-"], ledger, stdin=io.BytesIO(semrush(2).encode()))
    assert stored(result).stored == 2


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 40), size=st.integers(200, 4000))
def test_parts_of_a_file_give_the_same_rows(tmp_path_factory: pytest.TempPathFactory, cut: int, size: int) -> None:
    lines = semrush(40).splitlines(keepends=True)
    folder = tmp_path_factory.mktemp("parts")
    limits = replace(LIMITS, block_bytes=size)
    (folder / "whole.csv").write_text("".join(lines), newline="")
    (folder / "1.csv").write_text("".join(lines[: cut + 1]), newline="")
    (folder / "2.csv").write_text(lines[0] + "".join(lines[cut + 1 :]), newline="")
    whole, parts = Ledger(folder / "whole"), Ledger(folder / "parts")
    import_inputs([folder / "whole.csv"], whole, limits=limits)
    import_inputs([folder / "1.csv", folder / "2.csv"], parts, limits=limits)
    assert _links(whole) == _links(parts)


def _links(ledger: Ledger) -> list[str]:
    own = ("row", "batch")
    rows = [row for file in ledger.files("link_seen") for row in pq.read_table(file).to_pylist()]
    return sorted(str({name: value for name, value in row.items() if name not in own}) for row in rows)
