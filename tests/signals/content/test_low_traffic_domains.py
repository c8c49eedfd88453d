import pytest

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def _domain(visits: float, linked: float, **values: object) -> Row:
    return {"metrics": [("ahrefs.domain_traffic", visits), ("ahrefs.linked_domains", linked)], **values}


def test_finds_sites_that_link_to_many_and_are_read_by_nobody(mini: Mini) -> None:
    domains = [_domain(0, 4000, referring_domain="farm.test"), _domain(9000, 4000, referring_domain="read.test")]
    (found,) = findings_of(mini(domains=domains), "low-traffic-domains")
    assert (found["subject"], found["linked_domains"]) == ("farm.test", 4000)


def test_ignores_the_small_site_that_links_to_a_few(mini: Mini) -> None:
    domains = [_domain(0, 30, referring_domain="diary.test"), _domain(0, 4000, status="lost")]
    assert findings_of(mini(domains=domains), "low-traffic-domains") == []


@pytest.mark.parametrize("metrics", [None, [("ahrefs.domain_traffic", 0.0)], [("ahrefs.linked_domains", 900.0)]])
def test_a_number_that_is_not_known_is_not_zero(mini: Mini, metrics: object) -> None:
    domains: list[Row] = [{"referring_domain": "a.test", "metrics": metrics}]
    assert result_of(mini(domains=domains), "low-traffic-domains").outcome is Outcome.NOT_APPLICABLE
