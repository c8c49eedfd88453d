"""A check of a workspace: one at a time, begun anew or gone on with."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.fetch.progress import Progress
from linkwright.ledger.faults import storage_errors
from linkwright.ledger.locks import take_lock
from linkwright.ledger.workspace import Workspace
from linkwright.verify.agenda import Agenda, Run
from linkwright.verify.choosing import Chosen
from linkwright.verify.running import Means, Tally, Watch, check

FOLDER = "verify"


@dataclass(frozen=True)
class Verification:
    """What a check came to.

    Attributes:
        run: its id, begin and scope.
        tally: links looked at in this session, by state.
        pages_left: pages that could not be looked at; `--resume` tries them again.
        rejected: lines of the list that are no addresses, in words.
    """

    run: Run
    tally: Tally
    pages_left: int
    rejected: tuple[str, ...] = ()


def run_check(
    workspace: Workspace,
    links: Callable[[], Chosen],
    scope: str,
    means: Means,
    *,
    resume: bool = False,
    watch: Watch | None = None,
) -> Verification:
    """Check the links of a workspace, or go on with the check that was interrupted.

    Args:
        workspace: whose ledger takes what is seen.
        links: gives the links of a new run.
        scope: which links these are, in words.
        means: politeness and tools.
        resume: go on with what is left of the run before.
        watch: told how far it is.

    Raises:
        ConfigError: there is nothing to resume, or another check is running.
        UnreadableInputError: there is no link to check.
        StorageError: something cannot be written.
    """
    folder = workspace.folder / FOLDER
    with _alone(folder), closing(Agenda(folder / "agenda.sqlite")) as agenda:
        if resume:
            run, rejected = _left(agenda), tuple[str, ...]()
        else:
            chosen = links()
            if not chosen.rows.num_rows:
                raise UnreadableInputError(f"There is nothing to check: no link is among {scope}.")
            run, rejected = agenda.begin(scope, chosen.pages(), chosen.links()), chosen.rejected
        tally = check(agenda, run, workspace.ledger, workspace.site, means, watch or _unwatched)
        return Verification(run, tally, agenda.pages_left, rejected)


def _left(agenda: Agenda) -> Run:
    run = agenda.run
    if run is None or not agenda.pages_left:
        raise ConfigError("There is no interrupted check to resume.", todo="Start one without --resume.")
    return run


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = take_lock(folder / "lock")
    if lock is None:
        raise ConfigError("Another check of this workspace is running.", todo="Wait for it, or stop it.")
    try:
        yield
    finally:
        os.close(lock)


def _unwatched(_doing: str, _progress: Progress, _tally: Tally) -> None:
    """Nobody looks on."""
