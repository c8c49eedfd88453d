"""Running signals over a profile. What goes wrong in one signal is that signal's outcome, never the end of a run."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.engine import Engine
from linkwright.errors import ConfigError
from linkwright.signals.contract import (
    FINDING,
    MOST_DOMAINS,
    MOST_EVIDENCE,
    Measurable,
    NotApplicableError,
    Number,
    Parameter,
    Signal,
)
from linkwright.vocabulary.terms import Outcome

Overrides = Mapping[str, Mapping[str, Number]]
CONCERNED = pa.schema([("finding", pa.int64()), ("referring_domain", pa.string())])


@dataclass(frozen=True)
class SignalResult:
    """How one signal ended.

    Attributes:
        signal: which, with the parameters it ran with.
        outcome: found, clear, no data, not applicable or error.
        findings: one row a finding, strongest first: the columns of `FINDING`, then those the message names.
        error: what went wrong, for ERROR; why it says nothing, for NOT_APPLICABLE; else None.
        missing: tables (`links`) and columns (`links.http_code`) without which it could not look.
        params: every parameter's name and the value used.
        concerned: which referring domains each finding speaks about, all of them: `finding` (its place in `findings`)
            and `referring_domain`. The column `domains` of `findings` is cut off for show.
    """

    signal: Signal
    outcome: Outcome
    findings: pa.Table
    error: str | None
    missing: tuple[str, ...]
    params: Mapping[str, Number]
    concerned: pa.Table = field(default_factory=CONCERNED.empty_table)

    def messages(self, most: int) -> tuple[str, ...]:
        """The strongest findings as sentences."""
        return tuple(self.signal.say(row) for row in self.findings.slice(0, most).to_pylist())


class BrokenSignalError(Exception):
    """A signal returned something that is not a table of findings."""


def run_signals(
    profile: Measurable, signals: Mapping[str, Signal], overrides: Overrides | None = None
) -> Mapping[str, SignalResult]:
    """Run signals one after the other.

    Args:
        profile: whose engine holds the profile's tables.
        signals: what to run, by id.
        overrides: signal id -> parameter -> the user's own value.

    Raises:
        ConfigError: an override names a signal or a parameter that does not exist, or has the wrong kind of value.
    """
    chosen = with_overrides(signals, overrides or {})
    return {name: run_signal(profile.engine, each) for name, each in chosen.items()}


def run_signal(engine: Engine, each: Signal) -> SignalResult:
    """Run one signal; never raises for what the signal does."""
    params = {parameter.name: parameter.value for parameter in each.parameters}

    def ended(
        outcome: Outcome,
        error: str | None = None,
        *,
        missing: tuple[str, ...] = (),
        findings: pa.Table | None = None,
    ) -> SignalResult:
        whole = FINDING.empty_table() if findings is None else findings
        return SignalResult(each, outcome, shortened(whole), error, missing, params, concerned_by(whole))

    try:
        missing = _missing(engine, each)
        if missing:
            return ended(Outcome.NO_DATA, missing=missing)
        engine.register("params", pa.table({name: [value] for name, value in params.items()} or {"none": [0]}))
        findings = checked(each, each.rows(engine.query))
    except NotApplicableError as reason:
        return ended(Outcome.NOT_APPLICABLE, str(reason))
    except Exception as error:  # a third party's code: whatever it raises is its outcome
        return ended(Outcome.ERROR, f"{type(error).__name__}: {error}")
    if not findings.num_rows:
        return ended(Outcome.CLEAR, findings=findings)
    return ended(Outcome.FOUND, findings=findings)


def with_overrides(signals: Mapping[str, Signal], overrides: Overrides) -> Mapping[str, Signal]:
    """Put the user's values in the place of the built-in ones. Raises ConfigError, see `run_signals`."""
    for name in overrides:
        if name not in signals:
            raise ConfigError(
                f"There is no signal “{name}” whose parameters could be set.",
                todo="Use the id of a signal in [signals.<id>].",
                available=tuple(signals),
            )
    return {
        name: dataclasses.replace(each, parameters=_changed(each, overrides[name])) if name in overrides else each
        for name, each in signals.items()
    }


