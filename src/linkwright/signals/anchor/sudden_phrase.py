"""Signal `sudden-phrase`."""

import math
from dataclasses import dataclass

import pyarrow as pa
from scipy import special

from linkwright.signals.contract import FINDING, Fetch, NotApplicableError, because, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a phrase came suddenly."""

    min_owners: int = because(8, "fewer owners within some days of each other are soon chance", "our assumption")
    max_days: int = because(31, "a package of links is placed within days or weeks", "our assumption")
    covered: float = because(0.8, "the days in which most of a phrase's owners came", "leaked Google field phraseDays")
    min_lift: float = because(5.0, "five times the share that other new links have in these days", "our assumption")
    min_others: int = because(30, "the dates of fewer other owners are no background", "our assumption")
    alarm: float = because(0.001, "chance of one false finding in a profile, all phrases together", "convention")
    most_phrases: int = because(300, "the phrases of most owners; keeps the work small", "our assumption")


# The folding of the table `anchors`: case and spaces do not count.
_FOLDED = r"lower(trim(regexp_replace({text}, '[ \t\n\f\r]+', ' ', 'g')))"
SQL = f"""
with phrases as (
  select
    anchor,
    {_FOLDED.format(text="anchor")} as folded,
    anchor_class,
    row_number() over (order by owner_groups desc, anchor) as place
  from anchors
  cross join params
  where anchor_class in ('exact', 'partial', 'topical', 'other script', 'other')
    and owner_groups >= params.min_owners
),
spellings as (
  select
    l.anchor as spelling,
    phrases.place as phrase
  from (select anchor from links where anchor is not null group by anchor) l
  join phrases on {_FOLDED.format(text="l.anchor")} = phrases.folded
  cross join params
  where phrases.place <= params.most_phrases
),
-- Numbers stand for phrases and owners: there may be millions of rows.
owners as (
  select
    referring_domain,
    dense_rank() over (order by owner_group) as owner
  from domains
),
uses as (
  select
    spellings.phrase,
    owners.owner,
    cast(min(l.first_seen) as date) as day
  from links l
  join spellings on l.anchor = spellings.spelling
  join owners on l.referring_domain = owners.referring_domain
  where l.first_seen is not null
  group by spellings.phrase, owners.owner
),
ranked as (
  select
    *,
    row_number() over (partition by phrase order by day, owner) as place,
    count(*) over (partition by phrase) as owners
  from uses
),
spans as (
  select
    first.phrase,
    first.owners,
    first.day as first_day,
    last.day as last_day,
    row_number() over (partition by first.phrase order by date_diff('day', first.day, last.day), first.day) as choice
  from ranked first
  cross join params
  join ranked last
    on first.phrase = last.phrase
    and last.place = first.place + cast(ceil(params.covered * first.owners) as bigint) - 1
  where first.owners >= params.min_owners
    and date_diff('day', first.day, last.day) < params.max_days
),
windows as (
  select
    spans.phrase,
    spans.owners,
    spans.first_day,
    spans.last_day,
    count(*) as inside
  from spans
  join uses
    on spans.phrase = uses.phrase
    and uses.day between spans.first_day and spans.last_day
  where spans.choice = 1
  group by spans.phrase, spans.owners, spans.first_day, spans.last_day
),
days as (
  select
    day,
    count(*) as owners
  from (
    select
      owner_group,
      cast(min(first_seen) as date) as day
    from domains
    where first_seen is not null
    group by owner_group
  ) starts
  group by day
),
background as (
  select
    windows.phrase,
    cast(sum(days.owners) as bigint) as owners,
    cast(
      sum(case when days.day between windows.first_day and windows.last_day then days.owners else 0 end) as bigint
    ) as inside
  from windows
  cross join days
  group by windows.phrase
),
-- Owners that did not use the phrase; one owner's first link may be older than its link with these words.
compared as (
  select
    windows.*,
    greatest(background.owners - windows.owners, 0) as other_owners,
    greatest(background.inside - windows.inside, 0) as other_inside
  from windows
  join background on windows.phrase = background.phrase
),
sudden as (
  select
    phrases.anchor,
    phrases.anchor_class,
    compared.*
  from compared
  join phrases on compared.phrase = phrases.place
  cross join params
  where compared.other_owners >= params.min_others
    and compared.inside * (compared.other_owners + 2.0)
      >= params.min_lift * compared.owners * (compared.other_inside + 1.0)
),
tested as (
  select count(distinct phrase) as phrases
  from uses
),
known as (
  select
    sudden.anchor as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join spellings on l.anchor = spellings.spelling
  join sudden on spellings.phrase = sudden.phrase
  where cast(l.first_seen as date) between sudden.first_day and sudden.last_day
),
{PROOF}
select
  sudden.*,
  tested.phrases,
  proof.rows,
  proof.evidence,
  proof.domains
