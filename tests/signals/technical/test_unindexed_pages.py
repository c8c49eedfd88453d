from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of


def test_says_which_pages_are_kept_out_and_why_lost_or_not(mini: Mini) -> None:
    links = [
        {"referring_domain": "a.test", "status": "lost", "status_reason": "noindex"},
        {"referring_domain": "a.test", "status": "lost", "status_reason": "notcanonical"},
        {"referring_domain": "b.test", "status_reason": "Meta NoIndex"},
    ]
    result = result_of(mini(links=links), "unindexed-pages")
    first, second = result.messages(9)
    assert "2; the page asks not to be listed (noindex); the page names another one as the original" in first
    assert second.startswith("Links from b.test")


def test_ignores_links_that_are_gone_for_other_reasons(mini: Mini) -> None:
    links = [{"status": "lost", "status_reason": reason} for reason in ("notfound", "removedfromhtml", "pageerror")]
    assert findings_of(mini(links=links), "unindexed-pages") == []


def test_a_look_that_notes_it_beside_another_state_counts_once(mini: Mini) -> None:
    link = {"link_id": "x", "referring_domain": "a.test", "observation": "c:1"}
    states = [
        {**link, "state": "page noindexed"},
        {**link, "state": "canonicalised elsewhere"},
        {**link, "state": "target broken"},
    ]
    profile = mini(links=[{**link, "status_reason": "target broken"}], check_states=states)
    result = result_of(profile, "unindexed-pages")
    (said,) = result.messages(9)
    assert ": 1; the page asks not to be listed (noindex); the page names another one" in said
    assert result.findings["evidence"].to_pylist() == [["c:1"]]
