"""Signal `near-duplicate-text`."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.signals.alike import labels_of
from linkwright.signals.contract import FINDING, MOST_EVIDENCE, Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When texts are nearly the same, and how many make a word worth it."""

    min_resemblance: float = because(
        0.4,
        "with 4 of 100 words changed two copies share 57 % of their runs of four words, strangers hardly any; a long "
        "quotation stays below",
        "SCIENCE 3.3: cuts of 0.3 to 0.4 found 95 to 99.8 % of planted copies and nothing else",
    )
    min_owners: int = because(3, "two sites that print one text are ordinary", "our assumption")
    news_share: float = because(0.5, "news sites print the texts of agencies and of each other", "our assumption")


# Pages without an own reading in which the link stood say nothing: what was read may be a form that stands in the way.
PAGES = """
select
  d.page_key,
  d.referring_domain,
  d.links_here,
  coalesce(g.owner_group, d.referring_domain) as owner_group,
  case when g.source_type = 'news' then 1 else 0 end as news,
  d.text_print,
  d.observation
from documents d
left join domains g on d.referring_domain = g.referring_domain
where d.text_print is not null
  and (d.carries_link or not d.links_here)
order by d.page_key
"""
SCHEMA = pa.schema([*FINDING, ("owners", pa.int64()), ("examples", pa.string()), ("what", pa.string())])
_OWN = "; it is a text of yours"
_NEWS = "; news sites for the most part, which print the texts of agencies"


@signal(
    title="Pages of different owners with nearly the same text",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.CONTENT,
    reads=("documents", "domains"),
    needs=("documents.text_print",),
    since="0.1",
    message="{owners:,} owners link to you from pages with nearly the same text, such as {examples}{what}",
    params=Params(),
)
def near_duplicate_text(fetch: Fetch) -> pa.Table:
    """Pages of different owners with nearly the same text.

    ## What it finds
    Three or more owners whose linking pages, read by our own crawler, have nearly the same main text: copies with some
    words changed as well as exact ones. Mirrors and networks count as one owner. Pages of forty words or fewer, and
    pages on which the link was not seen, do not count.

    ## Why it matters
    One text on many sites is one recommendation, printed many times. Links ordered in bulk often come with one text.

    ## When it is wrong
    News agencies, press releases, event calendars, product texts and free licences are made to be printed by many:
    honest and common. Where news sites are at least half of the owners, or the text is your own (a feed, a product
    description), the finding weighs nothing; elsewhere little. A page may be mostly a notice that its software brings.

    ## What to do
    Open two of the pages. A press report needs nothing. If it is an article you ordered for many sites, count it as one
    and order no more of them: a text written for one site's readers brings more.

    ## Sources
    Broder 1997 (resemblance of documents), Li, Owen and Zhang 2012 (one-permutation hashing). Google's spam policies
    (scaled content; articles for links). The share of news sites is our assumption.
    """
    params = Params(**fetch("select * from params").to_pylist()[0])
    pages = fetch(PAGES)
    if not pc.any(pages["links_here"]).as_py():
        raise NotApplicableError("our crawler has read no page with enough text on which it saw a link to you")
    pages = pages.append_column("cluster", pa.array(labels_of(pages["text_print"], params.min_resemblance)))
    linking = pages.filter(pages["links_here"]).drop_columns(["text_print"])
    owners = (
        linking.group_by(["cluster", "owner_group"], use_threads=False)
        .aggregate([("news", "max")])
        .group_by("cluster", use_threads=False)
        .aggregate([("owner_group", "count"), ("news_max", "sum")])
    )
    owners = owners.filter(pc.greater_equal(owners["owner_group_count"], params.min_owners))
    ours = pages.filter(pc.invert(pages["links_here"]))["cluster"]
    own = pc.is_in(owners["cluster"], value_set=ours.combine_chunks())
    news = pc.greater_equal(owners["news_max_sum"], pc.multiply(owners["owner_group_count"], params.news_share))
    owners = owners.append_column("what", pc.if_else(own, _OWN, pc.if_else(news, _NEWS, "")))
    copied = pc.is_in(linking["cluster"], value_set=owners["cluster"].combine_chunks())
    return _findings(linking.filter(copied), owners)


def _findings(linking: pa.Table, owners: pa.Table) -> pa.Table:
    """One finding a cluster, with its pages in the order of their addresses. Both tables have the same clusters."""
    pages = (
        linking.group_by("cluster", use_threads=False)
        .aggregate([("observation", "list"), ("referring_domain", "distinct"), ("page_key", "list")])
        .sort_by("cluster")
    )
    owners = owners.sort_by("cluster")
    unknown = pa.nulls(pages.num_rows, pa.float64())
    domains, rows = pages["referring_domain_distinct"], pages["observation_list"]
    columns = {
        "subject": pc.list_element(domains, 0),
        "measure": owners["owner_group_count"],
        "expected": unknown,
        "p": unknown,
        "likelihood_ratio": pc.if_else(pc.not_equal(owners["what"], ""), 1.0, unknown),
        "rows": pc.list_value_length(rows),
        "evidence": pc.list_slice(rows, 0, MOST_EVIDENCE),
        "domains": domains,
        "owners": owners["owner_group_count"],
        "examples": pc.binary_join(pc.list_slice(pages["page_key_list"], 0, 2), " and "),
        "what": owners["what"],
    }
    return pa.table(columns).cast(SCHEMA)
