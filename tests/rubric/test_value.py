"""Value: exact sums, monotone in every fact, honest about what is not known."""

import itertools
import math

import pyarrow as pa
import pytest

from linkwright.engine.duck import DuckEngine
from linkwright.profile.schema import TABLES
from linkwright.rubric.loading import load_rubric
from linkwright.rubric.model import FACTORS
from linkwright.vocabulary.site import Site
from tests.rubric.judged import judged, scores
from tests.signals.mini import Mini, MiniProfile, Row, mini_profile

FULL: Row = {
    "followed": True,
    "nofollow": False,
    "in_content": True,
    "http_code": 200,
    "language": "en",
    "title": "The wine cellar",
    "external_links": 10,
    "metrics": [("ahrefs.url_rating", 20.0), ("ahrefs.page_traffic", 100.0)],
}
RATED: Row = {
    "referring_domain": "a.test",
    "links": 1,
    "metrics": [
        ("ahrefs.domain_rating", 60.0),
        ("semrush.domain_authority_score", 40.0),
        ("ahrefs.url_rating", 20.0),
        ("ahrefs.page_traffic", 100.0),
    ],
}
SITE = Site(("example.test",), languages=("en",), topics=("wine",))

# Every kind of value each fact may take, in a different rhythm, so that 10,000 links mix them all.
RANDOM_LINKS = """
select
  substr(md5(cast(i as varchar)), 1, 16) as link_id,
  'd' || cast(hash(i) % 200 as varchar) || '.test' as referring_domain,
  'example.test/' || cast(hash(i + 1) % 9 as varchar) as target_key,
  ['live', 'live', 'live', 'lost', 'dropped', 'unknown'][1 + cast(hash(i, 2) % 6 as int)] as status,
  [null, 'noindex', 'notfound', 'linkremoved'][1 + cast(hash(i, 3) % 4 as int)] as status_reason,
  ['text', 'image', 'redirect', 'canonical', null][1 + cast(hash(i, 4) % 5 as int)] as link_type,
  [true, false, null][1 + cast(hash(i, 5) % 3 as int)] as followed,
  [true, false, null][1 + cast(hash(i, 6) % 3 as int)] as nofollow,
  [true, false, null][1 + cast(hash(i, 7) % 3 as int)] as ugc,
  [true, false, null, null, null][1 + cast(hash(i, 8) % 5 as int)] as sponsored,
  [true, false, null][1 + cast(hash(i, 9) % 3 as int)] as in_content,
  [true, false, null, null][1 + cast(hash(i, 10) % 4 as int)] as sitewide,
  ['footer', 'sidebar', 'comments', 'article', null][1 + cast(hash(i, 11) % 5 as int)] as placement,
  [200, 404, 403, 500, null][1 + cast(hash(i, 12) % 5 as int)] as http_code,
  ['en', 'DE', null][1 + cast(hash(i, 13) % 3 as int)] as language,
  ['All about WINE', 'Shoes', null][1 + cast(hash(i, 14) % 3 as int)] as title,
  [null, 'Drinks > Wine'][1 + cast(hash(i, 15) % 2 as int)] as page_category,
  [0, 20, 90, 700, 5000, null][1 + cast(hash(i, 16) % 6 as int)] as external_links,
  [
    map(['ahrefs.url_rating', 'ahrefs.page_traffic'], [hash(i, 17) % 120 - 10.0, hash(i, 18) % 5000 * 1.0]),
    map(['moz.page_authority', 'ahrefs.url_rating'], [hash(i, 19) % 100 * 1.0, null]),
    map(['unknown.number'], [1.0]),
    null
  ][1 + cast(hash(i, 20) % 4 as int)] as metrics
from range(10000) r(i)
"""
RANDOM_DOMAINS = """
select
  'd' || cast(i as varchar) || '.test' as referring_domain,
  'd' || cast(i as varchar) || '.test' as owner_group,
  'single' as group_kind,
  'live' as status,
  50 as links,
  [
    map(['ahrefs.domain_rating', 'moz.domain_authority'], [hash(i) % 100 * 1.0, hash(i, 1) % 100 * 1.0]),
    map(
      ['semrush.domain_authority_score', 'ahrefs.url_rating', 'ahrefs.page_traffic', 'moz.page_authority'],
      [hash(i, 2) % 100 * 1.0, 9.0, 9.0, 9.0]
    ),
    null
  ][1 + cast(hash(i, 3) % 3 as int)] as metrics
from range(200) r(i)
"""


