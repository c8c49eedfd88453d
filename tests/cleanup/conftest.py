"""The mini profiles of the signals' tests."""

from tests.signals.conftest import engine, mini

__all__ = ["engine", "mini"]
