"""Which sources may be compared: those that looked at every site. One that saw only some tells them apart by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow as pa

from linkwright.compare.model import Fairness
from linkwright.engine import Engine
from linkwright.ledger import Batch
from linkwright.profile.scope import registrable_domains
from linkwright.profile.stored import register_fact
from linkwright.profile.tables import FactFiles
from linkwright.sources import is_sample
from linkwright.urls import registrable_domain
from linkwright.vocabulary.facts import DOMAIN_SEEN, LINK_SEEN
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import OWN_CRAWL

OLD = timedelta(days=45)  # an index finds a few percent more a month; two exports of one season compare
_GUESSED = "generic"  # the vendor of tables nobody knows; two of them need not be from one tool
# Hosts are enough to tell sites apart, and a million addresses have a handful of them.
_SEEN = rf"""
with told as (
    select source, report, batch, observed_at, nullif(target_url, '') as target
    from seen_links
    where source <> '{OWN_CRAWL}'
    union all
    select source, report, batch, observed_at, cast(null as varchar) as target
    from seen_domains
)

select
    t.source,
    t.report,
    t.batch,
    lower(regexp_extract(coalesce(t.target, b.about), '^(?:[A-Za-z]+:)?(?://)?(?:[^/@]*@)?([^/:?#]+)', 1)) as host,
    count(*) as observations,
    max(t.observed_at) as latest
from told as t
inner join batches_about as b on t.batch = b.batch
group by
    t.source,
    t.report,
    t.batch,
    lower(regexp_extract(coalesce(t.target, b.about), '^(?:[A-Za-z]+:)?(?://)?(?:[^/@]*@)?([^/:?#]+)', 1))
"""


@dataclass(frozen=True)
class Covered:
    """What one source has of one site.

    Attributes:
        rows: rows of links to it or of domains that link to it.
        latest: the newest moment they speak of.
        samples: names of the files that end at a row limit of the vendor.
    """

    rows: int
    latest: datetime
    samples: tuple[str, ...]


Coverage = Mapping[tuple[str, str], Covered]  # by source (vendor and report) and site


def coverage(
    engine: Engine, ledger: FactFiles, batches: Sequence[Batch], owner: Site, competitors: Sequence[str]
) -> Coverage:
    """Count what each source has of each site.

    Our own looks are left aside: they go to what others told of, so they are no source beside them.

    Args:
        engine: where to count; gets tables of its own.
        ledger: gives the files.
        batches: all of the ledger.
        owner: the site under study.
        competitors: registrable domains.
    """
    own = registrable_domains(owner.domains)
    sites = dict.fromkeys(own, owner.name) | {domain: domain for domain in competitors}
    for name, fact in (("seen_links", LINK_SEEN), ("seen_domains", DOMAIN_SEEN)):
        register_fact(engine, name, fact, ledger.files(fact.name))
    about = {"batch": [batch.id for batch in batches], "about": [batch.about or own[0] for batch in batches]}
    engine.register("batches_about", pa.table({name: pa.array(told, pa.string()) for name, told in about.items()}))
    files = {batch.id: batch for batch in batches}
    found: dict[tuple[str, str], Covered] = {}
    for row in engine.query(_SEEN).sort_by([("batch", "ascending"), ("host", "ascending")]).to_pylist():
        site = sites.get(registrable_domain(row["host"].removeprefix("www.")))
        if site is None:
            continue
        key = (f"{row['source']} {row['report']}", site)
        before = found.get(key, Covered(0, row["latest"], ()))
        batch = files[row["batch"]]
        more = (batch.file_name,) if is_sample(batch) and batch.file_name not in before.samples else ()
        found[key] = Covered(
            before.rows + row["observations"], max(before.latest, row["latest"]), before.samples + more
        )
    return found


def weigh(seen: Coverage, sites: Sequence[str]) -> Fairness:
    """Choose the sources a comparison of these sites can rest on.

    Args:
        seen: what each source has of each.
        sites: those that any source has something of.
    """
    sources = sorted({source for source, _ in seen})
    lacks = {source: tuple(site for site in sites if (source, site) not in seen) for source in sources}
    used = tuple(source for source in sources if not lacks[source])
    left_out = tuple((source, lacks[source]) for source in sources if lacks[source])
    words = _words_if_fair(used, left_out) if used else _words_if_not(sites)
    counted = used or tuple(sources)
    words += [*_samples(seen, counted, sites), *_ages(seen, used, sites), *_guesses(used)]
    return Fairness(used, left_out, fair=bool(used), words=tuple(words))


def _words_if_fair(used: Sequence[str], left_out: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    words = [f"Compared by {_listed(used)} only: {'it covers' if len(used) == 1 else 'these cover'} every site."]
    words += [f"{source} is left out: it has nothing of {_listed(missing)}." for source, missing in left_out]
    return words


def _words_if_not(sites: Sequence[str]) -> list[str]:
    return [
        f"No source covers all of {_listed(sites)}, so each site shows all that any source has of it.",
        "A site that more tools looked at seems to have more links: these differences are not findings. "
        "Export the same report of one tool for every site to compare them.",
    ]


def _samples(seen: Coverage, sources: Sequence[str], sites: Sequence[str]) -> Iterable[str]:
    for source in sources:
        for site in sites:
            covered = seen.get((source, site))
            if covered and covered.samples:
                yield (
                    f"{source} of {site} is cut off: {_listed(covered.samples)} "
                    f"{'has' if len(covered.samples) == 1 else 'have'} as many rows as the vendor exports at most. "
                    f"{site} has more links than it shows here."
                )


def _ages(seen: Coverage, sources: Sequence[str], sites: Sequence[str]) -> Iterable[str]:
    for source in sources:
        days = {site: seen[source, site].latest for site in sites}
        oldest, newest = min(days, key=lambda site: days[site]), max(days, key=lambda site: days[site])
        if days[newest] - days[oldest] > OLD:
            yield (
                f"{source} of {oldest} ends on {days[oldest]:%Y-%m-%d}, that of {newest} on {days[newest]:%Y-%m-%d}: "
                f"what {oldest} won or lost since is not in it."
            )


def _guesses(used: Sequence[str]) -> Iterable[str]:
    if any(source.startswith(f"{_GUESSED} ") for source in used):
        yield "Files of no known vendor are taken for exports of one tool; compare them only if they are."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
