"""A check as it goes on, on stderr: how far it is, what it found, whom it waits for."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from linkwright.cli.progress import Waiting

if TYPE_CHECKING:
    from linkwright.fetch.progress import Progress
    from linkwright.verify.running import Tally

_REFRESH = 0.5  # seconds between two pictures; of a terminal only
_REPORT = 60.0  # seconds between two lines where nobody can see a picture
_WAITS = 3
_HOST_WIDTH = 40


class Watching:
    """Follows one check: words while it is prepared, a living picture while it runs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._waiting = Waiting(console)
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._shown = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.pause()
        self._live.stop()

    def stage(self, words: str) -> None:
        """Say what is being prepared."""
        self._waiting.stage(words)

    def crawl(self, doing: str, progress: "Progress", tally: "Tally") -> None:
        """Show how far the crawl is."""
        patience = _REFRESH if self._console.is_terminal else _REPORT
        if time.monotonic() - self._shown < patience:
            return
        self._shown = time.monotonic()
        if not self._console.is_terminal:
            self._console.print(_line(doing, progress), markup=False, soft_wrap=True)
            return
        self._waiting.pause()
        self._live.start()
        self._live.update(_picture(doing, progress, tally), refresh=True)


def _line(doing: str, progress: "Progress") -> str:
    left = "" if progress.seconds_left is None else f", about {_duration(progress.seconds_left)} left"
    return f"{doing}: {progress.done:,} of {progress.requested:,} pages{left}"


def _picture(doing: str, progress: "Progress", tally: "Tally") -> Group:
    states = ", ".join(f"{state} {count:,}" for state, count in tally.states.most_common())
    parts: list[Text | ProgressBar] = [
        Text(_line(doing, progress)),
        ProgressBar(total=max(progress.requested, 1), completed=progress.done, width=60),
    ]
    if states:
        parts.append(Text(f"Links so far: {states}"))
    if progress.waits:
        waits = ", ".join(f"{wait.host[:_HOST_WIDTH]} {_duration(wait.seconds)}" for wait in progress.waits[:_WAITS])
        parts.append(Text(f"Left in peace for now: {waits}", style="dim"))
    return Group(*parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
