"""Signal `vendor-spam-flags`."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """From where on a tool's own score means spam to that tool; scores without a published limit are left out."""

    semrush_toxic_score: float = because(
        60.0, "60 to 100 is the tool's own highest band", "vendor's documentation: Semrush Backlink Audit"
    )
    moz_spam_score: float = because(
        61.0, "61 to 100 % is the tool's own highest band", "vendor's documentation: Moz Spam Score"
    )
    min_judged: int = because(20, "kappa of fewer domains is mostly chance", "our assumption")


# One opinion a tool: those who say yes or no are counted by the profile, those who give a score are read here.
OPINIONS = """
with told as (
  select
    domains.*,
    metrics['semrush.toxic_score'] as semrush,
    metrics['moz.spam_score'] as moz
  from domains
)
select
  told.referring_domain,
  told.observation,
  coalesce(told.vendor_spam_asked, 0)
    + case when told.semrush is null then 0 else 1 end
    + case when told.moz is null then 0 else 1 end as opinions,
  coalesce(told.vendor_spam, 0)
    + case when told.semrush >= params.semrush_toxic_score then 1 else 0 end
    + case when told.moz >= params.moz_spam_score then 1 else 0 end as flags
from told
cross join params
"""
ASKED = f"""
with opinions as ({OPINIONS})
select coalesce(sum(opinions), 0) as opinions
from opinions
"""
# Agreement of tools on domains that several judge: of all pairs of opinions on one domain, how many are equal, against
# how many would be if each tool threw the same coin (Fleiss' kappa for any number of tools).
SQL = f"""
with opinions as ({OPINIONS}),
together as (
  select
    count(*) as domains,
    avg((flags * (flags - 1.0) + (opinions - flags) * (opinions - flags - 1.0)) / (opinions * (opinions - 1.0)))
      as equal,
    sum(flags) / cast(sum(opinions) as double) as flagged
  from opinions
  where opinions > 1
),
agreement as (
  select
    case
      when domains < min_judged then 'too few domains are judged by several tools to say how far they agree'
      when flagged in (0, 1) then 'they agree on all ' || cast(domains as varchar) || ' domains that several judge'
      else 'on the ' || cast(domains as varchar) || ' domains that several judge they agree with kappa '
        || cast(cast((equal - chance) / (1 - chance) as decimal(4, 2)) as varchar) || ' (1 always, 0 as by chance)'
    end as agreement
  from (
    select
      together.*,
      params.min_judged,
      flagged * flagged + (1 - flagged) * (1 - flagged) as chance
    from together
    cross join params
  ) measured
),
flagged as (
  select *
  from opinions
  where flags > 0
),
known as (
  select distinct
    o.referring_domain,
    o.observation
  from observed o
  cross join params
  where o.referring_domain in (select referring_domain from flagged)
    and (
      o.vendor_spam
      or o.metrics['semrush.toxic_score'] >= params.semrush_toxic_score
      or o.metrics['moz.spam_score'] >= params.moz_spam_score
    )
),
placed as (
  select
    *,
    row_number() over (partition by referring_domain order by observation) as place
  from known
),
proof as (
  select
    referring_domain,
    count(*) as rows,
    array_sort(array_agg(observation) filter (where place <= 20)) as evidence
  from placed
  group by referring_domain
)
select
  flagged.referring_domain as subject,
  flagged.flags / cast(flagged.opinions as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(coalesce(proof.rows, 1) as bigint) as rows,
  coalesce(proof.evidence, array[flagged.observation]) as evidence,
  array[flagged.referring_domain] as domains,
  flagged.referring_domain,
  flagged.flags,
  flagged.opinions,
  flagged.opinions - flagged.flags as disagree,
  agreement.agreement
from flagged
cross join agreement
left join proof on flagged.referring_domain = proof.referring_domain
"""


@signal(
    title="Domains another tool calls spam",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.VENDOR,
    reads=("domains",),
    since="0.1",
    message=(
        "{referring_domain}: called spam by {flags} of {opinions} tools that judge it; {disagree} disagree "
        "({agreement})"
    ),
    params=Params(),
)
def vendor_spam_flags(fetch: Fetch) -> pa.Table:
    """Domains another tool calls spam.

    ## What it finds
    Referring domains that at least one tool flags as spam, or gives a score in what it calls its highest band, with the
    number of tools that looked and did not. A domain's score is the largest of any of its pages. Beside it stands how
    far the tools agree with each other in your profile, beyond chance (kappa).

    ## Why it matters
    It is a hint where to look, and all tools together are one voice. Tools do not say how they decide, and they often
    disagree; we repeat their opinion and never condemn a domain on it.

    ## When it is wrong
    Often. Scores for spam are learned from appearance: small, old and foreign sites look like spam to a program. Even
    trained people agree only moderately about what spam is.

    ## What to do
    Look only at domains that other evidence also speaks against. A flag alone needs nothing from you.

    ## Sources
    Agreement of the human judges of the WEBSPAM-UK2007 collection: kappa 0.51. Google's John Müller on tools' spam
    scores: a notion of the tools, not of Google's.
    """
    if not fetch(ASKED)["opinions"][0].as_py():
        raise NotApplicableError("no imported file says which domains its tool takes for spam")
    return fetch(SQL)
