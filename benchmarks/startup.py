"""`python -m benchmarks.startup`: how long a person waits for small things."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import print_table, talk

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
CALDEA = ("ahrefs-backlinks-1.csv", "semrush-refdomains-1.csv", "semrush-backlinkaudit-1.csv")
LINKWRIGHT = (sys.executable, "-m", "linkwright")
REPEATS = 5


def best_of(command: Sequence[str | Path], repeats: int) -> tuple[float, float]:
    """Run a command some times; return the best and the worst seconds.

    Raises:
        subprocess.CalledProcessError: when it fails.
    """
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(
            [str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        seconds.append(time.perf_counter() - start)
    return min(seconds), max(seconds)


def main(arguments: Sequence[str] | None = None) -> list[str]:
    """Measure and print the table; return what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--data", type=Path, default=SAMPLES, metavar="DIR", help=f"real exports; {SAMPLES}")
    parser.add_argument("--repeats", type=int, default=REPEATS, help=f"runs of each, the best counts; {REPEATS}")
    options = parser.parse_args(arguments)
    commands: dict[str, Sequence[str | Path]] = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "import linkwright": (sys.executable, "-c", "import linkwright"),
        "linkwright --help": (*LINKWRIGHT, "--help"),
    }
    files = [options.data / name for name in CALDEA]
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        talk(f"skipped the audit of real files: no {', '.join(missing)}; name their folder with --data")
    with tempfile.TemporaryDirectory(prefix="linkwright-benchmark-") as out:
        if not missing:
            audit = (*LINKWRIGHT, "audit", *files, "--site", "caldea.com", "--out", out)
            commands["linkwright audit of three caldea.com files"] = audit
        rows = []
        for name, command in commands.items():
            best, worst = best_of(command, options.repeats)
            rows.append((name, f"{best:.2f}", f"{worst:.2f}"))
    print_table("Start", ("command", "best s", "worst s"), rows)
    return list(commands)


if __name__ == "__main__":
    main()
