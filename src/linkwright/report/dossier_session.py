"""From a workspace to a dossier on disk."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from linkwright.cleanup.dossier import make_dossier, require_unchanged
from linkwright.cleanup.opening import judged_workspace
from linkwright.cleanup.sealing import check, is_dossier
from linkwright.ledger.workspace import Workspace
from linkwright.report.dossier_files import Written, require_place, write_dossier
from linkwright.rubric.judged import Stage, silent


def dossier_of_workspace(
    folder: Path,
    out: Path,
    *,
    earlier: Path | None = None,
    attached: Sequence[Path] = (),
    made_at: datetime | None = None,
    stage: Stage = silent,
) -> Written:
    """Write everything a reconsideration request or an auditor needs: what was decided, asked, removed and disavowed.

    Args:
        folder: the workspace.
        out: a new folder, or an earlier dossier of this workspace, which the new one then goes on with and replaces.
        earlier: an earlier dossier elsewhere whose chain the new one goes on with.
        attached: files and folders to copy into it: letters, answers, contracts.
        made_at: the moment it is made; now without it.
        stage: told what is being worked on.

    Raises:
        ConfigError: the folder is no workspace, `out` holds something else, or the earlier dossier was altered.
        UnreadableInputError: there is nothing to show yet, or a file to attach is not there.
        StorageError: something cannot be read or written.
    """
    before = earlier or (out if is_dossier(out) else None)
    require_place(out, before)
    moment = (made_at or datetime.now(UTC)).replace(microsecond=0)
    workspace = Workspace.open(folder)
    checked = check(before) if before else None
    if checked:
        require_unchanged(checked, workspace.site)
    with judged_workspace(folder, stage=stage) as (profile, _):
        stage("Gathering what was done")
        gathered = make_dossier(profile.engine, workspace.site, workspace.ledger.batches(), moment, checked)
    stage("Writing the files")
    return write_dossier(gathered, out, workspace.folder / "evidence", attached, before)