from sudden
cross join tested
join proof on sudden.anchor = proof.about
"""
KNOWN_DATES = """
select
  count(distinct domains.owner_group) as owners,
  max(params.min_others) as min_others,
  max(params.alarm) as alarm
from domains
cross join params
where domains.first_seen is not null
"""
SCHEMA = pa.schema(
    [
        *FINDING,
        ("anchor", pa.string()),
        ("anchor_class", pa.string()),
        ("owners", pa.int64()),
        ("inside", pa.int64()),
        ("days", pa.int64()),
        ("first_day", pa.date32()),
        ("other_share", pa.float64()),
    ]
)


@signal(
    title="One phrase that many sites began to use within days",
    subject=Subject.ANCHOR,
    family=Family.ANCHOR,
    reads=("anchors", "links", "domains"),
    needs=("links.first_seen",),
    since="0.1",
    message=(
        "{inside:,} of {owners:,} owners who link by the words “{anchor}” ({anchor_class}) were first seen within "
        "{days:,} days from {first_day:%d %B %Y}; of your other owners {other_share:.1%} were"
    ),
    params=Params(),
)
def sudden_phrase(fetch: Fetch) -> pa.Table:
    """One phrase that many sites began to use within days.

    ## What it finds
    Anchor texts of at least eight independent owners of whom four fifths were first seen within a month, while few of
    your other owners were first seen in the same days. Your name, addresses, “click here” and links without words are
    left out. What the other owners did is the background: after a refresh of a tool's index all phrases begin in the
    same days, and none of them is sudden.

    ## Why it matters
    Independent people choose their words at different times. One phrase on many sites at once was handed out: with a
    press text, or with an order for links.

    ## When it is wrong
    A story that is in the news has a headline, and everybody who cites it uses these words in the same days. For
    words that are not your money keywords the likelihood is therefore left to the rubric, which puts it low; look at
    whether the sites are press. A name for a new product or campaign of yours begins on one day too: list it under
    brands. Where your brand is itself a keyword, its anchors count as the brand and are not looked at.

    ## What to do
    Open the rows. Press that writes in its own words around the phrase needs nothing. If you ordered the links, stop
    and let new ones be in the linker's own words.

    ## Sources
    The days in which 80 % of a phrase was found is a field (phraseDays) in Google documentation leaked in 2024; how it
    is used is not known. The test is binomial, with the other owners' share in the same days; the chance is multiplied
    by the number of phrases and of days they could have begun in. The likelihood ratio compares four fifths with that
    share, divided in the same way, and is our model.
    """
    dates = fetch(KNOWN_DATES).to_pylist()[0]
    if dates["owners"] < dates["min_others"]:
        raise NotApplicableError(
            f"not enough history: of {dates['owners']} owners the first sight is known, at least "
            f"{dates['min_others']} are needed as a background"
        )
    rows = []
    for row in fetch(SQL).to_pylist():
        usual = (row["other_inside"] + 1) / (row["other_owners"] + 2)
        tries = row["phrases"] * row["owners"]
        p = chance(row["inside"], row["owners"], usual, tries)
        if p <= dates["alarm"]:
            asked_for = row["anchor_class"] in ("exact", "partial")
            rows.append(
                {
                    **{name: row[name] for name in SCHEMA.names if name in row},
                    "subject": row["anchor"],
                    "measure": float(row["inside"]),
                    "expected": usual * row["owners"],
                    "p": p,
                    "likelihood_ratio": likelihood_ratio(row["inside"], row["owners"], usual, tries)
                    if asked_for
                    else None,
                    "days": (row["last_day"] - row["first_day"]).days + 1,
                    "other_share": usual,
                }
            )
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def chance(inside: int, owners: int, usual: float, tries: int) -> float:
    """How often at least `inside` of `owners` fall into days that hold the share `usual`, in any of so many tries."""
    return min(1.0, tries * float(special.betainc(inside, owners - inside + 1, usual)))


def likelihood_ratio(inside: int, owners: int, usual: float, tries: int) -> float:
    """How many times likelier four fifths in these days make this than the usual share; at most a million."""
    log_ratio = inside * math.log(0.8 / usual) + (owners - inside) * math.log(0.2 / (1 - usual)) - math.log(tries)
    return math.exp(min(log_ratio, math.log(1e6)))
