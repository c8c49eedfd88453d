"""The stable envelope of every JSON text, and report.json in it.

`{"ok": true, "data": {...}, "error": null}`; `data.schema` is `SCHEMA_VERSION`. Dates are ISO texts, shares run from 0
to 1, a value that is not known is null. Texts from files stand as found: whoever shows them must escape them.
"""

import dataclasses
import json
import math
from collections.abc import Mapping
from datetime import date

from linkwright.report.model import SCHEMA_VERSION, Listing, Report


def report_data(report: Report) -> dict[str, object]:
    """Return the report as plain dictionaries, lists, texts and numbers."""
    left_out = {"tables", "listings"} | (set() if report.decisions else {"decisions"})
    fields = [field.name for field in dataclasses.fields(report) if field.name not in left_out]
    data = {name: _simple(getattr(report, name)) for name in fields}
    data["headline"] = {**fields_of(report.headline), "followed_share": report.headline.followed_share}
    data["listings"] = {listing.id: _listing(listing) for listing in report.listings}
    return {"schema": SCHEMA_VERSION, **data}


def render_json(report: Report) -> str:
    """Return the text of report.json."""
    return enveloped(report_data(report))


def enveloped(data: Mapping[str, object]) -> str:
    """Return the text of a JSON file that holds these data."""
    envelope = {"ok": True, "data": data, "error": None}
    return json.dumps(envelope, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _listing(listing: Listing) -> dict[str, object]:
    names = [column.name for column in listing.columns]
    rows = [dict(zip(names, row, strict=True)) for row in listing.rows]
    return {"title": listing.title, "total": listing.total, "rows": rows}


def fields_of(value: object) -> dict[str, object]:
    """Return a dataclass as plain dictionaries, lists, texts and numbers.

    Raises:
        TypeError: it is no dataclass.
    """
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"not a dataclass: {type(value).__name__}")
    return {field.name: _simple(getattr(value, field.name)) for field in dataclasses.fields(value)}


def _simple(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return fields_of(value)
    if isinstance(value, tuple | list):
        return [_simple(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _simple(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
