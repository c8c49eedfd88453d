"""The mix in words: shape, flagged links, competitors, firmness."""

from linkwright.report.model import Compared, Flagged, TierCount
from linkwright.report.reading import beside_competitors, firmness_in_words, flagged_in_words, pyramid
from linkwright.rubric import Shaken


def _tiers(**groups: int) -> list[TierCount]:
    return [TierCount(tier, count, count, count) for tier, count in groups.items()]


def test_the_shape_of_the_mix_is_told_by_what_it_lacks() -> None:
    assert "few very strong" in pyramid(_tiers(high=5, medium=30, low=100))
    assert "The tail is long" in pyramid(_tiers(high=1, medium=3, low=500))
    assert "None is high" in pyramid(_tiers(medium=30, low=100))
    assert "unusual shape" in pyramid(_tiers(high=50, medium=30, low=10))
    assert pyramid(_tiers(high=1, low=3)) == ""  # too few to have a shape


def test_one_network_behind_what_a_tool_calls_spam_is_one_sentence() -> None:
    text = flagged_in_words(Flagged(links=1_000, of_largest=990, largest="network-1", kind="network"))
    assert "1,000 links" in text
    assert "99\u00a0%" in text
    assert flagged_in_words(Flagged(links=1_000, of_largest=40, largest="network-1", kind="network")) == ""
    assert flagged_in_words(Flagged(links=10, of_largest=10, largest="a.test", kind="single")) == ""


def test_only_what_lies_outside_the_competitors_range_is_named() -> None:
    inside = Compared("rel", "followed", 0.8, (0.7, 0.9))
    outside = Compared("anchor", "exact", 0.3, (0.01, 0.05))
    text = beside_competitors([inside, outside])
    assert "exactly a phrase" in text
    assert "are followed" not in text
    assert "within the range of your 2 competitors" in beside_competitors([inside])
    assert beside_competitors([]) == ""


def test_firmness_names_the_sources_that_matter() -> None:
    found = [Shaken("a fifth of the links", 100, 0.02, 0, 1.0), Shaken("ahrefs", 90, 0.3, 0, 4.0)]
    assert "2\u00a0% of 100 websites" in firmness_in_words(found)
    assert "30\u00a0% without ahrefs" in firmness_in_words(found)
