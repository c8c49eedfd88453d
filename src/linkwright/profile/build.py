"""Builds the profile: the steps in their order. What each does stands in its SQL file."""

from datetime import datetime
from functools import cache
from importlib.resources import files

import pyarrow as pa

from linkwright import urls
from linkwright.engine import Engine
from linkwright.profile import phrases, source_types
from linkwright.profile.addresses import look_up_hosts, parse_addresses
from linkwright.profile.groups import join_mirrors, join_networks
from linkwright.profile.scope import EVERYTHING, Scope, register_facts
from linkwright.profile.semantic import Embed
from linkwright.profile.tables import FactFiles, Profile
from linkwright.profile.topics import measure_topics
from linkwright.vocabulary.facts import TIME
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import STATES
from linkwright.vocabulary.terms import SourceType

MERGED_AT_ONCE = 4  # places of a link; see `merged_rows.sql`


def build_profile(
    engine: Engine, ledger: FactFiles, site: Site, embed: Embed | None = None, scope: Scope = EVERYTHING
) -> Profile:
    """Derive the profile of a site from all facts of a ledger.

    Neither the order of imports nor how rows are spread over files matters; only where rows say the same may the id of
    the observation that stands for them differ.

    Args:
        engine: where the tables are made and stay.
        ledger: gives the Parquet files of each fact table.
        site: whose profile it is; rows about other sites are set aside.
        embed: compares topics by meaning; by words in common without it.
        scope: which rows count, where files are about several sites (`scope_of`).
    """
    register_facts(engine, ledger, scope)
    _register_inputs(engine, site)
    _fold_addresses(engine, site)
    _class_anchors(engine)
    _keep_rows(engine)
    _merge_links(engine)
    for name in ("checks", "check_states"):
        _make(engine, name)
    _gather_domains(engine)
    _find_owner_groups(engine)
    _read_verdicts(engine)
    for name in ("domains", "anchors", "targets", "source_domains", "sources", "overlap", "set_aside"):
        _make(engine, name)
    _count_months(engine)
    _look_around(engine, embed)
    return Profile(engine, site)


def _register_inputs(engine: Engine, site: Site) -> None:
    engine.register("anchor_phrases", phrases.anchor_phrases(site))
    engine.register("audience_writings", phrases.audience_writings(site))
    engine.register("generic_words", phrases.generic_words())
    engine.register("site_hosts", phrases.own_hosts(site))
    engine.register("site_name", pa.table({"site": [site.name]}))
    engine.register("competitors", phrases.competitors(site))
    engine.register("audience", phrases.audience(site))
    engine.register("site_topics", phrases.topics(site))
    engine.register("link_states", _link_states())
    engine.register("known_domains", source_types.known_domains())
    engine.register("type_rules", source_types.type_rules())


def _link_states() -> pa.Table:
    return pa.table(
        {"state": [str(state) for state in STATES], "standing": [str(told.standing) for told in STATES.values()]}
    )


def _fold_addresses(engine: Engine, site: Site) -> None:
    parse_addresses(engine, "odd_addresses", _sql("odd_pages"))
    parse_addresses(engine, "parsed_targets", _sql("distinct_targets"))
    parse_addresses(engine, "domain_names", _sql("distinct_domains"))
    parse_addresses(engine, "parsed_referrers", _sql("referrers"))
    parse_addresses(engine, "parsed_names", _sql("named_domains"))
    look_up_hosts(engine, "hosts", _sql("distinct_hosts"), site)
    _make(engine, "target_addresses")
    for name in ("cut_rows", "folded"):
        engine.register(name, _sql(name))
    for name in ("bare_pages", "bare_targets"):
        _make(engine, name)
    engine.register("linked", _sql("linked"))


def _class_anchors(engine: Engine) -> None:
    engine.materialise("anchor_texts", _sql("anchor_texts"), large=True)
    for name in ("phrases", "misspelt_names", "named_anchors", "anchor_classes"):
        _make(engine, name)


