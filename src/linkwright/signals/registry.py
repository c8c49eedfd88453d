"""Every signal there is: built in, from packages (entry points), and `<id>.sql` files of a workspace."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType, ModuleType

import linkwright.signals as built_in
from linkwright.errors import ConfigError
from linkwright.signals.contract import Signal
from linkwright.signals.sqlfile import read_sql_signal

ENTRY_POINTS = "linkwright.signals"


def all_signals(folder: Path | None = None) -> Mapping[str, Signal]:
    """Find all signals, by id in alphabetical order.

    Args:
        folder: where a workspace keeps its own `<id>.sql` signals; it need not exist.

    Raises:
        ConfigError: a signal is declared wrongly, or two have the same id.
    """
    found: dict[str, Signal] = {}
    for each in (*_walk(built_in), *_from_packages(), *_from_folder(folder)):
        if each.id in found:
            raise ConfigError(
                f"Two signals are called “{each.id}”: one {found[each.id].origin}, one from {each.origin}.",
                todo="Rename the file of one of them: the file's name is the signal's id.",
                available=tuple(sorted(found)),
            )
        found[each.id] = each
    return MappingProxyType(dict(sorted(found.items())))


def _walk(package: ModuleType) -> Iterator[Signal]:
    names = [package.__name__]
    if hasattr(package, "__path__"):
        names = [each.name for each in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    for name in names:
        module = importlib.import_module(name)
        # A module may import another signal's module; only what its own file is named after counts.
        own = name.rsplit(".", 1)[-1].replace("_", "-")
        yield from (value for value in vars(module).values() if isinstance(value, Signal) and value.id == own)


def _from_packages() -> Iterator[Signal]:
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda each: each.name):
        try:
            loaded = entry.load()
        except Exception as error:
            raise ConfigError(
                f"The signals of “{entry.name}” ({entry.value}) cannot be loaded: {error}.",
                todo="Update or uninstall the package that brings them.",
            ) from error
        if isinstance(loaded, Signal):
            yield loaded
        elif isinstance(loaded, ModuleType):
            yield from _walk(loaded)
        else:
            raise ConfigError(
                f"“{entry.value}” is neither a signal nor a module of signals.",
                todo=f"Let the entry point in {ENTRY_POINTS} name one of the two.",
            )


def _from_folder(folder: Path | None) -> Iterator[Signal]:
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.glob("*.sql")):
        yield read_sql_signal(path)
