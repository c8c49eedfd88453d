"""Tables no vendor file knows: by the words of their header, by the shape of their cells."""

from collections.abc import Callable
from pathlib import Path

import pytest

from linkwright.ledger import Ledger
from linkwright.sources import ImportResult, import_inputs
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
