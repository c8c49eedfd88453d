"""links.csv and links.parquet: every link, in a fixed order, raw in one and harmless in the other."""

import csv
import hashlib
import re
from bisect import bisect_right
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkwright.engine.duck import duck_engine
from linkwright.profile.schema import LINKS
from linkwright.report import links_files
from linkwright.report.links_files import write_links
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


@pytest.mark.parametrize(("size", "cuts"), [(30, [f"{part * 256 // 10:02x}" for part in range(1, 10)]), (300, [])])
def test_parts_give_each_link_once_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch, size: int, cuts: list[str], tmp_path: Path
) -> None:
    """Links are cut by link id into even parts; a part is in the order of referring domain and link id."""
    monkeypatch.setattr(links_files, "PART_LINKS", size)
    links = [link(n, link_id=_even(n)) for n in range(200)]
    links += [link(n, link_id=_even(n), referring_domain="big.example") for n in range(300, 400)]
    expected = sorted(str(row["link_id"]) for row in links)
    contents = []
    for order in (links, links[::-1]):
        with duck_engine(threads=2) as engine:
            profile = mini_profile(engine, order)
            csv_file, parquet = tmp_path / "links.csv", tmp_path / "links.parquet"
            assert write_links(profile, csv_file, parquet) == 300
            rows = pq.read_table(parquet, columns=["link_id", "referring_domain"]).to_pylist()
            found = [(row["link_id"], row["referring_domain"]) for row in rows]
            assert found == sorted(found, key=lambda row: (bisect_right(cuts, row[0]), row[1], row[0]))
            assert sorted(identity for identity, _ in found) == expected
            contents.append((csv_file.read_bytes(), parquet.read_bytes()))
    assert contents[0] == contents[1]


def _even(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


def test_no_links_still_give_both_files(tmp_path: Path) -> None:
    with duck_engine() as engine:
        assert write_links(mini_profile(engine, []), tmp_path / "links.csv", tmp_path / "links.parquet") == 0
    assert pq.read_table(tmp_path / "links.parquet").num_rows == 0
    assert csv_rows(tmp_path / "links.csv") == []
