from pathlib import Path

import pytest

from .goldens import COMMAND, FOLDER, golden_file
from .reading import read_export
from .synthetic import EXPORTS


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_as_its_report_and_gives_the_stored_rows(name: str, tmp_path: Path) -> None:
    export = EXPORTS[name]
    reading = read_export(tmp_path, export)
    assert (reading.batch.source, reading.batch.report.split(" + ")[0]) == (export.vendor, export.report)
    assert reading.batch.read == reading.batch.stored + reading.batch.rejected + reading.batch.declared
    stored = golden_file(name).read_text("utf-8") if golden_file(name).exists() else ""
    assert reading.golden() == stored, f"If the change is wanted, run: {COMMAND}  (and read the difference)"


def test_no_stored_reading_is_left_behind() -> None:
    assert {file.stem for file in FOLDER.glob("*.jsonl")} == set(EXPORTS), f"run: {COMMAND}"
