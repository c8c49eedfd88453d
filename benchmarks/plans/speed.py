"""How long a whole plan takes: 200 pages, 10,000 draws."""

import time
from pathlib import Path

from benchmarks.bars.reading import Reading, at_most
from benchmarks.plans.worlds import market
from linkwright.plan.chance import Chance
from linkwright.plan.making import make_plan
from linkwright.plan.model import Request

PAGES, DRAWS = 200, 10_000
SEED = 5


def measure(small: bool, _data: Path) -> list[Reading]:
    """Make a plan for many pages; reading the files is not in it."""
    pages = PAGES // 20 if small else PAGES
    evidence = market(pages, SEED)
    clock, cpu = time.perf_counter(), time.process_time()
    made = make_plan(evidence, Request(confidence=0.5, budget=100_000.0), Chance(draws=DRAWS))
    seconds, cpu = time.perf_counter() - clock, time.process_time() - cpu
    note = f"{pages} pages, {DRAWS:,} draws, {len(made.shares)} pages shared over"
    return [
        at_most("speed", "a whole plan, seconds", 30, seconds, note),
        at_most("speed", "a whole plan, processor seconds of two cores", 60, cpu, note),
    ]
