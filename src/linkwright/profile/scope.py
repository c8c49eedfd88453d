"""Which rows of a ledger may speak in one profile: those of this site, from the sources that are asked.

A file may be about a competitor (`Batch.about`). A row that names what it links to goes by that, whatever its file is
about. One that does not links to what its file is about: in the profile of another site it is a link to somebody else,
and counts a source gives for a site as a whole are no counts of this one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.ledger import Batch
from linkwright.profile.addresses import hosts_of
from linkwright.profile.stored import register_fact
from linkwright.profile.tables import FactFiles
from linkwright.urls import registrable_domain
from linkwright.vocabulary.facts import FACTS, LINK_SEEN, Fact
from linkwright.vocabulary.site import Site

# Counts and visits of one site as a whole. Lists, keys of owners and our own readings are about domains and pages.
OF_ONE_SITE = ("page_seen", "domain_seen", "anchor_seen", "subnet_seen", "traffic_seen")
FROM_AN_INDEX = ("link_seen", "page_seen", "domain_seen", "anchor_seen", "subnet_seen")
_DOMAINS_OF_OTHERS = """
select s.source, s.report, s.batch, s.row, s.referring_domain, b.about
from {every} as s
inner join batches_of_others as b on s.batch = b.batch
"""


@dataclass(frozen=True)
class Scope:
    """Which rows count.

    Attributes:
        others: batch -> domain it is about, for batches about another site.
        competitors: batches about a competitor. What people search them by says nothing of what the owner is about, and
            relevance is measured by the same words for all sites.
        sources: only these, each vendor and report with a blank between; None for all.
    """

    others: Mapping[str, str] = field(default_factory=dict)
    competitors: frozenset[str] = frozenset()
    sources: frozenset[str] | None = None


EVERYTHING = Scope()


def scope_of(batches: Iterable[Batch], owner: Site, site: Site, sources: Iterable[str] | None = None) -> Scope:
    """Return the scope of a site's profile.

    Args:
        batches: all of the ledger.
        owner: the site of the workspace, whom batches about nobody in particular are about.
        site: whose profile: the owner or a competitor.
        sources: only these; None for all.
    """
    own = registrable_domains(site.domains)
    main = registrable_domains(owner.domains)[0]
    told = {batch.id: batch.about for batch in batches}
    others = {batch: about or main for batch, about in told.items() if (about or main) not in own}
    competitors = frozenset(batch for batch, about in told.items() if about)
    return Scope(others, competitors, None if sources is None else frozenset(sources))


def registrable_domains(domains: Iterable[str]) -> tuple[str, ...]:
    """Return the registrable domains of domains or hosts, each once, in their order."""
    return tuple(dict.fromkeys(registrable_domain(host) for host in hosts_of(tuple(domains))))


def register_facts(engine: Engine, ledger: FactFiles, scope: Scope) -> None:
    """Register every fact table under its own name, as far as its rows are in scope.

    And `domains_of_others`, the domain rows about other sites: source, report, batch, row, referring_domain, about.
    """
    engine.register("batches_of_others", _about(scope.others))
    engine.register("batches_of_competitors", pa.table({"batch": pa.array(sorted(scope.competitors), pa.string())}))
    engine.register("asked_sources", pa.table({"source": pa.array(sorted(scope.sources or ()), pa.string())}))
    for name, fact in FACTS.items():
        limits = _limits(name, scope)
        register_fact(engine, f"all_{name}" if limits else name, fact, tuple(ledger.files(name)))
        if limits:
            engine.register(name, f"select {_columns(fact, scope)}\nfrom all_{name} as s\n" + "\n".join(limits))
    every = "all_domain_seen" if _limits("domain_seen", scope) else "domain_seen"
    engine.register("domains_of_others", _DOMAINS_OF_OTHERS.format(every=every))


def _limits(name: str, scope: Scope) -> list[str]:
    """The joins that leave out what is not in scope; none where everything is."""
    limits = []
    if scope.sources is not None and name in FROM_AN_INDEX:
        limits.append("inner join asked_sources as a on s.source || ' ' || s.report = a.source")
    if scope.others and name == "link_seen":
        limits.append("left join batches_of_others as b on s.batch = b.batch")
    elif scope.others and name in OF_ONE_SITE:
        limits.append("anti join batches_of_others as b on s.batch = b.batch")
    elif scope.competitors and name == "rank_seen":
        limits.append("anti join batches_of_competitors as b on s.batch = b.batch")
    return limits


def _columns(fact: Fact, scope: Scope) -> str:
    """The columns of a fact table; a link row of another site's file that names no target links to that site."""
    columns = {column.name: f"s.{column.name}" for column in fact.columns}
    if fact is LINK_SEEN and scope.others:
        columns["target_url"] = "coalesce(nullif(s.target_url, ''), b.about) as target_url"
    return ", ".join(columns.values())


def _about(others: Mapping[str, str]) -> pa.Table:
    return pa.table(
        {"batch": pa.array(list(others), pa.string()), "about": pa.array(list(others.values()), pa.string())}
    )
