"""report.json: the whole report in a stable envelope.

`{"ok": true, "data": {...}, "error": null}`; `data.schema` is `SCHEMA_VERSION`. Dates are ISO texts, shares run from 0
to 1, a value that is not known is null. Texts from files stand as found: whoever shows them must escape them.
"""

import dataclasses
import json
from datetime import date

from linkwright.report.model import SCHEMA_VERSION, Listing, Report


def report_data(report: Report) -> dict[str, object]:
    """Return the report as plain dictionaries, lists, texts and numbers."""
    fields = [field.name for field in dataclasses.fields(report) if field.name not in ("tables", "listings")]
    data = {name: _plain(getattr(report, name)) for name in fields}
    data["headline"] = {**_object(report.headline), "followed_share": report.headline.followed_share}
    data["listings"] = {listing.id: _listing(listing) for listing in report.listings}
    return {"schema": SCHEMA_VERSION, **data}


def render_json(report: Report) -> str:
    """Return the text of report.json."""
    envelope = {"ok": True, "data": report_data(report), "error": None}
    return json.dumps(envelope, ensure_ascii=False, indent=1) + "\n"


def _listing(listing: Listing) -> dict[str, object]:
    names = [column.name for column in listing.columns]
    rows = [dict(zip(names, row, strict=True)) for row in listing.rows]
    return {"title": listing.title, "total": listing.total, "rows": rows}


def _object(value: object) -> dict[str, object]:
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"not a dataclass: {type(value).__name__}")
    return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return _object(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value
