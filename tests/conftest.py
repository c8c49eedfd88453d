"""What every test may use, and how the whole suite runs."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SAMPLES_VARIABLE = "LINKWRIGHT_SAMPLES"
_CHECKOUT = Path(__file__).resolve().parents[1]
_LONGEST = "test_spark.py"

# A busy machine is no defect: no example is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, it would leave the other core idle at the end."""
    items.sort(key=lambda item: item.path.name != _LONGEST)


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


def pytest_configure() -> None:
    """Let programs under test be interrupted, also where a shell started this run in the background, deaf to Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
