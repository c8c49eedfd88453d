"""A person's verdict outranks the score: which tier, value, best link; what we would say stays beside it."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from linkwright.report import render_explanation
from linkwright.rubric import Explanation, explain, judge, load_rubric, stability
from tests.rubric.judged import Found, judged, results_of, scores
from tests.rubric.test_risk import STRONG
from tests.signals.mini import Mini, Row

PAGE = "a.test/page"
OTHER = "a.test/other"
LINKS: list[Row] = [
    {"link_id": "best", "page_key": PAGE, "target_key": "t", "followed": True, "in_content": True, "language": "en"},
    {"link_id": "less", "page_key": OTHER, "target_key": "u", "followed": False, "in_content": True, "language": "en"},
    {"link_id": "gone", "page_key": "a.test/gone", "target_key": "v", "followed": True, "status": "lost"},
]
DOMAIN: Row = {"referring_domain": "a.test", "links": 3, "lost_links": 1, "metrics": [("ahrefs.domain_rating", 60.0)]}
SCHEME: Found = {name: [{"subject": "a.test"}] for name in ("template-network", "repeated-money-anchor")}
NUMBERS = ("value", "value_low", "value_high", "coverage")
Tables = dict[str, dict[str, Row]]


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A rubric in which two kinds of evidence make a suspect."""
    path = tmp_path / "strict.toml"
    path.write_text(STRONG, encoding="utf-8")
    return path


def on_domain(verdict: str, value: str | None = None) -> list[Row]:
    return [{"referring_domain": "a.test", "verdict": verdict, "value": value, "subject_kind": "domain"}]


def on_page(verdict: str, value: str | None = None, page: str = PAGE) -> list[Row]:
    return [{"page_key": page, "referring_domain": "a.test", "verdict": verdict, "value": value}]


def judge_all(mini: Mini, rubric: Path | None, found: Found | None = None, **tables: list[Row]) -> Tables:
    profile = mini(**{"links": LINKS, "domains": [DOMAIN], **tables})
    judgement = judged(profile, found or {}, rubric)
    return {name: scores(judgement, name) for name in judgement.names}


def tiers(found: Tables) -> tuple[object, ...]:
    """Of the best link, the other one, the lost one, the domain, the group."""
    links = found["link_scores"]
    rows = (
        links["best"],
        links["less"],
        links["gone"],
        found["domain_scores"]["a.test"],
        found["group_scores"]["a.test"],
    )
    return tuple(row["tier"] for row in rows)


def numbers(found: Tables, table: str = "link_scores") -> list[object]:
    return [row[name] for _, row in sorted(found[table].items()) for name in NUMBERS]


def test_without_a_verdict_what_we_say_is_the_tier(mini: Mini, strict: Path) -> None:
    for found in (judge_all(mini, strict), judge_all(mini, strict, SCHEME)):
        for rows in found.values():
            assert all(row["tier"] == row["scored_tier"] and row["verdict"] is None for row in rows.values())


@pytest.mark.parametrize("verdict", ["keep", "watch", "ask removal", "disavow", "not ours", "reclassify"])
@pytest.mark.parametrize("scheme", [True, False])
def test_no_verdict_changes_a_number_or_what_we_would_say(mini: Mini, strict: Path, verdict: str, scheme: bool) -> None:
    evidence = SCHEME if scheme else None
    before = judge_all(mini, strict, evidence)
    after = judge_all(mini, strict, evidence, domain_verdicts=on_domain(verdict))
    for table in before:
        assert numbers(after, table) == numbers(before, table)
        assert [row["scored_tier"] for row in after[table].values()] == [row["tier"] for row in before[table].values()]
        assert {row["verdict"] for row in after[table].values()} == {verdict}
    assert after["domain_scores"]["a.test"]["risk_05"] == before["domain_scores"]["a.test"]["risk_05"]


def test_a_kept_domain_is_never_suspect(mini: Mini, strict: Path) -> None:
    suspect = judge_all(mini, strict, SCHEME)
    assert tiers(suspect) == ("suspect", "suspect", None, "suspect", "suspect")
    kept = judge_all(mini, strict, SCHEME, domain_verdicts=on_domain("keep"))
    assert tiers(kept) == tiers(judge_all(mini, strict))
    assert kept["domain_scores"]["a.test"]["scored_tier"] == "suspect"


