"""Risk: one family never condemns, repetition adds nothing, networks are judged once, innocence stays innocent."""

import itertools
import math
from pathlib import Path

import pytest

from tests.rubric.judged import Found, judged, scores
from tests.signals.mini import Mini, Row

DOMAIN: Row = {"referring_domain": "a.test", "links": 1, "metrics": [("ahrefs.domain_rating", 10.0)]}
LINK: Row = {"link_id": "x", "target_key": "t", "followed": True, "in_content": True}
STRONG = "\n".join(
    f'[risk.{name}]\nratio = {ratio}\nreason = "test"\nsource = "test"'
    for name, ratio in (("template-network", 20), ("repeated-money-anchor", 20), ("first-seen-burst", 20))
)


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A rubric in which three families reach the cap."""
    path = tmp_path / "strict.toml"
    path.write_text(STRONG, encoding="utf-8")
    return path


def _judge(mini: Mini, found: Found, rubric: Path | None = None) -> Row:
    profile = mini(links=[LINK], domains=[DOMAIN])
    return scores(judged(profile, found, rubric), "domain_scores")["a.test"]


def _about(*signals: str) -> Found:
    return {name: [{"subject": "a.test"}] for name in signals}


def test_nothing_found_leaves_the_prior(mini: Mini) -> None:
    row = _judge(mini, {})
    assert (row["risk_02"], row["risk_05"], row["risk_20"]) == pytest.approx((0.02, 0.05, 0.20))
    assert row["risk_families"] == []


def test_one_family_is_capped_and_never_condemns(mini: Mini, strict: Path) -> None:
    row = _judge(mini, _about("template-network", "shared-subnet-excess", "listed-domains"), strict)
    assert row["tier"] != "suspect"
    odds = 20 * 3 * 4 * 0.05 / 0.95  # two families that only support stand beside the one that counts
    assert row["risk_05"] == pytest.approx(odds / (1 + odds))
    assert float(str(row["risk_05"])) > 0.9


def test_two_strong_families_make_a_suspect_and_its_links_inherit_it(mini: Mini, strict: Path) -> None:
    profile = mini(links=[LINK, {**LINK, "link_id": "y", "status": "lost"}], domains=[DOMAIN])
    judgement = judged(profile, _about("template-network", "repeated-money-anchor"), strict)
    assert scores(judgement, "domain_scores")["a.test"]["tier"] == "suspect"
    links = scores(judgement, "link_scores")
    assert (links["x"]["tier"], links["y"]["tier"]) == ("suspect", None)


def test_the_same_evidence_again_changes_nothing(mini: Mini, strict: Path) -> None:
    once = _judge(mini, _about("template-network"), strict)
    finding: Row = {"subject": "a.test", "domains": ["a.test", "a.test"]}
    assert _judge(mini, {"template-network": [finding] * 50}, strict) == once


def test_the_order_of_findings_changes_nothing(mini: Mini, strict: Path) -> None:
    names = ("template-network", "repeated-money-anchor", "vendor-spam-flags")
    rows = [_judge(mini, _about(*order), strict) for order in itertools.permutations(names)]
    assert all(row == rows[0] for row in rows)


def test_risk_grows_with_every_kind_of_evidence(mini: Mini) -> None:
    names = ("vendor-spam-flags", "first-seen-burst", "repeated-money-anchor", "template-network")
    risks = [float(str(_judge(mini, _about(*names[:n]))["risk_05"])) for n in range(len(names) + 1)]
    assert all(low < high for low, high in itertools.pairwise(risks))


def test_a_signal_may_say_less_than_its_ratio_but_not_more(mini: Mini, strict: Path) -> None:
    less = _judge(mini, {"template-network": [{"subject": "a.test", "likelihood_ratio": 2.0}]}, strict)
    more = _judge(mini, {"template-network": [{"subject": "a.test", "likelihood_ratio": 900.0}]}, strict)
    assert math.isclose(float(str(less["risk_05"])), 2 * 0.05 / 0.95 / (1 + 2 * 0.05 / 0.95), rel_tol=1e-9)
    assert more == _judge(mini, _about("template-network"), strict)
    none = _judge(mini, {"template-network": [{"subject": "a.test", "likelihood_ratio": 0.0}]}, strict)
    assert none["risk_05"] == pytest.approx(0.05)
    assert none["risk_families"] == []


def _network(members: int, kind: str = "network") -> dict[str, list[Row]]:
    return {
        "groups": [{"owner_group": "network-1", "kind": kind, "domains": members}],
        "domains": [
            {**DOMAIN, "referring_domain": f"n{n}.test", "owner_group": "network-1", "group_kind": kind}
            for n in range(members)
        ],
        "links": [{**LINK, "link_id": f"l{n}", "referring_domain": f"n{n}.test"} for n in range(members)],
    }


def test_a_network_is_judged_once_and_all_members_share_its_verdict(mini: Mini, strict: Path) -> None:
    half: list[Row] = [{"subject": "phrase", "domains": [f"n{n}.test" for n in range(15)]}]
    found: Found = {
        "template-network": [{"subject": "network-1", "domains": [f"n{n}.test" for n in range(30)]}],
        "repeated-money-anchor": half,
    }
    judgement = judged(mini(**_network(30)), found, strict)
    domains = scores(judgement, "domain_scores").values()
    assert {row["tier"] for row in domains} == {"suspect"}
    assert len({row["risk_05"] for row in domains}) == 1
    assert scores(judgement, "group_scores")["network-1"]["tier"] == "suspect"


def test_what_few_members_do_is_not_held_against_a_network(mini: Mini, strict: Path) -> None:
    few: list[Row] = [{"subject": "phrase", "domains": ["n1.test", "n2.test"]}]
    everybody = [f"n{n}.test" for n in range(30)]
    found: Found = {
        "template-network": [{"subject": "network-1", "domains": everybody}],
        "repeated-money-anchor": few,
    }
    judgement = judged(mini(**_network(30)), found, strict)
    assert {row["tier"] for row in scores(judgement, "domain_scores").values()}.isdisjoint({"suspect"})


def test_a_mirror_does_not_inherit_from_its_sisters(mini: Mini, strict: Path) -> None:
    tables = _network(5, kind="mirror")
    for row in (*tables["groups"], *tables["domains"]):  # a mirror group is called like the first of its domains
        row["owner_group"] = "n1.test"  # type: ignore[index]
    found: Found = {name: [{"subject": "n1.test"}] for name in ("template-network", "repeated-money-anchor")}
    rows = scores(judged(mini(**tables), found, strict), "domain_scores")
    assert [name for name, row in rows.items() if row["tier"] == "suspect"] == ["n1.test"]


def test_members_beyond_those_shown_are_judged_too(mini: Mini, strict: Path) -> None:
    names = [f"n{n}.test" for n in range(2500)]
    found: Found = {
        name: [{"subject": "phrase", "domains": names}] for name in ("template-network", "first-seen-burst")
    }
    domains = [{**DOMAIN, "referring_domain": name} for name in names]
    links = [{**LINK, "link_id": name, "referring_domain": name} for name in names]
    rows = scores(judged(mini(domains=domains, links=links), found, strict), "domain_scores").values()
    assert {row["tier"] for row in rows} == {"suspect"}


INNOCENT: dict[str, dict[str, Row]] = {
    "shared hosting only": {"domain": {"subnet": "91.7.3"}, "link": {}},
    "delivery network only": {"domain": {"subnet": "104.21.16"}, "link": {}},
    "sponsored, and says so": {"domain": {}, "link": {"followed": False, "sponsored": True}},
    "foreign language": {"domain": {"country": "JP"}, "link": {"language": "ja", "title": "日本"}},
    "one directory": {"domain": {"source_type": "directory"}, "link": {"page_type": "directory"}},
    "reciprocal links page": {"domain": {}, "link": {"title": "Our partners", "page_key": "x.test/links"}},
    "flagged by every vendor": {"domain": {"vendor_spam": 3, "vendor_spam_asked": 3}, "link": {"vendor_spam": True}},
}


@pytest.mark.parametrize("kind", INNOCENT)
def test_innocent_profiles_have_no_suspects(mini: Mini, kind: str) -> None:
    """Each of these alone, on every domain of a profile, condemns nobody."""
    facts = INNOCENT[kind]
    names = [f"d{n}.test" for n in range(100)]
    domains = [{**DOMAIN, "referring_domain": name, "claimed_links": 500, **facts["domain"]} for name in names]
    links = [
        {**LINK, "link_id": f"l{n}", "referring_domain": name, "anchor": f"words {n}", **facts["link"]}
        for n, name in enumerate(names)
    ]
    judgement = judged(mini(domains=domains, links=links))
    for table in judgement.names:
        assert "suspect" not in {row["tier"] for row in scores(judgement, table).values()}
