"""What can be measured about backlinks. Signals measure; only the rubric judges."""

from linkwright.signals.catalogue import catalogue_markdown
from linkwright.signals.contract import Signal, because, signal
from linkwright.signals.registry import all_signals
from linkwright.signals.running import SignalResult, run_signals

__all__ = ["Signal", "SignalResult", "all_signals", "because", "catalogue_markdown", "run_signals", "signal"]
