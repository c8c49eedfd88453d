"""What SQL cannot do with addresses: parsing the odd ones, and looking hosts up in the Public Suffix List."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from linkwright import urls
from linkwright.engine import Engine
from linkwright.vocabulary.site import Site

_SLICE = 1 << 16  # addresses held as Python objects at a time
HOSTS_SCHEMA = pa.schema(
    [
        ("host", pa.string()),
        ("referring_domain", pa.string()),
        ("icann_domain", pa.string()),
        ("own", pa.bool_()),
    ]
)


def parse_addresses(engine: Engine, name: str, distinct_raw: str) -> None:
    """Register `name` with `urls.ADDRESSES_SCHEMA`: the result of parsing the rows of a select of one column."""
    raw = engine.query(distinct_raw).column(0)
    engine.register(name, _sliced(raw, urls.canonical_urls, urls.ADDRESSES_SCHEMA))


def look_up_hosts(engine: Engine, name: str, distinct_hosts: str, site: Site) -> None:
    """Register `name` with `HOSTS_SCHEMA`: registrable domains of hosts, and whether they belong to the site.

    A host is the site's own when it is one of its domains or below one, or has the registrable domain of one.
    """
    hosts = engine.query(distinct_hosts).column(0)
    found = _sliced(hosts, urls.domains_of_hosts, urls.HOSTS_SCHEMA)
    engine.register(
        name,
        pa.table(
            [
                found.column("host"),
                found.column("registrable_domain"),
                found.column("icann_domain"),
                _own(found, site),
            ],
            schema=HOSTS_SCHEMA,
        ),
    )


def site_hosts(site: Site) -> tuple[str, ...]:
    """Return the site's domains as hosts of page keys."""
    return hosts_of(site.domains)


def hosts_of(domains: Sequence[str]) -> tuple[str, ...]:
    """Return domains as hosts of page keys: lower-case, punycode, without `www.`."""
    parsed = (urls.canonical_url(domain) for domain in domains)
    return tuple(urls.without_www(urls.host_of(url)) for url in parsed if url)


def _sliced(values: pa.ChunkedArray, convert: Callable[[pa.Array], pa.Table], schema: pa.Schema) -> pa.Table:
    starts = range(0, len(values), _SLICE)
    parts = [convert(values.slice(start, _SLICE).combine_chunks()) for start in starts]
    return pa.concat_tables([schema.empty_table(), *parts])


def _own(found: pa.Table, site: Site) -> pa.ChunkedArray:
    own_hosts = site_hosts(site)
    registrable = pa.array([urls.registrable_domain(host) for host in own_hosts], pa.string())
    own = pc.is_in(found.column("registrable_domain"), value_set=registrable)
    for host in own_hosts:
        own = pc.or_(own, pc.ends_with(found.column("host"), pattern="." + host))
    return own
