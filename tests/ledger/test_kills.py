"""SIGKILL before every single step, and at random moments: the ledger holds whole batches only and loses none."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("work", "how", "at_least"),
    [("import", "steps", 20), ("tidy", "steps", 20), ("import", "moments", 12), ("tidy", "moments", 12)],
)
def test_killed(work: str, how: str, at_least: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.ledger.killing", work, how, str(tmp_path)]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= at_least
