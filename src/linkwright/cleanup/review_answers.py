"""What a person filled in -> decisions. A row that is not clear is refused, with its place and why; the rest counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from linkwright.cleanup.deciding import DOMAIN, GROUP, URL, Decision
from linkwright.cleanup.review_model import mark_of
from linkwright.engine import Engine
from linkwright.urls import canonical_url, page_key
from linkwright.vocabulary.terms import Placement, SourceType, Verdict

LONGEST_REASON = 2_000  # characters; longer texts are pasted by accident
_SHOWN = 200  # characters of what a row says that are told when it is refused
VALUES = tuple(dict.fromkeys(str(word) for word in (*SourceType, *Placement)))
_WORDS = {str(verdict): verdict for verdict in Verdict}
_ASKED = """
select
  a.place,
  d.referring_domain,
  g.owner_group,
  g.nature,
  p.referring_page
from review_asked a
left join domains d on a.kind = 'domain' and a.name = d.referring_domain
left join groups g on a.kind = 'group' and a.name = g.owner_group
left join (select page_key, min(referring_page) as referring_page from pages group by page_key) p
  on a.kind = 'url' and a.name = p.page_key
"""
_EARLIER = """
select 'domain' as kind, referring_domain as subject, verdict, reason, value
from domain_verdicts
where subject_kind = 'domain'
union all
select 'group' as kind, owner_group as subject, verdict, reason, value
from group_verdicts
where holds
union all
select 'url' as kind, referring_page as subject, verdict, reason, value
from page_verdicts
"""


@dataclass(frozen=True)
class Filled:
    """One row as it came back. All texts are trimmed; empty where nothing stands.

    Attributes:
        place: where it stands, such as `row 12`.
    """

    place: str
    id: str
    verdict: str
    reason: str = ""
    instead: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Refused:
    """A row that was not recorded, and why."""

    place: str
    id: str
    why: str


@dataclass(frozen=True)
class Named:
    """What an id names in the profile of today."""

    kind: str
    subject: str
    nature: str = ""


@dataclass(frozen=True)
class Answers:
    """What a file came to.

    Attributes:
        decisions: one for each subject decided, in the order of kind and subject.
        refused: rows that are not clear, in the order of the file.
        undecided: rows without a verdict.
    """

    decisions: tuple[Decision, ...]
    refused: tuple[Refused, ...]
    undecided: int


def known_subjects(engine: Engine, ids: Sequence[str]) -> Mapping[str, Named]:
    """Look ids up among the domains, pages and owner groups of a profile; ids that name nothing are left out."""
    asked = [(place, *_asked(each)) for place, each in enumerate(ids)]
    names = ("place", "kind", "name")
    types = (pa.int64(), pa.string(), pa.string())
    columns = [pa.array([row[at] for row in asked], kind) for at, kind in enumerate(types)]
    engine.register("review_asked", pa.table(columns, names=names))
    found = {}
    for row in engine.query(_ASKED).to_pylist():
        for kind, name in ((DOMAIN, "referring_domain"), (GROUP, "owner_group"), (URL, "referring_page")):
            if row[name] is not None:
                found[ids[row["place"]]] = Named(kind, row[name], row["nature"] or "" if kind == GROUP else "")
    return found


def decisions_now(engine: Engine) -> Mapping[tuple[str, str], tuple[str, str, str]]:
    """What holds today by kind and subject: verdict, reason, what instead."""
    return {
        (row["kind"], row["subject"]): (row["verdict"], row["reason"] or "", row["value"] or "")
        for row in engine.query(_EARLIER).to_pylist()
    }


def answers(rows: Sequence[Filled], named: Mapping[str, Named]) -> Answers:
    """Turn rows into decisions. The order of the rows makes no difference.

    Args:
        rows: as they came back.
        named: what their ids name, from `known_subjects`.
    """
    said: dict[Named, list[tuple[int, Filled]]] = {}
    refused: dict[int, Refused] = {}
    for at, row in enumerate(rows):
        why = _problem(row, named) if row.verdict else ""
        if why:
            refused[at] = Refused(row.place, row.id[:_SHOWN], why)
        elif row.verdict:
            said.setdefault(named[row.id], []).append((at, row))
    decisions = []
    for subject, same in said.items():
        places = {(_word(row.verdict), row.instead.lower()): row.place for _, row in reversed(same)}
        if len(places) == 1:
            decisions.append(_decision(subject, [row for _, row in same]))
        else:
            told = ", ".join(f"{place} says {verdict}" for (verdict, _), place in reversed(places.items()))
            why = f"the file contradicts itself: {told}"
            refused |= {at: Refused(row.place, row.id[:_SHOWN], why) for at, row in same}
    return Answers(
        decisions=tuple(sorted(decisions, key=lambda each: (each.subject_kind, each.subject))),
        refused=tuple(why for _, why in sorted(refused.items())),
        undecided=sum(not row.verdict for row in rows),
    )


def _problem(row: Filled, named: Mapping[str, Named]) -> str:
    verdict = _WORDS.get(_word(row.verdict))
    if verdict is None:
        return f"“{row.verdict[:_SHOWN]}” is no verdict; use one of: {', '.join(_WORDS)}"
    if not row.id:
        return "the row has no id, so we cannot know what it is about"
    subject = named.get(row.id)
    if subject is None:
        return "nothing here has this id: it links no more, or the id was changed"
    if row.mark and row.mark != mark_of(subject.nature):
        return "the group is another one than it was when this file was written: write a new review and decide again"
    if verdict is Verdict.RECLASSIFY and row.instead.lower() not in VALUES:
        wanted = f"“{row.instead[:_SHOWN]}” is none of them" if row.instead else "the column Instead is empty"
        return f"reclassify needs to know as what: {wanted}; use one of: {', '.join(VALUES)}"
    if verdict is not Verdict.RECLASSIFY and row.instead:
        return f"the column Instead goes with the verdict reclassify only, not with {verdict}"
    if len(row.reason) > LONGEST_REASON:
        return f"the reason has {len(row.reason):,} characters; at most {LONGEST_REASON:,} are kept"
    return ""


def _word(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").replace("_", " ").split())


def _decision(subject: Named, same: Sequence[Filled]) -> Decision:
    """The decision of rows that say the same; their reasons together, whatever the order of the rows."""
    reasons = "; ".join(sorted({row.reason for row in same if row.reason}))[:LONGEST_REASON]
    verdict, instead = _WORDS[_word(same[0].verdict)], same[0].instead.lower()
    return Decision(subject.kind, subject.subject, verdict, reasons, subject.nature, instead)


def _asked(text: str) -> tuple[str, str]:
    kind, _, name = text.partition(":")
    if kind == URL:
        canonical = canonical_url(name)
        return URL, page_key(canonical) if canonical else name
    return kind, name
