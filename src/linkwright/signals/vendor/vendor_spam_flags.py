"""Signal `vendor-spam-flags`."""

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, signal
from linkwright.vocabulary.terms import Family, Subject

SQL = """
with flagged as (
  select *
  from domains
  where vendor_spam > 0
),
known as (
  select
    l.referring_domain,
    l.observation,
    row_number() over (partition by l.referring_domain order by l.observation) as place
  from links l
  where l.referring_domain in (select referring_domain from flagged)
    and l.vendor_spam
),
proof as (
  select
    referring_domain,
    count(*) as rows,
    array_agg(observation) filter (where place <= 20) as evidence
  from known
  group by referring_domain
)
select
  flagged.referring_domain as subject,
  flagged.vendor_spam / cast(flagged.vendor_spam_asked as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(coalesce(proof.rows, 1) as bigint) as rows,
  array_sort(coalesce(proof.evidence, array[flagged.observation])) as evidence,
  array[flagged.referring_domain] as domains,
  flagged.referring_domain,
  flagged.vendor_spam as flags,
  flagged.vendor_spam_asked as opinions,
  flagged.vendor_spam_asked - flagged.vendor_spam as disagree
from flagged
left join proof on flagged.referring_domain = proof.referring_domain
"""


@signal(
    title="Domains another tool calls spam",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.VENDOR,
    reads=("domains",),
    since="0.1",
    message="{referring_domain}: called spam by {flags} of {opinions} tools that judge it; {disagree} disagree",
)
def vendor_spam_flags(fetch: Fetch) -> pa.Table:
    """Domains another tool calls spam.

    ## What it finds
    Referring domains that at least one tool flags as spam, with the number of tools that looked and did not.

    ## Why it matters
    It is a hint where to look. Tools do not say how they decide, and they often disagree; we repeat their opinion and
    never condemn a domain on it.

    ## When it is wrong
    Often. Scores for spam are learned from appearance: small, old and foreign sites look like spam to a program. Even
    trained people agree only moderately about what spam is.

    ## What to do
    Look only at domains that other evidence also speaks against. A flag alone needs nothing from you.

    ## Sources
    Agreement of the human judges of the WEBSPAM-UK2007 collection: kappa 0.51. Google's John Müller on tools' spam
    scores: a notion of the tools, not of Google's.
    """
    asked = fetch("select coalesce(sum(vendor_spam_asked), 0) as opinions from domains")
    if not asked["opinions"][0].as_py():
        raise NotApplicableError("no imported file says which domains its tool takes for spam")
    return fetch(SQL)
