from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of


def test_finds_a_domain_that_links_from_a_hundred_pages_and_says_its_share(mini: Mini) -> None:
    links = [{"referring_domain": "wide.test", "page_key": f"wide.test/{n}"} for n in range(120)]
    links += [{"referring_domain": "small.test", "page_key": f"small.test/{n}"} for n in range(80)]
    domains = [{"referring_domain": "wide.test", "links": 120}, {"referring_domain": "small.test", "links": 80}]
    result = result_of(mini(links=links, domains=domains), "sitewide-links")
    (found,) = result.findings.to_pylist()
    assert (found["subject"], found["links"], found["rows"], found["share"]) == ("wide.test", 120, 120, 0.6)
    assert len(found["evidence"]) == 20
    assert result.messages(1) == (
        "wide.test links to you 120 times: 60.0% of all links to you come from this one site",
    )


def test_counts_links_a_tool_only_claims_with_the_row_that_claims_them(mini: Mini) -> None:
    domains = [{"referring_domain": "wide.test", "links": 0, "claimed_links": 886, "observation": "batch:7"}]
    (found,) = findings_of(mini(domains=domains), "sitewide-links")
    assert (found["rows"], found["evidence"]) == (1, ["batch:7"])


def test_ignores_ordinary_domains(mini: Mini) -> None:
    domains = [{"referring_domain": f"d{n}.test", "links": 99} for n in range(5)]
    assert findings_of(mini(domains=domains), "sitewide-links") == []