def _keep_rows(engine: Engine) -> None:
    _make(engine, "repeated_links")
    engine.materialise("link_rows", _sql("link_rows"), large=True)
    engine.register("observed", _sql("observed"))


def _merge_links(engine: Engine) -> None:
    for name in ("tied_links", "tied_digests"):
        _make(engine, name)
    engine.materialise("ranked_rows", _sql("ranked_rows"), large=True)
    for name in ("source_words", "disagreements"):
        _make(engine, name)
    engine.register("rows_to_merge", _sql("placed_rows"))
    places = engine.query("select coalesce(max(place), 1) as places from ranked_rows").column("places")[0].as_py()
    while places > MERGED_AT_ONCE:
        name = f"merged_rows_{places}"
        engine.materialise(name, _sql("merged_rows"), large=True)
        engine.register("rows_to_merge", f"select * from {name}")
        places = -(-places // MERGED_AT_ONCE)
    engine.materialise("merged_links", _sql("merged_links"), large=True)
    for name in ("link_sources", "links"):
        engine.register(name, _sql(name))
    for name in ("repeated_pages", "merged_pages"):
        _make(engine, name)
    engine.register("pages", _sql("pages"))


def _gather_domains(engine: Engine) -> None:
    for name in ("domain_rows", "single_counts", "domain_claims", "domain_hosts", "domain_facts", "domain_places"):
        _make(engine, name)
    for name in ("domain_metrics", "named_types", "site_votes", "page_votes", "domain_types"):
        _make(engine, name)


def _find_owner_groups(engine: Engine) -> None:
    for name in ("frequent_paths", "trait_pages", "traits", "trait_ties"):
        _make(engine, name)
    join_networks(engine)
    _make(engine, "network_members")
    for name in ("mirror_candidates", "mirror_claims", "repeated_traits", "mirror_traits"):
        _make(engine, name)
    join_mirrors(engine)
    _make(engine, "group_members")
    _make(engine, "groups")


def _read_verdicts(engine: Engine) -> None:
    for name in ("reviews", "reviewed_groups", "group_verdicts", "domain_verdicts", "page_verdicts", "verdict_history"):
        _make(engine, name)


def _look_around(engine: Engine, embed: Embed | None) -> None:
    for name in ("link_details", "other_links", "own_links", "mixes", "competitor_months"):
        _make(engine, name)
    for name in ("visits", "keys", "contacts", "listings", "documents"):
        _make(engine, name)
    for name in ("silent_words", "topic_texts", "topic_words", "site_words"):
        _make(engine, name)
    measure_topics(engine, embed)


def _count_months(engine: Engine) -> None:
    bounds = engine.query(_sql("month_bounds"))
    first, last = bounds.column("first_moment")[0].as_py(), bounds.column("last_moment")[0].as_py()
    engine.register("calendar", pa.table({"month": pa.array(_months(first, last), TIME)}))
    _make(engine, "months")


def _months(first: datetime | None, last: datetime | None) -> list[datetime]:
    if first is None or last is None:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [datetime(number // 12, number % 12 + 1, 1) for number in numbers]


def _make(engine: Engine, name: str) -> None:
    engine.materialise(name, _sql(name))


@cache
def _sql(name: str) -> str:
    text = _text(name)
    for placeholder, value in _placeholders().items():
        text = text.replace("{{" + placeholder + "}}", value)
    return text


def _text(name: str) -> str:
    return files("linkwright.profile").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def _placeholders() -> dict[str, str]:
    # Patterns must stand in the text: an engine compiles a literal once, but a column's value for every row.
    return {
        "simple_url": urls.SIMPLE_URL,
        "tracking_parameters": urls.TRACKING_PARAMETERS,
        "shared_networks": phrases.shared_networks(),
        "unspaced_scripts": phrases.UNSPACED_SCRIPTS,
        "merged_rows": _text("merged_rows"),
        "types_of_sources": ", ".join(f"'{each}'" for each in SourceType),
        **source_types.placeholders(),
    }
