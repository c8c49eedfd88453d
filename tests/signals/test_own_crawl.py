"""All signals over a small ledger of what our own crawler writes: each finds what it should, and nothing else."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from linkwright.profile import Profile
from linkwright.rubric import judge, load_rubric
from linkwright.rubric.explaining import explain
from linkwright.signals import SignalResult, all_signals, run_signals
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import Outcome
from tests.profile.making import Found
from tests.signals.own_crawl import HOME, Crawl, text_print

OLD = "https://mysite.example.com/old"
GONE = "https://mysite.example.com/gone"
UNSEEN = ("robots.test", "refused.test", "wall1.test", "wall2.test", "wall3.test", "slow.test")
ON_ONE_LINK = {  # signal -> the domains it speaks about
    "navigation-links": {"footer.test", "related.test", "crumb.test"},
    "hidden-links": {"hidden.test", "noscript.test"},
    "cloaked-links": {"cloaked.test"},
    "script-only-links": {"script.test"},
    "unindexed-pages": {"noindex.test", "canonical.test", "broken.test"},
    "redirected-links": {"moved.test"},
    "redirected-own-pages": {"moved.test"},
    "broken-own-pages": {"broken.test"},
    "image-links-without-text": {"image.test"},
    "crowded-pages": {"crowded.test"},
    "near-duplicate-text": {"copy1.test", "copy2.test", "copy3.test"},
    "paid-markers": {"paid.test", "shop-tips.test"},
}


def _crawl() -> Crawl:
    crawl = Crawl()
    for place, name in (("footer", "footer"), ("related", "related"), ("breadcrumb", "crumb")):
        crawl.look(f"https://{name}.test/a", placement=place)
    crawl.look("https://hidden.test/a", LinkState.OUTSIDE_PAGE, "The link stands in the code only (hidden).")
    crawl.look("https://noscript.test/a", LinkState.OUTSIDE_PAGE, "The link stands in the code only (noscript).")
    crawl.look("https://cloaked.test/a", LinkState.CLOAKED, "A browser is sent the link.", check={"rendered": True})
    crawl.look("https://script.test/a", LinkState.RENDERED_ONLY, "After its scripts.", rendered_only=True)
    crawl.look("https://noindex.test/a", LinkState.NOINDEX, "noindex in the page's robots tag.")
    crawl.look("https://canonical.test/a", LinkState.CANONICALISED, "The page names another as the original.")
    crawl.look(
        "https://broken.test/a",
        LinkState.TARGET_BROKEN,
        f"{GONE} answers 404.",
        target=GONE,
        remarks=["page noindexed: noindex in the X-Robots-Tag header."],
        target_http_code=404,
    )
    crawl.look(
        "https://moved.test/a",
        LinkState.TARGET_REDIRECTED,
        f"{OLD} leads on.",
        target=OLD,
        check={"target_hops": f"301 {HOME}b, meta-refresh {HOME}c", "target_http_code": 200},
        target_http_code=200,
        redirect_codes="301 meta-refresh",
        redirect_urls=f"{HOME}b {HOME}c",
    )
    crawl.look("https://image.test/a", link_type="image", anchor="")
    crawl.look("https://crowded.test/a", external_links=500)
    crawl.look("https://nofollow.test/a", LinkState.NOFOLLOW, "nofollow in the page's robots tag.")
    for number in (1, 2, 3):
        crawl.look(f"https://copy{number}.test/a", document={"text_print": text_print(1, number)})
        crawl.look(f"https://own{number}.test/a", document={"text_print": text_print(10 + number)})
        form: Found = {"text_print": text_print(2), "paid_markers": ["wording (start): sponsored by"]}
        crawl.look(f"https://wall{number}.test/a", LinkState.WALL, "It shows a form.", document=form)
    crawl.look("https://paid.test/a", document={"paid_markers": ["wording (headline): advertorial"]})
    crawl.look("https://shop-tips.test/a", document={"paid_markers": ["affiliate network (link): https://shop.test/x"]})
    for name, state, code in (
        ("robots", LinkState.ROBOTS_BLOCKED, None),
        ("refused", LinkState.BLOCKED, 406),
        ("slow", LinkState.TIMEOUT, None),
    ):
        crawl.look(f"https://{name}.test/a", state, http_code=code)
    for name in UNSEEN:
        crawl.vendor(f"https://{name}/a", nofollow=False, in_content=True)
        crawl.key(name, "name server", "ns1.dns.test")
    crawl.own_page(f"{HOME}links", "https://copy1.test/", "https://former.test/", at=datetime(2026, 1, 2))
    crawl.own_page(f"{HOME}links", "https://copy1.test/")
    return crawl


@pytest.fixture(scope="module")
def profile() -> Iterator[Profile]:
    with _crawl().profile() as built:
        yield built


@pytest.fixture(scope="module")
def results(profile: Profile) -> dict[str, SignalResult]:
    return dict(run_signals(profile, all_signals()))


def test_no_signal_breaks(results: dict[str, SignalResult]) -> None:
    assert {name: each.error for name, each in results.items() if each.outcome is Outcome.ERROR} == {}


@pytest.mark.parametrize("name", ON_ONE_LINK)
def test_each_signal_names_exactly_the_domains_it_is_about(results: dict[str, SignalResult], name: str) -> None:
    assert set(results[name].concerned["referring_domain"].to_pylist()) == ON_ONE_LINK[name]


@pytest.mark.parametrize("name", UNSEEN)
def test_nothing_is_claimed_of_a_page_that_could_not_be_seen(results: dict[str, SignalResult], name: str) -> None:
    naming = [each.signal.id for each in results.values() if name in each.concerned["referring_domain"].to_pylist()]
    assert set(naming) <= {"first-seen-burst", "burst-makeup"}


def test_a_shared_name_server_is_no_key_of_an_owner(results: dict[str, SignalResult]) -> None:
    assert results["shared-ownership-keys"].outcome is Outcome.NOT_APPLICABLE


def test_a_few_pages_do_not_tell_a_rare_frame_from_a_theme(results: dict[str, SignalResult]) -> None:
    assert results["shared-template"].outcome is Outcome.NO_DATA


def test_the_site_links_to_what_its_newest_reading_shows(profile: Profile) -> None:
    (given,) = profile.table("own_links").to_pylist()
    assert (given["target_domain"], given["links"], given["pages"]) == ("copy1.test", 1, 1)


VISIBILITY = {
    "footer.test": "followed",
    "hidden.test": "not_in_page",
    "noscript.test": "not_in_page",
    "cloaked.test": "cloaked",
    "script.test": "script_only",
    "noindex.test": "not_indexed",
    "canonical.test": "not_indexed",
    "broken.test": "not_indexed",
    "nofollow.test": "nofollow",
    "refused.test": "followed",
}


def test_value_knows_what_our_looks_saw(profile: Profile, results: dict[str, SignalResult]) -> None:
    rubric = load_rubric(None)
    judgement = judge(profile, results, rubric)
    for name, step in VISIBILITY.items():
        explained = explain(profile, judgement, results, f"https://{name}/a")
        (why,) = (point.why for point in explained.points if point.factor == "visibility")
        assert why == rubric.factors["visibility"].steps[step].reason, name
        (scored,) = profile.engine.query(
            f"select value, points_visibility from link_scores where referring_domain = '{name}'"
        ).to_pylist()
        assert sum(point.points for point in explained.points) == pytest.approx(scored["value"])


def test_explain_shows_our_own_look_with_state_reason_and_time(
    profile: Profile, results: dict[str, SignalResult]
) -> None:
    explained = explain(profile, judge(profile, results, load_rubric(None)), results, "https://refused.test/a")
    looks = [dict(row.cells) for row in explained.evidence if "looked at" in dict(row.cells)]
    assert [(look["state"], look["looked at"]) for look in looks] == [("blocked", "2026-01-05 12:00:00")]
    explained = explain(profile, judge(profile, results, load_rubric(None)), results, "https://hidden.test/a")
    (cells,) = (dict(row.cells) for row in explained.evidence if "looked at" in dict(row.cells))
    assert cells["reason"] == "The link stands in the code only (hidden)."
    assert any("our look: not in the page" in point.observed for point in explained.points)
