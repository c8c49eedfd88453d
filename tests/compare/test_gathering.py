"""Each site of a comparison has the links that were made to it, whatever files say so and in whatever order."""

from pathlib import Path

import pyarrow.compute as pc
import pytest

from linkwright.compare.gathering import Sides, gather_sides
from linkwright.engine.duck import duck_engine
from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.ledger import Ledger
from linkwright.profile import build_profile
from linkwright.profile.scope import scope_of
from linkwright.sources import import_inputs
from linkwright.sources.competitors import import_competitors
from linkwright.vocabulary.site import Site

from .making import (
    OTHER,
    OWNER,
    RIVAL,
    backlinks,
    ledger_of,
    linking,
    links_to,
    names,
    referring_domains,
    sides_of,
)

OURS, THEIRS, OTHERS, SHARED = names("mine", 4), names("rival", 6), names("other", 3), names("both", 2)
GONE = names("gone", 2)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """Two websites link to us and to a rival, two no longer link to us, one link to us is in the rival's file."""
    guide = [(f"https://{OURS[0]}/more", "https://mine.example/guide")]
    lost = backlinks(links_to("mine.example", GONE), lost=True).replace("2025-11-02", "2025-06-02")
    return sides_of(
        tmp_path_factory.mktemp("pair"),
        {"mine.csv": backlinks([*links_to("mine.example", SHARED + OURS[1:]), *guide]), "lost.csv": lost},
        {(RIVAL, "r.csv"): backlinks([*links_to(RIVAL, SHARED + THEIRS), *links_to("mine.example", OURS[:1])])},
        Site(("mine.example",), competitors=("nowhere.example",)),
    )


def test_rows_that_name_a_target_go_by_it_whatever_the_file_is_about(pair: Sides) -> None:
    assert [linking(side.domains) for side in pair.sides] == [{*OURS, *SHARED}, {*THEIRS, *SHARED}]


def test_competitors_without_data_are_named(pair: Sides) -> None:
    assert pair.without_data == ("nowhere.example",)
    assert [side.site for side in pair.sides] == ["mine.example", RIVAL]


def test_what_is_lost_is_no_domain_and_its_life_has_an_end(pair: Sides) -> None:
    mine = pair.sides[0]
    ends = {row["referring_domain"]: row["lost_at"] for row in mine.lives.to_pylist()}
    assert {name for name, end in ends.items() if end} == set(GONE)
    months = mine.months.to_pylist()
    assert months[0]["new_domains"] == len(OURS + SHARED + GONE)
    assert [row["month"].month for row in months if row["lost_domains"]] == [6]
    assert sum(row["lost_domains"] for row in months) == len(GONE)


def test_quality_is_the_value_of_the_best_link_and_a_page_has_its_own(pair: Sides) -> None:
    mine = pair.sides[0]
    domain = next(row for row in mine.domains.to_pylist() if row["referring_domain"] == OURS[0])
    assert 0 < domain["quality_low"] <= domain["quality"] <= domain["quality_high"] <= 1
    pages = {
        row["target_key"]: row["quality"] for row in mine.page_domains.to_pylist() if row["referring_domain"] == OURS[0]
    }
    assert set(pages) == {"mine.example", "mine.example/guide"}
    assert max(pages.values()) == domain["quality"]


def test_the_same_websites_are_worth_the_same_to_either_side(pair: Sides) -> None:
    mine, theirs = (
        {row["referring_domain"]: row["quality"] for row in side.domains.to_pylist()} for side in pair.sides
    )
    assert [mine[name] for name in SHARED] == [theirs[name] for name in SHARED]


def test_files_that_name_no_target_count_for_the_site_they_are_about(tmp_path: Path) -> None:
    def pages(hosts: list[str]) -> str:
        return "\n".join(["Linking page,Last crawled", *(f"https://{host}/post,2025-11-02" for host in hosts)])

    sides = sides_of(
        tmp_path,
        {"mine.csv": referring_domains(OURS), "mine-pages.csv": pages(GONE)},
        {(RIVAL, "rival.csv"): referring_domains(THEIRS), (RIVAL, "rival-pages.csv"): pages(OTHERS)},
    )
    assert [linking(side.domains) for side in sides.sides] == [{*OURS, *GONE}, {*THEIRS, *OTHERS}]


def test_a_mixed_export_gives_each_site_its_own_links(tmp_path: Path) -> None:
    mixed = [
        *links_to("mine.example", OURS + SHARED),
        *links_to(RIVAL, THEIRS + SHARED),
        *links_to(f"shop.{OTHER}", OTHERS),
    ]
    owner = Site(("mine.example",), competitors=(RIVAL, OTHER))
    sides = sides_of(tmp_path, {"all.csv": backlinks(mixed)}, {}, owner)
    assert [side.site for side in sides.sides] == ["mine.example", RIVAL, OTHER]
    assert [side.own for side in sides.sides] == [True, False, False]
    assert [linking(side.domains) for side in sides.sides] == [
        {*OURS, *SHARED},
        {*THEIRS, *SHARED},
        set(OTHERS),
    ]
    assert sides.fairness.used == ("semrush backlinks",)


