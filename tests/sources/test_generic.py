"""Tables no vendor file knows: by the words of their header, by the shape of their cells."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from linkwright.ledger import Ledger
from linkwright.sources import ImportResult, import_inputs
from linkwright.sources.convert import _connection, distinct_texts
from linkwright.sources.generic import generic_layout
from linkwright.sources.plan import plan
from linkwright.sources.style import Style
from linkwright.sources.tables import Cells, column_names
from linkwright.vocabulary.site import Site
from tests.sources.conftest import Rows

SITE = Site(("site.test",))
RowsOf = Callable[[str], Rows]


def read(ledger: Ledger, path: Path, text: str, site: Site | None = None) -> ImportResult:
    path.write_text(text)
    (result,) = import_inputs([path], ledger, site=site)
    return result


@pytest.mark.parametrize(
    "header",
    [
        "Backlink source,Destination page,Anchor text,Date found",
        "Linking From,Linking To,Anchor,Created",
        "from url,to url,link text,discovered",
        "Donor page,Acceptor,Link anchor,First Indexed",
    ],
)
def test_words_many_tools_use(ledger: Ledger, tmp_path: Path, rows_of: RowsOf, header: str) -> None:
    lines = [f"https://e{number}.test/,https://site.test/,word,2026-01-0{number}" for number in (1, 2, 3)]
    result = read(ledger, tmp_path / "a.csv", "\n".join([header, *lines]))
    assert result.error is None
    rows = rows_of("link_seen")
    assert [row["referring_page_url"] for row in rows] == ["https://e1.test/", "https://e2.test/", "https://e3.test/"]
    assert {row["target_url"] for row in rows} == {"https://site.test/"}
    assert {row["anchor"] for row in rows} == {"word"}
    assert str(rows[0]["first_seen"]).startswith("2026-01-01")
    assert {row["source"] for row in rows} == {"generic"}


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html;x", "http:///"])
def test_rows_without_an_address_are_rejected_one_by_one(
    ledger: Ledger, tmp_path: Path, rows_of: RowsOf, bad: str
) -> None:
    sources = ["https://e1.test/", bad, "https://e2.test/"]
    text = "".join(f"{source},https://site.test/,word\n" for source in sources)
    result = read(ledger, tmp_path / "a.csv", "source_url,target_url,anchor\n" + text)
    assert result.batch is not None, result.error
    assert (result.batch.stored, result.batch.rejected) == (2, 1)
    assert [row["line"] for row in rows_of("rejected")] == [3]
    # Where only the shape speaks, so many cells that are no addresses say nothing.
    assert read(ledger, tmp_path / "b.csv", "Quelle,Ziel,Wort\n" + text).outcome == "not readable"


def test_very_wide_tables_are_read_up_to_a_bound(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    def wide(count: int) -> str:
        names = ["source_url", "target_url", *(f"n{at}" for at in range(count - 2))]
        return ",".join(names) + "\nhttps://e.test/,https://site.test/" + ",7" * (count - 2) + "\n"

    assert read(ledger, tmp_path / "a.csv", wide(100)).outcome == "stored"
    (row,) = rows_of("link_seen")
    assert isinstance(row["metrics"], list)
    assert len(row["metrics"]) == 98
    refused = read(ledger, tmp_path / "b.csv", wide(1_001))
    assert refused.error is not None
    assert "1,001 columns" in refused.error.what


def test_each_column_is_asked_about_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement over all columns for every column took a minute for a table of a thousand."""
    width, asked = 50, []
    header = ("source_url", *(f"n{at}" for at in range(width)))
    cells = ["https://e.test/", *("7" for _ in range(width))]
    table = pa.table({name: [cell] for name, cell in zip(column_names(width + 1), cells, strict=True)})
    block = Cells(table, pa.array([1]), pa.array([2]))
    layout = generic_layout(header, block, vendor="generic", site=None, mapping={})
    assert layout is not None
    conversion = plan(layout, header, Style(), batch="", observed_at=datetime.min)
    connection = _connection()

    class Listening:
        """An engine that notes how wide the tables are it is given."""

        def register(self, name: str, given: pa.Table) -> None:
            asked.append(given.num_columns)
            connection.register(name, given)

        def __getattr__(self, name: str) -> object:
            return getattr(connection, name)

    monkeypatch.setattr("linkwright.sources.convert._connection", Listening)
    assert [texts for _, texts in distinct_texts(conversion, block, 10)] == [["7"]] * width
    assert asked == [2] * width


@pytest.mark.parametrize("header", ["Ziel;Quelle;Zahl\n", ""])
def test_shape_tells_page_and_target(ledger: Ledger, tmp_path: Path, rows_of: RowsOf, header: str) -> None:
    lines = [f"https://site.test/{number};https://e{number}.test/;{number}\n" for number in (1, 2, 3)]
    assert read(ledger, tmp_path / "a.csv", header + "".join(lines), SITE).error is None
    rows = rows_of("link_seen")
    assert [row["referring_page_url"] for row in rows] == ["https://e1.test/", "https://e2.test/", "https://e3.test/"]
    assert rows[0]["target_url"] == "https://site.test/1"
    assert len(rows) == 3


def test_lists_in_an_unknown_language(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    others = "".join(f"https://e{number}.test/,2026-01-0{number}\n" for number in (1, 2, 3))
    own = "".join(f"https://site.test/{number},2026-01-0{number}\n" for number in (1, 2, 3))
    assert read(ledger, tmp_path / "a.csv", "リンク元ページ,前回のクロール\n" + others, SITE).outcome == "stored"
    assert [str(row["last_seen"])[:10] for row in rows_of("link_seen")] == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert read(ledger, tmp_path / "b.csv", "リンク元ページ,前回のクロール\n" + own, SITE).outcome == "nothing to store"


@pytest.mark.parametrize(
    ("header", "words", "flags"),
    [
        ("rel", ["nofollow ugc", "follow", ""], [True, False, None]),
        ("Link type", ["Nofollow", "DoFollow", "other"], [True, False, None]),
        ("Dofollow", ["no", "yes", ""], [True, False, None]),
        ("No Follow", ["1", "0", ""], [True, False, None]),
    ],
)
def test_follow_words(
    ledger: Ledger, tmp_path: Path, rows_of: RowsOf, header: str, words: list[str], flags: list[bool | None]
) -> None:
    lines = [f"https://e{at}.test/,https://site.test/,{word}\n" for at, word in enumerate(words)]
    read(ledger, tmp_path / "a.csv", f"Donor,Acceptor,{header}\n" + "".join(lines))
    assert [row["nofollow"] for row in rows_of("link_seen")] == flags


def test_numbers_are_kept_under_the_name_of_the_source(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    read(ledger, tmp_path / "a.csv", "Donor,Acceptor,Some Rank,Note\nhttps://e.test/,https://site.test/,3.5,hi\n")
    (row,) = rows_of("link_seen")
    assert row["metrics"] == [("generic.some_rank", 3.5)]
    assert row["extra"] == [("Note", "hi")]


def test_counts_by_domain_are_domain_facts(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    read(ledger, tmp_path / "a.csv", "Linking site,Links count,Backlinks\na.test,1,5\nb.test,1,7\n")
    assert [(row["referring_domain"], row["links"]) for row in rows_of("domain_seen")] == [("a.test", 5), ("b.test", 7)]
