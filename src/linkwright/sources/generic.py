"""Reading a table no vendor file knows: columns by the words of their names, by the shape of their cells, or as told.

Names are tried first, in the words many tools use for the same thing. Then shape: a column of addresses on many hosts
is the referring page; one whose addresses are all on one host is the target.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkwright.errors import ConfigError
from linkwright.sources.headers import header_key
from linkwright.sources.layout import MAPPED_COLUMNS, ColumnRule, ReportLayout
from linkwright.sources.tables import Cells
from linkwright.urls import canonical_url, host_of, registrable_domain
from linkwright.vocabulary.site import Site

SHORT_NAMES = {"source": "referring_page_url", "target": "target_url", "domain": "referring_domain"}
SYNONYMS = {
    "referring_page_url": (
        *(
            "source url",
            "source",
            "source page",
            "source page url",
            "source link",
            "referring page",
            "referring page url",
        ),
        *(
            "referring url",
            "referrer url",
            "linking page",
            "linking url",
            "linking page url",
            "linking from",
            "link from",
        ),
        *("from url", "from", "url from", "url_from", "from page", "donor", "donor url", "donor page", "backlink"),
        *("backlink url", "backlink page", "backlink source", "page url", "link url from", "origin url", "src_url"),
        *("external url", "page from", "referer", "referrer", "url", "page", "link"),
    ),
    "target_url": (
        *(
            "target url",
            "target",
            "target page",
            "target link",
            "link to",
            "to url",
            "to",
            "url to",
            "url_to",
            "to page",
        ),
        *("acceptor", "acceptor url", "destination", "destination url", "destination page", "linked page", "link url"),
        *("linked url", "landing page", "landing url", "linking to", "your page", "page to", "link", "target_url"),
    ),
    "anchor": ("anchor", "anchor text", "link anchor", "link text", "anchortext", "anchor text/alt", "anchors", "text"),
    "first_seen": (
        *("first seen", "date found", "first indexed", "first found", "found", "discovered", "discovery date"),
        *("date first seen", "first crawled", "first date", "created", "date added", "added", "date discovered"),
    ),
    "last_seen": (
        *("last seen", "last crawled", "last checked", "last check", "date last seen", "last visited", "last found"),
        *("last crawl", "crawl date", "checked", "last update", "date"),
    ),
    "lost_at": ("lost", "lost date", "date lost", "date_lost", "lost at", "day lost"),
    "nofollow": ("nofollow", "no follow", "is nofollow", "rel nofollow"),
    "title": ("title", "page title", "source title", "source page title", "referring page title"),
    "http_code": ("http code", "http status", "http status code", "status code", "response code"),
    "ip": ("ip", "ip address", "source ip"),
    "country": ("country", "cntry", "country code"),
    "language": ("language", "lang"),
    "referring_domain": (
        *("referring domain", "source domain", "linking domain", "root domain", "domain", "site", "linking site"),
        *("domain from", "donor domain", "host"),
    ),
    "links": ("backlinks", "links", "linking pages", "links to target", "backlinks count"),
}
# Columns that say the link is followed: the other way round.
FOLLOWED = ("follow", "dofollow", "do follow", "followed", "is dofollow")
REL = ("rel", "link type", "link status", "attributes", "link attributes", "type", "nofollow follow", "follow nofollow")
_LINK_FACT, _DOMAIN_FACT = "link_seen", "domain_seen"
_TITLES = {_LINK_FACT: "Backlinks", _DOMAIN_FACT: "Referring domains"}
_REL_FLAGS = ("nofollow", "ugc", "sponsored")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHARE = 0.8  # of the filled cells of a column that must be addresses, or dates, when only they tell what it is
_NAMED_SHARE = 0.5  # when its name tells too; the rows without an address are rejected one by one
_LIST_WIDTH = 2  # Search Console's lists of linking pages have an address and perhaps a date, in words of any language
_LOOK = 500
_METRIC = re.compile(r"-?[\d.,]+%?")


@dataclass(frozen=True)
class Shape:
    """What the first cells of a column look like.

    Attributes:
        addresses: share that are web addresses.
        domains: registrable domains of these.
        days: share that are ISO dates.
    """

    addresses: float
    domains: frozenset[str]
    days: float


def parse_mapping(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Check what a user says about columns: our name (or source, target, domain) -> the file's column name.

    Raises:
        ConfigError: a name is none of ours, or a column is not in the file.
    """
    ours = MAPPED_COLUMNS[_LINK_FACT] | MAPPED_COLUMNS[_DOMAIN_FACT]
    columns = {header_key(name): name for name in reversed(header)}
    columns |= {name.casefold(): name for name in header}
    result = {}
    for name, column in mapping.items():
        known = SHORT_NAMES.get(name, name)
        if known not in ours:
            raise ConfigError(f"--map knows no column called {name!r}", available=tuple(sorted({*SHORT_NAMES, *ours})))
        found = columns.get(column.casefold()) or columns.get(header_key(column))
        if found is None:
            raise ConfigError(f"the file has no column called {column!r}", available=tuple(header))
        result[known] = found
    return result


