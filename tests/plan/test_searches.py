"""Rankings of any export become results pages: each page once, the newest, with Q measured or honestly estimated."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.engine.duck import duck_engine
from linkwright.ledger import Ledger
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.searches import PARTIAL, read_searches
from linkwright.rubric.priors import built_in_priors
from linkwright.sources import import_inputs
from linkwright.sources.competitors import import_competitors
from linkwright.vocabulary.site import Site

OWNER = Site(("mine.example",))
RIVAL = "rival.example"
PLAIN = "keyword,position,url,volume,referring_domains"


def side(site: str, pages: Mapping[str, Sequence[float]], *, own: bool = False) -> Side:
    """A side whose pages have links of these qualities, each from a domain of its own."""
    rows = [
        {
            "target_key": page,
            "target_page": f"https://{page}",
            "referring_domain": f"d{place}-{page}",
            "owner_group": f"d{place}-{page}",
            "quality": quality,
            "quality_low": quality / 2,
            "quality_high": min(quality * 2, 1),
        }
        for page, qualities in pages.items()
        for place, quality in enumerate(qualities)
    ]
    return Side(
        site,
        own,
        pa.Table.from_pylist(rows, schema=DOMAINS),
        pa.Table.from_pylist(rows, schema=PAGE_DOMAINS),
        MONTHS.empty_table(),
        LIVES.empty_table(),
    )


def read(
    folder: Path,
    files: Mapping[str, Sequence[str]],
    sides: Sequence[Side] = (),
    rivals: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, ResultsPage]:
    """Import files given as lines and read the results pages by phrase."""
    ledger = Ledger(folder / "ledger")
    for name, lines in {**files, **(rivals or {})}.items():
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    results = import_inputs([folder / name for name in files], ledger, site=OWNER)
    results += import_competitors([(RIVAL, str(folder / name)) for name in rivals or ()], ledger, OWNER)
    assert all(result.error is None for result in results), [result.error for result in results]
    with duck_engine("500MB") as engine:
        found = read_searches(engine, ledger, OWNER, sides, built_in_priors())
    return {page.keyword: page for page in found}


def result_of(page: ResultsPage, key: str) -> Result:
    (found,) = [result for result in page.results if result.page_key == key]
    return found


def serp(phrase: str, pages: Sequence[str], counts: Sequence[object] = ()) -> list[str]:
    """Lines of a plain table: these pages from the first place on."""
    told = [*counts, *[""] * (len(pages) - len(counts))]
    return [f"{phrase},{at},https://{page},100,{told[at - 1]}" for at, page in enumerate(pages, 1)]


def test_a_results_page_shows_all_sites_by_position(tmp_path: Path) -> None:
    pages = [f"site{at}.example/page" for at in range(1, 10)] + ["mine.example/page"]
    found = read(tmp_path, {"serp.csv": [PLAIN, *serp("Linen  Sheets", pages)]})["linen  sheets"]
    assert [result.page_key for result in found.results] == pages
    assert [result.position for result in found.results] == list(range(1, 11))
    assert [result.own for result in found.results] == [False] * 9 + [True]
    assert (found.depth, found.volume, found.sources) == (10, 100.0, ("linkwright rankings",))


def test_each_page_counts_once_and_the_newest_export_decides(tmp_path: Path) -> None:
    old = ["a.example", "b.example", "c.example", "mine.example/x"]
    new = ["b.example", "a.example", "mine.example/x", "b.example"]
    files = {"serp-2025-01-01.csv": [PLAIN, *serp("q", old)], "serp-2025-06-01.csv": [PLAIN, *serp("q", new)]}
    found = read(tmp_path, files)["q"]
    assert [(result.page_key, result.position) for result in found.results] == [
        ("b.example", 1),
        ("a.example", 2),
        ("mine.example/x", 3),
    ]
    assert found.day
    assert found.day.isoformat() == "2025-06-01"


def test_the_own_place_below_those_shown_comes_from_another_export(tmp_path: Path) -> None:
    shown = [f"site{at}.example" for at in range(1, 11)]
    own = ["Top queries,Top pages,Clicks,Impressions,CTR,Position", "q,https://mine.example/x,3,90,3%,23.4"]
    stranger = [PLAIN, "q,40,https://rival.example/z,100,"]
    found = read(tmp_path, {"serp.csv": [PLAIN, *serp("q", shown)], "gsc.csv": own}, rivals={"r.csv": stranger})["q"]
    assert found.depth == 10
    assert len(found.results) == 11, "others' places below those shown are of no use"
    assert result_of(found, "mine.example/x").position == 23.4


def test_rankings_of_several_sites_make_a_partial_page(tmp_path: Path) -> None:
    own = [PLAIN, "q,12,https://mine.example/x,100,", "ours alone,4,https://mine.example/y,,"]
    rival = [PLAIN, "q,3,https://rival.example/z,100,", "theirs alone,1,https://rival.example/z,,"]
    found = read(tmp_path, {"own.csv": own}, rivals={"rival.csv": rival})
    assert set(found) == {"q", "ours alone"}, "what only a rival ranks for is nobody's goal"
    assert [(result.site, result.position) for result in found["q"].results] == [(RIVAL, 3), ("mine.example", 12)]
    assert PARTIAL in found["q"].sources
    assert found["q"].depth == 12


def test_quality_is_measured_where_backlinks_are_known_and_counts_an_owner_once(tmp_path: Path) -> None:
    rival = side(RIVAL, {"rival.example/a": [0.6, 0.3]})
    twice = rival.page_domains.set_column(3, "owner_group", pa.array(["one", "one"]))
    rival = Side(rival.site, False, rival.domains, twice, rival.months, rival.lives)
    sides = [side("mine.example", {"mine.example/x": [0.5]}, own=True), rival]
    pages = ["rival.example/a", "rival.example/b", "stranger.example", "mine.example/x"]
    found = read(tmp_path, {"serp.csv": [PLAIN, *serp("q", pages)]}, sides)["q"]
    best = result_of(found, "rival.example/a")
    assert best.measured
    assert best.quality
    assert best.quality.middle == pytest.approx(0.6)
    assert best.quality.low < 0.6 < best.quality.high
    assert best.site_quality
    assert best.site_quality.middle == pytest.approx(0.9)
    bare = result_of(found, "rival.example/b")
    assert bare.measured
    assert bare.quality
    assert bare.quality.middle == 0.0
    unknown = result_of(found, "stranger.example")
    assert unknown.quality is None
    assert not unknown.measured
    assert unknown.site_quality is None


def test_without_measured_pages_a_count_is_worth_what_the_rubric_says(tmp_path: Path) -> None:
    prior = built_in_priors()["searches.quality_per_domain"]
    pages = ["a.example", "b.example", "c.example"]
    found = read(tmp_path, {"serp.csv": [PLAIN, *serp("q", pages, [40, 0])]})["q"]
    first, second, third = found.results
    assert first.quality
    assert not first.measured
    assert first.referring_domains == 40
    assert first.quality.middle == pytest.approx(40 * prior.value)
    assert first.quality.high / first.quality.low >= prior.high / prior.low
    assert second.quality
    assert second.quality.middle == 0.0
    assert second.quality.high > 0.0
    assert third.quality is None


def test_the_worth_of_a_count_is_learned_from_measured_pages(tmp_path: Path) -> None:
    truth = 0.4  # far above the prior
    pages = {f"rival.example/p{at}": [truth] * (at % 7 + 2) for at in range(60)}
    lines = [PLAIN]
    for at, (page, links) in enumerate(pages.items()):
        lines += serp(f"q{at}", [page, "a.example", "b.example"], [len(links), 10, ""])
    found = read(tmp_path, {"serp.csv": lines}, [side("mine.example", {}, own=True), side(RIVAL, pages)])
    estimated = found["q7"].results[1]
    assert estimated.quality
    assert not estimated.measured
    assert estimated.quality.middle == pytest.approx(10 * truth, rel=0.35)
    assert estimated.quality.low < 10 * truth < estimated.quality.high


def test_what_else_a_page_shows_is_told_in_the_vendors_words(tmp_path: Path) -> None:
    header = "Keyword,Position,URL,Search Volume,SERP Features by Keyword,Timestamp,Position Type"
    rows = [
        'q,2,https://mine.example/x,50,"People also ask, Video",2026-01-02,Organic',
        "q,1,https://mine.example/x,50,,2026-01-02,Image pack",
    ]
    found = read(tmp_path, {"positions.csv": [header, *rows]})["q"]
    assert [result.position for result in found.results] == [2], "a picture is no result"
    assert found.features == ("Image pack", "People also ask", "Video")


def test_no_rankings_no_results_pages(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == {}


def test_the_order_of_imports_changes_nothing(tmp_path: Path) -> None:
    one = [PLAIN, *serp("q", ["a.example", "b.example", "c.example", "mine.example"], [9, 8])]
    two = [PLAIN, *serp("q", ["b.example", "a.example", "d.example", "mine.example"], [7, 6])]
    found = []
    for place, files in enumerate(({"a.csv": one, "b.csv": two}, {"b.csv": two, "a.csv": one})):
        folder = tmp_path / str(place)
        folder.mkdir()
        read_now = read(
            folder, {f"2025-05-0{1 if name == 'a.csv' else 2}-{name}": lines for name, lines in files.items()}
        )
        found.append(read_now)
    assert found[0] == found[1]
    assert datetime(2025, 5, 2).date() == found[0]["q"].day
