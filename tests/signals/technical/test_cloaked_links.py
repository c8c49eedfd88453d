from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

ID = "cloaked-links"


def _state(link_id: str, state: str) -> Row:
    return {"link_id": link_id, "referring_domain": "a.test", "state": state, "observation": f"c:{link_id}"}


def test_counts_links_that_only_a_browser_was_sent(mini: Mini) -> None:
    states = [_state("a", "differs for a browser"), _state("b", "differs for a browser"), _state("c", "found")]
    checks: list[Row] = [{"link_id": each, "rendered": True} for each in "abc"]
    (found,) = findings_of(mini(checks=checks, check_states=states), ID)
    assert (found["subject"], found["links"], found["evidence"]) == ("a.test", 2, ["c:a", "c:b"])


def test_does_not_apply_where_no_browser_looked(mini: Mini) -> None:
    profile = mini(checks=[{"link_id": "a", "rendered": False}])
    assert result_of(profile, ID).outcome is Outcome.NOT_APPLICABLE
