from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def _network(domains: int, kind: str = "network") -> dict[str, list[Row]]:
    group: Row = {
        "owner_group": "network-1",
        "kind": kind,
        "domains": domains,
        "icann_domains": domains - 1,
        "observations": domains * 10,
        "shared": "the path /p and the title “T”",
        "example_domains": ["n0.test"],
    }
    return {
        "groups": [group],
        "domains": [{"referring_domain": f"n{n}.test", "owner_group": "network-1"} for n in range(domains)],
    }


def test_a_whole_network_is_one_finding_with_all_its_rows(mini: Mini) -> None:
    result = result_of(mini(**_network(2500)), "template-network")
    (found,) = result.findings.to_pylist()
    assert (found["subject"], found["rows"], found["measure"]) == ("network-1", 25000, 2500)
    assert len(found["domains"]) == 2000  # shown
    assert result.concerned.num_rows == 2500  # judged
    assert result.messages(1) == (
        "2,499 domains (25,000 rows) are one automatic network: the path /p and the title “T”",
    )


def test_ignores_mirrors_and_small_communities(mini: Mini) -> None:
    assert findings_of(mini(**_network(50, kind="mirror")), "template-network") == []
    assert findings_of(mini(**_network(9)), "template-network") == []
