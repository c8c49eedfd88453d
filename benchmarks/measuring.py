"""Stopwatch, memory and tables of the benchmarks. Standard library only: the parent process stays small.

Peak memory is `VmHWM` of Linux, set back before each stage; where there is no /proc the benchmarks do not run.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_ROOT = Path(__file__).parents[1]


@dataclass
class Stage:
    """One measured stage: seconds on the clock, processor seconds of all threads, peak memory in MB, rows."""

    name: str
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    rows: int = 0
    note: str = ""


@contextmanager
def stage(name: str) -> Iterator[Stage]:
    """Measure what happens inside; the block fills in `rows` and `note`."""
    _CLEAR.write_text("5")  # sets VmHWM back to the memory in use now
    measured = Stage(name)
    start, cpu = time.perf_counter(), time.process_time()
    yield measured
    measured.seconds = time.perf_counter() - start
    measured.cpu_seconds = time.process_time() - cpu
    measured.peak_mb = _peak_mb()
    talk(f"  {name}: {measured.seconds:.1f} s, {measured.peak_mb:,.0f} MB")


def _peak_mb() -> float:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def print_stages(stages: Iterable[Stage]) -> None:
    """Hand the stages of a child process to its parent, as JSON on stdout."""
    print(json.dumps([asdict(item) for item in stages]))


def run_child(*arguments: str | int | Path) -> list[Stage]:
    """Run `python -m benchmarks.child …` in a process of its own and return its stages.

    Raises:
        subprocess.CalledProcessError: when it fails; its stderr goes to ours.
    """
    command = [sys.executable, "-m", "benchmarks.child", *map(str, arguments)]
    done = subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [Stage(**item) for item in json.loads(done.stdout)]


@contextmanager
def data_folder(keep: Path | None) -> Iterator[Path]:
    """Give a folder for generated data: the one named, kept, or a temporary one."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="linkwright-benchmark-") as folder:
        yield Path(folder)


def talk(text: str) -> None:
    """Say on stderr what is going on; stdout is for the table."""
    print(text, file=sys.stderr, flush=True)


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table and the machine it was measured on."""
    print(f"\n### {title}\n")
    print(f"| {' | '.join(header)} |")
    print(f"|{'|'.join('---' if number == 0 else '---:' for number in range(len(header)))}|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(f"\n{machine()}")


def machine() -> str:
    """Return one line that says what the numbers were measured on."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("linkwright", "duckdb", "pyarrow"))
    return f"{cores} cores, {memory:.0f} GB, {system}, {libraries}"
