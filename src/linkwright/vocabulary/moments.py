"""Moments as facts keep them."""

from datetime import UTC, datetime


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC without a zone; one without a zone is UTC already."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
