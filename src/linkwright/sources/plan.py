"""How the text cells of one section become rows of its fact table, built once from the report's layout.

Each result column has an SQL expression. One that takes a cell as it stands also names the cell: where the texts are
written plainly, `plain.py` reads them and no SQL runs. The statement has two steps: `own` gives the cells the vendor's
own names, the select turns them into our columns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from linkwright.sources.expressions import number, sql_name, sql_text, value_of, without
from linkwright.sources.headers import header_key
from linkwright.sources.layout import ColumnRule, ReportLayout
from linkwright.sources.style import Style
from linkwright.vocabulary.facts import FACTS, REAL, TEXT, Fact
from linkwright.vocabulary.terms import LinkStatus

LINE = "linkwright_line"  # no export has a column of this name
ALWAYS = ("status", "referring_page_url", "page_url", "referring_domain", "subnet", "keyword", "subject")
FILLED_LATER = ("source", "report", "batch", "row", "metrics", "extra")
_NAMED = re.compile(r'"((?:[^"]|"")+)"')


@dataclass(frozen=True)
class Result:
    """One column of the result.

    Attributes:
        name: one of our columns, `m0`, `m1`, ... for metrics, or `e0`, `e1`, ... for columns kept as they are.
        kind: type of its values.
        sql: expression of the value.
        place: of the cell whose text the value is; None where only the expression says what it is.
        empty: value of an empty cell.
    """

    name: str
    kind: pa.DataType
    sql: str
    place: int | None = None
    empty: bool | str | None = None


@dataclass(frozen=True)
class Check:
    """A column whose texts may fail to convert.

    Attributes:
        place: of the cell; None for a derived column.
        result: name of the result column.
        kind: type of the value.
        text: expression of the text.
        value: expression of the value.
    """

    place: int | None
    result: str
    kind: pa.DataType
    text: str
    value: str


@dataclass(frozen=True)
class Plan:
    """Everything needed to convert the blocks of one section.

    Attributes:
        layout: the report.
        fact: its fact table.
        header: the section's distinct column names.
        own: the first step of the statement, over the table `block`.
        results: the columns of the result.
        checks: columns in which a text without a value must be told.
        metrics: vendor metric names, in the order of the result columns `m0`, `m1`, ...
        extra: names of columns kept as they are, in the order of the result columns `e0`, `e1`, ...
        batch: id of the import.
        observed_at: date of the file, else of the import; UTC without zone.
        style: how the file writes numbers and dates.
        delimiter: to show rejected rows as found.
    """

    layout: ReportLayout
    fact: Fact
    header: tuple[str, ...]
    own: str
    results: tuple[Result, ...]
    checks: tuple[Check, ...]
    metrics: tuple[str, ...]
    extra: tuple[str, ...]
    batch: str
    observed_at: datetime
    style: Style
    delimiter: str

    def statement(self, results: Sequence[Result]) -> str:
        """The SQL of some of the results, over the table `block`."""
        columns = ",\n  ".join(f"{result.sql} as {result.name}" for result in results)
        return f"{self.own}\nselect\n  {columns}\nfrom own"


def plan(
    layout: ReportLayout,
    header: Sequence[str],
    style: Style,
    *,
    batch: str,
    observed_at: datetime,
    delimiter: str = ",",
) -> Plan:
    """Build the conversion of one section.

    Args:
        layout: the report the header was identified as.
        header: distinct column names.
        style: how the file writes numbers and dates.
        batch: id of the import.
        observed_at: date of the file, else of the import, UTC without zone.
        delimiter: to show rejected rows as found.
    """
    fact = FACTS[layout.fact]
    places = {header_key(name): place for place, name in reversed(list(enumerate(header)))}
    columns = _Columns(layout, tuple(header), places, style)
    results = [
        columns.value(column.name, column.type)
        for column in fact.columns
        if column.name not in FILLED_LATER and (columns.has(column.name) or column.name in ALWAYS)
    ]
    found = ((name, _place(rule, places), rule) for name, rule in layout.metrics.items())
    metrics = [(name, place, rule) for name, place, rule in found if place is not None]
    results += [columns.metric(at, place, rule) for at, (_, place, rule) in enumerate(metrics)]
    extra = _extra_places(layout, header, places)
    results += [Result(f"e{at}", TEXT, sql_name(header[place]), place) for at, place in enumerate(extra)]
    if layout.declared_rows:
        results.append(Result("is_declared", pa.bool_(), f"coalesce(({layout.declared_rows}), false)"))
    return Plan(
        layout=layout,
        fact=fact,
        header=tuple(header),
        own=_own_step(layout, header, places),
        results=tuple(results),
        checks=tuple(columns.checks),
        metrics=tuple(name for name, _, _ in metrics),
        extra=tuple(header[place] for place in extra),
        batch=batch,
        observed_at=observed_at,
        style=style,
        delimiter=delimiter,
    )


class _Columns:
    """Writes the expressions of one section's columns and notes which of them may fail."""

    def __init__(self, layout: ReportLayout, header: tuple[str, ...], places: Mapping[str, int], style: Style) -> None:
        self.checks: list[Check] = []
        self._layout = layout
        self._header = header
        self._places = places
        self._style = style

    def has(self, ours: str) -> bool:
        """Tell whether the file has something for one of our columns; the others are null and cost nothing."""
        rule = self._layout.columns.get(ours)
        return ours in self._layout.derived or (rule is not None and _place(rule, self._places) is not None)

    def value(self, ours: str, kind: pa.DataType) -> Result:
        """How one of our columns is made."""
        if ours in self._layout.derived:
            derived = self._layout.derived[ours]
            if pa.types.is_boolean(kind):
                return self._filled(ours, kind, f"try_cast(({derived}) as boolean)")
            text = self._translated(ours, f"cast(({derived}) as varchar)")
            value = value_of(ours, kind, text, self._style)
            if value != text:
                self.checks.append(Check(None, ours, kind, text, value))
            return self._filled(ours, kind, value)
        rule = self._layout.columns.get(ours)
        place = _place(rule, self._places) if rule else None
        if rule is None or place is None:
            return self._filled(ours, kind, f"cast(null as {_sql_type(kind)})")
        text = self._translated(ours, self._text(rule, place))
        value = value_of(ours, kind, text, self._style, empty=rule.empty)
        if value != text:
            self.checks.append(Check(place, ours, kind, text, value))
        as_written = text == sql_name(self._header[place]) and (value == text or not pa.types.is_string(kind))
        return self._filled(ours, kind, value, place if as_written else None, rule.empty)

    def metric(self, at: int, place: int, rule: ColumnRule) -> Result:
        """How one vendor metric is made."""
        text = self._text(rule, place)
        value = number(text, self._style)
        self.checks.append(Check(place, f"m{at}", REAL, text, value))
        return Result(f"m{at}", REAL, value, None if rule.nulls else place)

    def _text(self, rule: ColumnRule, place: int) -> str:
        return without(sql_name(self._header[place]), rule.nulls)

    def _translated(self, ours: str, text: str) -> str:
        words = self._layout.words.get(ours)
        if not words:
            return text
        cases = " ".join(f"when {sql_text(theirs)} then {sql_text(word)}" for theirs, word in words.items())
        return f"case lower({text}) {cases} else {text} end"

    def _filled(
        self, ours: str, kind: pa.DataType, value: str, place: int | None = None, empty: bool | None = None
    ) -> Result:
        # An empty anchor cell says that the link has no text; a file without the column says nothing.
        default = str(LinkStatus.UNKNOWN) if ours == "status" else "" if ours == "anchor" and self.has(ours) else None
        if default is None:
            return Result(ours, kind, value, place, empty)
        return Result(ours, kind, f"coalesce({value}, {sql_text(default)})", place, default)


