"""The SQL that turns the text cells of one section into rows of its fact table, built once from the report's layout.

Two steps in one statement: `own` gives the cells the vendor's own names, the select turns them into our columns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from linkwright.sources.addresses import usable
from linkwright.sources.expressions import number, sql_name, sql_text, value_of, without
from linkwright.sources.headers import header_key
from linkwright.sources.layout import ColumnRule, ReportLayout
from linkwright.sources.style import Style
from linkwright.vocabulary.facts import FACTS, REAL, Fact
from linkwright.vocabulary.terms import LinkStatus

LINE = "linkwright_line"  # no export has a column of this name
ALWAYS = ("observed_at", "status", "referring_page_url", "page_url", "referring_domain", "subnet", "keyword", "subject")
FILLED_LATER = ("source", "report", "batch", "row", "metrics", "extra")
_NAMED = re.compile(r'"((?:[^"]|"")+)"')


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
        sql: the whole statement.
        checks: columns in which a text without a value must be told.
        metrics: vendor metric names, in the order of the result columns `m0`, `m1`, ...
        extra: names of columns kept as they are, in the order of the result columns `e0`, `e1`, ...
        batch: id of the import.
        observed_at: date of the file, else of the import; UTC without zone.
        delimiter: to show rejected rows as found.
    """

    layout: ReportLayout
    fact: Fact
    header: tuple[str, ...]
    own: str
    sql: str
    checks: tuple[Check, ...]
    metrics: tuple[str, ...]
    extra: tuple[str, ...]
    batch: str
    observed_at: datetime
    delimiter: str


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
    selected = [
        f"{columns.value(column.name, column.type)} as {column.name}"
        for column in fact.columns
        if column.name not in FILLED_LATER and (columns.has(column.name) or column.name in ALWAYS)
    ]
    found = ((name, _place(rule, places), rule) for name, rule in layout.metrics.items())
    metrics = [(name, place, rule) for name, place, rule in found if place is not None]
    selected += [f"{columns.metric(at, place, rule)} as m{at}" for at, (_, place, rule) in enumerate(metrics)]
    extra = _extra_places(layout, header, places)
    selected += [f"{sql_name(header[place])} as e{at}" for at, place in enumerate(extra)]
    if layout.declared_rows:
        selected.append(f"coalesce(({layout.declared_rows}), false) as is_declared")
    own = _own_step(layout, header, places)
    return Plan(
        layout=layout,
        fact=fact,
        header=tuple(header),
        own=own,
        sql=_statement(own, selected, check_addresses=fact.name == "link_seen"),
        checks=tuple(columns.checks),
        metrics=tuple(name for name, _, _ in metrics),
        extra=tuple(header[place] for place in extra),
        batch=batch,
        observed_at=observed_at,
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

    def value(self, ours: str, kind: pa.DataType) -> str:
        """The expression of one of our columns."""
        if ours in self._layout.derived:
            text = self._translated(ours, f"cast(({self._layout.derived[ours]}) as varchar)")
            value = value_of(ours, kind, text, self._style)
            if value != text and not pa.types.is_boolean(kind):
                self.checks.append(Check(None, ours, kind, text, value))
            return self._default(ours, value)
        rule = self._layout.columns.get(ours)
        place = _place(rule, self._places) if rule else None
        if rule is None or place is None:
            return self._default(ours, f"cast(null as {_sql_type(kind)})")
        text = self._translated(ours, self._text(rule, place))
        value = value_of(ours, kind, text, self._style, empty=rule.empty)
        if value != text:
            self.checks.append(Check(place, ours, kind, text, value))
        return self._default(ours, value)

    def metric(self, at: int, place: int, rule: ColumnRule) -> str:
        """The expression of one vendor metric."""
        text = self._text(rule, place)
        value = number(text, self._style)
        self.checks.append(Check(place, f"m{at}", REAL, text, value))
        return value

    def _text(self, rule: ColumnRule, place: int) -> str:
        return without(sql_name(self._header[place]), rule.nulls)

    def _translated(self, ours: str, text: str) -> str:
        words = self._layout.words.get(ours)
        if not words:
            return text
        cases = " ".join(f"when {sql_text(theirs)} then {sql_text(word)}" for theirs, word in words.items())
        return f"case lower({text}) {cases} else {text} end"

    def _default(self, ours: str, value: str) -> str:
        if ours == "status":
            return f"coalesce({value}, '{LinkStatus.UNKNOWN}')"
        # An empty cell says that the link has no text; a file without the column says nothing.
        return f"coalesce({value}, '')" if ours == "anchor" and self.has(ours) else value


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


def _statement(own: str, selected: Sequence[str], *, check_addresses: bool) -> str:
    columns = ",\n  ".join(selected)
    if not check_addresses:
        return f"{own}\nselect\n  {columns}\nfrom own"
    # A step of its own, so that the address may itself be derived.
    facts = f"facts as (\nselect\n  {columns}\nfrom own\n)"
    return f"{own},\n{facts}\nselect *, {usable('referring_page_url')} as is_usable\nfrom facts"


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_int64(kind):
        return "bigint"
    if pa.types.is_float64(kind):
        return "double"
    return "timestamp" if pa.types.is_timestamp(kind) else "varchar"
