"""The stored reading of every synthetic export: `golden/<name>.jsonl`, counts first, then one row a line.

Write them anew after a wanted change and read the difference: `python -m tests.sources.vendors.goldens`.
"""

import tempfile
from pathlib import Path

from .reading import read_export
from .synthetic import EXPORTS

FOLDER = Path(__file__).parent / "golden"
COMMAND = "python -m tests.sources.vendors.goldens"


def golden_file(name: str) -> Path:
    """Where the reading of one synthetic export is stored."""
    return FOLDER / f"{name}.jsonl"


def write_all() -> None:
    """Read every synthetic export and store what came out; readings of exports that are gone are removed."""
    FOLDER.mkdir(exist_ok=True)
    for stale in set(FOLDER.glob("*.jsonl")) - {golden_file(name) for name in EXPORTS}:
        stale.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for name, export in EXPORTS.items():
            golden_file(name).write_text(read_export(Path(folder) / name, export).golden(), "utf-8")


if __name__ == "__main__":
    write_all()
