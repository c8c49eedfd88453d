"""links.csv and links.parquet: every link, in a fixed order, raw in one and harmless in the other."""

import csv
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkwright.engine.duck import duck_engine
from linkwright.profile.schema import LINKS
from linkwright.report import links_files
from linkwright.report.links_files import link_parts, write_links
from tests.report.conftest import Written
from tests.report.hostile import FORMULA, HOSTILE, LONG
from tests.report.mini import link, mini_profile


def csv_rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1_000_000)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_both_files_hold_every_link_with_its_scores(written: Written) -> None:
    table = pq.read_table(written.folder / "links.parquet")
    rows = csv_rows(written.folder / "links.csv")
    assert table.num_rows == len(rows) == 1_020
    assert table.schema.names[: len(LINKS.columns)] == LINKS.schema.names
    assert {"value", "coverage", "points_authority", "tier"} <= set(table.schema.names)
    assert table.column("link_id").to_pylist() == [row["link_id"] for row in rows]
    assert "ahrefs backlinks; semrush refdomains" in {row["sources"] for row in rows}
    assert rows[0]["metrics"].startswith("ahrefs.domain_rating=")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[0]["first_seen"])


def test_hostile_texts_are_raw_in_parquet_and_harmless_in_csv(hostile: Written) -> None:
    anchors = set(pq.read_table(hostile.folder / "links.parquet").column("anchor").to_pylist())
    assert set(HOSTILE) <= anchors
    rows = csv_rows(hostile.folder / "links.csv")
    assert len(rows) == len(HOSTILE) + 3
    for row in rows:
        assert not any(value[:1] in "=+-@\t\r＝＋－＠" for value in row.values() if value)
        assert "\x00" not in "".join(row.values())
    shown = {row["anchor"] for row in rows}
    assert {"'" + FORMULA, LONG, "<script>alert(1)</script>"} <= shown


@pytest.mark.parametrize("size", [7, 100_000])
def test_parts_give_each_link_once_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch, size: int, tmp_path: Path
) -> None:
    monkeypatch.setattr(links_files, "PART_LINKS", size)
    links = [link(number) for number in range(200)] + [link(n, referring_domain="big.example") for n in range(300, 400)]
    contents = []
    for order in (links, links[::-1]):
        with duck_engine(threads=2) as engine:
            profile = mini_profile(engine, order)
            ids = [identity for part in link_parts(profile) for identity in part.column("link_id").to_pylist()]
            assert sorted(ids) == sorted(str(row["link_id"]) for row in links)
            csv_file, parquet = tmp_path / "links.csv", tmp_path / "links.parquet"
            assert write_links(profile, csv_file, parquet) == 300
            contents.append((csv_file.read_bytes(), parquet.read_bytes()))
    assert contents[0] == contents[1]


def test_no_links_still_give_both_files(tmp_path: Path) -> None:
    with duck_engine() as engine:
        assert write_links(mini_profile(engine, []), tmp_path / "links.csv", tmp_path / "links.parquet") == 0
    assert pq.read_table(tmp_path / "links.parquet").num_rows == 0
    assert csv_rows(tmp_path / "links.csv") == []
