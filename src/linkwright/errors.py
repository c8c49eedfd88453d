"""Every error a user can meet: what happened, where, what to do. One function in `cli/` prints them."""

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """How the command ended, for scripts. The table in docs/ is printed from here."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    NO_INPUT = 3
    NETWORK = 4
    INTERRUPTED = 130


EXIT_MEANINGS = {
    ExitCode.OK: "Done.",
    ExitCode.FINDINGS: "Done, and there are findings at or above `--fail-on`.",
    ExitCode.USAGE: "The command or the configuration is wrong; nothing was changed.",
    ExitCode.NO_INPUT: "No file could be used.",
    ExitCode.NETWORK: "The network or another service failed.",
    ExitCode.INTERRUPTED: "Interrupted; whole batches are kept, the rest is not.",
}


@dataclass(frozen=True)
class Place:
    """Where something went wrong in a file. Line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(part) for part in (self.line, self.column) if part is not None)]
        return ":".join(parts)


class LinkwrightError(Exception):
    """Base of all errors meant for a person.

    Args:
        what: one sentence: what happened.
        todo: what to do about it.
        where: the place in a file, if there is one.
        available: what could have been named instead (reports, commands, domains).
    """

    exit_code = ExitCode.USAGE

    def __init__(
        self, what: str, *, todo: str = "", where: Place | None = None, available: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
        self.where = where
        self.available = available


class ConfigError(LinkwrightError):
    """The configuration or the call is wrong."""


class UnreadableInputError(LinkwrightError):
    """A file cannot be used at all."""

    exit_code = ExitCode.NO_INPUT


class StorageError(LinkwrightError):
    """The workspace cannot be written or read: disk full, no permission, damaged batch."""
