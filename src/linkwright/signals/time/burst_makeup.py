"""What the new domains of a month are: the words by which a reader tells press from a purchase."""

from collections.abc import Mapping

# Goes into a `with` after `fresh (month, referring_domain, ...)`: what the domains of each month are. Of values equally
# frequent the first by name counts; a domain has the anchor and the target of one typical link.
MAKEUP = """
described as (
  select
    fresh.month,
    domains.referring_domain,
    domains.owner_group,
    domains.source_type,
    domains.subnet,
    domains.country,
    domains.followed_links,
    domains.nofollow_links,
    domains.vendor_spam,
    links.anchor_class,
    lower(trim(links.anchor)) as anchor,
    links.target_key
  from fresh
  join domains on fresh.referring_domain = domains.referring_domain
  left join links on domains.best_link = links.link_id
),
valued as (
  select month, 'source type' as aspect, source_type as value
  from described
  union all
  select month, 'anchor class' as aspect, anchor_class as value
  from described
  union all
  select month, 'anchor' as aspect, anchor as value
  from described
  union all
  select month, 'target' as aspect, target_key as value
  from described
),
counted as (
  select
    month,
    aspect,
    value,
    count(*) as times,
    row_number() over (partition by month, aspect order by count(*) desc, value) as place
  from valued
  where value is not null and value not in ('', 'unknown')
  group by month, aspect, value
),
most as (
  select
    month,
    max(case when aspect = 'source type' then value end) as source_type,
    max(case when aspect = 'source type' then times end) as of_source_type,
    max(case when aspect = 'anchor class' then value end) as anchor_class,
    max(case when aspect = 'anchor class' then times end) as of_anchor_class,
    max(case when aspect = 'anchor' then value end) as anchor,
    max(case when aspect = 'anchor' then times end) as of_anchor,
    max(case when aspect = 'target' then times end) as of_target
  from counted
  where place = 1
  group by month
),
makeup as (
  select
    described.month,
    count(*) as new_domains,
    count(distinct described.country) as countries,
    count(distinct described.subnet) as subnets,
    count(case when described.followed_links > 0 then 1 end) as followed,
    count(case when described.followed_links > 0 or described.nofollow_links > 0 then 1 end) as told,
    count(case when described.vendor_spam > 0 then 1 end) as called_spam
  from described
  group by described.month
)"""


def makeup_words(row: Mapping[str, object]) -> str:
    """Say what the new domains of a month are; only what is known is said.

    Args:
        row: a row of `makeup` joined with `most`.
    """
    total = _whole(row, "new_domains")
    parts = [
        _share(row, "of_source_type", total, str(row["source_type"])),
        _share(row, "of_anchor_class", total, f"with anchors of class {row['anchor_class']}"),
        _share(row, "of_anchor", total, f"by the same words “{row['anchor']}”"),
        _share(row, "of_target", total, "to the same page"),
        _share(row, "followed", _whole(row, "told"), "followed"),
        _share(row, "called_spam", total, "called spam by a tool"),
        _number(row, "countries", "country", "countries"),
        _number(row, "subnets", "block of addresses", "blocks of addresses"),
    ]
    return ", ".join(part for part in parts if part) or "nothing more is known of them"


def _whole(row: Mapping[str, object], name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0


def _share(row: Mapping[str, object], name: str, total: int, words: str) -> str:
    count = _whole(row, name)
    return f"{count / total:.0%} {words}" if count and total else ""


def _number(row: Mapping[str, object], name: str, one: str, many: str) -> str:
    count = _whole(row, name)
    return f"{count:,} {one if count == 1 else many}" if count else ""
