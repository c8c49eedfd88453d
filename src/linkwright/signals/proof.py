"""The proof behind findings about links: SQL shared by the signals that start from single links."""

_SHOWN = """placed as (
  select
    about,
    observation,
    row_number() over (partition by about order by observation) as place
  from known
  group by about, observation
),
shown as (
  select
    about,
    array_sort(array_agg(observation)) as evidence
  from placed
  where place <= 20
  group by about
)"""
# Goes into a `with` after a query `known (about, link_id, referring_domain, observation, observations)`: the links of
# each finding, named by `about`. A row of a file that names only a page is an observation of every link on it, so rows
# are counted by their ids; a link with one observation has a row of its own.
PROOF = f"""
counted as (
  select
    about,
    count(case when observations = 1 then 1 end) as single_rows,
    array_sort(array_agg(distinct referring_domain)) as domains
  from known
  group by about
),
repeated as (
  select
    known.about,
    count(distinct observed.observation) as rows
  from known
  join observed on known.link_id = observed.link_id
  where known.observations > 1
  group by known.about
),
{_SHOWN},
proof as (
  select
    counted.about,
    cast(counted.single_rows + coalesce(repeated.rows, 0) as bigint) as rows,
    shown.evidence,
    counted.domains
  from counted
  join shown on counted.about = shown.about
  left join repeated on counted.about = repeated.about
)"""

# The same where the row that decided each link is proof enough, after a query `known (about, referring_domain,
# observation)`: it reads no rows of the files, so it also serves where very many links are meant.
DECIDING = f"""
counted as (
  select
    about,
    count(distinct observation) as rows,
    array_sort(array_agg(distinct referring_domain)) as domains
  from known
  group by about
),
{_SHOWN},
proof as (
  select
    counted.about,
    counted.rows,
    shown.evidence,
    counted.domains
  from counted
  join shown on counted.about = shown.about
)"""
# The columns of a finding that is measured against nothing.
NO_BACKGROUND = """cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio"""
# The rest of a signal after such a query with a row for each link, `about` its referring domain: one finding a domain,
# with the number of its links.
LINKS_BY_DOMAIN = f"""
sizes as (
  select
    about,
    count(*) as links
  from known
  group by about
),
{DECIDING}
select
  sizes.about as subject,
  cast(sizes.links as double) as measure,
  {NO_BACKGROUND},
  proof.rows,
  proof.evidence,
  proof.domains,
  sizes.about as referring_domain,
  sizes.links
from sizes
join proof on sizes.about = proof.about
"""
