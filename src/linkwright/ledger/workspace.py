"""The folder of one site: `linkwright.toml`, the ledger, and what the user adds to it."""

from dataclasses import dataclass
from pathlib import Path

from linkwright.errors import ConfigError, Place, UnreadableInputError
from linkwright.ledger.faults import storage_errors
from linkwright.ledger.settings import SETTINGS_FILE, clean_domains, clean_site, read_site, site_template
from linkwright.ledger.store import Ledger
from linkwright.vocabulary.site import Site

__all__ = ["Workspace", "clean_domains", "clean_site"]


@dataclass(frozen=True)
class Workspace:
    """One site's folder. Copying the folder is the back-up.

    Attributes:
        folder: the folder.
        site: the site, as `linkwright.toml` describes it.
    """

    folder: Path
    site: Site

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """Open the workspace in a folder.

        Raises:
            ConfigError: when there is none, or its `linkwright.toml` is wrong (says where).
            StorageError: when it cannot be read.
        """
        path = folder / SETTINGS_FILE
        with storage_errors(path, "read"):
            if not path.is_file():
                raise ConfigError(
                    f"There is no workspace in `{folder}`: it has no `{SETTINGS_FILE}`.",
                    todo="Make one with `linkwright init`, or name the folder of an existing one.",
                    where=Place(str(path)),
                )
            raw = path.read_bytes()
        return cls(folder, read_site(raw, str(path)))

    @classmethod
    def create(cls, folder: Path, site: Site) -> "Workspace":
        """Make a workspace: the folder, an empty ledger and a `linkwright.toml` with comments.

        Raises:
            ConfigError: when the folder is a workspace already (it is left as it is), or the site is not usable.
            StorageError: when it cannot be written.
        """
        path = folder / SETTINGS_FILE
        text = site_template(site)
        checked = read_site(text.encode(), str(path))
        with storage_errors(folder):
            workspace = cls(folder, checked)
            workspace.ledger.folder.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(text)
            except FileExistsError:
                raise ConfigError(
                    f"`{folder}` is a workspace already; nothing was changed.",
                    todo=f"Edit `{SETTINGS_FILE}` there, or choose another folder.",
                    where=Place(str(path)),
                ) from None
        return workspace

    @classmethod
    def with_data(cls, folder: Path) -> "Workspace":
        """Open a workspace that has something to work on. Raises as `open` and `require_data`."""
        workspace = cls.open(folder)
        workspace.require_data()
        return workspace

    def require_data(self) -> None:
        """Raise when nothing has been imported yet.

        Raises:
            UnreadableInputError: the ledger is empty.
        """
        if not self.ledger.batches():
            raise UnreadableInputError(
                "This workspace holds no data yet.", todo="Import exports first: linkwright import FILE..."
            )

    @property
    def ledger(self) -> Ledger:
        """The ledger, `ledger/` in the folder."""
        return Ledger(self.folder / "ledger")

    @property
    def rubric_file(self) -> Path | None:
        """The user's own weights, `rubric.toml`, or None where there are none."""
        path = self.folder / "rubric.toml"
        return path if path.is_file() else None

    @property
    def signals_folder(self) -> Path:
        """Where the user's own signals go; it need not exist."""
        return self.folder / "signals"
