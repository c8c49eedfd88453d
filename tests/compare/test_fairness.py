"""Only sources that cover every site are compared; where none does, or one is cut off or old, it is said."""

from datetime import datetime
from pathlib import Path

from linkwright.compare.fairness import Covered, weigh

from .making import RIVAL, backlinks, linking, links_to, names, referring_domains, sides_of

OURS, THEIRS, MORE = names("mine", 3), names("rival", 3), names("more", 3)
DAY = datetime(2025, 11, 2)


def _has(rows: int = 10, latest: datetime = DAY, samples: tuple[str, ...] = ()) -> Covered:
    return Covered(rows, latest, samples)


def test_a_source_that_saw_only_one_site_is_left_out(tmp_path: Path) -> None:
    sides = sides_of(
        tmp_path,
        {"mine.csv": backlinks(links_to("mine.example", OURS)), "more.csv": referring_domains(MORE)},
        {(RIVAL, "r.csv"): backlinks(links_to(RIVAL, THEIRS))},
    )
    assert sides.fairness.fair
    assert sides.fairness.used == ("semrush backlinks",)
    assert sides.fairness.left_out == (("semrush referring-domains", (RIVAL,)),)
    assert linking(sides.sides[0].domains) == set(OURS), "what only one side was asked for does not count"
    assert any(RIVAL in words and "left out" in words for words in sides.fairness.words)


def test_without_a_common_source_everybody_shows_all_and_it_is_said(tmp_path: Path) -> None:
    sides = sides_of(
        tmp_path,
        {"mine.csv": backlinks(links_to("mine.example", OURS))},
        {(RIVAL, "r.csv"): referring_domains(THEIRS)},
    )
    assert not sides.fairness.fair
    assert sides.fairness.used == ()
    assert [linking(side.domains) for side in sides.sides] == [set(OURS), set(THEIRS)]
    assert "No source covers all of mine.example and rival.example" in sides.fairness.words[0]


def test_three_sites_need_a_source_of_all_three() -> None:
    seen = {("a links", "x"): _has(), ("a links", "y"): _has(), ("b links", "y"): _has(), ("b links", "z"): _has()}
    fairness = weigh(seen, ("x", "y", "z"))
    assert not fairness.fair
    assert fairness.left_out == (("a links", ("z",)), ("b links", ("x",)))


def test_a_file_cut_off_at_the_vendors_limit_is_said() -> None:
    seen = {("a links", "x"): _has(), ("a links", "y"): _has(50_000, samples=("y.csv",))}
    words = weigh(seen, ("x", "y")).words
    assert any("a links of y is cut off" in each and "y.csv" in each for each in words)
    assert not any("a links of x is cut off" in each for each in words)


def test_exports_of_different_seasons_are_said() -> None:
    seen = {("a links", "x"): _has(), ("a links", "y"): _has(latest=datetime(2025, 3, 1))}
    assert any("2025-03-01" in each for each in weigh(seen, ("x", "y")).words)
    near = {("a links", "x"): _has(), ("a links", "y"): _has(latest=datetime(2025, 10, 20))}
    assert not any("2025-10-20" in each for each in weigh(near, ("x", "y")).words)


def test_files_of_no_known_vendor_may_be_of_two() -> None:
    seen = {("generic by-header", "x"): _has(), ("generic by-header", "y"): _has()}
    assert any("no known vendor" in each for each in weigh(seen, ("x", "y")).words)
