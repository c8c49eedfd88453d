from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def test_finds_flags_with_those_who_disagree_and_the_rows_that_flag(mini: Mini) -> None:
    domains = [
        {"referring_domain": "a.test", "vendor_spam": 1, "vendor_spam_asked": 3},
        {"referring_domain": "b.test", "vendor_spam": 0, "vendor_spam_asked": 3},
    ]
    links = [{"vendor_spam": True, "observation": "batch:2"}, {"vendor_spam": False, "observation": "batch:3"}]
    (found,) = findings_of(mini(domains=domains, links=links), "vendor-spam-flags")
    assert (found["subject"], found["disagree"], found["evidence"]) == ("a.test", 2, ["batch:2"])


def test_scores_count_from_the_limit_of_the_tool_that_gives_them(mini: Mini) -> None:
    domains: list[Row] = [
        {"referring_domain": "low.test", "metrics": [("semrush.toxic_score", 59.0), ("moz.spam_score", 60.0)]},
        {"referring_domain": "one.test", "metrics": [("semrush.toxic_score", 60.0), ("moz.spam_score", 60.0)]},
        {"referring_domain": "moz.test", "metrics": [("moz.spam_score", 61.0)]},
        {"referring_domain": "other.test", "metrics": [("dataforseo.backlink_spam_score", 99.0)]},
        {
            "referring_domain": "both.test",
            "metrics": [("semrush.toxic_score", 80.0)],
            "vendor_spam": 1,
            "vendor_spam_asked": 2,
        },
    ]
    links: list[Row] = [
        {"referring_domain": "one.test", "metrics": [("semrush.toxic_score", 60.0)], "observation": "batch:1"},
        {"referring_domain": "one.test", "metrics": [("semrush.toxic_score", 10.0)], "observation": "batch:2"},
        {"referring_domain": "both.test", "vendor_spam": True, "observation": "batch:3"},
        {"referring_domain": "both.test", "metrics": [("semrush.toxic_score", 80.0)], "observation": "batch:4"},
    ]
    profile = mini(domains=domains, links=links)
    found = {row["subject"]: row for row in findings_of(profile, "vendor-spam-flags")}
    told = {name: (row["flags"], row["opinions"], row["disagree"]) for name, row in found.items()}
    assert told == {"moz.test": (1, 1, 0), "both.test": (2, 3, 1), "one.test": (1, 2, 1)}
    assert (found["one.test"]["evidence"], found["one.test"]["rows"]) == (["batch:1"], 1)
    assert found["both.test"]["evidence"] == ["batch:3", "batch:4"]
    assert len(findings_of(profile, "vendor-spam-flags", semrush_toxic_score=59.0)) == 4


def test_says_how_far_the_tools_agree_beyond_chance(mini: Mini) -> None:
    judged = [(2, 2)] * 30 + [(1, 2)] * 20 + [(0, 2)] * 50 + [(1, 1)] * 50
    domains: list[Row] = [
        {"referring_domain": f"d{n}.test", "vendor_spam": flags, "vendor_spam_asked": asked}
        for n, (flags, asked) in enumerate(judged)
    ]
    # 80 of 100 equal; by chance 0.4 * 0.4 + 0.6 * 0.6 = 0.52; (0.8 - 0.52) / (1 - 0.52) = 0.58
    assert "on the 100 domains that several judge they agree with kappa 0.58" in _agreement(mini, domains)
    assert "they agree on all 30 domains" in _agreement(mini, domains[:30])
    assert "too few domains are judged by several tools" in _agreement(mini, domains[:5] + domains[100:])


def _agreement(mini: Mini, domains: list[Row]) -> str:
    return result_of(mini(domains=domains), "vendor-spam-flags").messages(1)[0]


def test_does_not_apply_where_no_tool_has_an_opinion(mini: Mini) -> None:
    result = result_of(mini(domains=[{"referring_domain": "a.test"}]), "vendor-spam-flags")
    assert result.outcome is Outcome.NOT_APPLICABLE
