"""Signal `shared-template`."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.signals.alike import labels_of
from linkwright.signals.contract import FINDING, MOST_EVIDENCE, Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """How alike frames must be, and how rare."""

    min_resemblance: float = because(
        0.8, "one theme with other menus and plugins shares fewer of its names and files", "our assumption"
    )
    share_if_same: float = because(
        0.5, "how often two sites of one owner have the same frame", "SCIENCE 3.3: Fellegi and Sunter"
    )
    min_ratio: float = because(
        25.0, "so many times likelier with one maker than with two; popular themes stay below", "our assumption"
    )
    min_owners: int = because(3, "two sites of one maker are ordinary", "our assumption")
    min_known: int = because(
        175,
        "among fewer sites of one software not even a frame of three is rare enough: 0.5 x 175 / 3.5 = 25",
        "arithmetic from the other parameters",
    )


# Pages on which the link was not seen say nothing: what was read may be a form that stands in the way. What software
# made a page is not always told; pages of unknown software are compared with each other.
PAGES = """
select
  coalesce(d.platform, 'unknown software') as platform,
  d.referring_domain,
  g.owner_group,
  d.template_print,
  d.observation
from documents d
join domains g on d.referring_domain = g.referring_domain
where d.template_print is not null
  and d.carries_link
order by d.page_key
"""
SCHEMA = pa.schema(
    [*FINDING, ("owners", pa.int64()), ("known", pa.int64()), ("platform", pa.string()), ("examples", pa.string())]
)
_SHOWN = 5


@signal(
    title="Sites of different owners built alike, and like hardly any other",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.OWNERSHIP,
    reads=("documents", "domains"),
    needs=("documents.template_print",),
    since="0.1",
    message=(
        "{owners:,} owners' pages have nearly the same frame, of {known:,} owners known with the same software "
        "({platform}): {examples}"
    ),
    params=Params(),
)
def shared_template(fetch: Fetch) -> pa.Table:
    """Sites of different owners built alike, and like hardly any other.

    ## What it finds
    Three or more owners whose linking pages have nearly the same frame (names of the outer boxes, files of style and
    script) while hardly any other site made with the same software has it: at least 25 times likelier with one maker
    than with two. Needs our own crawler's readings of at least 175 owners with one software. Mirrors and networks count
    as one owner.

    ## Why it matters
    Whoever runs many sites builds them alike. It is a supporting hint that they belong together.

    ## When it is wrong
    It shows who built the sites, not who owns them: agencies, associations and schools give many the same design, and a
    theme that is popular in one trade or country looks rare here. A network larger than a fiftieth of the sites with
    its software looks like a popular theme, and is not found.

    ## What to do
    Nothing on this alone. If the same domains also share a key, a text, an anchor or a day, read these together.

    ## Sources
    Rarity weights: Fellegi and Sunter 1969. What is rare enough, and what a shared frame means, is our assumption.
    """
    params = Params(**fetch("select * from params").to_pylist()[0])
    pages = fetch(PAGES)
    by_platform = pages.group_by("platform", use_threads=False).aggregate([("owner_group", "count_distinct")])
    known = dict(zip(*(column.to_pylist() for column in by_platform.columns), strict=True))
    enough = sorted(platform for platform, owners in known.items() if owners >= params.min_known)
    if not enough:
        most = max(known.values(), default=0)
        raise NotApplicableError(
            f"our crawler must have read linking pages of at least {params.min_known} owners made with one software to "
            f"tell a rare frame from a popular theme (so far: {most})"
        )
    found = [
        each
        for platform in enough
        for each in _rare(pages.filter(pc.equal(pages["platform"], platform)), platform, known[platform], params)
    ]
    return pa.Table.from_pylist(found, schema=SCHEMA)


def _rare(pages: pa.Table, platform: str, known: int, params: Params) -> Iterator[dict[str, object]]:
    """The rare frames of one software, one finding each."""
    labels = pa.array(labels_of(pages["template_print"], params.min_resemblance))
    clusters = (
        pages.drop_columns(["template_print"])
        .append_column("cluster", labels)
        .group_by("cluster", use_threads=False)
        .aggregate([("owner_group", "count_distinct"), ("referring_domain", "distinct"), ("observation", "list")])
    )
    most = params.share_if_same * known / params.min_ratio - 0.5
    owners = clusters["owner_group_count_distinct"]
    rare = pc.and_(pc.greater_equal(owners, params.min_owners), pc.less_equal(owners, most))
    for row in clusters.filter(rare).to_pylist():
        domains, rows = sorted(row["referring_domain_distinct"]), row["observation_list"]
        yield {
            "subject": domains[0],
            "measure": float(row["owner_group_count_distinct"]),
            "rows": len(rows),
            "evidence": rows[:MOST_EVIDENCE],
            "domains": domains,
            "owners": row["owner_group_count_distinct"],
            "known": known,
            "platform": platform,
            "examples": ", ".join(domains[:_SHOWN]) + (", ..." if len(domains) > _SHOWN else ""),
        }
