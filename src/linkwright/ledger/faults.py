"""What the ledger says when the disk, the permissions or a stored folder are not as they should be."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linkwright.errors import Place, StorageError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def storage_errors(folder: Path, doing: str = "written") -> Iterator[None]:
    """Turn errors of the operating system into `StorageError`.

    Args:
        folder: what to name in the message.
        doing: "written" or "read".
    """
    try:
        yield
    except OSError as error:
        raise _explained(error, folder, doing) from error


def _explained(error: OSError, folder: Path, doing: str) -> StorageError:
    kept = "Everything stored before is still there."
    where = Place(str(folder))
    if error.errno in _FULL:
        todo = f"Free some space there, then run the same command again. {kept}"
        return StorageError(f"The disk that holds `{folder}` is full.", todo=todo, where=where)
    if error.errno in _FORBIDDEN:
        todo = f"Check who owns the folder and that you may write there. {kept}"
        return StorageError(f"`{folder}` cannot be {doing}: no permission.", todo=todo, where=where)
    todo = f"Check the disk, then run the same command again. {kept}"
    reason = error.strerror or str(error)
    return StorageError(f"`{folder}` cannot be {doing}: {reason}.", todo=todo, where=where)


def damaged(folder: Path, detail: str) -> StorageError:
    """A batch that cannot be read any more."""
    return StorageError(
        f"The batch `{folder.name}` in the ledger is damaged: {detail}.",
        todo=f"Put the folder `{folder}` back from a copy; or move it away and import its file again. "
        "No other batch is affected.",
        where=Place(str(folder)),
    )


def foreign(path: Path) -> StorageError:
    """Something in the ledger folder that is not a batch."""
    return StorageError(
        f"`{path.name}` in the ledger folder is not a batch of this ledger.",
        todo=f"Move `{path}` somewhere else: only Linkwright writes in this folder. "
        "It stops here rather than leave out facts you may believe are counted.",
        where=Place(str(path)),
    )
