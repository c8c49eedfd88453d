"""What a file's name tells: its date, and the Search Console property it is about."""

import re
from datetime import datetime
from pathlib import PurePath

_DATE = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[T_ -]+([0-2]\d)[-_:.]([0-5]\d)[-_:.]([0-5]\d))?(?!\d)"
)
_PROPERTY = re.compile(r"(?:https?_{1,3})?((?:[a-z0-9-]+\.)+[a-z]{2,})_?-", re.IGNORECASE)


def base_name(name: str) -> str:
    """The last part of a path or of `archive.zip:folder/member.csv`."""
    return PurePath(name.rsplit(":", 1)[-1]).name


def date_in_name(name: str) -> datetime | None:
    """Return the last date in a file name, UTC without zone: `x-2026-05-10.csv`, `x_2026_03_13_10_26_36.csv`.

    A file in an archive that has none of its own has the date of the archive.
    """
    for part in reversed(name.split(":")):
        for match in reversed(list(_DATE.finditer(PurePath(part).name))):
            year, month, day, hour, minute, second = (int(digits) if digits else 0 for digits in match.groups())
            try:
                return datetime(year, month, day, hour, minute, second)
            except ValueError:
                continue
    return None


def property_in_name(name: str) -> str:
    """Return the host a Search Console file name starts with, or an empty text."""
    match = _PROPERTY.match(base_name(name))
    return match[1].casefold() if match else ""
