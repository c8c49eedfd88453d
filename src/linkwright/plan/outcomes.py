"""Own outreach as the user counted it: of several tables the newest word on a channel and month."""

from linkwright.engine import Engine
from linkwright.plan.evidence import Outcome

# A later table is a later count of the same work, never more work.
_NEWEST = """
with ranked as (
  select
    *,
    trim(channel) as way,
    row_number() over (
      partition by lower(trim(channel)), month
      order by observed_at desc, batch desc, "row" desc
    ) as place
  from outcome_seen
)
select
  way as channel,
  month,
  coalesce(contacted, 0) as contacted,
  replied,
  placed,
  followed,
  kept,
  hours,
  cost
from ranked
where place = 1
order by lower(way), month
"""


def read_outcomes(engine: Engine) -> tuple[Outcome, ...]:
    """Read the outcomes from an engine that holds the table `outcome_seen`."""
    return tuple(
        Outcome(**(row | {"month": row["month"].date() if row["month"] else None}))
        for row in engine.query(_NEWEST).to_pylist()
    )
