"""What a signal is. One file each, found by its file name; it measures and never judges."""

import dataclasses
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.errors import ConfigError
from linkwright.profile.schema import TABLES
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.terms import Family, Subject

HEADINGS = ("What it finds", "Why it matters", "When it is wrong", "What to do", "Sources")
MOST_EVIDENCE = 20  # rows shown for one finding; enough to check it by hand
MOST_DOMAINS = 2000  # referring domains shown with one finding; all are judged
FINDING = pa.schema(
    [
        ("subject", pa.string()),
        ("measure", pa.float64()),
        ("expected", pa.float64()),
        ("p", pa.float64()),
        ("likelihood_ratio", pa.float64()),
        ("rows", pa.int64()),
        ("evidence", pa.list_(pa.string())),
        ("domains", pa.list_(pa.string())),
    ]
)
FINDING_MEANINGS = {
    "subject": "What the finding is about: a link id, page key, referring domain, anchor, target key or `profile`; "
    "for several domains at once what they share: an owner group or an address block.",
    "measure": "The size of what was found; the larger, the stronger.",
    "expected": "What a background with nothing wrong would give; empty where no background is known.",
    "p": "How often that background would give this much or more; empty where no background is known.",
    "likelihood_ratio": "How many times likelier under a scheme than without; empty where not measured.",
    "rows": "How many rows of the files are behind it, each counted once.",
    "evidence": f"Ids `batch:row` of 1 to {MOST_EVIDENCE} of these rows, each once.",
    "domains": "All referring domains it speaks about, and only these are judged by it; empty when none in particular. "
    f"At most {MOST_DOMAINS:,} are kept to be shown.",
}
_PLACEHOLDER = re.compile(r"\{(\w+)(?::[^{}]*)?\}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Fetch = Callable[[str], pa.Table]
Number = bool | int | float
SqlBody = Callable[[], str]
TableBody = Callable[[Fetch], pa.Table]
Given = TypeVar("Given", bool, int, float)


class Measurable(Protocol):
    """The part of a profile that signals need: an engine holding its tables."""

    @property
    def engine(self) -> Engine:
        """Where the tables are."""


class ParameterSet(Protocol):
    """A frozen dataclass of numbers; each field says in its metadata why it has its value (`reason`, `source`)."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]  # what every dataclass has


@dataclass(frozen=True)
class NoParams:
    """For signals without parameters."""


@dataclass(frozen=True)
class Parameter:
    """One number a signal uses.

    Attributes:
        name: as written in the SQL.
        value: what is used when nobody says otherwise.
        reason: why this value.
        source: where that comes from; `our assumption` when from nowhere.
    """

    name: str
    value: Number
    reason: str
    source: str


class NotApplicableError(Exception):
    """Raised by a signal that cannot say anything about this profile; the text says why, for the reader."""


@dataclass(frozen=True)
class Signal:
    """One signal. Its rows are findings with the columns of `FINDING` and those its message names.

    Attributes:
        id: the file's name with hyphens.
        title: what is found, a short noun phrase.
        subject: what it speaks about.
        family: which kind of evidence it is; signals of one family are one vote.
        reads: the profile tables it cannot do without; an empty one means no data.
        needs: columns (`links.http_code`) that must have a value somewhere, else no data.
        since: first version that has it.
        message: one finding in plain English; `{names}` are columns of the result.
        parameters: the numbers it uses; the SQL sees them as the one-row table `params`.
        body: gives the SQL, or the finished table for the few that need Python.
        doc: text by heading of `HEADINGS`.
        origin: where it comes from: `built in`, a package, a file.
    """

    id: str
    title: str
    subject: Subject
    family: Family
    reads: tuple[str, ...]
    needs: tuple[str, ...]
    since: str
    message: str
    parameters: tuple[Parameter, ...]
    body: SqlBody | TableBody
    doc: Mapping[str, str]
    origin: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Columns the message names, in order."""
        return tuple(dict.fromkeys(_PLACEHOLDER.findall(self.message)))

    def rows(self, fetch: Fetch) -> pa.Table:
        """Measure: run the SQL, or the Python that fetches what it needs."""
        if inspect.signature(self.body).parameters:
            return self.body(fetch)  # type: ignore[call-arg]
        return fetch(self.body())  # type: ignore[call-arg]

    def say(self, finding: Mapping[str, object]) -> str:
        """One finding as a sentence. A value that is not known is shown as `unknown`."""
        return _PLACEHOLDER.sub(lambda found: _shown(found.group(), finding[found.group(1)]), self.message)


def _shown(placeholder: str, value: object) -> str:
    if value is None:
        return "unknown"
    name = placeholder[1:-1].split(":")[0]
    return placeholder.format(**{name: value})


def signal(
    *,
    title: str,
    subject: Subject,
    family: Family,
    reads: tuple[str, ...],
    since: str,
    message: str,
    params: ParameterSet | None = None,
    needs: tuple[str, ...] = (),
) -> Callable[[SqlBody | TableBody], Signal]:
    """Turn a function into a signal. The id is the name of its file, and its docstring the documentation.

    The function takes nothing and returns SQL, or takes `fetch` (SQL -> Arrow table) and returns an Arrow table.

    Raises:
        ConfigError: a table, column, heading or reason is missing or unknown.
    """

    def build(body: SqlBody | TableBody) -> Signal:
        return make_signal(
            Signal(
                id=body.__module__.rsplit(".", 1)[-1].replace("_", "-"),
                title=title,
                subject=subject,
                family=family,
                reads=reads,
                needs=needs,
                since=since,
                message=message,
                parameters=parameters_of(NoParams() if params is None else params),
                body=body,
                doc=sections(inspect.getdoc(body) or ""),
                origin="built in" if body.__module__.startswith("linkwright.signals.") else body.__module__,
            )
        )

    return build


def make_signal(candidate: Signal) -> Signal:
    """Check a signal's declaration and return it; built-in, third-party and `.sql` signals all pass here.

    Raises:
        ConfigError: with everything that is wrong in its text.
    """
    wrong = tuple(_complaints(candidate))
    if wrong:
        raise ConfigError(f"Signal “{candidate.id}” is not complete: {'; '.join(wrong)}.", todo="Correct its file.")
    return candidate


def _complaints(candidate: Signal) -> list[str]:
    found = []
    if not _ID.fullmatch(candidate.id):
        found.append("its file name must be lower-case words joined by underscores or hyphens")
    if tuple(candidate.doc) != HEADINGS or not all(candidate.doc.values()):
        found.append(f"its text needs the headings {', '.join(HEADINGS)}, in this order, each with a text")
    if not candidate.reads:
        found.append("it must name at least one table it reads")
    known = {**FACTS, **TABLES}
    found += [f"there is no table {name}" for name in candidate.reads if name not in known]
    for need in candidate.needs:
        table, _, column = need.partition(".")
        if table not in known or column not in known[table].schema.names:
            found.append(f"there is no column {need}")
    found += [
        f"its parameter {each.name} needs a reason and a source"
        for each in candidate.parameters
        if not (each.reason and each.source)
    ]
    return found


def parameters_of(params: ParameterSet) -> tuple[Parameter, ...]:
    """The fields of a parameter dataclass with their values and reasons."""
    return tuple(
        Parameter(
            name,
            getattr(params, name),
            str(field.metadata.get("reason", "")),
            str(field.metadata.get("source", "")),
        )
        for name, field in params.__dataclass_fields__.items()
    )


def because(value: Given, reason: str, source: str = "our assumption") -> Given:
    """A field of a parameter dataclass: its value, why, and who says so."""
    made: Given = dataclasses.field(default=value, metadata={"reason": reason, "source": source})
    return made


def sections(text: str) -> dict[str, str]:
    """Split a documentation text at its `## Heading` lines. The line before the first heading is the title's."""
    parts = re.split(r"^## +(.+?) *$", text, flags=re.MULTILINE)
    return {heading: body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}
