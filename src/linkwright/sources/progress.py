"""What an importer tells while it works, and what came of each file."""

from dataclasses import dataclass
from typing import Literal, Protocol

from linkwright.errors import LinkwrightError
from linkwright.ledger import Batch

Outcome = Literal["stored", "already here", "nothing to store", "not readable"]


@dataclass(frozen=True)
class ImportResult:
    """What came of one file.

    Attributes:
        file: the path, or `archive.zip:member.csv`.
        batch: what is known about it; None when it could not be read.
        outcome: `nothing to store` means recognised, counted and left out.
        error: why it could not be read.
    """

    file: str
    batch: Batch | None
    outcome: Outcome
    error: LinkwrightError | None = None


class Progress(Protocol):
    """Follows an import. All calls come from the thread that imports."""

    def start(self, file: str, size_bytes: int, /) -> None:
        """A file begins."""

    def advance(self, size_bytes: int, /) -> None:
        """So many more bytes of it are done."""

    def finish(self, result: ImportResult, /) -> None:
        """The file is done, one way or the other."""


class Silence:
    """Progress that nobody follows."""

    def start(self, file: str, size_bytes: int, /) -> None:
        """See `Progress`."""

    def advance(self, size_bytes: int, /) -> None:
        """See `Progress`."""

    def finish(self, result: ImportResult, /) -> None:
        """See `Progress`."""
