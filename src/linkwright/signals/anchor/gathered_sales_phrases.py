"""Signal `gathered-sales-phrases`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from linkwright.signals.anchor.keywords import LIMITS, require_keywords
from linkwright.signals.contract import FINDING, Fetch, NotApplicableError, because, signal
from linkwright.signals.mix_model import tail
from linkwright.signals.ownership.shared_ownership_keys import KEYED
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When sales phrases gather in one part of a profile."""

    min_users: int = because(5, "independent owners rarely choose sales phrases five times together", "our assumption")
    min_others: int = because(30, "the words of fewer other owners are no background", "our assumption")
    min_lift: float = because(
        2.0, "twice the share of all others: then half of those named would not be there by chance", "arithmetic"
    )
    alarm: float = because(0.01, "one honest profile in a hundred, all its parts together", "as anchor-excess")
    alike: float = because(
        25.0,
        "how alike the parts of a profile are, as the sum of beta parameters: shares of a tenth differ by 6 points",
        "as between profiles in our simulation; the months of one real profile gave 9 to 67, by class of anchor",
    )


# Owners with known words, and the parts of the profile they belong to: the month in which they were first seen, a block
# of addresses, a key of one holder. A network of one template is a part of its own, and only where it uses a keyword
# word for word: programs copy titles, and a title may hold a keyword.
PARTS = f"""
with keyed as ({KEYED}),
worded as (
  select
    referring_domain,
    max(case when anchor_class = 'exact' then 1 else 0 end) as exact,
    max(case when anchor_class in ('exact', 'partial') then 1 else 0 end) as any_sales
  from links
  where anchor_class not in ('unknown', 'empty')
  group by referring_domain
),
told as (
  select 'exactly' as words, referring_domain, exact as sales
  from worded
  union all
  select 'among other words' as words, referring_domain, any_sales as sales
  from worded
),
units as (
  select
    told.words,
    told.referring_domain,
    domains.group_kind,
    domains.owner_group,
    case when domains.group_kind = 'mirror' then domains.owner_group else domains.referring_domain end as owner,
    substr(cast(cast(domains.first_seen as date) as text), 1, 7) as month,
    domains.subnet,
    told.sales
  from told
  join domains on told.referring_domain = domains.referring_domain
),
alone as (
  select *
  from units
  where group_kind <> 'network'
),
parts as (
  select words, 'month' as kind, month as part, owner, referring_domain, sales
  from alone
  where month is not null
  union all
  select words, 'block' as kind, subnet as part, owner, referring_domain, sales
  from alone
  where subnet is not null
  union all
  select words, 'network' as kind, owner_group as part, referring_domain as owner, referring_domain, sales
  from units
  where group_kind = 'network'
    and words = 'exactly'
  union all
  select
    alone.words,
    'key' as kind,
    keyed.kind || ' ' || keyed.value as part,
    alone.owner,
    alone.referring_domain,
    alone.sales
  from alone
  join keyed on alone.owner = keyed.owner
),
sizes as (
  select
    words,
    kind,
    part,
    count(distinct owner) as owners,
    count(distinct case when sales = 1 then owner end) as users
  from parts
  group by words, kind, part
),
totals as (
  select
    words,
    count(distinct owner) as owners,
    count(distinct case when sales = 1 then owner end) as users
  from alone
  group by words
),
compared as (
  select
    sizes.*,
    totals.owners - case when sizes.kind = 'network' then 0 else sizes.owners end as other_owners,
    totals.users - case when sizes.kind = 'network' then 0 else sizes.users end as other_users
  from sizes
  join totals on sizes.words = totals.words
)"""
COUNTS = f"""
{PARTS}
select
  compared.words,
  compared.kind,
  compared.part,
  compared.owners,
  compared.users,
  compared.other_owners,
  compared.other_users
from compared
cross join params
where compared.owners >= params.min_users
order by compared.words, compared.kind, compared.part
"""
MEMBERS = f"""
{PARTS},
known as (
  select
    parts.words || ' ' || parts.kind || ' ' || parts.part as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from parts
  join compared on parts.words = compared.words and parts.kind = compared.kind and parts.part = compared.part
  cross join params
  join links l on parts.referring_domain = l.referring_domain
  where (l.anchor_class = 'exact' or (l.anchor_class = 'partial' and parts.words = 'among other words'))
    and compared.users >= params.min_users
    and compared.users * compared.other_owners >= params.min_lift * compared.owners * compared.other_users
),
{PROOF}
select *
from proof
"""
SAID = {
    "month": "first seen in {}",
    "block": "at addresses {}.x",
    "network": "of one template ({})",
    "exactly": "word for word",
    "among other words": "alone or among other words",
    "key": "with the {} (kind of key and key)",
}
SCHEMA = pa.schema(
    [
        *FINDING,
        ("users", pa.int64()),
        ("owners", pa.int64()),
        ("what", pa.string()),
        ("words", pa.string()),
        ("usual_share", pa.float64()),
    ]
)


