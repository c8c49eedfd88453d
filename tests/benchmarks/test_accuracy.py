"""The accuracy benchmarks run, small, and keep the floors that hold even then."""

import lzma
from pathlib import Path

import numpy as np
import pytest
from benchmarks.bars import __main__ as bars
from benchmarks.bars import anchors, innocence, scores, texts, velocity
from benchmarks.floors import Floor, broken, floors
from benchmarks.plans import allocation
from benchmarks.real import real_profile
from benchmarks.worlds.schemes import SCHEMES

from benchmarks import detection, lists

SURE = ("exact-anchor campaign", "sitewide footers")  # found in small profiles as well


def test_detection_finds_what_is_plain_and_calls_nobody_suspect_in_clean_profiles(
    capsys: pytest.CaptureFixture[str],
) -> None:
    chosen = [part for name in SURE for part in ("--scheme", name)]
    measured = detection.main(["--worlds", "2", "--size", "small", "--workers", "1", *chosen])
    assert {name: measured[name]["found"] for name in SURE} == dict.fromkeys(SURE, 1.0)
    assert measured["clean"]["suspect per 1000"] == 0
    assert all(measured[name]["others suspect per 1000"] == 0 for name in SURE)
    assert "| exact-anchor campaign | 2 of 2 |" in capsys.readouterr().out


def test_every_floor_is_about_something_that_is_measured() -> None:
    assert set(floors("detection")) <= {*SCHEMES, "clean"}
    assert set(floors("bars")) <= {str(number) for number in range(1, 26)}


def test_a_number_below_its_floor_is_named() -> None:
    subject, limits = next(iter(floors("detection").items()))
    what, floor = next(iter(limits.items()))
    worse = floor.at_least - 1 if floor.at_least is not None else (floor.at_most or 0) + 1
    assert what in broken("detection", {subject: {what: worse}})[0]
    assert Floor("x", at_most=2).holds(2)
    assert not Floor("x", at_least=2).holds(1.9)


def test_explanations_and_monotony_hold_in_a_small_profile() -> None:
    found = scores.of_one_profile(3, "small", explained=10)
    assert len(found) == 5
    assert [each.what for each in found if each.aim is None or not each.aim.holds(each.measured or 0)] == []


def test_ordinary_traits_alone_make_nobody_suspect() -> None:
    assert [reading.measured for reading in innocence.readings(fixtures=4)] == [0.0] * len(innocence.TRAITS)


def test_links_are_shared_out_as_well_as_by_trying_everything() -> None:
    found = {reading.what: reading for reading in allocation.shared_out(10)}
    short = found["largest shortfall against trying everything"]
    assert short.measured is not None
    assert short.measured <= 0.02
    assert found["steps at which one more link brought fewer clicks"].measured == 0


def test_own_clicks_are_nearer_to_the_truth_than_published_ones() -> None:
    inside, left = allocation.own_curves(4, worlds=("as assumed",), sizes=(200,))
    assert (inside.measured or 0) >= 0.6
    assert (left.measured or 1) <= 0.6


def test_edited_copies_of_page_texts_are_found() -> None:
    found, right, _ = texts.readings(5, pages=300, templates=20)
    assert (found.measured or 0) >= 0.95
    assert right.measured == 1


def test_velocity_hears_a_sixfold_month_and_not_a_steady_year() -> None:
    steady = np.array([20.0, 22, 18, 21, 19, 20] * 6)
    assert velocity.alarmed(steady) == []
    steady[velocity.BURST_AT] *= 6
    assert velocity.alarmed(steady) == [velocity.BURST_AT]


def test_real_data_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert real_profile(tmp_path) is None
    assert lists.main(["--data", str(tmp_path)]) == []
    assert capsys.readouterr().err.count("skipped") == 2


def test_a_fixed_share_of_exact_anchors_flags_natural_profiles() -> None:
    found = {reading.what: reading.measured for reading in anchors.readings(40, None)}
    assert all((share or 0) > 0.1 for what, share in found.items() if what.startswith("rule of thumb"))


def test_names_alone_make_nobody_suspect(tmp_path: Path) -> None:
    (tmp_path / "spam_lists").mkdir()
    (tmp_path / "site_categories").mkdir()
    (tmp_path / "spam_lists" / "one.txt").write_text("cheap-pills-now.example\nfree-casino.example\n")
    (tmp_path / "spam_lists" / "two.txt").write_text("free-casino.example\nbest-seo-links.example\n")
    with lzma.open(tmp_path / "site_categories" / "domains.tsv.xz", "wt") as file:
        file.write("category\tdomain\npress\tdaily.example\nbank\tsavings.example\ngames\tplay.example\n")
    told = lists.main(["--data", str(tmp_path)])
    assert [(each.evidence, each.size, each.spam, each.ordinary) for each in told] == [
        ("none", 0, 3, 2),
        ("one", 2, 2, 2),
        ("two", 2, 2, 2),
        ("all", 3, 3, 2),
    ]
    assert sum(each.spam_suspect + each.ordinary_suspect for each in told) == 0


def test_bars_prints_what_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = bars.main(["--only", "anchors", "--repeats", "2", "--data", str(tmp_path)])
    assert found
    out = capsys.readouterr().out
    assert "| 12 |" in out
    assert "not measured" in out
