"""Innocence (SCIENCE, bar 23): what half of the honest web has is never suspect by itself, however much of it."""

import pytest

from linkwright.rubric import load_rubric
from linkwright.signals import all_signals, run_signals
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Family
from tests.rubric.judged import judged, scores
from tests.signals.mini import Mini, Row

NAMES = [f"d{n}.test" for n in range(500)]
SUPPORTING = [name for name, each in all_signals().items() if each.family in (Family.OWNERSHIP, Family.VENDOR)]
RECIPROCAL = ["reciprocal-links", "reciprocal-pairs"]


def _domains(**values: object) -> list[Row]:
    return [{"referring_domain": name, "links": 1, "observation": f"in:{name}", **values} for name in NAMES]


def _tiers(mini: Mini, domains: list[Row], **tables: list[Row]) -> set[object]:
    links = [{"link_id": name, "referring_domain": name, "target_key": "t"} for name in NAMES]
    rows = scores(judged(mini(links=links, domains=domains, **tables)), "domain_scores")
    assert len(rows) == len(NAMES)
    return {row["tier"] for row in rows.values()}


@pytest.mark.parametrize("subnet", ["104.21.16", "91.7.3"], ids=["delivery network", "one host"])
def test_all_on_one_host_is_no_scheme(mini: Mini, subnet: str) -> None:
    assert "suspect" not in _tiers(mini, _domains(subnet=subnet))


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_links_in_both_directions_are_no_scheme(mini: Mini, share: float) -> None:
    own: list[Row] = [
        {
            "target_domain": name,
            "links": 1,
            "followed_links": 1,
            "pages": 1,
            "example_page": "https://example.test/links",
        }
        for name in NAMES[: round(share * len(NAMES))]
    ]
    assert "suspect" not in _tiers(mini, _domains(), own_links=own)


READERS = Site(domains=("example.test",), languages=("es",), countries=("ES",))


def _finding(mini: Mini, links: list[Row]) -> set[str]:
    """Which signals find something in these links."""
    results = run_signals(mini(READERS, links=links, domains=_domains()), all_signals())
    return {name for name, result in results.items() if result.findings.num_rows}


@pytest.mark.parametrize(
    ("link", "signal"),
    [
        ({"sponsored": True, "followed": False, "title": "Sponsored post: a day out"}, ""),
        ({"language": "ru"}, "audience-mismatch"),
        ({"sitewide": True, "placement": "footer", "followed": True}, "navigation-links"),
        ({"ugc": True, "followed": False, "page_type": "User content > Forum"}, "comment-links"),
        ({"title": "Advertorial: a day out", "followed": True}, "paid-markers"),
    ],
    ids=["marked as paid", "foreign", "sitewide", "by visitors", "paid and not marked"],
)
def test_what_a_link_is_like_condemns_none_of_500_even_where_it_is_found(mini: Mini, link: Row, signal: str) -> None:
    links: list[Row] = [{"link_id": name, "referring_domain": name, "target_key": "t", **link} for name in NAMES]
    judgement = judged(mini(READERS, links=links, domains=_domains(links=900, vendor_spam=3, vendor_spam_asked=3)))
    rows = scores(judgement, "domain_scores")
    assert len(rows) == len(NAMES)
    assert "suspect" not in {row["tier"] for row in rows.values()}
    assert signal in {"", *_finding(mini, links)}


def test_one_directory_is_not_even_named(mini: Mini) -> None:
    domains: list[Row] = [
        {**row, "source_type": "directory" if place == 7 else "news"} for place, row in enumerate(_domains())
    ]
    assert "suspect" not in _tiers(mini, domains)
    assert not run_signals(mini(domains=domains), all_signals())["directory-links"].findings.num_rows


def test_one_owner_of_all_on_one_host_in_a_list_and_flagged_by_every_tool_is_no_scheme(mini: Mini) -> None:
    keys: list[Row] = [
        {"referring_domain": name, "kind": "ads", "value": f"pub-{n // 5}"} for n, name in enumerate(NAMES)
    ]
    keys += [{"referring_domain": f"o{n}.test", "kind": "ads", "value": f"own-{n}"} for n in range(1000)]
    listings: list[Row] = [{"referring_domain": name, "list": "spam.txt", "entry": name} for name in NAMES]
    domains = _domains(subnet="91.7.3", vendor_spam=3, vendor_spam_asked=3)
    assert "suspect" not in _tiers(mini, domains, keys=keys, listings=listings)


def test_evidence_that_only_supports_is_never_enough_even_all_at_once(mini: Mini) -> None:
    rubric = load_rubric()
    assert {"shared-ownership-keys", "listed-domains", "vendor-spam-flags"} <= set(SUPPORTING)
    profile = mini(links=[{"link_id": "x", "target_key": "t"}], domains=[{"referring_domain": "a.test", "links": 1}])
    about: list[Row] = [{"subject": "a.test"}]
    found = dict.fromkeys([*SUPPORTING, *RECIPROCAL], about)
    row = scores(judged(profile, found), "domain_scores")["a.test"]
    assert row["tier"] != "suspect"
    assert {"ownership", "vendor"} <= set(rubric.supporting)


def test_common_targets_alone_are_not_enough_but_count_as_one_of_two_families(mini: Mini) -> None:
    profile = mini(links=[{"link_id": "x", "target_key": "t"}], domains=[{"referring_domain": "a.test", "links": 1}])
    about: list[Row] = [{"subject": "a.test"}]
    alone = scores(judged(profile, {"co-target-excess": about}), "domain_scores")["a.test"]
    assert alone["tier"] != "suspect"
    both = {"co-target-excess": about, "template-network": about}
    assert scores(judged(profile, both), "domain_scores")["a.test"]["tier"] == "suspect"
