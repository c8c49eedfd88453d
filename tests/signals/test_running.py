"""Outcomes, and that one signal's trouble stays its own."""

import dataclasses
from collections.abc import Callable

import pyarrow as pa
import pytest

from linkwright.errors import ConfigError
from linkwright.signals import Signal, SignalResult, all_signals, run_signals
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row

BASE = all_signals()["image-links-without-text"]
BARE: Row = {"link_type": "image", "referring_page": "https://a.test/"}
DESCRIBED: Row = {"link_type": "image", "anchor": "words", "status": "lost"}
GOOD = """
select
  link_id as subject,
  cast(group_size as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  observations as rows,
  array[observation] as evidence,
  array[referring_domain] as domains,
  referring_domain,
  link_id as links,
  referring_page
from links
"""


def _with(body: Callable[[], str] | Callable[[object], pa.Table]) -> Signal:
    return dataclasses.replace(BASE, id="tried", body=body)


def _run(mini: Mini, body: Callable[[], str] | Callable[[object], pa.Table]) -> SignalResult:
    profile = mini(links=[BARE, DESCRIBED])
    return run_signals(profile, {"tried": _with(body), BASE.id: BASE})["tried"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("array[observation] as evidence", "cast(array[] as text[]) as evidence"), "no evidence"),
        (("array[observation] as evidence", "array[observation, observation] as evidence"), "twice"),
        (("array[observation] as evidence", "cast(null as text[]) as evidence"), "rows without evidence"),
        (("observations as rows,", ""), "no column rows"),
        (("  referring_page\n", "  page_key\n"), "no column referring_page"),
        (("link_id as subject", "null as subject"), "rows without subject"),
        (("cast(group_size as double) as measure", "'much' as measure"), "wrong type"),
        (("from links", "from nowhere"), "nowhere"),
    ],
)
def test_a_result_that_breaks_the_contract_is_an_error_of_that_signal(
    mini: Mini, change: tuple[str, str], complaint: str
) -> None:
    broken = GOOD.replace(*change)
    assert broken != GOOD
    result = _run(mini, lambda: broken)
    assert result.outcome is Outcome.ERROR
    assert complaint in (result.error or "")


def test_an_exception_ends_one_signal_only(mini: Mini) -> None:
    def fails(fetch: object) -> pa.Table:
        raise ZeroDivisionError("oh")

    results = run_signals(mini(links=[BARE, DESCRIBED]), {"tried": _with(fails), BASE.id: BASE})
    assert (results["tried"].outcome, results["tried"].error) == (Outcome.ERROR, "ZeroDivisionError: oh")
    assert results[BASE.id].outcome is Outcome.FOUND


def test_no_rows_is_no_data_and_nothing_found_is_clear(mini: Mini) -> None:
    assert run_signals(mini(), {BASE.id: BASE})[BASE.id].outcome is Outcome.NO_DATA
    assert run_signals(mini(links=[DESCRIBED]), {BASE.id: BASE})[BASE.id].outcome is Outcome.CLEAR


def test_the_users_parameters_count_and_are_kept_with_the_result(mini: Mini) -> None:
    profile = mini(domains=[{"referring_domain": "a.test", "links": 7}])
    chosen = {"sitewide-links": all_signals()["sitewide-links"]}
    result = run_signals(profile, chosen, {"sitewide-links": {"min_links": 5}})["sitewide-links"]
    assert result.outcome is Outcome.FOUND
    assert result.params == {"min_links": 5, "min_placed": 10}
    assert run_signals(profile, chosen)["sitewide-links"].outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("overrides", "complaint"),
    [
        ({"sitewide-link": {"min_links": 5}}, "no signal “sitewide-link”"),
        ({"sitewide-links": {"min_link": 5}}, "no parameter “min_link”"),
        ({"sitewide-links": {"min_links": 5.5}}, "cannot be 5.5"),
    ],
)
def test_a_wrong_override_is_refused_before_anything_runs(
    mini: Mini, overrides: dict[str, dict[str, float]], complaint: str
) -> None:
    with pytest.raises(ConfigError, match=complaint):
        run_signals(mini(), all_signals(), overrides)


def test_an_unknown_value_is_shown_as_unknown() -> None:
    assert "on unknown" in BASE.say({"referring_domain": "a.test", "links": 1, "referring_page": None})


def test_all_domains_of_a_finding_are_judged_and_2000_shown(mini: Mini) -> None:
    every = GOOD.replace(
        "array[referring_domain] as domains", "string_split(repeat('d.test ', 4999) || 'd.test', ' ') as domains"
    )
    result = _run(mini, lambda: every)
    assert result.error is None
    assert [len(row["domains"]) for row in result.findings.to_pylist()] == [2000, 2000]
    assert result.concerned.num_rows == 10000
    assert set(result.concerned["finding"].to_pylist()) == {0, 1}


def test_findings_that_say_the_same_are_in_the_order_of_their_evidence(mini: Mini) -> None:
    links: list[Row] = [
        {"link_id": name, "referring_domain": f"{name}.test", "target_page": "https://x.test/"} for name in "abcdef"
    ]
    details = [
        {**row, "redirect_codes": "302", "redirect_urls": f"https://x.test/{9 - n}", "observation": f"b:{n}"}
        for n, row in enumerate(links)
    ]
    for order in (details, details[::-1]):
        result = run_signals(
            mini(links=links, link_details=order), {"redirected-links": all_signals()["redirected-links"]}
        )
        assert [row["evidence"] for row in result["redirected-links"].findings.to_pylist()] == [
            [f"b:{n}"] for n in range(6)
        ]
