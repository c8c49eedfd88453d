import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def test_one_finding_a_list_with_the_share_and_the_lines(mini: Mini) -> None:
    domains: list[Row] = [{"referring_domain": f"d{n}.test"} for n in range(8)]
    domains += [{"referring_domain": f"gone{n}.test", "status": "lost"} for n in range(2)]
    listings: list[Row] = [
        {"referring_domain": "d1.test", "list": "spam.txt", "entry": "d1.test", "observation": "spam:9"},
        {"referring_domain": "d2.test", "list": "spam.txt", "entry": "www.d2.test", "observation": "spam:3"},
        {"referring_domain": "gone1.test", "list": "spam.txt", "entry": "gone1.test", "observation": "spam:4"},
        {"referring_domain": "d2.test", "list": "ads.txt", "entry": "d2.test", "observation": "ads:1"},
    ]
    first, second = findings_of(mini(domains=domains, listings=listings), "listed-domains")
    assert (first["subject"], first["domains"]) == ("spam.txt", ["d1.test", "d2.test"])
    assert first["evidence"] == ["spam:3", "spam:9"]
    assert first["measure"] == pytest.approx(0.25)
    assert (second["subject"], second["listed"]) == ("ads.txt", 1)


def test_without_a_list_there_is_nothing_to_compare_with(mini: Mini) -> None:
    assert result_of(mini(domains=[{"referring_domain": "a.test"}]), "listed-domains").missing == ("listings",)
