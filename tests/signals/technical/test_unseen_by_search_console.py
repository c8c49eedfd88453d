from linkwright.rubric import load_rubric
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

ID = "unseen-by-search-console"
SEEN: list[Row] = [{"referring_domain": f"g{n}.test", "sources": ["ahrefs", "gsc"]} for n in range(12)]


def test_counts_what_google_does_not_show_and_weighs_nothing(mini: Mini) -> None:
    unseen: list[Row] = [
        {"referring_domain": "a.test", "sources": ["ahrefs"], "observation": "a:1"},
        {"referring_domain": "b.test", "sources": ["ahrefs"], "status": "lost"},
    ]
    profile = mini(domains=SEEN + unseen)
    (found,) = findings_of(profile, ID)
    assert (found["unseen"], found["standing"], found["domains"]) == (1, 13, ["a.test"])
    assert found["evidence"] == ["a:1"]
    assert "sample" in result_of(profile, ID).messages(1)[0]
    assert load_rubric().risk[ID].value == 1


def test_clear_where_google_shows_all_and_silent_without_an_export(mini: Mini) -> None:
    assert result_of(mini(domains=SEEN), ID).outcome is Outcome.CLEAR
    other: list[Row] = [{"referring_domain": f"g{n}.test", "sources": ["ahrefs"]} for n in range(12)]
    assert result_of(mini(domains=other), ID).outcome is Outcome.NOT_APPLICABLE
