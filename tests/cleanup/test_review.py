"""What needs a human eye: the right things, grouped, worst first, with a suggestion that frightens nobody."""

from pathlib import Path

import pytest

from linkwright.cleanup.review_model import Found, Review, Urgency
from linkwright.cleanup.suggesting import Known, accountable, suggest
from linkwright.report.review_files import review_csv
from linkwright.report.reviewed import NOTHING, in_words
from linkwright.rubric import load_rubric
from linkwright.vocabulary.terms import FindingKind, Verdict
from tests.cleanup.planted import MEMBERS, NETWORK, planted, review_of
from tests.signals.mini import Mini

GOLDEN = Path(__file__).with_name("review.golden.csv")


@pytest.fixture
def review(mini: Mini) -> Review:
    return planted(mini)


def test_only_what_needs_an_eye_is_in_it_worst_first(review: Review) -> None:
    assert [(each.id, each.urgency) for each in review.subjects] == [
        ("domain:seller.test", Urgency.SUSPECT),
        (f"group:{NETWORK}", Urgency.LIKELY),
        ("domain:spammed.test", Urgency.LIKELY),
        ("domain:visited.test", Urgency.CONCERN),
        ("domain:paid-too.test", Urgency.CONCERN),
        ("domain:paid.test", Urgency.CONCERN),
    ]


def test_a_network_is_one_row_with_its_members_beside_it(review: Review) -> None:
    (network,) = (each for each in review.subjects if each.subject_kind == "group")
    assert (network.websites, network.links, network.flagged_links) == (12, 12, 10)
    assert [member.referring_domain for member in network.members] == MEMBERS
    assert network.suggestion.verdict is Verdict.KEEP
    assert "Ignored anyway" in network.suggestion.reason


def test_suggestions_are_mostly_keep_and_watch_and_removal_only_for_what_one_may_answer_for(review: Review) -> None:
    suggested = {each.subject: each.suggestion.verdict for each in review.subjects}
    assert suggested == {
        "seller.test": Verdict.ASK_REMOVAL,
        NETWORK: Verdict.KEEP,
        "spammed.test": Verdict.WATCH,
        "visited.test": Verdict.KEEP,
        "paid-too.test": Verdict.WATCH,
        "paid.test": Verdict.WATCH,
    }


def test_the_same_finding_at_several_websites_says_so_and_they_stand_together(review: Review) -> None:
    assert [each.alike for each in review.subjects] == [1, 1, 1, 1, 2, 2]


def test_evidence_names_file_and_row_and_pages_are_texts(review: Review) -> None:
    seller = review.subjects[0]
    assert {found.signal: found.evidence for found in seller.found} == {
        "template-network": ("links.csv:2",),
        "comment-links": ("links.csv:1",),
    }
    assert [(each.page, each.anchor, each.evidence) for each in seller.examples] == [
        ("https://seller.test/post", "=cheap loans", "links.csv:13")
    ]


def test_what_no_file_says_is_unknown_and_not_zero(review: Review) -> None:
    assert {each.subject: each.visits for each in review.subjects}["paid.test"] == 0.0, "analytics was imported"
    assert {each.subject: each.in_search_console for each in review.subjects} == {
        each.subject: each.subject == "visited.test" for each in review.subjects
    }
    assert all(each.looks is None for each in review.subjects)


def test_golden_rows(review: Review) -> None:
    assert review_csv(review) == GOLDEN.read_text("utf-8")


def test_a_review_of_nothing_is_kind(mini: Mini) -> None:
    assert in_words(review_of())[0] == NOTHING


def test_the_words_say_that_one_network_is_most_of_what_a_tool_calls_spam(review: Review) -> None:
    words = " ".join(in_words(review))
    assert "A tool calls 11 links spam" in words
    assert "one thing to decide, not 10" in words
    assert "1 link that a tool calls spam is not listed here" in words


@pytest.mark.parametrize("urgency", list(Urgency))
@pytest.mark.parametrize("kind", ["network", "mirror", "domain"])
@pytest.mark.parametrize("signal", ["template-network", "paid-markers", "vendor-spam-flags"])
@pytest.mark.parametrize("visits", [None, 0.0, 5.0])
def test_disavow_is_never_suggested(urgency: Urgency, kind: str, signal: str, visits: float | None) -> None:
    found = (Found(signal, "", "", "", 1, 1, ()),)
    known = Known(kind, urgency, 1, 3, 0, visits, found, 0.5)
    verdict = suggest(known).verdict
    assert verdict in (Verdict.KEEP, Verdict.WATCH, Verdict.ASK_REMOVAL)
    asked = signal == "paid-markers" and urgency in (Urgency.SUSPECT, Urgency.LIKELY)
    assert (verdict is Verdict.ASK_REMOVAL) == asked


def test_one_guilty_member_does_not_make_a_network_the_owners_fault() -> None:
    found = (Found("paid-markers", "", "", "", 1, 1, ()),)
    assert suggest(Known("network", Urgency.SUSPECT, 10, 30, 0, None, found, 0.5)).verdict is Verdict.KEEP


def test_every_accountable_signal_is_one_the_rubric_calls_a_concern() -> None:
    rubric = load_rubric(None)
    assert [name for name in accountable() if name not in rubric.risk] == []
    assert {rubric.kind(name) for name in accountable()} == {FindingKind.CONCERN}