@pytest.mark.parametrize("verdict", ["disavow", "ask removal"])
def test_what_shall_go_is_suspect_but_what_is_lost_stays_lost(mini: Mini, verdict: str) -> None:
    found = judge_all(mini, None, domain_verdicts=on_domain(verdict))
    assert tiers(found) == ("suspect", "suspect", None, "suspect", "suspect")


def test_to_watch_or_to_reclassify_leaves_the_tier_alone(mini: Mini, strict: Path) -> None:
    for verdict in ("watch", "reclassify"):
        found = judge_all(mini, strict, SCHEME, domain_verdicts=on_domain(verdict))
        assert tiers(found) == tiers(judge_all(mini, strict, SCHEME))


def test_what_is_not_ours_counts_nowhere(mini: Mini) -> None:
    assert tiers(judge_all(mini, None, domain_verdicts=on_domain("not ours"))) == (None, None, None, None, None)


def test_a_page_that_is_not_ours_leaves_the_next_best_to_speak_for_its_domain(mini: Mini) -> None:
    before = judge_all(mini, None)
    found = judge_all(mini, None, page_verdicts=on_page("not ours"))
    assert tiers(found)[:3] == (None, tiers(before)[1], None)
    domain = found["domain_scores"]["a.test"]
    assert (before["domain_scores"]["a.test"]["best_link"], domain["best_link"]) == ("best", "less")
    assert domain["value"] == before["link_scores"]["less"]["value"]
    both = [*on_page("not ours"), *on_page("not ours", page=OTHER)]
    assert tiers(judge_all(mini, None, page_verdicts=both)) == (None, None, None, None, None)


def test_a_pages_own_verdict_comes_before_its_domains(mini: Mini) -> None:
    found = judge_all(mini, None, domain_verdicts=on_domain("disavow"), page_verdicts=on_page("keep"))
    plain = judge_all(mini, None)
    assert tiers(found) == (tiers(plain)[0], "suspect", None, "suspect", "suspect")


def test_a_placement_a_person_names_is_the_one_that_counts_and_only_on_that_page(mini: Mini) -> None:
    before = judge_all(mini, None)["link_scores"]
    after = judge_all(mini, None, page_verdicts=on_page("reclassify", "footer"))["link_scores"]
    links: list[Row] = [{**LINKS[0], "placement": "footer", "in_content": None}, *LINKS[1:]]
    in_footer = judge_all(mini, None, links=links)["link_scores"]
    assert after["best"]["value"] == in_footer["best"]["value"] != before["best"]["value"]
    assert after["less"]["value"] == before["less"]["value"]
    everywhere = judge_all(mini, None, domain_verdicts=on_domain("reclassify", "footer"))["link_scores"]
    assert everywhere["best"]["value"] == in_footer["best"]["value"]
    assert everywhere["less"]["value"] != before["less"]["value"]


def test_a_kind_of_site_is_no_placement(mini: Mini) -> None:
    before = judge_all(mini, None)
    assert numbers(judge_all(mini, None, domain_verdicts=on_domain("reclassify", "directory"))) == numbers(before)


def test_hidden_by_a_persons_word_and_back_in_the_text_by_it(mini: Mini) -> None:
    hidden = judge_all(mini, None, links=[{**LINKS[0], "placement": "hidden"}])["link_scores"]["best"]
    said = judge_all(mini, None, page_verdicts=on_page("reclassify", "hidden"))["link_scores"]["best"]
    assert said["value"] == hidden["value"]
    links: list[Row] = [{**LINKS[0], "placement": "hidden"}]
    back = judge_all(mini, None, links=links, page_verdicts=on_page("reclassify", "content"))["link_scores"]["best"]
    assert back["value"] == judge_all(mini, None)["link_scores"]["best"]["value"]


MEMBERS: list[Row] = [
    {"referring_domain": f"n{n}.test", "owner_group": "network-1", "group_kind": "network", "links": 1}
    for n in range(3)
]
GROUP: list[Row] = [{"owner_group": "network-1", "domains": 3}]


def group_tiers(mini: Mini, holds: bool, verdict: str, *members: Row) -> Row:
    links: list[Row] = [{"link_id": str(n), "referring_domain": f"n{n}.test", "language": "en"} for n in range(3)]
    decided: list[Row] = [{"owner_group": "network-1", "verdict": verdict, "holds": holds}]
    found = judge_all(
        mini, None, links=links, domains=MEMBERS, groups=GROUP, group_verdicts=decided, domain_verdicts=list(members)
    )
    return found["group_scores"]["network-1"]