def _changed(each: Signal, values: Mapping[str, Number]) -> tuple[Parameter, ...]:
    known = {parameter.name: parameter for parameter in each.parameters}
    for name, value in values.items():
        if name not in known:
            raise ConfigError(
                f"Signal “{each.id}” has no parameter “{name}”.",
                todo=f"Correct [signals.{each.id}].",
                available=tuple(known),
            )
        if not _same_kind(known[name].value, value):
            raise ConfigError(
                f"Parameter “{name}” of signal “{each.id}” cannot be {value!r}.",
                todo=f"Give a value like {known[name].value!r} in [signals.{each.id}].",
            )
    return tuple(
        dataclasses.replace(parameter, value=values[name], source="your setting") if name in values else parameter
        for name, parameter in known.items()
    )


def _same_kind(built_in: Number, given: object) -> bool:
    if isinstance(built_in, float):
        return isinstance(given, int | float) and not isinstance(given, bool)
    return type(given) is type(built_in)


def _missing(engine: Engine, each: Signal) -> tuple[str, ...]:
    columns: dict[str, list[str]] = {table: [] for table in each.reads}
    for need in each.needs:
        table, _, column = need.partition(".")
        columns.setdefault(table, []).append(column)
    missing: list[str] = []
    for table, names in columns.items():
        if not _any_row(engine, table):
            missing.append(table)
        else:
            unknown = [name for name in names if not _any_row(engine, f"{table} where {name} is not null")]
            missing += [f"{table}.{name}" for name in unknown]
    return tuple(missing)


def _any_row(engine: Engine, rows: str) -> bool:
    # A count would read them all.
    return bool(engine.query(f"select 1 as found from {rows} limit 1").num_rows)


def checked(each: Signal, rows: pa.Table) -> pa.Table:
    """Check a result and put it in order: strongest first, ties by subject, by what is said, by the first evidence.

    Raises:
        BrokenSignalError: a column is missing or of the wrong type, or a finding has no evidence or names a row twice.
    """
    absent = [name for name in (*FINDING.names, *each.fields) if name not in rows.column_names]
    if absent:
        raise BrokenSignalError(f"its result has no column {', '.join(absent)}")
    try:
        core = rows.select(FINDING.names).cast(FINDING)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise BrokenSignalError(f"its result has a column of the wrong type: {error}") from error
    for name in ("subject", "measure", "rows", "evidence", "domains"):
        if core[name].null_count:
            raise BrokenSignalError(f"its result has rows without {name}")
    _check_lengths(core)
    named = [name for name in each.fields if name not in FINDING.names]
    for name in named:
        core = core.append_column(name, rows[name])
    ties = [(name, "ascending") for name in ("subject", *named) if not pa.types.is_nested(core[name].type)]
    core = core.append_column("first row", pc.list_element(core["evidence"], 0))
    return core.sort_by([("measure", "descending"), *ties, ("first row", "ascending")]).drop_columns(["first row"])


def concerned_by(findings: pa.Table) -> pa.Table:
    """Which referring domains each finding speaks about, as rows of `finding` (its place) and `referring_domain`."""
    domains = findings["domains"].combine_chunks()
    return pa.table([pc.list_parent_indices(domains), pc.list_flatten(domains)], names=CONCERNED.names).cast(CONCERNED)


def shortened(findings: pa.Table) -> pa.Table:
    """The findings with at most `MOST_DOMAINS` domains each, for show."""
    place = findings.schema.get_field_index("domains")
    shown = pc.list_slice(findings["domains"], 0, MOST_DOMAINS)
    return findings.set_column(place, FINDING.field("domains"), shown)


def _check_lengths(core: pa.Table) -> None:
    if not core.num_rows:
        return
    evidence = pc.min_max(pc.list_value_length(core["evidence"])).as_py()
    if evidence["min"] < 1:
        raise BrokenSignalError("a finding has no evidence; a finding without rows to prove it is not one")
    if evidence["max"] > MOST_EVIDENCE:
        raise BrokenSignalError(f"a finding has more than {MOST_EVIDENCE} evidence rows")
    ids = core["evidence"].combine_chunks()
    pairs = pa.table({"finding": pc.list_parent_indices(ids), "id": pc.list_flatten(ids)})
    if pairs.group_by(["finding", "id"]).aggregate([]).num_rows < pairs.num_rows:
        raise BrokenSignalError("a finding names a row of its evidence twice")
