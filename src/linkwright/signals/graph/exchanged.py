"""Links in both directions: SQL shared by the signals that compare what the site links to with who links to it."""

# Goes into a `with`: `exchanged` (referring_domain, its observation, what own_links says). A link that the site repeats
# on all its pages and links known not to be followed are no exchange. Where no row says whether our own links are
# followed, they count as such.
EXCHANGED = """
told as (
  select
    max(pages) as most_pages,
    sum(followed_links) as followed_links
  from own_links
),
given as (
  select own_links.*
  from own_links
  cross join told
  where (own_links.followed_links > 0 or told.followed_links = 0)
    and not (own_links.pages >= 10 and own_links.pages >= 0.5 * told.most_pages)
),
standing as (
  select
    referring_domain,
    first_seen,
    observation
  from domains
  where status <> 'lost'
    and not (coalesce(nofollow_links, 0) > 0 and coalesce(followed_links, 0) = 0)
),
exchanged as (
  select
    standing.referring_domain,
    standing.first_seen as received_on,
    standing.observation as received,
    given.first_seen as given_on,
    given.example_page as given_page,
    given.observation as given
  from standing
  join given on standing.referring_domain = given.target_domain
)"""
