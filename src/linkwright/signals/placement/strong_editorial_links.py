"""Signal `strong-editorial-links`."""

import tomllib
from functools import cache
from importlib.resources import files

from linkwright.signals.contract import signal
from linkwright.signals.places import OUTSIDE_TEXT
from linkwright.signals.proof import DECIDING, NO_BACKGROUND
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import Family, Subject


@cache
def authority_cuts() -> dict[str, float]:
    """Vendor number -> from where on a site counts as strong."""
    text = files("linkwright.signals.placement").joinpath("authority_cuts.toml").read_text(encoding="utf-8")
    return {name: float(cut) for name, cut in tomllib.loads(text).items()}


# What a look of our own may say of a link that is followed by its own rel.
UNFIT = (LinkState.OUTSIDE_PAGE, LinkState.CLOAKED, LinkState.NOINDEX, LinkState.CANONICALISED, LinkState.NOFOLLOW)
# One finding an owner group: its strongest domain. Where nobody says that a link is in the text, it must at least not
# be said to stand elsewhere.
SQL = """
with graded as (
  select
    referring_domain,
    owner_group,
    source_type,
    {numbers} as number_name,
    {strength} as strength
  from domains
  where status <> 'lost'
    and source_type in ('editorial', 'news', 'resource page')
),
strong as (
  select *
  from graded
  where strength >= 1
),
meant as (
  select
    l.referring_domain as about,
    l.referring_domain,
    l.referring_page,
    l.target_page,
    l.observation,
    strong.owner_group,
    strong.source_type,
    strong.number_name,
    strong.strength,
    case when l.in_content then 1 else 0 end as told
  from links l
  join strong on l.referring_domain = strong.referring_domain
  where l.followed
    and l.status = 'live'
    and coalesce(l.in_content, true)
    and not coalesce(l.sitewide, false)
    and not coalesce(l.vendor_spam, false)
    and not regexp_matches(lower(coalesce(l.placement, '')), '{outside}')
    and l.link_id not in (
      select link_id
      from check_states
      where state in ({unfit})
    )
),
sizes as (
  select
    about,
    owner_group,
    source_type,
    number_name,
    strength,
    count(*) as links,
    min(referring_page) as referring_page,
    max(told) as told,
    row_number() over (partition by owner_group order by strength desc, about) as place
  from meant
  group by about, owner_group, source_type, number_name, strength
),
known as (
  select
    meant.about,
    meant.referring_domain,
    meant.observation
  from meant
  join sizes on meant.about = sizes.about
  where sizes.place = 1
),
{deciding}
select
  sizes.about as subject,
  sizes.strength as measure,
  {no_background},
  proof.rows,
  proof.evidence,
  proof.domains,
  sizes.about as referring_domain,
  sizes.source_type,
  sizes.links,
  sizes.referring_page,
  sizes.number_name,
  case when sizes.told = 1 then 'in the text' else 'place on the page not told' end as place
from sizes
join proof on sizes.about = proof.about
where sizes.place = 1
"""


@signal(
    title="Followed links from strong editorial sites",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.PLACEMENT,
    reads=("domains", "links"),
    needs=("links.followed",),
    since="0.1",
    message="{referring_domain} ({source_type}; {number_name}) links to you, followed, {place}: {referring_page}",
)
def strong_editorial_links() -> str:
    """Followed links from strong editorial sites.

    ## What it finds
    Blogs and magazines, news sites and reference pages that a vendor rates as strong and that link to you with a live,
    followed link, not sitewide and not said to stand outside the text. Links that our own crawler found hidden, sent to
    browsers only, or on a page kept out of search engines or not to be followed, do not count. Each owner is named
    once, by its strongest site.

    ## Why it matters
    Somebody whose work is read chose to mention you. Such links carry most of what links bring, and a few of them are
    worth more than hundreds of others.

    ## When it is wrong
    The kind of a site is worked out from its name, addresses and titles; vendors' numbers can be pushed up. A strong
    site may carry paid texts.

    ## What to do
    Keep the linked pages alive and current. Thank the authors, and tell them when you have something new: they are the
    likeliest to link again.

    ## Sources
    Study: Ahrefs 2025, links go with rank, a little (0.13 to 0.26). The cut on each vendor's scale is our assumption.
    """
    cuts = authority_cuts()
    shares = [f"coalesce(metrics['{name}'], 0.0) / {cut:g}" for name, cut in cuts.items()]
    best = f"greatest({', '.join(shares)})"
    # Written as a decimal, since engines write the same real number differently.
    named = [
        f"when metrics['{name}'] / {cut:g} = {best} "
        f"then '{name} ' || cast(try_cast(metrics['{name}'] as decimal(28, 1)) as text)"
        for name, cut in cuts.items()
    ]
    return SQL.format(
        numbers=" ".join(("case", *named, "end")),
        strength=best,
        outside=OUTSIDE_TEXT,
        unfit=", ".join(f"'{state}'" for state in UNFIT),
        deciding=DECIDING,
        no_background=NO_BACKGROUND,
    )
