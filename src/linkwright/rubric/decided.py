"""What people decided about a link, a referring domain or an owner group: what holds now, and what was said before."""

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.rubric.explanation import Decided
from linkwright.vocabulary.terms import Verdict

# The most particular word first: about the page, the domain, the group.
_HOLDING = """
with holding as (
  select
    1 as place,
    v.observation
  from page_verdicts v
  join asked_decisions a on v.page_key = a.page_key
  union all
  select
    2 as place,
    v.observation
  from domain_verdicts v
  join asked_decisions a on v.referring_domain = a.referring_domain
  union all
  select
    3 as place,
    v.observation
  from group_verdicts v
  join asked_decisions a on v.owner_group = a.owner_group and a.referring_domain is null
  where v.holds
)
select
  h.*,
  p.place
from holding p
join verdict_history h on p.observation = h.observation
order by p.place
limit 1
"""
_HISTORY = """
select h.*
from verdict_history h
cross join asked_decisions a
left join group_verdicts g on h.observation = g.observation and g.owner_group = a.owner_group
where (h.subject_kind = 'url' and h.about = a.page_key)
  or (h.subject_kind = 'domain' and h.about = a.referring_domain)
  or (h.subject_kind = 'group' and (h.about = a.owner_group or g.observation is not null))
order by h.decided_at desc, h.observation desc
"""
_ABOUT = {"url": "the page {}", "domain": "the domain {}", "group": "the owner group {}"}
READINGS = {
    Verdict.KEEP: "It was looked at and is fine. Nothing to do.",
    Verdict.WATCH: "It is to be looked at again later. Until then our own reading stands.",
    Verdict.ASK_REMOVAL: "Its owner is to be asked to take the link away.",
    Verdict.DISAVOW: "It belongs into the next disavow file, if one is written.",
    Verdict.NOT_OURS: "It is no link of this site, so it counts nowhere.",
    Verdict.RECLASSIFY: "It counts as what the person says it is.",
}


def decisions(
    engine: Engine, *, page_key: str | None = None, domain: str | None = None, group: str | None = None
) -> tuple[Decided | None, tuple[Decided, ...]]:
    """Return the decision that holds for a link (all three given), a domain (two) or a group, and all ever made.

    Args:
        engine: holds the profile's tables of verdicts.
        page_key: of the referring page of a link.
        domain: referring domain of the link, or the domain itself.
        group: owner group of it, or the group itself.

    Returns:
        What holds, None where nothing was decided; and every decision about any of them, the newest first.
    """
    asked = {"page_key": page_key, "referring_domain": domain, "owner_group": group}
    engine.register("asked_decisions", pa.table({name: pa.array([key], pa.string()) for name, key in asked.items()}))
    holding = tuple(_decided(row) for row in engine.query(_HOLDING).to_pylist())
    return (holding[0] if holding else None), tuple(_decided(row) for row in engine.query(_HISTORY).to_pylist())


def reading(decided: Decided, scored_tier: str) -> str:
    """What a decision means, and that it comes before what we say."""
    ours = f" By itself our score says {scored_tier}." if scored_tier else ""
    return f"{READINGS[Verdict(decided.verdict)]} A person's verdict comes before ours.{ours}"


def _decided(row: dict[str, object]) -> Decided:
    return Decided(
        about=_ABOUT[str(row["subject_kind"])].format(row["subject"]),
        verdict=str(row["verdict"]),
        value=str(row["value"] or ""),
        reason=str(row["reason"] or ""),
        who=str(row["who"]),
        day=str(row["decided_at"])[:10],
        standing=str(row["standing"]),
        observation=str(row["observation"]),
    )