def test_a_groups_verdict_is_its_groups_tier_while_it_holds(mini: Mini) -> None:
    assert group_tiers(mini, True, "disavow")["tier"] == "suspect"
    row = group_tiers(mini, False, "disavow")
    assert (row["tier"], row["verdict"]) == (row["scored_tier"], None)


def test_one_word_on_every_domain_of_a_group_is_a_word_on_the_group(mini: Mini) -> None:
    members: list[Row] = [{"referring_domain": f"n{n}.test", "verdict": "disavow"} for n in range(3)]
    assert group_tiers(mini, False, "keep", *members)["verdict"] == "disavow"
    assert group_tiers(mini, False, "keep", *members[:2])["verdict"] is None


def test_how_firm_our_tiers_are_does_not_depend_on_what_people_say(mini: Mini) -> None:
    def firm(**tables: list[Row]) -> object:
        found = stability(judged(mini(**{"links": LINKS, "domains": [DOMAIN], **tables}), {}))
        return [(each.domains, each.flips, each.reversals, round(each.spread, 9)) for each in found]

    assert firm(page_verdicts=on_page("disavow")) == firm(domain_verdicts=on_domain("keep")) == firm()


HISTORY: list[Row] = [
    {
        "subject_kind": "domain",
        "subject": "a.test",
        "about": "a.test",
        "verdict": "keep",
        "who": "Ben",
        "decided_at": datetime(2025, 5, 1),
        "standing": "replaced",
        "observation": "r:1",
    },
    {
        "subject_kind": "domain",
        "subject": "a.test",
        "about": "a.test",
        "verdict": "disavow",
        "reason": "bought in 2019",
        "who": "Anna",
        "decided_at": datetime(2026, 2, 1),
        "standing": "holds",
        "observation": "r:2",
    },
    {
        "subject_kind": "group",
        "subject": "network-1",
        "about": "network-1",
        "verdict": "watch",
        "who": "Anna",
        "decided_at": datetime(2026, 2, 2),
        "standing": "holds",
        "observation": "r:3",
    },
]


def explained(mini: Mini, subject: str) -> Explanation:
    profile = mini(
        links=[{**link, "referring_page": f"https://{link['page_key']}"} for link in LINKS],
        pages=[{"page_key": PAGE, "referring_page": f"https://{PAGE}", "referring_domain": "a.test"}],
        domains=[DOMAIN, {"referring_domain": "b.test", "links": 1}, *MEMBERS],
        groups=[{**GROUP[0], "evidence": []}],
        domain_verdicts=[{**on_domain("disavow")[0], "observation": "r:2"}],
        group_verdicts=[{"owner_group": "network-1", "verdict": "watch", "holds": True, "observation": "r:3"}],
        verdict_history=HISTORY,
    )
    results = results_of(profile, {})
    return explain(profile, judge(profile, results, load_rubric()), results, subject)


@pytest.mark.parametrize("subject", ["a.test", f"https://{PAGE}"])
def test_an_explanation_says_who_decided_when_why_and_that_it_comes_before_ours(mini: Mini, subject: str) -> None:
    found = explained(mini, subject)
    assert found.decided is not None
    assert (found.tier, found.scored_tier) == ("suspect", "high")
    assert [(each.verdict, each.who, each.day, each.standing) for each in found.history] == [
        ("disavow", "Anna", "2026-02-01", "holds"),
        ("keep", "Ben", "2025-05-01", "replaced"),
    ]
    console = Console(width=200, record=True, file=io.StringIO())
    render_explanation(found, console)
    text = console.export_text()
    assert "Anna decided on 2026-02-01 about the domain a.test: disavow. “bought in 2019”" in text
    assert "A person's verdict comes before ours. By itself our score says high." in text
    assert "Ben decided on 2025-05-01 about the domain a.test: keep. No reason was given. (replaced; row r:1)" in text


def test_a_group_to_watch_is_explained_as_before_with_the_decision_above(mini: Mini) -> None:
    found = explained(mini, "network-1")
    assert found.decided is not None
    assert (found.decided.verdict, found.tier) == ("watch", found.scored_tier)
    assert "One automatic network" in found.reading


def test_nobody_decided_nothing_is_said(mini: Mini) -> None:
    found = explained(mini, "b.test")
    assert (found.decided, found.history) == (None, ())
