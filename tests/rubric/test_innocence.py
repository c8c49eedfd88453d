"""Innocence (SCIENCE, bar 23): what half of the honest web has is never suspect by itself, however much of it."""

import pytest

from linkwright.rubric import load_rubric
from linkwright.signals import all_signals
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
