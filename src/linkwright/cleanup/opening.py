"""A workspace opened for decisions: its profile, and its judgement where that is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.engine.opening import EMBEDDED, open_engine
from linkwright.ledger.workspace import Workspace
from linkwright.profile import Profile, build_profile
from linkwright.profile.scope import scope_of
from linkwright.rubric import Judgement
from linkwright.rubric.judged import Stage, judged, silent


@contextmanager
def judged_workspace(folder: Path, *, stage: Stage = silent) -> Iterator[tuple[Profile, Judgement]]:
    """Derive and judge what a workspace holds. Valid inside the `with` only. Raises as `Workspace.with_data`."""
    workspace = Workspace.with_data(folder)
    with judged(
        workspace.ledger,
        workspace.site,
        rubric_file=workspace.rubric_file,
        signals_folder=workspace.signals_folder,
        stage=stage,
    ) as (profile, _, judgement):
        yield profile, judgement


@contextmanager
def profile_workspace(folder: Path, *, stage: Stage = silent) -> Iterator[tuple[Workspace, Profile]]:
    """Derive the profile of a workspace, unjudged. Valid inside the `with` only. Raises as `Workspace.with_data`."""
    workspace = Workspace.with_data(folder)
    with open_engine(EMBEDDED, DEFAULT_MEMORY) as engine:
        stage("Merging what the sources say")
        ledger, site = workspace.ledger, workspace.site
        yield workspace, build_profile(engine, ledger, site, scope=scope_of(ledger.batches(), site, site))
