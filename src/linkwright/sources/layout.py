"""The vendors' reports as data: loads `vendors/*.toml` and says which report a header belongs to."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from linkwright.errors import ConfigError, Place
from linkwright.sources.headers import header_key, unique_headers
from linkwright.vocabulary.facts import FACTS

DECLARED = "declared"
MAPPED_COLUMNS = {
    name: {column.name for column in fact.columns} - {"source", "report", "batch", "row", "metrics", "extra"}
    for name, fact in FACTS.items()
}
_VENDOR_KEYS = {"vendor", "name", "nulls", "report"}
_REPORT_KEYS = {
    *("id", "title", "fact", "evidence", "format", "needs", "lacks", "caps", "records", "inherit", "shape"),
    *("columns", "words", "derived", "metrics", "declared", "declared_rows", "declared_reason", "own_pages"),
}
_SHAPES = {"", "exact", "spelled"}
_COLUMN_KEYS = {"from", "nulls", "empty"}


@dataclass(frozen=True)
class ColumnRule:
    """Where one of our columns comes from: their header or its aliases, texts for null, value of an empty cell."""

    headers: tuple[str, ...]
    nulls: tuple[str, ...] = ()
    empty: bool | None = None


@dataclass(frozen=True)
class ReportLayout:
    """One report of one vendor. The keys are described in docs and CONTRIBUTING.

    Attributes:
        needs: headers that must be there; each with its aliases.
        records: where the list of records may lie in a JSON document: keys with dots between; empty for its root.
        inherit: values of the object around that list that every record gets, such as the phrase its results are for.
        exact: no other headers than the needed ones.
        spelled: the needed headers are written just so, blanks and underscores included.
        declared: why the report is counted but not imported; empty for others.
        own_pages: the report may list the site's own pages; see `own_pages.py`.
    """

    vendor: str
    vendor_name: str
    id: str
    title: str
    fact: str
    evidence: str = "memory"
    format: str = "table"
    nulls: tuple[str, ...] = ("",)
    needs: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[str, ...] = ()
    caps: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    inherit: tuple[str, ...] = ()
    exact: bool = False
    spelled: bool = False
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, ColumnRule] = field(default_factory=dict)
    declared: str = ""
    declared_rows: str = ""
    declared_reason: str = ""
    own_pages: bool = False

    def missing(self, keys: frozenset[str]) -> tuple[str, ...]:
        """The needed headers that are not among these header keys."""
        return tuple(names[0] for names in self.needs if not any(header_key(name) in keys for name in names))

    def fits(self, header: Sequence[str], keys: frozenset[str]) -> bool:
        """Tell whether a header with these keys can be this report."""
        if self.missing(keys) or any(header_key(name) in keys for name in self.lacks):
            return False
        if self.spelled and self.spelling(header) < len(self.needs):
            return False
        return not self.exact or len(keys) == len(self.needs)

    def spelling(self, header: Sequence[str]) -> int:
        """How many of the needed headers are written as in the vendor file, letter case aside."""
        written = {name.casefold() for name in unique_headers(header)}
        return sum(any(name.casefold() in written for name in names) for names in self.needs)

    def weight(self, keys: frozenset[str]) -> tuple[int, int]:
        """How specific a fit is: needed headers, then headers with a place."""
        rules = [*self.columns.values(), *self.metrics.values()]
        known = {header_key(name) for rule in rules for name in rule.headers}
        return len(self.needs), len(known & keys)


def identify(header: Sequence[str], reports: Sequence[ReportLayout], kind: str = "table") -> ReportLayout | None:
    """Return the most specific report this header fits, or None."""
    keys = header_keys(header)
    fitting = [report for report in reports if report.format == kind and report.fits(header, keys)]
    return max(fitting, key=lambda report: (report.weight(keys), report.spelling(header)), default=None)


def header_keys(header: Sequence[str]) -> frozenset[str]:
    """The keys of a header; the row number column `#` and unnamed columns are no evidence."""
    return frozenset(header_key(name) for name in header) - {"", header_key("#")}


def nearest(
    header: Sequence[str], reports: Sequence[ReportLayout], count: int = 3
) -> tuple[tuple[ReportLayout, tuple[str, ...]], ...]:
    """The known reports nearest to a header, each with the needed headers it misses."""
    keys = header_keys(header)

    def distance(report: ReportLayout) -> tuple[float, int]:
        return len(report.missing(keys)) / max(len(report.needs), 1), -report.weight(keys)[1]

    ranked = sorted(reports, key=distance)[:count]
    return tuple((report, report.missing(keys)) for report in ranked)


@cache
def known_reports() -> tuple[ReportLayout, ...]:
    """All reports of all vendor files that ship with Linkwright, by vendor and place in the file."""
    folder = files("linkwright.sources").joinpath("vendors")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(report for file in found for report in load_vendor(file))


def load_vendor(file: Traversable) -> tuple[ReportLayout, ...]:
    """Read one vendor file.

    Raises:
        ConfigError: a key, column or type is not one that exists; the message names it.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        _only(data, _VENDOR_KEYS, "the vendor")
        return tuple(_report(entry, data) for entry in data["report"])
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"the vendor file {file.name} cannot be used: {error}",
            todo="Compare it with the other files of its folder.",
            where=Place(file.name),
        ) from error


