from datetime import datetime, timedelta

import pytest

from linkwright.signals.anchor.sudden_phrase import chance
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

START = datetime(2024, 1, 1)


def _profile(days: list[int], anchor_class: str = "exact", others: list[int] | None = None) -> dict[str, list[Row]]:
    """Owners that use one phrase, first seen on these days, among others that use words of their own."""
    background = [n * 7 for n in range(100)] if others is None else others
    named = [(f"bought{n}.test", "Red wine", day) for n, day in enumerate(days)]
    named += [(f"other{n}.test", f"story {n}", day) for n, day in enumerate(background)]
    links: list[Row] = [
        {"referring_domain": name, "anchor": text, "anchor_class": anchor_class, "first_seen": START + timedelta(day)}
        for name, text, day in named
    ]
    anchors: list[Row] = [{"anchor": "red wine", "anchor_class": anchor_class, "owner_groups": len(days)}]
    domains: list[Row] = [
        {"referring_domain": row["referring_domain"], "first_seen": row["first_seen"]} for row in links
    ]
    return {"links": links, "anchors": anchors, "domains": domains}


def test_finds_a_phrase_bought_overnight_and_names_the_rows_of_these_days(mini: Mini) -> None:
    (found,) = findings_of(mini(**_profile([300, 301, 301, 302, 303, 303, 304, 305, 306, 20])), "sudden-phrase")
    assert (found["subject"], found["inside"], found["owners"], found["days"]) == ("red wine", 8, 10, 6)
    assert len(found["domains"]) == 8  # type: ignore[arg-type]
    assert "bought9.test" not in str(found["domains"])
    assert float(str(found["likelihood_ratio"])) > 20


def test_a_phrase_used_over_years_is_not_sudden(mini: Mini) -> None:
    assert findings_of(mini(**_profile([n * 30 for n in range(20)])), "sudden-phrase") == []


def test_a_refresh_of_the_index_in_which_everything_begins_is_not_sudden(mini: Mini) -> None:
    refresh = [300 + n % 5 for n in range(100)]
    assert findings_of(mini(**_profile([300 + n % 5 for n in range(20)], others=refresh)), "sudden-phrase") == []


def test_news_in_which_many_link_in_other_words_too_is_not_sudden(mini: Mini) -> None:
    press = [n * 7 for n in range(100)] + [300 + n % 9 for n in range(60)]
    assert findings_of(mini(**_profile([300 + n % 9 for n in range(12)], others=press)), "sudden-phrase") == []


def test_words_that_are_no_keyword_have_no_likelihood_of_their_own(mini: Mini) -> None:
    (found,) = findings_of(mini(**_profile([300 + n % 3 for n in range(12)], "other")), "sudden-phrase")
    assert found["likelihood_ratio"] is None


@pytest.mark.parametrize("anchor_class", ["brand", "url", "generic", "empty"])
def test_names_addresses_and_click_here_are_left_out(mini: Mini, anchor_class: str) -> None:
    assert findings_of(mini(**_profile([300] * 20, anchor_class)), "sudden-phrase") == []


def test_without_a_background_it_says_so(mini: Mini) -> None:
    result = result_of(mini(**_profile([300] * 12, others=[5])), "sudden-phrase")
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "not enough history" in (result.error or "")


def test_the_chance_is_a_binomial_tail_times_the_tries() -> None:
    assert chance(2, 2, 0.1, 3) == pytest.approx(3 * 0.01)
    assert chance(1, 2, 0.5, 10) == 1.0
