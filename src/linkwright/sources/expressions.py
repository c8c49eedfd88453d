"""SQL expressions that turn a text cell into a value of one of our column types. All give null where they cannot."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa

from linkwright.sources.style import Style

_DROPPED = " \u00a0\u202f\u2009\t'’%$€£¥"  # from numbers: grouping spaces and units; a percentage stays as written
_TRUE = "'+', 'x', 'on', 'ja', 'oui', 'si', 'sí', '✓'"
_FALSE = "'-', 'off', 'nein', 'non'"
# Before the web, and after the end of next year, a date is a mistake or a placeholder (0001-01-01, 9999-12-31).
EARLIEST, LATEST = "1990-01-01", f"{datetime.now(UTC).year + 1}-12-31 23:59:59.999999"


def sql_text(value: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def sql_name(value: str) -> str:
    """Return a text as an SQL identifier."""
    return '"' + value.replace('"', '""') + '"'


def without(text: str, nulls: Sequence[str]) -> str:
    """Null for the texts that mean "not known" in one column only."""
    listed = ", ".join(sql_text(word.strip().casefold()) for word in nulls)
    return f"case when lower({text}) in ({listed}) then null else {text} end" if nulls else text


def value_of(column: str, kind: pa.DataType, text: str, style: Style, *, empty: bool | None = None) -> str:
    """Return the expression for one of our columns from a text.

    Args:
        column: our column; a few have rules of their own.
        kind: its Arrow type.
        text: expression of the text, trimmed, nulls applied.
        style: how the file writes numbers and dates.
        empty: what an empty cell of a yes/no column means.
    """
    if pa.types.is_boolean(kind):
        flag = _flag(text)
        return flag if empty is None else f"case when {text} is null then {str(empty).lower()} else {flag} end"
    if pa.types.is_int64(kind):
        return _whole_number(text, style)
    if pa.types.is_float64(kind):
        return number(text, style)
    if pa.types.is_timestamp(kind):
        return _moment(text, style)
    if column == "country":
        return f"case when length({text}) = 2 then upper({text}) end"
    if column == "subnet":
        return f"regexp_replace({text}, '\\.xxx$', '')"
    return text


def number(text: str, style: Style) -> str:
    """A finite real number."""
    plain = f"try_cast({_plain_number(text, style)} as double)"
    value = plain if style.decimal_comma else f"coalesce(try_cast({text} as double), {plain})"
    return f"case when isfinite({value}) then {value} end"


def _whole_number(text: str, style: Style) -> str:
    plain = f"try_cast(round(try_cast({_plain_number(text, style)} as double)) as bigint)"
    return plain if style.decimal_comma else f"coalesce(try_cast({text} as bigint), {plain})"


def _plain_number(text: str, style: Style) -> str:
    source, result = (f",.{_DROPPED}", ".") if style.decimal_comma else (f",{_DROPPED}", "")
    return f"translate({text}, {sql_text(source)}, {sql_text(result)})"


def _flag(text: str) -> str:
    # The two usual words first: comparing short texts is ten times faster than the cast.
    return (
        f"case when {text} = 'true' then true when {text} = 'false' then false else coalesce("
        f"try_cast({text} as boolean), "
        f"case when lower({text}) in ({_TRUE}) then true when lower({text}) in ({_FALSE}) then false end) end"
    )


def _moment(text: str, style: Style) -> str:
    # A cast to timestamp ignores a zone without a word, so longer texts go the way that knows zones (UTC by setting).
    ways = [
        f"case when strlen({text}) <= 19 then try_cast({text} as timestamp) "
        f"else try_cast(replace(replace({text}, ' +', '+'), ' -', '-') as timestamptz)::timestamp end"
    ]
    if style.date_formats:
        ways.append(f"try_strptime({text}, [{', '.join(sql_text(pattern) for pattern in style.date_formats)}])")
    if style.epoch:
        seconds = f"try_cast(substr({text}, 1, 10) as bigint)"
        ways.append(f"case when strlen({text}) in (10, 13) then make_timestamp({seconds} * 1000000) end")
    value = f"coalesce({', '.join(ways)})"
    return f"case when {value} between timestamp '{EARLIEST}' and timestamp '{LATEST}' then {value} end"