def test_the_order_of_imports_changes_nothing(tmp_path: Path) -> None:
    own = {"mine.csv": backlinks(links_to("mine.example", OURS)), "mine-d.csv": referring_domains(OURS)}
    rivals = {
        (RIVAL, "rival.csv"): backlinks(links_to(RIVAL, THEIRS)),
        (RIVAL, "rival-d.csv"): referring_domains(THEIRS),
    }
    found = []
    for first in ("own", "rivals"):
        folder = tmp_path / first
        folder.mkdir()
        found.append(sides_of(folder, own, rivals, first=first))
    for before, after in zip(found[0].sides, found[1].sides, strict=True):
        assert before.domains.equals(after.domains)
        assert before.page_domains.equals(after.page_domains)
        assert before.months.equals(after.months)
        assert before.lives.equals(after.lives)
    assert found[0].fairness == found[1].fairness


def test_folding_small_batches_keeps_what_they_are_about(tmp_path: Path) -> None:
    ledger = ledger_of(
        tmp_path, {"mine.csv": referring_domains(OURS)}, {(RIVAL, "rival.csv"): referring_domains(THEIRS)}
    )
    before = {batch.about for batch in ledger.batches()}
    assert ledger.tidy() == 2
    assert {batch.about for batch in Ledger(ledger.folder).batches()} == before == {"", RIVAL}


def test_one_file_is_about_one_site(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, {"mine.csv": referring_domains(OURS)}, {(RIVAL, "r.csv"): referring_domains(THEIRS)})
    again = import_competitors([(RIVAL, str(tmp_path / "r.csv"))], ledger, OWNER)
    assert [result.outcome for result in again] == ["already here"]
    for about in (OTHER, ""):
        (refused,) = (
            import_competitors([(about, str(tmp_path / "r.csv"))], ledger, OWNER)
            if about
            else import_inputs([tmp_path / "r.csv"], ledger, site=OWNER)
        )
        assert refused.batch is None
        assert refused.error
        assert f"the links of {RIVAL}" in refused.error.what
    assert len(ledger.batches()) == 2


def test_a_competitor_is_somebody_else(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    for named, words in (("https://www.mine.example/", "own site"), ("nobody", "not a domain")):
        with pytest.raises(ConfigError, match=words):
            import_competitors([(named, "nothing.csv")], ledger, OWNER)


def test_own_reports_show_nothing_of_a_rivals_files_but_that_they_are_there(tmp_path: Path) -> None:
    owner = Site(("mine.example",), competitors=(RIVAL,))
    ledger = ledger_of(
        tmp_path,
        {"mine.csv": backlinks(links_to("mine.example", OURS))},
        {(RIVAL, "r.csv"): backlinks(links_to(RIVAL, THEIRS)), (RIVAL, "d.csv"): referring_domains(names("far", 5))},
        owner,
    )
    with duck_engine("500MB") as engine:
        profile = build_profile(engine, ledger, owner, scope=scope_of(ledger.batches(), owner, owner))
        assert linking(profile.table("domains")) == set(OURS)
        assert profile.table("months").column("new_domains").to_pylist() == [len(OURS)]
        aside = {row["report"]: row["observations"] for row in profile.table("set_aside").to_pylist()}
        assert aside == {"backlinks": len(THEIRS), "referring-domains": 5}
        assert set(profile.table("other_links")["target_domain"].to_pylist()) == {RIVAL}
        assert set(profile.table("competitor_months")["competitor"].to_pylist()) == {RIVAL}
        mixes = profile.table("mixes")
        assert set(mixes.filter(pc.invert(mixes["own"]))["site"].to_pylist()) == {RIVAL}


@pytest.mark.parametrize(
    ("own", "rivals", "missing"),
    [
        ({"m.csv": backlinks(links_to("mine.example", OURS))}, {}, "nobody"),
        ({}, {(RIVAL, "r.csv"): backlinks(links_to(RIVAL, THEIRS))}, "mine.example"),
    ],
)
def test_nothing_to_compare_is_said(
    tmp_path: Path, own: dict[str, str], rivals: dict[tuple[str, str], str], missing: str
) -> None:
    with pytest.raises(UnreadableInputError, match=missing):
        sides_of(tmp_path, own, rivals)


def test_a_site_may_stand_alone_where_that_is_asked_for(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, {"m.csv": backlinks(links_to("mine.example", OURS))}, {})
    owner = Site(("mine.example",), competitors=("nowhere.example",))
    sides = gather_sides(ledger, owner, alone=True, memory="500MB")
    assert [linking(side.domains) for side in sides.sides] == [set(OURS)]
    assert sides.without_data == ("nowhere.example",)
