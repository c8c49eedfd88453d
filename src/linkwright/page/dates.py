"""Dates as pages state them for machines: ISO 8601 or nothing."""

import re
from datetime import UTC, datetime

# `2026-11-24`, `2026-11-24T08:30`, `2026-11-24 08:30:15.123+0100`. A month alone, a week or prose is no date.
_ISO = re.compile(
    r"\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s?(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*",
    re.ASCII,
)
FIRST_YEAR = 1991  # the first web page; what is older is a default of some software (0001, 1900, 1970)


def iso_date(text: str | None) -> datetime | None:
    """Return the moment in UTC that a text states, or None when it is not one date in ISO 8601.

    A date without a time is the start of its day; a time without a zone is taken as UTC. Years before the web are
    defaults of software, not dates.
    """
    match = _ISO.fullmatch(text) if text and len(text) <= 60 else None
    if match is None:
        return None
    day, time, zone = match.groups()
    zone = "+00:00" if zone in (None, "Z", "z") else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= FIRST_YEAR else None
