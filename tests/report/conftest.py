"""Reports every test may look at: an ordinary one, and one in which every outside text is hostile."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.report import Report, build_report, write_comparison, write_plan, write_report
from linkwright.report.dossier_session import dossier_of_workspace
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import OWN_CRAWL
from tests.cleanup.stories import planted
from tests.report.comparing import comparison, hostile_comparison
from tests.report.hostile import HOSTILE, hostile_checks, hostile_links, hostile_results
from tests.report.mini import (
    MADE_AT,
    OTHER_BATCH,
    MiniJudgement,
    MiniProfile,
    batch,
    check,
    imported,
    link,
    mini_profile,
    mini_results,
    network,
)
from tests.report.planning import hostile_plan, plan


@dataclass(frozen=True)
class Written:
    """A report, what it was made of, and the folder it was written to."""

    report: Report
    profile: MiniProfile
    folder: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Screens:
    """The files of a comparison, a plan and a dossier, and of ones made of hostile texts."""

    folder: Path
    hostile_folder: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def hostile_text(self, name: str) -> str:
        return (self.hostile_folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Screens:
    usual, hostile = tmp_path_factory.mktemp("screens"), tmp_path_factory.mktemp("hostile-screens")
    write_comparison(comparison(), usual)
    write_plan(plan(), usual, comparison().prospects)
    write_comparison(hostile_comparison(), hostile)
    write_plan(hostile_plan(), hostile, hostile_comparison().prospects)
    dossier_of_workspace(planted(tmp_path_factory.mktemp("cleanup")).folder, usual / "dossier", made_at=MADE_AT)
    texts = " ".join(sorted(HOSTILE, key=len))
    dossier_of_workspace(
        planted(tmp_path_factory.mktemp("hostile-cleanup"), text=texts).folder, hostile / "dossier", made_at=MADE_AT
    )
    return Screens(usual, hostile)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    links = [link(number) for number in range(900)] + network(120)
    batches = [batch(), batch("semrush.csv", OTHER_BATCH, source="semrush", title="Semrush backlink audit", notes=())]
    with duck_engine() as engine:
        profile = mini_profile(engine, links)
        report = build_report(
            profile,
            mini_results(links),
            MiniJudgement(),
            batches,
            [imported(one) for one in batches],
            rejected_files=(),
            made_at=MADE_AT,
        )
        folder = tmp_path_factory.mktemp("report")
        write_report(report, profile, MiniJudgement(), folder)
        yield Written(report, profile, folder)


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """A report on a workspace most of whose links we have looked at, with every outcome there is."""
    states = list(LinkState)
    links = [link(number) for number in range(300)] + network(20)
    checks = [check(row, states[place % len(states)]) for place, row in enumerate(links[:250])]
    runs = [
        batch(f"check of 2026-11-17 08:00 (all links), part {part}", f"check-20261117080000-{part - 1:04d}")
        for part in (1, 2, 3)
    ]
    own = [dataclasses.replace(each, source=OWN_CRAWL, title="Own check of links", notes=()) for each in runs]
    with duck_engine() as engine:
        profile = mini_profile(engine, links, checks=checks)
        report = build_report(
            profile, mini_results(links), MiniJudgement(), [batch(), *own], rejected_files=(), made_at=MADE_AT
        )
        folder = tmp_path_factory.mktemp("checked")
        write_report(report, profile, MiniJudgement(), folder)
        yield Written(report, profile, folder)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    links = hostile_links()
    with duck_engine() as engine:
        profile = mini_profile(engine, links, site="caldea.example", checks=hostile_checks(links))
        one = batch("=cmd|'!A0 <img src=x onerror=alert(1)>.csv", notes=("<script>alert(1)</script> sample",))
        report = build_report(
            profile, hostile_results(links), MiniJudgement(), [one], [imported(one)], rejected_files=(), made_at=MADE_AT
        )
        folder = tmp_path_factory.mktemp("hostile")
        write_report(report, profile, MiniJudgement(), folder)
        yield Written(report, profile, folder)
