"""What every test may use: the folder of real export samples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SAMPLES_VARIABLE = "LINKWRIGHT_SAMPLES"
_CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real export samples; the test is skipped where there is none.

    The samples belong to their owners and are not part of the project. Point `LINKWRIGHT_SAMPLES` at a folder of
    them, or put it at `../shared/samples` next to the checkout.
    """
    named = os.environ.get(SAMPLES_VARIABLE)
    folder = Path(named) if named else _CHECKOUT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip(f"no folder of real export samples at {folder}; set {SAMPLES_VARIABLE} to the folder that has them")
    return folder
