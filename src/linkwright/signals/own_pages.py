"""Links to pages of the site itself that answer in a certain way: SQL shared by signals on what to mend at home."""

from linkwright.signals.proof import NO_BACKGROUND, PROOF


def own_pages(condition: str) -> str:
    """Pages of the site whose answer meets a condition over `targets`, with who links to them; most owners first."""
    return f"""
with meant as (
  select *
  from targets
  where {condition}
),
known as (
  select
    l.target_key as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join meant on l.target_key = meant.target_key
  where l.status <> 'lost'
),
sizes as (
  select
    known.about,
    count(distinct known.referring_domain) as referring_domains,
    count(distinct domains.owner_group) as owner_groups
  from known
  join domains on known.referring_domain = domains.referring_domain
  group by known.about
),
{PROOF}
select
  meant.target_key as subject,
  cast(sizes.owner_groups as double) as measure,
  {NO_BACKGROUND},
  proof.rows,
  proof.evidence,
  proof.domains,
  meant.target_page,
  meant.http_code,
  sizes.referring_domains
from meant
join sizes on meant.target_key = sizes.about
join proof on meant.target_key = proof.about
"""
