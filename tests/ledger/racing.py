"""A process among several that work on one ledger at once. Run by `test_races.py`.

`python -m tests.ledger.racing <role> <folder> <seed>`: `import` prints how many batches it was first with, `tidy` how
many folders it folded, `read` how often it looked.
"""

import random
import sys
from pathlib import Path

from linkwright.ledger import Ledger
from tests.ledger.making import batch_id, counted, promised, store

BATCHES = 30


def import_all(ledger: Ledger, seed: int) -> int:
    numbers = list(range(BATCHES))
    random.Random(seed).shuffle(numbers)  # noqa: S311 - a fixed seed is wanted
    return sum(store(ledger, batch_id(number)) for number in numbers)


def tidy_often(ledger: Ledger, _seed: int) -> int:
    """Until all batches are there."""
    folded = 0
    while len(promised(ledger)) < BATCHES:
        folded += ledger.tidy()
    return folded + ledger.tidy()


def read_often(ledger: Ledger, _seed: int) -> int:
    """Each look sees whole batches only, and never fewer than the look before."""
    looks, before = 0, 0
    while looks < 2 or before < BATCHES:
        # A fresh object each time: a long-living one would keep tidy from deleting anything.
        now = Ledger(ledger.folder)
        known, rows = promised(now), counted(now)
        assert all(count == 5 for count in rows.values()), rows
        assert before <= len(known) <= len(rows), (before, len(known), len(rows))
        looks, before = looks + 1, len(rows)
    return looks


if __name__ == "__main__":
    role = {"import": import_all, "tidy": tidy_often, "read": read_often}[sys.argv[1]]
    print(role(Ledger(Path(sys.argv[2])), int(sys.argv[3])))  # noqa: T201 - the answer to the test