def _report(entry: Mapping[str, object], vendor: Mapping[str, object]) -> ReportLayout:
    name = f"report {entry.get('id')!r}"
    _only(entry, _REPORT_KEYS, name)
    fact = str(entry["fact"])
    columns = {ours: _rule(value, name) for ours, value in _table(entry, "columns").items()}
    derived = {ours: str(sql) for ours, sql in _table(entry, "derived").items()}
    words = {
        ours: {theirs.casefold(): str(word) for theirs, word in _as_table(value, name).items()}
        for ours, value in _table(entry, "words").items()
    }
    if fact == DECLARED:
        if not entry.get("declared"):
            raise ValueError(f"{name} is declared and gives no reason")
    else:
        if fact not in FACTS:
            raise ValueError(f"{name}: there is no fact table {fact!r}")
        for ours in (*columns, *derived, *words):
            if ours not in MAPPED_COLUMNS[fact]:
                raise ValueError(f"{name}: {fact} has no column {ours!r}")
    return ReportLayout(
        vendor=str(vendor["vendor"]),
        vendor_name=str(vendor["name"]),
        nulls=_texts(vendor.get("nulls", [""])),
        id=str(entry["id"]),
        title=str(entry["title"]),
        fact=fact,
        evidence=str(entry["evidence"]),
        format=str(entry.get("format", "table")),
        needs=tuple(_texts(item) for item in _list(entry["needs"])),
        lacks=_texts(entry.get("lacks", [])),
        caps=tuple(int(str(cap)) for cap in _list(entry.get("caps", []))),
        records=_texts(entry.get("records", [])),
        inherit=_texts(entry.get("inherit", [])),
        exact=_shape(entry, name) == "exact",
        spelled=_shape(entry, name) == "spelled",
        columns=columns,
        words=words,
        derived=derived,
        metrics={ours: _rule(value, name) for ours, value in _table(entry, "metrics").items()},
        declared=str(entry.get("declared", "")),
        declared_rows=str(entry.get("declared_rows", "")),
        declared_reason=str(entry.get("declared_reason", "")),
        own_pages=entry.get("own_pages") == "declare",
    )


def _rule(value: object, name: str) -> ColumnRule:
    if isinstance(value, Mapping):
        _only(value, _COLUMN_KEYS, name)
        empty = value.get("empty")
        nulls = _texts(value.get("nulls", []))
        return ColumnRule(_texts(value["from"]), nulls, None if empty is None else bool(empty))
    return ColumnRule(_texts(value))


def _shape(entry: Mapping[str, object], name: str) -> str:
    shape = str(entry.get("shape", ""))
    if shape not in _SHAPES:
        raise ValueError(f"{name}: there is no shape {shape!r}")
    return shape


def _only(table: Mapping[str, object], allowed: set[str], name: str) -> None:
    unknown = set(table) - allowed
    if unknown:
        raise ValueError(f"{name} has unknown keys {sorted(unknown)}")


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in _list(value))


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} should be a list")
    return value


def _table(entry: Mapping[str, object], key: str) -> Mapping[str, object]:
    return _as_table(entry.get(key, {}), key)


def _as_table(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{name}: {value!r} should be a table")
    return value
