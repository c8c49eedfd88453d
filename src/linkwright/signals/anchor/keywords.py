"""What the signals about sales phrases need to be told: the owner's money keywords."""

from linkwright.signals.contract import NotApplicableError

# The parameters, and how many money keywords are known.
LIMITS = """
select
  params.*,
  phrases.phrases
from params
cross join (
  select count(*) as phrases
  from anchor_phrases
  where kind = 'money'
) phrases
"""


def require_keywords(phrases: int) -> None:
    """Raise NotApplicableError where no money keywords are known."""
    if not phrases:
        raise NotApplicableError("no money keywords are known; list these under money_keywords in linkwright.toml")
