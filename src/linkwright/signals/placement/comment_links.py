"""Signal `comment-links`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.places import COMMENT
from linkwright.signals.proof import DECIDING
from linkwright.vocabulary.terms import Family, Subject

# Addresses and titles of pages where a visitor leaves a name and an address; what visitors write on a blog or in a
# newspaper is a comment as well. Forum threads are discussions: they count among what visitors wrote, but a phrase
# repeated in discussions is no template.
FORM_PAGES = (
    "(?i)guest_?-?book|gaestebuch|libro-?de-?visitas|livre-?d-?or|comment-page-|/comments?/"
    "|profile[.]php|member[.]php|/(?:profiles?|members?|users?)/[^/]+/?$|action=profile"
)
COMMENT_ADDRESS = "#(?:li-)?comment-?[0-9]+$"  # the address a blog gives to one comment
FORM_TITLES = "(?i)guestbook|gästebuch|libro de visitas|livre d.or|view(?:ing)? profile"


@dataclass(frozen=True)
class Params:
    """When links by visitors are worth a word."""

    min_templated: int = because(
        10, "one phrase in the comments of ten independent owners is seldom ten people", "our assumption"
    )
    min_groups: int = because(15, "with fewer owners a share says nothing", "our assumption")
    min_share: float = because(0.5, "most of the profile", "our assumption")


# Sales phrases count together, whichever of them each comment has: a person signs with a name.
SALES = "phrases you want to be found for"
SQL = f"""
with marked as (
  select
    l.referring_domain,
    d.owner_group,
    l.observation,
    case when l.anchor_class in ('exact', 'partial') then '{SALES}' else trim(lower(l.anchor)) end as phrase,
    l.anchor_class in ('exact', 'partial', 'topical', 'other script', 'other') as telling,
    regexp_matches(lower(coalesce(l.placement, '')), '{COMMENT}')
      or regexp_matches(l.page_key, '{FORM_PAGES}')
      or regexp_matches(coalesce(l.referring_page, ''), '{COMMENT_ADDRESS}')
      or regexp_matches(coalesce(l.title, ''), '{FORM_TITLES}')
      or (coalesce(l.ugc, false) and d.source_type in ('editorial', 'news')) as by_form,
    coalesce(l.ugc, false)
      or d.source_type = 'forum'
      or lower(coalesce(l.page_type, '')) like 'user content%' as by_visitor
  from links l
  join domains d on l.referring_domain = d.referring_domain
  where l.status <> 'lost'
),
written as (
  select *
  from marked
  where by_form or by_visitor
),
templates as (
  select
    phrase,
    count(distinct owner_group) as owner_groups
  from written
  where by_form
    and telling
    and phrase <> ''
  group by phrase
),
totals as (
  select
    count(distinct d.owner_group) as owner_groups
  from domains d
  where d.status <> 'lost'
),
mass as (
  select
    count(distinct written.owner_group) as owner_groups
  from written
),
known as (
  select
    written.phrase as about,
    written.referring_domain,
    written.observation
  from written
  join templates on written.phrase = templates.phrase
  cross join params
  where templates.owner_groups >= params.min_templated
    and written.by_form
    and written.telling
  union all
  select
    '' as about,
    written.referring_domain,
    written.observation
  from written
  cross join mass
  cross join totals
  cross join params
  where totals.owner_groups >= params.min_groups
    and mass.owner_groups >= params.min_share * totals.owner_groups
),
{DECIDING}
select
  case when proof.about = '' then 'profile' else proof.about end as subject,
  cast(coalesce(templates.owner_groups, mass.owner_groups) as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  case when proof.about = '' then cast(1 as double) end as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  coalesce(templates.owner_groups, mass.owner_groups) as owner_groups,
  case
    when proof.about = ''
      then 'in comments, forums, profiles and guestbooks: most of the ' || cast(totals.owner_groups as text)
        || ' that link to you, each a link anybody can place'
    when proof.about = '{SALES}' then 'in comments, profiles and guestbooks with {SALES}'
    else 'in comments, profiles and guestbooks with one and the same phrase: ' || proof.about
  end as what
from proof
cross join mass
cross join totals
left join templates on proof.about = templates.phrase
"""


@signal(
    title="Links that visitors wrote: comments, forums, profiles, guestbooks",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.PLACEMENT,
    reads=("links", "domains"),
    since="0.1",
    message="{owner_groups:,} owners link to you {what}",
    params=Params(),
)
def comment_links() -> str:
    """Links that visitors wrote: comments, forums, profiles, guestbooks.

    ## What it finds
    One phrase (not your name or address) that links to you from the comments, profiles or guestbooks of ten owners or
    more; phrases you want to be found for count together. And, as a second finding, that links written by visitors of
    any kind make up most of your profile. A few such links are not named at all: everybody has them.

    ## Why it matters
    A comment anybody can write brings little, but it is no scheme. The same phrase in the comments of many sites is how
    programs place links in bulk.

    ## When it is wrong
    A title of yours can travel through pingbacks, and a person who comments under a shop's slogan does so everywhere.
    Forums where people really talk about you are good company.

    ## What to do
    For one phrase on many sites, ask who ordered it, and stop that. Otherwise nothing: search engines mostly leave such
    links out by themselves.

    ## Sources
    Google's spam policies (forum comments with optimised links in the post or signature). The limits are our
    assumption.
    """
    return SQL
