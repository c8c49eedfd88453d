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
