"""A review of a workspace: gathered from what it holds, and its decisions recorded."""

from datetime import UTC, datetime

from linkwright.cleanup.review import gather_review
from linkwright.cleanup.review_model import Review
from linkwright.cleanup.review_reading import Returned
from linkwright.cleanup.review_recording import Recorded, record_returned
from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.engine.opening import EMBEDDED, open_engine
from linkwright.ledger.workspace import Workspace
from linkwright.profile import build_profile
from linkwright.profile.scope import scope_of
from linkwright.rubric.judged import Stage, judged


def review_workspace(workspace: Workspace, stage: Stage) -> Review:
    """Judge what a workspace holds and gather what needs a human eye."""
    with judged(
        workspace.ledger,
        workspace.site,
        rubric_file=workspace.rubric_file,
        signals_folder=workspace.signals_folder,
        stage=stage,
    ) as (profile, results, judgement):
        stage("Gathering what needs a human eye")
        return gather_review(profile, judgement, results, workspace.ledger.batches(), datetime.now(UTC).date())


def record_in_workspace(workspace: Workspace, returned: Returned, who: str, stage: Stage) -> Recorded:
    """Record decisions by the profile of today: that needs no judgement.

    Raises:
        StorageError: the ledger cannot be written.
    """
    ledger, site = workspace.ledger, workspace.site
    with open_engine(EMBEDDED, DEFAULT_MEMORY) as engine:
        stage("Merging what the sources say")
        build_profile(engine, ledger, site, scope=scope_of(ledger.batches(), site, site))
        stage("Recording decisions")
        return record_returned(engine, ledger, returned, who, datetime.now(UTC))