def generic_layout(
    header: Sequence[str], cells: Cells, *, vendor: str, site: Site | None, mapping: Mapping[str, str]
) -> ReportLayout | None:
    """Return a layout made for this one table, or None when it cannot be told what links to what.

    Args:
        header: distinct column names.
        cells: its first rows.
        vendor: name of the source, `generic` when the user gave none.
        site: the site under study: its addresses are targets.
        mapping: what the user says, already checked; it goes before everything else.
    """
    chosen = guess_columns(header, cells, site, mapping)
    if "referring_page_url" in chosen:
        fact = _LINK_FACT
        chosen.pop("referring_domain", None)
        chosen.pop("links", None)
    elif "referring_domain" in chosen and (mapping or "links" in chosen):
        fact = _DOMAIN_FACT
        chosen = {ours: name for ours, name in chosen.items() if ours in MAPPED_COLUMNS[fact]}
    else:
        return None
    derived = _rel_flags(header, set(chosen)) if fact == _LINK_FACT else {}
    return ReportLayout(
        vendor=vendor,
        vendor_name=vendor,
        id="mapped" if mapping else "by-header",
        title=f"{_TITLES[fact]} ({'as mapped' if mapping else 'by header'})",
        fact=fact,
        nulls=("", "-", "--", "n/a", "n/d", "null", "none"),
        columns={ours: ColumnRule((name,)) for ours, name in chosen.items()},
        derived=derived,
        metrics=_metrics(header, cells, set(chosen.values()), vendor),
        own_pages=fact == _LINK_FACT and "target_url" not in chosen,
    )


def guess_columns(header: Sequence[str], cells: Cells, site: Site | None, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return our column -> the file's column for everything that can be told."""
    chosen = dict(mapping)
    shapes = [_shape(cells, place) for place in range(len(header))]
    keys = {header_key(name): place for place, name in reversed(list(enumerate(header)))}
    for ours, words in SYNONYMS.items():
        if ours in chosen:
            continue
        for word in words:
            place = keys.get(header_key(word))
            if place is None or header[place] in chosen.values():
                continue
            if ours in ("referring_page_url", "target_url") and shapes[place].addresses < _NAMED_SHARE:
                continue
            chosen[ours] = header[place]
            break
    _by_shape(header, shapes, site, chosen, mapping)
    return chosen


def _by_shape(
    header: Sequence[str], shapes: Sequence[Shape], site: Site | None, chosen: dict[str, str], told: Mapping[str, str]
) -> None:
    """Fill in, or correct, the two addresses by what their cells look like."""
    own = {registrable_domain(domain) for domain in site.domains} if site else set()
    taken = set(told.values())
    full = [
        (name, shape)
        for name, shape in zip(header, shapes, strict=True)
        if shape.addresses >= _SHARE and name not in taken
    ]
    targets = [name for name, shape in full if (shape.domains <= own if own else len(shape.domains) == 1)]
    pages = [name for name, shape in full if name not in targets]
    if "referring_page_url" not in told and chosen.get("referring_page_url") in targets and pages:
        del chosen["referring_page_url"]
    if "referring_page_url" not in chosen:
        free = [name for name in pages if name not in chosen.values()]
        if len(free) == 1 or (free and targets):
            chosen["referring_page_url"] = free[0]
    if "referring_page_url" not in chosen and len(full) == 1 and len(header) <= _LIST_WIDTH:
        chosen["referring_page_url"] = full[0][0]
    days = [name for name, shape in zip(header, shapes, strict=True) if shape.days >= _SHARE]
    if len(days) == 1 and days[0] not in chosen.values():
        chosen.setdefault("last_seen", days[0])
    if "target_url" not in chosen and len(full) > 1:
        free = [name for name in targets if name not in chosen.values()]
        if free:
            chosen["target_url"] = free[0]


def _shape(cells: Cells, place: int) -> Shape:
    texts = [text for text in cells.table.column(place).slice(0, _LOOK).to_pylist() if text]
    found = [url for text in texts if _ADDRESS.fullmatch(text.strip()) and (url := canonical_url(text))]
    domains = frozenset(registrable_domain(host_of(url)) for url in found)
    days = sum(bool(_DAY.match(text.strip())) for text in texts)
    filled = max(len(texts), 1)
    return Shape(len(found) / filled, domains, days / filled)


def _rel_flags(header: Sequence[str], chosen: set[str]) -> dict[str, str]:
    """`nofollow, ugc` in one column, or a column that says the link is followed."""
    keys = {header_key(name): name for name in reversed(header)}
    followed = next((keys[header_key(word)] for word in FOLLOWED if header_key(word) in keys), None)
    rel = next((keys[header_key(word)] for word in REL if header_key(word) in keys), None)
    result = {}
    if rel is not None:
        name = '"' + rel.replace('"', '""') + '"'
        words = f"replace(lower({name}), '-', '')"
        for flag in _REL_FLAGS:
            if flag not in chosen:
                result[flag] = (
                    f"case when {words} like '%{flag}%' then true "
                    f"when {words} like '%follow%' or {words} like '%ugc%' or {words} like '%sponsored%' then false end"
                )
    if followed is not None and "nofollow" not in chosen:
        name = '"' + followed.replace('"', '""') + '"'
        result["nofollow"] = (
            f"case when lower({name}) in ('true', 'yes', '1', 'x', '+', 'follow', 'dofollow') then false "
            f"when lower({name}) in ('false', 'no', '0', 'nofollow') then true end"
        )
    return result


def _metrics(header: Sequence[str], cells: Cells, used: set[str], vendor: str) -> dict[str, ColumnRule]:
    """Columns of numbers, under the name of the source."""
    found = {}
    for place, name in enumerate(header):
        texts = [text for text in cells.table.column(place).slice(0, _LOOK).to_pylist() if text]
        if name not in used and name != "#" and texts and all(_METRIC.fullmatch(text.strip()) for text in texts):
            word = re.sub(r"\W+", "_", name.casefold()).strip("_")
            found[f"{vendor}.{word}"] = ColumnRule((name,))
    return found