def _filled(engine: DuckEngine, name: str, sql: str) -> pa.Table:
    schema, made = TABLES[name].schema, engine.query(sql)
    columns = [
        made[field.name].cast(field.type) if field.name in made.column_names else pa.nulls(made.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


@pytest.fixture
def many(engine: DuckEngine) -> MiniProfile:
    """10,000 links of all kinds from 200 domains."""
    tables = {
        "links": _filled(engine, "links", RANDOM_LINKS),
        "domains": _filled(engine, "domains", RANDOM_DOMAINS),
    }
    return mini_profile(engine, tables, SITE)


def test_points_add_up_to_the_value_exactly_for_10000_links(many: MiniProfile) -> None:
    table = judged(many, found={}).table("link_scores")
    assert table.num_rows == 10000
    for row in table.to_pylist():
        assert sum(row[f"points_{factor}"] for factor in FACTORS) == pytest.approx(row["value"], abs=1e-9)
        assert 0 <= row["value_low"] <= row["value"] + 1e-9
        assert row["value"] <= row["value_high"] + 1e-9 <= 100 + 2e-9
        assert 0 <= row["coverage"] <= 1


def test_the_order_of_rows_changes_nothing(many: MiniProfile, engine: DuckEngine) -> None:
    before = {name: judged(many, found={}).table(name) for name in ("link_scores", "domain_scores", "group_scores")}
    for name in ("links", "domains"):
        shuffled = engine.query(
            f"select * from {name} order by md5(referring_domain || '{name}'), referring_domain desc"
        )
        engine.register(name, shuffled)
    after = judged(many, found={})
    for name, table in before.items():
        key = table.column_names[0]
        assert after.table(name).sort_by(key).equals(table.sort_by(key))


def _value(mini: Mini, link: Row, domain: Row = RATED) -> Row:
    profile = mini(links=[{"link_id": "x", "target_key": "example.test", **link}], domains=[domain])
    profile = MiniProfile(profile.engine, SITE)
    return scores(judged(profile, found={}), "link_scores")["x"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"followed": False, "nofollow": True}),
        ({"followed": False, "nofollow": True}, {"followed": False, "ugc": True}),
        ({"followed": False, "ugc": True}, {"followed": False, "sponsored": True}),
        ({}, {"placement": "footer"}),
        ({}, {"sitewide": True}),
        ({}, {"in_content": False}),
        ({}, {"external_links": 210}),
        ({}, {"external_links": None}),
        ({"external_links": None}, {"external_links": 210}),
        ({}, {"title": "Shoes"}),
        ({"title": "Shoes"}, {"title": "Schuhe", "language": "de"}),
        ({}, {"status": "dropped"}),
        ({}, {"status_reason": "noindex"}),
        ({"status_reason": "noindex"}, {"http_code": 404}),
        ({}, {"status": "lost"}),
    ],
)
def test_a_worse_fact_never_brings_more(mini: Mini, better: Row, worse: Row) -> None:
    assert _value(mini, {**FULL, **better})["value"] > _value(mini, {**FULL, **worse})["value"]  # type: ignore[operator]


@pytest.mark.parametrize("name", ["ahrefs.domain_rating", "ahrefs.domain_traffic", "moz.domain_authority"])
def test_a_larger_number_never_brings_less(mini: Mini, name: str) -> None:
    numbers = (-5, 0, 1, 19, 20, 50, 79, 100, 1e6, 1e12)
    domains = [{"referring_domain": f"d{n:02d}.test", "metrics": [(name, float(x))]} for n, x in enumerate(numbers)]
    links = [{"link_id": f"l{n:02d}", "referring_domain": f"d{n:02d}.test"} for n in range(len(numbers))]
    found = scores(judged(mini(links=links, domains=domains), found={}), "link_scores")
    values = [float(str(found[f"l{n:02d}"]["value"])) for n in range(len(numbers))]
    assert all(low <= high for low, high in itertools.pairwise(values))
    assert values[0] < values[-1]


def test_a_second_vendor_who_agrees_moves_nothing_but_the_doubt(mini: Mini) -> None:
    rated = [("ahrefs.domain_rating", 50.0)]
    twice = [*rated, ("seranking.domain_inlink_rank", 50.0)]  # the same breakpoints, so the same share
    one = _value(mini, FULL, {**RATED, "metrics": rated})
    two = _value(mini, FULL, {**RATED, "metrics": twice})
    assert two["value"] == pytest.approx(one["value"], abs=0.5)
    assert float(str(two["value_low"])) > float(str(one["value_low"]))


def test_nothing_known_is_unknown_and_counts_as_usual(mini: Mini) -> None:
    row = _value(mini, {}, {"referring_domain": "a.test", "links": 1})
    assert (row["tier"], row["coverage"]) == ("unknown", 0)
    assert 5 < float(str(row["value"])) < 50
    assert float(str(row["value_high"])) - float(str(row["value_low"])) > 80


