"""What a waiting person sees on stderr: bars for imports longer than a second, words for the stages after them."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.status import Status

PATIENCE = 1.0  # seconds before a bar appears


class Waiting:
    """Follows one command. Implements `sources.Progress`; `stage` is for what comes after the import."""

    def __init__(self, console: Console) -> None:
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._status = Status("", console=console)
        self._began = time.monotonic()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pause()

    def start(self, file: str, size_bytes: int) -> None:
        """Begin a file. Size 0 means not known."""
        self._bars.add_task(file[-50:], total=size_bytes or None)

    def advance(self, size_bytes: int) -> None:
        """Say that so many more bytes were read."""
        if not self._shown and time.monotonic() - self._began > PATIENCE:
            self._bars.start()
            self._shown = True
        for task in self._bars.task_ids:
            self._bars.advance(task, size_bytes)

    def finish(self, _result: object) -> None:
        """End a file."""
        for task in self._bars.task_ids:
            self._bars.remove_task(task)

    def stage(self, words: str) -> None:
        """Say what is being worked on now."""
        self.pause()
        self._status.update(escape(words))
        self._status.start()

    def pause(self) -> None:
        """Clear the screen for what is to be read."""
        if self._shown:
            self._bars.stop()
            self._shown = False
        self._status.stop()
