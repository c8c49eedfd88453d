"""The outside's files -> observations in the ledger. Describes what was seen and by whom; judges nothing."""

from linkwright.sources.importing import import_inputs, is_sample
from linkwright.sources.progress import ImportResult, Progress

__all__ = ["ImportResult", "Progress", "import_inputs", "is_sample"]
