"""Progress bars on stderr for work that takes longer than a second."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

PATIENCE = 1.0  # seconds before a bar appears


class ImportProgress:
    """Shows a bar per file once the import has run for a second. Implements `sources.Progress`."""

    def __init__(self, console: Console) -> None:
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._began = time.monotonic()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._bars.stop()

    def start(self, file: str, size_bytes: int) -> None:
        """Begin a file. Size 0 means not known."""
        for task in self._bars.task_ids:
            self._bars.remove_task(task)
        self._bars.add_task(file[-50:], total=size_bytes or None)

    def advance(self, size_bytes: int) -> None:
        """Say that so many more bytes were read."""
        if not self._shown and time.monotonic() - self._began > PATIENCE:
            self._bars.start()
            self._shown = True
        for task in self._bars.task_ids:
            self._bars.advance(task, size_bytes)

    def finish(self, result: object) -> None:
        """End a file."""
        for task in self._bars.task_ids:
            self._bars.remove_task(task)
