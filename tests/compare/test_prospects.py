from datetime import date, datetime

from hypothesis import given, settings

from linkwright.compare.model import Comparison
from linkwright.compare.side import Side
from tests.compare.worlds import SIDES, compared, domain, side

US = side("us.test", [domain("ours.test"), domain("both.test", owner_group="family")], own=True)


def gap(*rivals: Side) -> list[str]:
    return [each.referring_domain for each in compared(US, *rivals).prospects]


@settings(max_examples=30, deadline=None)
@given(SIDES)
def test_nobody_who_links_to_us_or_is_owned_by_a_side_is_a_prospect(sides: tuple[Side, Side, Side]) -> None:
    found: Comparison = compared(*sides)
    ours = {*sides[0].domains["referring_domain"].to_pylist(), *(each.site for each in sides)}
    groups = {group for group in sides[0].domains["owner_group"].to_pylist() if group.startswith("g")}
    for each in found.prospects:
        assert each.referring_domain not in ours
        assert set(each.links_to) <= {"a.test", "b.test"}
        assert 0 < each.likely < 1
    theirs = {row["referring_domain"]: row["owner_group"] for rival in sides[1:] for row in rival.domains.to_pylist()}
    assert len(found.prospects) == found.prospects_total <= len(set(theirs))
    if groups:  # the groups of these worlds have the same names on all sides
        linked_twice = {name for name, group in theirs.items() if group in groups and name in ours}
        assert not linked_twice & {each.referring_domain for each in found.prospects}


def test_left_out_are_those_who_link_to_us_by_another_domain_of_theirs() -> None:
    rival = side(
        "rival.com", [domain("sister.test", owner_group="f"), domain("both.test", owner_group="f"), domain("x.test")]
    )
    assert gap(rival) == ["x.test"]


def test_left_out_are_the_sites_compared_their_families_and_their_names_elsewhere() -> None:
    rival = side("rival.com", [domain("us.test"), domain("rival.de"), domain("second.org"), domain("x.test")])
    second = side(
        "second.org", [domain("rival.com", owner_group="holding"), domain("daughter.test", owner_group="holding")]
    )
    assert gap(rival, second) == ["x.test"]


def test_the_suspect_and_networks_are_left_out_and_counted() -> None:
    rows = [
        domain("x.test"),
        domain("network-news.test"),
        domain("bad.test", quality=0.0, tier="suspect"),
        domain("good.test", owner_group="mixed"),
        domain("badly.test", owner_group="mixed", quality=0.0, tier="suspect"),
        *(domain(f"n{n}.test", owner_group="network-1a2b") for n in range(20)),
    ]
    found = compared(US, side("rival.com", rows), side("other.org", rows))
    assert [each.referring_domain for each in found.prospects] == ["network-news.test", "x.test"]
    assert found.prospects_total == 2
    assert any("2 suspect owners and 1 networks" in sentence for sentence in found.words)


def test_more_competitors_more_quality_and_more_openness_rank_higher() -> None:
    one = [domain("base.test"), domain("strong.test", quality=0.9), domain("open.test", source_type="resource page")]
    shared = domain("shared.test")
    found = compared(US, side("a.com", [*one, shared]), side("b.com", [shared]), side("c.com", [shared]))
    by_name = {each.referring_domain: each for each in found.prospects}
    assert by_name["shared.test"].likely > by_name["base.test"].likely
    assert by_name["open.test"].likely > by_name["base.test"].likely
    assert by_name["strong.test"].likely == by_name["base.test"].likely
    assert [each.referring_domain for each in found.prospects][-1] == "base.test"
    assert by_name["shared.test"].links_to == ("a.com", "b.com", "c.com")
    assert by_name["shared.test"].chance_words.startswith("links to 3 of 3 competitors; links to several of you")
    scores = [each.expected.middle * each.likely for each in found.prospects]
    assert scores == sorted(scores, reverse=True)


def test_an_owner_with_many_domains_is_one_prospect_by_its_best() -> None:
    rows = [domain(f"f{n}.test", owner_group="f", quality=0.1 * n, anchor=f"anchor {n}") for n in range(1, 6)]
    (found,) = compared(US, side("rival.com", rows)).prospects
    assert (found.referring_domain, found.anchor, found.links_to) == ("f5.test", "anchor 5", ("rival.com",))


def test_the_expected_value_is_what_the_competitors_links_from_there_are_worth() -> None:
    found = compared(US, side("a.com", [domain("x.test", quality=0.2)]), side("b.com", [domain("x.test", quality=0.6)]))
    (prospect,) = found.prospects
    expected = prospect.expected
    assert [round(each, 9) for each in (expected.low, expected.middle, expected.high)] == [0.24, 0.4, 0.48]
    assert prospect.page == "https://x.test/page"


def test_age_of_the_link_counts_where_it_is_known() -> None:
    rows = [
        domain("new.test", first_seen=datetime(2026, 5, 1)),
        domain("middle.test", first_seen=datetime(2025, 5, 1)),
        domain("old.test", first_seen=datetime(2020, 5, 1)),
        domain("undated.test", first_seen=None),
    ]
    found = {each.referring_domain: each for each in compared(US, side("rival.com", rows)).prospects}
    assert found["new.test"].likely > found["middle.test"].likely > found["old.test"].likely
    assert found["undated.test"].likely == found["middle.test"].likely
    assert found["undated.test"].first_seen is None
    assert found["new.test"].first_seen == date(2026, 5, 1)


def test_at_most_two_thousand_are_listed_and_all_are_counted() -> None:
    rows = [domain(f"d{n}.test", quality=n / 5_000) for n in range(2_500)]
    found = compared(US, side("rival.com", rows))
    assert (len(found.prospects), found.prospects_total) == (2_000, 2_500)
    assert found.prospects[0].referring_domain == "d2499.test"
    assert any("With one competitor" in sentence for sentence in found.words)
