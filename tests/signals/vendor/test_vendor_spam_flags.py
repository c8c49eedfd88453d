from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of


def test_finds_flags_with_those_who_disagree_and_the_rows_that_flag(mini: Mini) -> None:
    domains = [
        {"referring_domain": "a.test", "vendor_spam": 1, "vendor_spam_asked": 3},
        {"referring_domain": "b.test", "vendor_spam": 0, "vendor_spam_asked": 3},
    ]
    links = [{"vendor_spam": True, "observation": "batch:2"}, {"vendor_spam": False, "observation": "batch:3"}]
    (found,) = findings_of(mini(domains=domains, links=links), "vendor-spam-flags")
    assert (found["subject"], found["disagree"], found["evidence"]) == ("a.test", 2, ["batch:2"])


def test_does_not_apply_where_no_tool_has_an_opinion(mini: Mini) -> None:
    result = result_of(mini(domains=[{"referring_domain": "a.test"}]), "vendor-spam-flags")
    assert result.outcome is Outcome.NOT_APPLICABLE