def test_what_takes_takes_a_share_and_never_more_than_there_is(mini: Mini) -> None:
    followed, nofollow = _value(mini, FULL), _value(mini, {**FULL, "followed": False, "nofollow": True})
    assert float(str(followed["value"])) - float(str(nofollow["value"])) == pytest.approx(-20 * math.log10(0.2))
    unseen = _value(mini, {**FULL, "status_reason": "noindex"})
    assert unseen["value"] == unseen["points_traffic"]  # nobody but visitors has anything of it
    assert unseen["points_visibility"] == pytest.approx(
        -float(str(unseen["points_authority"])) - float(str(unseen["points_placement"]))
    )
    assert unseen["points_relevance"] == 0


def test_the_nearer_the_words_of_a_site_the_more_of_its_authority_arrives(mini: Mini) -> None:
    def value(**topics: object) -> Row:
        rows = [{"referring_domain": "a.test", "shared": ["cellar"], **topics}] if topics else []
        link = {**FULL, "link_id": "x", "title": None, "language": None}
        profile = mini(links=[link], domains=[RATED], domain_topics=rows)
        return scores(judged(MiniProfile(profile.engine, SITE), found={}), "link_scores")["x"]

    near, far, silent = value(percentile=0.95), value(percentile=0.1), value()
    assert near["value"] > silent["value"] > far["value"]  # type: ignore[operator]
    assert (near["check_topical"], far["check_topical"], silent["check_topical"]) == (True, False, None)
    assert float(str(near["value_high"])) - float(str(near["value_low"])) > 5


def test_the_checklist_says_yes_no_or_nothing(mini: Mini) -> None:
    facts: Row = {**FULL, "link_id": "x", "anchor_class": "brand"}
    visits: list[Row] = [{"referring_domain": "b.test", "sessions": 9.0}]
    names = ("content", "anchor", "traffic", "scheme_free", "visits")

    def answers(link: Row, domain: Row = RATED, **tables: list[Row]) -> tuple[object, ...]:
        profile = mini(links=[{**facts, **link}], domains=[domain], **tables)
        row = scores(judged(profile, found={}), "link_scores")["x"]
        return tuple(row[f"check_{name}"] for name in names)

    assert answers({}) == (True, True, True, True, None)
    assert answers({"in_content": None}) == (None, True, True, True, None)
    assert answers({"placement": "footer", "in_content": None}) == (False, True, True, True, None)
    assert answers({"anchor_class": "unknown", "metrics": None}, {**RATED, "metrics": None}) == (
        *(True, None, None, True, None),
    )
    assert answers({}, visits=visits) == (True, True, True, True, False)
    assert answers({"referring_domain": "b.test"}, {**RATED, "referring_domain": "b.test"}, visits=visits) == (
        *(True, True, True, True, True),
    )


def test_a_good_link_is_high_and_a_lost_one_has_no_tier_and_no_value(mini: Mini) -> None:
    good = _value(mini, FULL)
    lost = _value(mini, {**FULL, "status": "lost"})
    assert (good["tier"], good["coverage"]) == ("high", 1)
    assert (lost["tier"], lost["value"], lost["value_high"]) == (None, 0, 0)


def test_a_page_that_answers_404_brings_nothing_now_but_may_again(mini: Mini) -> None:
    row = _value(mini, {**FULL, "http_code": 404})
    assert row["value"] == 0
    assert float(str(row["value_high"])) > 50
    blocked = _value(mini, {**FULL, "http_code": 403})
    assert blocked["value"] == _value(mini, FULL)["value"]


def test_a_domain_is_worth_its_best_standing_link_and_repetition_adds_little(mini: Mini) -> None:
    def link(name: str, **facts: object) -> Row:
        return {**FULL, "link_id": name, "target_key": "example.test/t", **facts}

    links = [link("best"), link("same"), link("weak", sponsored=True), link("gone", status="lost")]
    table = judged(mini(links=links, domains=[RATED]), found={})
    (domain,) = table.table("domain_scores").to_pylist()
    best = scores(table, "link_scores")["best"]
    assert (domain["best_link"], domain["value"]) == ("best", best["value"])
    assert best["value"] < domain["worth"] < 1.5 * float(str(best["value"]))


def test_a_domain_known_only_by_count_is_scored_without_inventing_a_link(mini: Mini) -> None:
    table = judged(mini(domains=[{**RATED, "links": 0, "claimed_links": 9}]), found={})
    (domain,) = table.table("domain_scores").to_pylist()
    assert (domain["best_link"], domain["tier"], domain["coverage"]) == (None, "unknown", 0.45)
    assert domain["value"] > 0
    assert table.table("link_scores").num_rows == 0


def test_an_unknown_number_of_links_on_the_page_is_doubt_and_not_the_best_case(mini: Mini) -> None:
    known, unknown = _value(mini, FULL), _value(mini, {**FULL, "external_links": None})
    crowded = _value(mini, {**FULL, "external_links": 600})
    assert known["points_placement"] > unknown["points_placement"] > crowded["points_placement"]  # type: ignore[operator]
    assert unknown["value_high"] == known["value_high"]
    assert float(str(unknown["value_low"])) < float(str(known["value_low"]))
    assert float(str(unknown["coverage"])) == pytest.approx(float(str(known["coverage"])) - 0.075)


