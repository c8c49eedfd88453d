"""The quality checklist of one link: six plain questions, each answered with the row that says so."""

from collections.abc import Sequence

import pyarrow as pa

from linkwright.rubric.explanation import Check, Vote
from linkwright.rubric.judging import Judgement
from linkwright.rubric.lookup import Row
from linkwright.rubric.model import CHECKS
from linkwright.rubric.valuing import observed

ANSWERS = {True: "yes", False: "no", None: "unknown"}
_DOMAIN = """
select
  d.observation,
  t.shared,
  t.observation as words_row,
  v.sessions,
  v.observation as visits_row
from domains d
join asked_domain a on d.referring_domain = a.name
left join domain_topics t on d.referring_domain = t.referring_domain
left join visits v on d.referring_domain = v.referring_domain
"""


def checklist(
    judgement: Judgement, row: Row, now: Row, votes: Sequence[Vote], proof: Sequence[str]
) -> tuple[Check, ...]:
    """Answer the six questions for one link.

    Args:
        judgement: its tables are read.
        row: the link as the profile has it.
        now: its scores, with `check_<name>`.
        votes: the evidence of a scheme about its domain.
        proof: ids of rows behind that evidence.
    """
    judgement.engine.register("asked_domain", pa.table({"name": [str(row["referring_domain"])]}))
    domain: Row = judgement.engine.query(_DOMAIN).to_pylist()[0]
    link_row = str(row["observation"])
    reasons = {
        "topical": _topical(now, domain, link_row),
        "content": (str(now["placement"]).replace("_", " ").replace("neutral", "no source says where"), link_row),
        "anchor": (_anchor(row, votes), link_row),
        "traffic": (observed(judgement, row, "traffic") or "no source gives visits", str(domain["observation"])),
        "scheme_free": (_scheme(votes), proof[0] if proof else str(domain["observation"])),
        "visits": _visits(now, domain),
    }
    return tuple(
        Check(
            name=name,
            question=question,
            answer=ANSWERS[_flag(now[f"check_{name}"])],
            because=reasons[name][0],
            observation=reasons[name][1],
        )
        for name, question in CHECKS.items()
    )


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _topical(now: Row, domain: Row, link_row: str) -> tuple[str, str]:
    if now["relevance"] == "topic":
        return "a topic of yours stands in its title, category or address", link_row
    shared = domain["shared"]
    if isinstance(shared, list) and shared:
        place = float(str(now["topicality"]))
        words = ", ".join(str(each) for each in shared)
        return f"words in common: {words}; nearer to yours than {place:.0%} of random pairs", str(domain["words_row"])
    return "no word in common is known, which tells nothing", link_row


def _anchor(row: Row, votes: Sequence[Vote]) -> str:
    found = [signal for vote in votes if vote.family == "anchor" for signal in vote.signals]
    known = row["anchor_class"] not in (None, "unknown")
    named = f"the words are of the class {row['anchor_class']}" if known else "no source gives the words"
    return f"{named}; found by {', '.join(found)}" if found else named


def _scheme(votes: Sequence[Vote]) -> str:
    found = [f"{vote.family} ({', '.join(vote.signals)})" for vote in votes if vote.ratio > 1]
    return f"evidence of the kind {', '.join(found)}" if found else "no signal found anything that weighs"


def _visits(now: Row, domain: Row) -> tuple[str, str]:
    if now["check_visits"] is None:
        return "no web analytics were imported", ""
    if domain["sessions"] is None:
        return "your web analytics name no visit from it", ""
    return f"{float(str(domain['sessions'])):,.0f} visits in your web analytics", str(domain["visits_row"])
