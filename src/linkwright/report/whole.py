"""Files that appear whole or not at all, and together."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from linkwright.errors import StorageError


@contextmanager
def whole_files(folder: Path, names: Sequence[str], what: str = "report") -> Iterator[Path]:
    """Give a place to make files in; when all are made, they are renamed into the folder.

    So a reader never meets half of them, and where one fails the previous ones stay.

    Args:
        folder: made when it does not exist.
        names: the files that are to be made.
        what: what they are, for messages.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".report-", dir=folder) as making:
            yield Path(making)
            for name in names:
                (Path(making) / name).replace(folder / name)
    except (FileExistsError, NotADirectoryError) as error:
        raise StorageError(
            f"The {what} cannot be written to {folder}: it is not a folder.",
            todo="Name a folder, or one that may be made, with --out.",
        ) from error
    except OSError as error:
        raise StorageError(
            f"The {what} cannot be written to {folder}: {error.strerror or error}.",
            todo="Choose a folder you may write to, with free space, with --out.",
        ) from error


def write_text(path: Path, text: str) -> None:
    """Write a text the same way on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")
