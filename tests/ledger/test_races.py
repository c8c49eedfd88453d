"""Several processes at once: no lock to wait for, nothing twice, nothing lost."""

import subprocess
import sys
from pathlib import Path

from linkwright.ledger import Ledger
from tests.ledger.making import batch_id, counted, hidden, store
from tests.ledger.racing import BATCHES

CHECKOUT = Path(__file__).resolve().parents[2]
ALL = {batch_id(number): 5 for number in range(BATCHES)}


def race(folder: Path, *roles: str) -> list[int]:
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.racing", role, str(folder), str(seed)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed, role in enumerate(roles)
    ]
    answers = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(roles), answers
    return [int(answer) for answer, _ in answers]


def test_the_same_imports_at_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    first = race(ledger.folder, "import", "import", "import")
    assert sum(first) == BATCHES
    assert counted(ledger) == ALL
    assert hidden(ledger) == []


def test_imports_tidies_and_readers_at_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    _, *folded, looks = race(ledger.folder, "import", "tidy", "tidy", "read")
    assert sum(folded) >= 2
    assert looks >= 2
    assert counted(ledger) == ALL
    Ledger(ledger.folder).tidy()
    assert counted(ledger) == ALL
    assert hidden(ledger) == []


def test_a_living_writer_keeps_its_draft(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with ledger.writing(batch_id(0)):
        drafts = hidden(ledger)
        assert len(drafts) == 2  # the folder and its lock
        race(ledger.folder, "import")
        assert hidden(ledger) == drafts
    assert hidden(ledger) == []
    assert not store(ledger, batch_id(0))
