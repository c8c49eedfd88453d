import multiprocessing
from pathlib import Path

import pyarrow.compute as pc

from linkwright.ledger import Ledger
from linkwright.plan.promises import Measure, keep_plan, kept_plans, of_plan, versions
from linkwright.vocabulary.numbers import Interval

from .promised import later, plan


def test_plans_stand_beside_each_other_in_the_order_they_were_made(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    first = plan()
    assert keep_plan(ledger, later(first), "1")
    before = kept_plans(ledger).to_pylist()
    assert keep_plan(ledger, first, "1")
    kept = kept_plans(ledger)
    ids = versions(kept)
    assert len(ids) == 2
    assert of_plan(kept, ids[1]).to_pylist() == before  # what was kept stays as it was
    assert of_plan(kept, ids[0])["made_at"][0].as_py() < of_plan(kept, ids[1])["made_at"][0].as_py()


def test_keeping_the_same_plan_again_changes_nothing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    assert keep_plan(ledger, plan(), "1")
    assert not keep_plan(ledger, plan(), "1")
    assert len(versions(kept_plans(ledger))) == 1


def test_promised_links_grow_month_by_month_to_the_whole(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    keep_plan(ledger, plan(links=120, months=12), "1")
    kept = kept_plans(ledger)
    links = kept.filter(pc.equal(kept["measure"], str(Measure.LINKS))).sort_by("day")
    assert links["middle"].to_pylist() == [10.0 * month for month in range(1, 13)]
    assert links["low"][-1].as_py() == 72
    assert links["high"][-1].as_py() == 180
    assert [day.month for day in links["day"].to_pylist()] == list(range(1, 13))


def test_tidying_the_ledger_keeps_plans_apart(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    first = plan(usual=Interval(1, 2, 4))
    keep_plan(ledger, first, "1")
    keep_plan(ledger, later(first), "1")
    before = kept_plans(ledger).to_pylist()
    ledger.tidy()
    assert kept_plans(Ledger(tmp_path / "ledger")).to_pylist() == before


def _keep(folder: str, links: int) -> None:
    keep_plan(Ledger(Path(folder)), plan(links=links), "1")


def test_two_people_planning_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_keep, args=(str(tmp_path / "ledger"), links)) for links in (12, 24)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(versions(kept_plans(Ledger(tmp_path / "ledger")))) == 2