@signal(
    title="Sales phrases gathered in one part of your profile",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.ANCHOR,
    reads=("links", "domains"),
    since="0.1",
    message=(
        "{users:,} of {owners:,} owners {what} link to you by phrases you want to be found for, {words}; of all your "
        "other owners {usual_share:.1%} do, so {expected:.1f} would be usual"
    ),
    params=Params(),
)
def gathered_sales_phrases(fetch: Fetch) -> pa.Table:
    """Sales phrases gathered in one part of your profile.

    ## What it finds
    Parts of the profile in which at least twice as large a share of owners as in all the rest links by your money
    keywords, alone or among other words, and a larger share than chance brings about: the owners first seen in one
    month, at one block of addresses, or with one key of an owner (an analytics id, say). Only those who use such
    phrases are named. Your own profile is the measure, so no competitors are needed. A network of one template is such
    a part too, but only where it uses a keyword word for word.

    ## Why it matters
    Links that were ordered together have words that were ordered. A burst of praise comes in everybody's own words.

    ## When it is wrong
    The launch of a product that is called like the keyword gathers its name in a month; so does a press release. Where
    most of a profile is bought, nothing stands out from the rest: `anchor-excess` compares with competitors.

    ## What to do
    Read the rows: who chose these words, and were they agreed with you or an agency of yours? If so, order no more
    of them. Do not ask people to change honest links.

    ## Sources
    Beta-binomial tail, its usual share that of all other owners, divided by the number of parts.
    Google's spam policies (links with optimised anchor texts). The limits are our assumption.
    """
    limits = fetch(LIMITS).to_pylist()[0]
    require_keywords(limits["phrases"])
    parts = [Part(**row) for row in fetch(COUNTS).to_pylist()]
    if not any(part.other_owners >= limits["min_others"] for part in parts):
        raise NotApplicableError(
            f"no part of the profile has {limits['min_users']} owners and {limits['min_others']} others to compare "
            "with; import an export of backlinks with their anchor texts"
        )
    chances = {part: min(1.0, len(parts) * part.chance(limits["alike"])) for part in parts if _stands_out(part, limits)}
    found = {part: chance for part, chance in chances.items() if chance <= limits["alarm"]}
    proof = {row["about"]: row for row in fetch(MEMBERS).to_pylist()} if found else {}
    rows = [_finding(part, chance, proof[f"{part.words} {part.kind} {part.part}"]) for part, chance in found.items()]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@dataclass(frozen=True)
class Part:
    """A part of the profile: its owners with known words, those who use sales phrases, and the same of the rest."""

    words: str
    kind: str
    part: str
    owners: int
    users: int
    other_owners: int
    other_users: int

    def chance(self, alike: float) -> float:
        """How often a part of a profile like the rest would have so many users."""
        share = (self.other_users + 0.5) / (self.other_owners + 1)
        own = np.array([self.users, self.owners - self.users], dtype=np.float64)
        return tail(alike * np.array([share, 1 - share]), own, 0)


def _stands_out(part: Part, limits: dict[str, float]) -> bool:
    return (
        part.users >= limits["min_users"]
        and part.other_owners >= limits["min_others"]
        and part.users * part.other_owners >= limits["min_lift"] * part.owners * part.other_users
    )


def _finding(part: Part, chance: float, proof: dict[str, object]) -> dict[str, object]:
    usual = part.other_users / part.other_owners
    expected = usual * part.owners
    lift = part.users / max(expected, 0.5)
    return {
        **{name: proof[name] for name in ("rows", "evidence", "domains")},
        "subject": part.part,
        "measure": lift,
        "expected": expected,
        "p": chance,
        "likelihood_ratio": lift,
        "users": part.users,
        "owners": part.owners,
        "what": SAID[part.kind].format(part.part),
        "words": SAID[part.words],
        "usual_share": usual,
    }
