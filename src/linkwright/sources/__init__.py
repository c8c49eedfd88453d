"""The outside's files -> observations in the ledger. Describes what was seen and by whom; judges nothing."""

from linkwright.sources.importing import import_inputs
from linkwright.sources.progress import ImportResult, Progress

__all__ = ["ImportResult", "Progress", "import_inputs"]
