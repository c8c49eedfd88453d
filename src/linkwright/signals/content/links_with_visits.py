"""Signal `links-with-visits`."""

from linkwright.signals.contract import signal
from linkwright.signals.proof import NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject

SQL = f"""
select
  visits.referring_domain as subject,
  visits.sessions as measure,
  {NO_BACKGROUND},
  case when visits.observation = domains.observation then 1 else 2 end as rows,
  case
    when visits.observation = domains.observation then array[visits.observation]
    else array_sort(array[visits.observation, domains.observation])
  end as evidence,
  array[visits.referring_domain] as domains,
  visits.referring_domain,
  visits.sessions,
  case
    when visits.key_events is null then 'not counted'
    else cast(cast(round(visits.key_events) as bigint) as text)
  end as events
from visits
join domains on visits.referring_domain = domains.referring_domain
where visits.sessions >= 1
"""


@signal(
    title="Links that bring visits",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.CONTENT,
    reads=("visits", "domains"),
    since="0.1",
    message="Visits from {referring_domain}: {sessions:,.0f}; key events: {events}",
)
def links_with_visits() -> str:
    """Links that bring visits.

    ## What it finds
    Referring domains from which people came to your site, with the visits and key events (orders, requests) that your
    web analytics counted.

    ## Why it matters
    A link that people click works whatever search engines make of it. These are the sites whose readers are yours.

    ## When it is wrong
    Analytics misses visitors who refuse to be counted, and those whose browser hides where they come from. Visits of a
    domain are not tied to one link, and the periods of exports differ.

    ## What to do
    Keep these links and their pages first. Offer the same sites more, and look for sites like them.

    ## Sources
    Your own web analytics, as exported; nothing is estimated.
    """
    return SQL