def test_a_live_domain_whose_only_listed_link_is_lost_is_scored_by_what_is_known_of_it(mini: Mini) -> None:
    lost: Row = {**FULL, "link_id": "x", "status": "lost"}
    live = {**RATED, "links": 1, "lost_links": 1, "claimed_links": 12, "status": "live"}
    gone = {**live, "referring_domain": "gone.test", "status": "lost"}
    links = [lost, {**lost, "link_id": "y", "referring_domain": "gone.test"}]
    counted = judged(mini(domains=[{**RATED, "links": 0, "claimed_links": 12}]), found={})
    (expected,) = counted.table("domain_scores").to_pylist()
    found = scores(judged(mini(links=links, domains=[live, gone]), found={}), "domain_scores")
    assert found["a.test"] == expected
    assert (found["gone.test"]["value"], found["gone.test"]["tier"], found["gone.test"]["best_link"]) == (0, None, "y")


def test_text_from_outside_is_never_part_of_a_statement(mini: Mini, engine: DuckEngine) -> None:
    nasty = "'; drop table links; --"
    profile = mini(links=[{"title": nasty, "metrics": [(nasty, 1.0)], "anchor": nasty}], domains=[RATED])
    site = Site((nasty,), topics=(nasty, "\\"), languages=(nasty,))
    table = judged(MiniProfile(profile.engine, site), found={})
    assert table.table("link_scores").num_rows == 1


LOOKED = ("followed", "script_only", "cloaked", "nofollow", "not_in_page", "not_indexed")
STATES = {
    "followed": "found",
    "script_only": "only after JavaScript",
    "cloaked": "differs for a browser",
    "nofollow": "nofollow",
    "not_in_page": "not in the page",
    "not_indexed": "page noindexed",
}


def _looked_at(mini: Mini, *states: str, **link: object) -> Row:
    rows = [{"link_id": "x", "referring_domain": "a.test", "state": state} for state in states]
    profile = mini(links=[{"link_id": "x", **FULL, **link}], domains=[RATED], check_states=rows)
    return scores(judged(MiniProfile(profile.engine, SITE), found={}), "link_scores")["x"]


def test_what_our_own_look_saw_decides_how_visible_a_link_is(mini: Mini) -> None:
    values = [_looked_at(mini, STATES[step])["value"] for step in LOOKED]
    assert values == sorted(values, key=lambda value: -float(str(value)))
    assert len(set(values)) == len(values)
    assert _looked_at(mini, STATES["followed"]) == _looked_at(mini), "a link found as known is worth what it was"


def test_of_several_states_the_one_that_takes_most_counts(mini: Mini) -> None:
    for one, other in itertools.combinations(LOOKED, 2):
        assert _looked_at(mini, STATES[one], STATES[other])["value"] == _looked_at(mini, STATES[other])["value"]


def test_a_hidden_place_counts_as_not_in_the_page_and_only_once(mini: Mini) -> None:
    hidden = _looked_at(mini, placement="hidden", in_content=False)
    assert hidden["value"] == _looked_at(mini, STATES["not_in_page"])["value"]
    assert hidden["value"] == _looked_at(mini, STATES["not_in_page"], placement="hidden", in_content=False)["value"]
    assert hidden["points_placement"] == pytest.approx(0, abs=1e-9)
    assert (hidden["check_content"], _looked_at(mini, STATES["not_in_page"])["check_content"]) == (False, False)


@pytest.mark.parametrize(
    ("place", "step"),
    [("related", "related"), ("breadcrumb", "navigation"), ("author box", "author_box"), ("link list", "link_list")],
)
def test_each_place_of_our_own_crawl_has_its_step(mini: Mini, place: str, step: str) -> None:
    share = load_rubric(None).factors["placement"].steps[step].share
    scored = _looked_at(mini, placement=place, in_content=False)
    assert scored["points_placement"] == pytest.approx(20 * math.log10(share))


def test_an_error_we_were_answered_with_says_nothing_where_we_were_refused(mini: Mini) -> None:
    def value(**tables: list[Row]) -> object:
        profile = mini(links=[{"link_id": "x", **FULL, "http_code": 406}], domains=[RATED], **tables)
        return scores(judged(MiniProfile(profile.engine, SITE), found={}), "link_scores")["x"]["value"]

    look: Row = {"link_id": "x", "standing": "unseen"}
    refused = value(checks=[{**look, "state": "blocked", "http_code": 406}])
    assert value() == 0
    assert value(checks=[{**look, "state": "robots-blocked"}]) == 0, "then the error is another tool's word"
    assert refused == _looked_at(mini)["value"]
