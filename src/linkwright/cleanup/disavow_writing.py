"""The next disavow file: the live one, and what a person decided since. Nothing goes in by a score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linkwright.cleanup.disavow_checks import check_lines
from linkwright.cleanup.disavow_file import (
    MOST_BYTES,
    MOST_LINES,
    DisavowFile,
    Line,
    LineKind,
    covering,
    entry_line,
    read_file,
    read_line,
    render,
)
from linkwright.cleanup.disavow_model import Problem
from linkwright.engine import Engine
from linkwright.errors import LinkwrightError
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Verdict

_NEVER = (
    "own-site",
    "public-suffix",
    "platform",
    "bare-address",
)  # problems that keep an entry out, whoever decided it
_DECIDED = """
select
  '{kind}' as kind,
  {subject} as subject,
  verdict,
  reason,
  who,
  decided_at,
  observation
from {table}
where verdict in ('{disavow}', '{keep}')
order by {subject}
"""


class Reason(StrEnum):
    """Why somebody disavows. Without one of these most sites need no file at all."""

    MANUAL_ACTION = "manual-action"
    KNOWN_PURCHASE = "known-purchase"
    OTHER = "other"


REASON_WORDS = {
    Reason.MANUAL_ACTION: "a manual action for unnatural links",
    Reason.KNOWN_PURCHASE: "links known to be bought or made for search engines",
    Reason.OTHER: "another reason",
}
WHY_NOT = (
    "Most sites need no disavow file. Google says it ignores most spam links by itself and calls the file an advanced "
    "tool, for a manual action because of unnatural links or for links you know were bought. Disavowing what a tool "
    "calls spam has not been seen to bring traffic back, and a wrong line can cost you good links. Bing has no such "
    "tool any more (since October 2023).",
    "First ask for removal: `linkwright cleanup plan`. If you have a reason all the same, say it: --reason "
    "manual-action, known-purchase or other. Only what a person decided in a review goes into the file.",
)


@dataclass(frozen=True)
class Decided:
    """One subject a person decided about."""

    kind: LineKind
    subject: str
    verdict: Verdict
    reason: str
    who: str
    day: date | None
    observation: str


@dataclass(frozen=True)
class NextFile:
    """The file to upload, and how it differs from the live one.

    Attributes:
        data: its bytes.
        added: entries that are new.
        removed: lines of the live file that are left out, each with the verdict that says so.
        already: decided entries that the live file holds or covers.
        refused: decided entries that are kept out, each with the problem it would be.
    """

    data: bytes
    added: tuple[Decided, ...]
    removed: tuple[tuple[Line, Decided], ...]
    already: int
    refused: tuple[tuple[Decided, Problem], ...]


def decided(engine: Engine) -> tuple[Decided, ...]:
    """Read what people decided to disavow and to keep, by domain and by page, from a judged profile."""
    found = []
    for kind, table, subject in (
        (LineKind.DOMAIN, "domain_verdicts", "referring_domain"),
        (LineKind.URL, "page_verdicts", "referring_page"),
    ):
        sql = _DECIDED.format(kind=kind, table=table, subject=subject, disavow=Verdict.DISAVOW, keep=Verdict.KEEP)
        found += [_decided(row) for row in engine.query(sql).to_pylist()]
    return tuple(found)


def _decided(row: dict[str, object]) -> Decided:
    moment = row["decided_at"]
    return Decided(
        kind=LineKind(str(row["kind"])),
        subject=str(row["subject"]),
        verdict=Verdict(str(row["verdict"])),
        reason=str(row["reason"] or ""),
        who=str(row["who"] or ""),
        day=moment.date() if isinstance(moment, datetime) else None,
        observation=str(row["observation"] or ""),
    )


def next_file(live: DisavowFile, decisions: Sequence[Decided], reason: Reason, site: Site, today: date) -> NextFile:
    """Make the file to upload next.

    Every line of the live file stays as it is, unknown ones too, but for entries that a person decided to keep since.
    New entries stand at the end, by who decided when and why, in the order of their names: the same decisions give the
    same bytes.

    Raises:
        LinkwrightError: it would be longer or larger than Google reads.
    """
    kept = {each.subject: each for each in decisions if each.verdict is Verdict.KEEP}
    removed = tuple(
        (line, kept[line.host]) for line in live.entries if line.kind is LineKind.DOMAIN and line.host in kept
    )
    gone = {line.number for line, _ in removed}
    stays = [line for line in live.lines if line.number not in gone]
    wanted = [each for each in decisions if each.verdict is Verdict.DISAVOW]
    fresh, already = _new_ones(wanted, stays)
    allowed, refused = _allowed(fresh, site)
    texts = [line.text for line in stays] + list(_block(allowed, reason, today))
    data = _bytes(live, texts)
    return NextFile(data, tuple(allowed), removed, already, refused)


def _new_ones(wanted: Sequence[Decided], stays: Sequence[Line]) -> tuple[list[Decided], int]:
    """What neither the live file nor another decision covers, and how many are covered."""
    live = {line.host for line in stays if line.kind is LineKind.DOMAIN and line.host and not line.path.strip("/")}
    keys = {line.key for line in stays if line.key}
    coming = {each.subject for each in wanted if each.kind is LineKind.DOMAIN}
    fresh = []
    for each in wanted:
        line = read_line(entry_line(each.kind, each.subject), 0)
        whole = each.kind is LineKind.DOMAIN
        above = covering(coming, line.host, itself=not whole)
        if not (covering(live, line.host) or above or line.key in keys):
            fresh.append(each)
    return fresh, len(wanted) - len(fresh)


def _allowed(fresh: Sequence[Decided], site: Site) -> tuple[list[Decided], tuple[tuple[Decided, Problem], ...]]:
    """Keep out what no verdict can make right: one's own site, everybody's suffix, a platform of many owners."""
    text = "".join(f"{entry_line(each.kind, each.subject)}\n" for each in fresh)
    problems = check_lines(read_file(text.encode(), ""), site)
    wrong = {problem.line: problem for problem in problems if problem.kind in _NEVER}
    refused = tuple((fresh[number - 1], problem) for number, problem in sorted(wrong.items()))
    return [each for number, each in enumerate(fresh, 1) if number not in wrong], refused


def _block(added: Sequence[Decided], reason: Reason, today: date) -> Iterator[str]:
    if not added:
        return
    yield f"# {today.isoformat()}: added because of {REASON_WORDS[reason]}; each decided by a person."
    told = None
    for each in sorted(added, key=lambda one: (one.who, one.day or date.min, one.reason, one.kind, one.subject)):
        said = (each.who, each.day, each.reason)
        if said != told:
            yield f"# {_said(each)}"
            told = said
        yield entry_line(each.kind, each.subject)


def _said(each: Decided) -> str:
    who = each.who or "somebody"
    day = each.day.isoformat() if each.day else "day not known"
    reason = " ".join(each.reason.split()) or "no reason given"
    return f"{who}, {day}: {reason} (evidence {each.observation})"


def _bytes(live: DisavowFile, texts: Sequence[str]) -> bytes:
    unchanged = list(texts) == [line.text for line in live.lines]
    data = (
        render(live) if unchanged else "".join(text + live.newline for text in texts).encode("utf-8", "surrogateescape")
    )
    if len(texts) > MOST_LINES or len(data) > MOST_BYTES:
        raise LinkwrightError(
            f"The file would have {len(texts):,} lines and {len(data):,} bytes; Google reads at most {MOST_LINES:,} "
            f"and {MOST_BYTES:,}. Nothing was written.",
            todo="Take out comments, duplicates and covered lines first: `linkwright disavow check FILE --fix NEW`.",
        )
    return data
