"""A program that is killed while it works on a ledger, and looks at what is left. Run by `test_kills.py`.

`python -m tests.ledger.killing <work> <how> <folder>`: work is `import` or `tidy`, how is `steps` or `moments`. It
forks a child that works and dies by SIGKILL, then a second one that checks the ledger, again and again. This program
itself uses no threads and does not touch Parquet, which is what makes forking it safe; it prints how often a child was
killed.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from linkwright.ledger import Ledger
from tests.ledger.making import batch_id, batch_of, counted, fill, hidden, promised, store

KILLS = 12  # at random moments
MOST_TRIES = 10_000
ROWS = 50
LONGEST_LIFE = 0.04  # seconds; about as long as the work takes
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "fcntl.flock")


def import_some(ledger: Ledger, seed: int) -> None:
    """Import two batches; say durably which are in, after commit said so."""
    for number in range(2):
        identity = batch_id(seed * 2 + number)
        with ledger.writing(identity) as writer:
            fill(writer, identity, stored=ROWS)
            writer.commit(batch_of(identity, stored=ROWS))
        with (ledger.folder.parent / "acknowledged").open("a") as file:
            file.write(identity + "\n")


def tidy(ledger: Ledger, _seed: int) -> None:
    ledger.tidy()


def die_at(step: int) -> None:
    """Kill this process just before its n-th step that touches the file system."""
    left = [step]

    def count(event: str, _arguments: tuple[object, ...]) -> None:
        if event in STEPS:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def check(ledger: Ledger) -> None:
    """Whole batches only, each row once, none lost that was there."""
    acknowledged = set((ledger.folder.parent / "acknowledged").read_text().split())
    assert counted(ledger) == promised(ledger)
    assert acknowledged <= set(promised(ledger)), acknowledged - set(promised(ledger))


def forked(work: Callable[[], None]) -> int:
    """Start a child; returns its process id. It ends with 0, or with 1 and a traceback."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def finished(child: int) -> int:
    """Wait for a child. Returns 0, or minus the signal that ended it; another end is a failure of the test."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code > 0:
        sys.exit("the child failed")
    return code


def prepare(ledger: Ledger, work: str, seed: int) -> None:
    """Give a tidy-up something to fold: two more small batches."""
    if work == "tidy":
        import_some(ledger, seed)


def clean_up(ledger: Ledger) -> None:
    """The next run after a kill: it works, and removes what the dead left."""
    store(ledger, batch_id(10**9))
    ledger.tidy()
    assert hidden(ledger) == [], hidden(ledger)
    assert len(list(ledger.folder.glob("[!.]*"))) == 1, "everything is small, so all is one fold"


def main(work: str, how: str, folder: Path) -> None:
    (folder / "acknowledged").touch()
    ledger = Ledger(folder / "ledger")
    task = {"import": import_some, "tidy": tidy}[work]
    killed = 0
    for seed in range(MOST_TRIES):
        finished(forked(lambda seed=seed: prepare(ledger, work, seed)))  # type: ignore[misc]
        moment = random.Random(seed).uniform(0, LONGEST_LIFE)  # noqa: S311 - a fixed seed is wanted

        def live_and_die(seed: int = seed) -> None:
            if how == "steps":
                die_at(seed)
            task(ledger, seed)

        child = forked(live_and_die)
        if how == "moments":
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
        ended = finished(child)
        finished(forked(lambda: check(ledger)))
        killed += ended != 0
        # A quick machine is often done before its moment: it dies as often as a slow one, in more tries.
        if (killed == KILLS) if how == "moments" else (ended == 0):
            break
    finished(forked(lambda: clean_up(ledger)))
    finished(forked(lambda: check(ledger)))
    print(killed)  # noqa: T201 - the answer to the test


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