def _place(rule: ColumnRule, places: Mapping[str, int]) -> int | None:
    return next((places[key] for name in rule.headers if (key := header_key(name)) in places), None)


def _own_step(layout: ReportLayout, header: Sequence[str], places: Mapping[str, int]) -> str:
    """The vendor's columns by the vendor's names; a name the SQL of the layout needs and the file lacks is null."""
    selected = [f"c{place} as {sql_name(name)}" for place, name in enumerate(header)]
    written = {name.casefold() for name in header}
    for name in _sql_names(layout):
        if name.casefold() in written:
            continue
        written.add(name.casefold())
        place = places.get(header_key(name))
        cell = "cast(null as varchar)" if place is None else f"c{place}"
        selected.append(f"{cell} as {sql_name(name)}")
    return f"with own as (\n  select\n    line as {LINE},\n    " + ",\n    ".join(selected) + "\n  from block\n)"


def _sql_names(layout: ReportLayout) -> list[str]:
    statements = (*layout.derived.values(), layout.declared_rows)
    return [name.replace('""', '"') for sql in statements for name in _NAMED.findall(sql)]


def _extra_places(layout: ReportLayout, header: Sequence[str], places: Mapping[str, int]) -> list[int]:
    rules = (*layout.columns.values(), *layout.metrics.values())
    used = {_place(rule, places) for rule in rules} | {places.get(header_key(name)) for name in _sql_names(layout)}
    row_number = header_key("#")
    return [place for place, name in enumerate(header) if place not in used and header_key(name) != row_number]


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_int64(kind):
        return "bigint"
    if pa.types.is_float64(kind):
        return "double"
    return "timestamp" if pa.types.is_timestamp(kind) else "varchar"
