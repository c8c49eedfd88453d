"""File locks that the system lets go when their process ends, however it ends."""

import errno
import fcntl
import os
from pathlib import Path

_CANNOT_WRITE = (errno.EACCES, errno.EPERM, errno.EROFS)


def take_lock(path: Path) -> int | None:
    """Take the lock of a file alone, making the file if need be. Does not wait.

    Returns:
        The descriptor that holds the lock until it is closed, or None when another holder has it.

    Raises:
        OSError: when the file cannot be opened.
    """
    return _held(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), path)


def take_left_lock(path: Path) -> int | None:
    """Take the lock of an existing file alone, or return None: it is held, or it is gone by now."""
    try:
        return _held(os.open(path, os.O_RDWR), path)
    except FileNotFoundError:
        return None


def _held(descriptor: int, path: Path) -> int | None:
    """Lock the open file, unless another has it or has taken the name away meanwhile."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def share_lock(path: Path) -> int | None:
    """Hold the lock of a file together with other sharers, waiting for a lone holder to finish.

    Returns:
        The descriptor, or None in a folder where this user may not write.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        if error.errno in _CANNOT_WRITE:
            return None
        raise
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor
