"""Reports every test may look at: an ordinary one, and one in which every outside text is hostile."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.report import Report, build_report, write_report
from tests.report.hostile import hostile_links, hostile_results
from tests.report.mini import (
    MADE_AT,
    OTHER_BATCH,
    MiniJudgement,
    MiniProfile,
    batch,
    imported,
    link,
    mini_profile,
    mini_results,
    network,
)


@dataclass(frozen=True)
class Written:
    """A report, what it was made of, and the folder it was written to."""

    report: Report
    profile: MiniProfile
    folder: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


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
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    links = hostile_links()
    with duck_engine() as engine:
        profile = mini_profile(engine, links, site="caldea.example")
        one = batch("=cmd|'!A0 <img src=x onerror=alert(1)>.csv", notes=("<script>alert(1)</script> sample",))
        report = build_report(
            profile, hostile_results(links), MiniJudgement(), [one], [imported(one)], rejected_files=(), made_at=MADE_AT
        )
        folder = tmp_path_factory.mktemp("hostile")
        write_report(report, profile, MiniJudgement(), folder)
        yield Written(report, profile, folder)
