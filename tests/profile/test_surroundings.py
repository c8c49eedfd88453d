"""What stands around the links: other targets, competitors, own outgoing links, visits, keys, lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.profile import Profile, build_profile
from linkwright.vocabulary.site import Site
from tests.profile.making import FolderOfFacts, Row, by, document, link, numbered, profile_of, rows_of

SITE = Site(("mysite.example.com",), brands=("My Site",), competitors=("www.rival.test", "mysite.example.com"))
RIVAL = "https://rival.test/"
PARTNERS = "https://mysite.example.com/partners"


def test_rows_about_other_targets_say_what_else_a_referring_domain_links_to() -> None:
    rows = [
        link("https://blog.test/a"),
        link("https://blog.test/b", RIVAL, nofollow=False, first_seen=3),
        link("https://www.blog.test/c", "https://shop.rival.test/x", status="lost"),
        link("https://blog.test/d", "https://stranger.test/"),
        link("https://rival.test/about", "https://rival.test/home"),
    ]
    with profile_of(rows, site=SITE) as profile:
        found = by(profile, "other_links", "target_domain")
    assert set(found) == {"rival.test", "stranger.test"}
    rival = found["rival.test"]
    assert (rival["referring_domain"], rival["competitor"], rival["links"]) == ("blog.test", True, 2)
    assert (rival["lost_links"], rival["followed_links"]) == (1, 1)
    assert found["stranger.test"]["competitor"] is False


def test_each_referring_domain_counts_once_in_each_mix_with_what_most_of_its_links_have() -> None:
    rows = [
        link("https://a.test/1", anchor="My Site", nofollow=False, language="en"),
        link("https://a.test/2", anchor="My Site", nofollow=False),
        link("https://a.test/3", anchor="click here", nofollow=True),
        link("https://a.test/1", RIVAL, anchor="Rival", sponsored=True, nofollow=False),
        link("https://b.test/1", RIVAL, anchor="https://rival.test", language="de-DE"),
        link("https://c.test/1", RIVAL, anchor="anything", status="lost"),
    ]
    with profile_of(rows, site=SITE) as profile:
        mixes = {
            (row["site"], row["aspect"], row["value"]): row["referring_domains"] for row in rows_of(profile, "mixes")
        }
    assert mixes == {
        ("mysite.example.com", "anchor", "brand"): 1,
        ("mysite.example.com", "rel", "followed"): 1,
        ("mysite.example.com", "language", "en"): 1,
        ("rival.test", "anchor", "brand"): 1,
        ("rival.test", "anchor", "url"): 1,
        ("rival.test", "rel", "sponsored"): 1,
        ("rival.test", "rel", "unknown"): 1,
        ("rival.test", "language", "de"): 1,
    }


def test_a_competitors_months_stand_in_the_calendar_of_the_site() -> None:
    rows = [
        link("https://a.test/", first_seen="2026-01-05"),
        link("https://b.test/", first_seen="2026-03-05"),
        link("https://x.test/", RIVAL, first_seen="2026-03-09"),
        link("https://y.test/", RIVAL, first_seen="2026-03-10"),
        link("https://z.test/", RIVAL, first_seen="2019-03-10"),
    ]
    with profile_of(rows, site=SITE) as profile:
        months = [(row["month"], row["new_domains"]) for row in profile.table("competitor_months").to_pylist()]
    assert [new for _, new in sorted(months)] == [0, 0, 2]


def test_what_the_site_links_to_is_known_from_rows_whose_page_is_its_own() -> None:
    rows = [
        link("https://mysite.example.com/partners", "https://friend.test/", nofollow=False),
        link("https://www.mysite.example.com/blog", "https://friend.test/x", nofollow=True),
        link("https://mysite.example.com/blog", "https://mysite.example.com/about"),
        link("https://friend.test/links"),
    ]
    with profile_of(rows, site=SITE) as profile:
        (friend,) = rows_of(profile, "own_links")
    assert (friend["target_domain"], friend["links"], friend["followed_links"], friend["pages"]) == (
        "friend.test",
        2,
        1,
        2,
    )


def test_of_our_own_readings_of_a_page_of_the_site_only_the_newest_counts() -> None:
    rows = [
        link(PARTNERS, "https://former.test/", source="own-crawl", observed_at=1),
        link(PARTNERS, "https://friend.test/", source="own-crawl", observed_at=1),
        link(PARTNERS, "https://friend.test/", source="own-crawl", observed_at=2),
        link(PARTNERS + "/other", "https://second.test/", source="own-crawl", observed_at=1),
        link(PARTNERS, "https://exported.test/", observed_at=1),
    ]
    with profile_of(rows, site=SITE) as profile:
        found = {row["target_domain"]: row["links"] for row in rows_of(profile, "own_links")}
    assert found == {"friend.test": 1, "second.test": 1, "exported.test": 1}


@pytest.mark.parametrize(
    ("address", "read_on", "kept"),
    [
        (PARTNERS, 2, {"exported.test"}),
        (PARTNERS, 1, {"former.test", "exported.test"}),
        (f"{PARTNERS}/other", 2, {"former.test", "exported.test"}),
        ("http://mysite.example.com/partners", 2, {"exported.test"}),
    ],
)
def test_a_newer_reading_without_any_link_takes_back_what_an_older_one_saw(
    address: str, read_on: int, kept: set[str]
) -> None:
    rows = [
        link(PARTNERS, "https://former.test/", source="own-crawl", observed_at=1),
        link(PARTNERS, "https://exported.test/", observed_at=1),
        link("https://friend.test/", "http://mysite.example.com/partners"),
    ]
    with profile_of(rows, documents=[document(address, observed_at=read_on)], site=SITE) as profile:
        assert {row["target_domain"] for row in rows_of(profile, "own_links")} == kept


def test_words_and_redirects_of_a_link_come_from_the_row_that_decided_it() -> None:
    rows = [
        link("https://a.test/", left_context="old", observed_at=1),
        link("https://a.test/", left_context=" new ", right_context="words", observed_at=9, rendered_only=True),
        link("https://b.test/", redirect_codes="301 302"),
        link("https://c.test/"),
    ]
    with profile_of(rows, site=SITE) as profile:
        found = by(profile, "link_details", "referring_domain")
    assert set(found) == {"a.test", "b.test"}
    assert (found["a.test"]["context"], found["a.test"]["rendered_only"]) == ("new … words", True)
    assert (found["b.test"]["context"], found["b.test"]["redirect_codes"]) == (None, "301 302")


@contextmanager
def _profile_of_facts(**facts: list[Row]) -> Iterator[Profile]:
    with TemporaryDirectory() as folder, duck_engine(memory="500MB") as engine:
        ledger = FolderOfFacts(Path(folder))
        for place, (fact, rows) in enumerate(facts.items()):
            ledger.add(fact, numbered(rows, f"{place:016x}"))
        yield build_profile(engine, ledger, SITE)


def test_visits_come_from_addresses_and_channels_and_overlapping_periods_count_once() -> None:
    visits: list[Row] = [
        {
            "batch": "january",
            "row": 1,
            "referrer_url": "https://www.blog.test/post",
            "sessions": 5.0,
            "key_events": 1.0,
        },
        {"batch": "january", "row": 2, "referrer_url": "https://blog.test/other", "sessions": 4.0},
        {"batch": "quarter", "row": 1, "channel": "blog.test / referral", "sessions": 7.0},
        {"batch": "quarter", "row": 2, "channel": "google / organic", "sessions": 99.0},
        {"batch": "quarter", "row": 3, "referrer_url": "https://mysite.example.com/", "sessions": 50.0},
    ]
    with _profile_of_facts(link_seen=[link("https://blog.test/post")], traffic_seen=visits) as profile:
        (found,) = rows_of(profile, "visits")
    assert found == {
        "referring_domain": "blog.test",
        "sessions": 9.0,
        "key_events": 1.0,
        "observation": "quarter:1",
    }


def test_keys_and_lists_name_registrable_domains() -> None:
    keys: list[Row] = [
        {"referring_domain": "www.blog.test", "kind": "analytics", "value": " UA-1 "},
        {"referring_domain": "blog.test", "kind": "analytics", "value": "ua-1"},
        {"referring_domain": "other.test", "kind": "ads", "value": "pub-2"},
    ]
    lists: list[Row] = [
        {"subject": "BLOG.test", "verdict": "listed", "reason": "bad.txt"},
        {"subject": "sub.other.test", "verdict": "listed", "reason": "bad.txt"},
        {"subject": "deep.sub.third.test", "verdict": "listed", "reason": "bad.txt"},
        {"subject": "blog.test", "verdict": "disavow"},
        {"subject": "https://www.fourth.test/page/", "subject_kind": "url", "verdict": "listed", "reason": "bad.txt"},
        {"subject": "fifth.test/page", "subject_kind": "url", "verdict": "listed", "reason": "bad.txt"},
    ]
    links: list[Row] = [link("https://blog.test/"), link("https://sub.other.test/"), link("https://third.test/")]
    links += [link("https://fourth.test/page"), link("https://fifth.test/other")]
    with _profile_of_facts(link_seen=links, key_seen=keys, verdict_seen=lists) as profile:
        assert [(row["referring_domain"], row["kind"], row["value"]) for row in rows_of(profile, "keys")] == [
            ("blog.test", "analytics", "ua-1"),
            ("other.test", "ads", "pub-2"),
        ]
        # a list that names one host or page does not name its neighbours
        assert [(row["referring_domain"], row["list"]) for row in rows_of(profile, "listings")] == [
            ("blog.test", "bad.txt"),
            ("fourth.test", "bad.txt"),
            ("other.test", "bad.txt"),
        ]
