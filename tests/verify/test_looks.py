"""What a page says about a link that should be on it."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from linkwright.fetch.model import Failure
from linkwright.page.walk import MOST_LINKS
from linkwright.verify.agenda import ExpectedLink
from linkwright.verify.looks import Look, by_browser
from linkwright.verify.running import document_of, worth_a_browser
from linkwright.verify.single import SeenPage, render_page
from linkwright.verify.targets import Target, target_of
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import STATES, LinkState, Standing
from tests.verify.making import HOME, PAGE, answer, article, looks_at

LINK = f'<a href="{HOME}">My Site</a>'


def only(looks: tuple[Look, ...]) -> Look:
    (one,) = looks
    return one


def test_every_state_has_a_meaning_and_only_a_missed_link_can_be_definite() -> None:
    assert set(STATES) == set(LinkState)
    assert {state for state, told in STATES.items() if told.definite} == {LinkState.PAGE_GONE}
    assert all(
        STATES[state].standing is Standing.UNSEEN for state in LinkState if "look-up" in state or "time" in state
    )


def test_a_link_in_the_text_is_found() -> None:
    found = only(looks_at(answer(article(LINK))))
    assert (found.state, found.remarks, found.links_found) == (LinkState.FOUND, (), 1)
    assert found.link is not None
    assert found.link.anchor == "My Site"


@pytest.mark.parametrize(
    "written",
    ["http://www.mysite.example", "//mysite.example/?utm_source=blog", "HTTPS://MYSITE.example:443/#top"],
)
def test_ways_to_write_the_same_address_are_the_same_link(written: str) -> None:
    assert only(looks_at(answer(article(f'<a href="{written}">x</a>')))).state is LinkState.FOUND


def test_a_page_without_the_link_says_that_it_was_removed() -> None:
    assert only(looks_at(answer(article("a shop")))).state is LinkState.REMOVED


@pytest.mark.parametrize("rel", ["canonical", "alternate"])
def test_an_address_for_machines_is_no_link_in_the_page(rel: str) -> None:
    head = f'<link rel="{rel}" href="{HOME}">'
    only_there = only(looks_at(answer(article("a shop", head))))
    assert only_there.state is LinkState.OUTSIDE_PAGE
    assert rel in only_there.reason
    both = only(looks_at(answer(article(LINK, head))))
    assert both.link is not None
    assert both.link.anchor == "My Site"


def test_a_link_to_a_name_that_only_begins_like_ours_is_not_ours() -> None:
    page = article('<a href="https://mysite.example.evil.test/">My Site</a> <a href="https://notmysite.example/">b</a>')
    assert only(looks_at(answer(page))).state is LinkState.REMOVED


@pytest.mark.parametrize(
    ("rel", "head", "headers", "where"),
    [
        ("nofollow", "", {}, 'rel="nofollow"'),
        ("noopener ugc", "", {}, 'rel="ugc"'),
        ("sponsored", "", {}, 'rel="sponsored"'),
        ("", '<meta name="robots" content="nofollow">', {}, "robots tag"),
        ("", "", {"x-robots-tag": "nofollow"}, "X-Robots-Tag"),
    ],
)
def test_nofollow_is_read_from_all_three_places(rel: str, head: str, headers: dict[str, str], where: str) -> None:
    page = article(f'<a rel="{rel}" href="{HOME}">My Site</a>', head)
    found = only(looks_at(answer(page, headers=headers)))
    assert found.state is LinkState.NOFOLLOW
    assert where in found.reason


@pytest.mark.parametrize(
    ("head", "headers"),
    [('<meta name="robots" content="noindex, follow">', {}), ("", {"x-robots-tag": "noindex"})],
)
def test_noindex_is_read_from_both_places(head: str, headers: dict[str, str]) -> None:
    assert only(looks_at(answer(article(LINK, head), headers=headers))).state is LinkState.NOINDEX


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ('<link rel="canonical" href="https://other.test/original">', {}),
        ("", {"link": '<https://other.test/original>; rel="canonical"'}),
    ],
)
def test_another_original_is_named(head: str, headers: dict[str, str]) -> None:
    found = only(looks_at(answer(article(LINK, head), headers=headers)))
    assert found.state is LinkState.CANONICALISED
    assert "https://other.test/original" in found.reason


def test_a_page_that_names_itself_as_the_original_is_an_ordinary_page() -> None:
    head = '<link rel="canonical" href="http://www.blog.test/post/">'
    assert only(looks_at(answer(article(LINK, head)))).state is LinkState.FOUND


def test_what_is_true_besides_is_kept_as_remarks() -> None:
    head = '<meta name="robots" content="noindex, nofollow">'
    found = only(
        looks_at(
            answer(article(f'<a rel="nofollow" href="{HOME}">Other words</a>', head)),
            ExpectedLink(PAGE, HOME, "My Site", followed=True),
        )
    )
    assert found.state is LinkState.NOINDEX
    assert [remark.split(":")[0] for remark in found.remarks] == ["nofollow", "nofollow", "changed", "changed"]


def test_a_change_says_what_was_and_what_is() -> None:
    expected = ExpectedLink(PAGE, HOME, "Old words", followed=False)
    found = only(looks_at(answer(article(LINK)), expected))
    assert found.state is LinkState.CHANGED
    assert "“Old words”" in found.reason
    assert "“My Site”" in found.reason
    assert found.remarks == ("changed: It was not followed and is followed.",)


def test_space_and_case_are_no_change() -> None:
    assert only(looks_at(answer(article(LINK)), ExpectedLink(PAGE, HOME, " my  SITE"))).state is LinkState.FOUND


def test_a_link_with_the_same_words_to_another_page_of_the_site_was_pointed_elsewhere() -> None:
    page = article('<a href="https://mysite.example/new">My Site</a>')
    found = only(looks_at(answer(page), ExpectedLink(PAGE, "https://mysite.example/old", "My Site")))
    assert found.state is LinkState.CHANGED
    assert "https://mysite.example/new" in found.reason
    other = only(looks_at(answer(page), ExpectedLink(PAGE, "https://mysite.example/old", "Something else")))
    assert other.state is LinkState.REMOVED


def test_two_links_of_a_page_do_not_stand_for_each_other() -> None:
    page = article('<a href="https://mysite.example/one">One</a> and <a href="https://mysite.example/two">Two</a>')
    first, second, third = looks_at(
        answer(page),
        ExpectedLink(PAGE, "https://mysite.example/one"),
        ExpectedLink(PAGE, "https://mysite.example/two"),
        ExpectedLink(PAGE, "https://mysite.example/three", "One"),
    )
    assert (first.state, second.state, third.state) == (LinkState.FOUND, LinkState.FOUND, LinkState.REMOVED)


def test_of_several_links_to_one_page_the_followed_one_counts() -> None:
    page = article(f'<a rel="nofollow" href="{HOME}">first</a> and <a href="{HOME}">second</a>')
    found = only(looks_at(answer(page)))
    assert found.state is LinkState.FOUND
    assert found.link is not None
    assert found.link.anchor == "second"


def test_where_the_target_is_not_known_any_link_to_the_site_will_do() -> None:
    page = article('<a href="https://shop.mysite.example/x">x</a>')
    assert only(looks_at(answer(page), ExpectedLink(PAGE))).state is LinkState.FOUND


def test_broken_and_redirected_targets_are_told_from_good_ones() -> None:
    moved = Target(200, HOME + "new", (f"302 {HOME}new",), temporary=True, same_page=False)
    slash = Target(200, HOME, ("301 https://www.mysite.example/",), temporary=False, same_page=True)
    for target, state in (
        (Target(404, HOME), LinkState.TARGET_BROKEN),
        (moved, LinkState.TARGET_REDIRECTED),
        (slash, LinkState.FOUND),
        (Target(None, HOME), LinkState.FOUND),
    ):
        assert only(looks_at(answer(article(LINK)), targets={HOME: target})).state is state
    assert "temporary" in only(looks_at(answer(article(LINK)), targets={HOME: moved})).reason


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (Failure.DNS_NOT_FOUND, LinkState.NAME_NOT_FOUND),
        (Failure.DNS_FAILED, LinkState.NAME_FAILED),
        (Failure.TLS, LinkState.TLS_FAILED),
        (Failure.TIMEOUT, LinkState.TIMEOUT),
        (Failure.DISALLOWED, LinkState.ROBOTS_BLOCKED),
        (Failure.RESET, LinkState.UNREACHABLE),
        (Failure.PRIVATE_ADDRESS, LinkState.UNREACHABLE),
    ],
)
def test_what_we_could_not_see_is_unknown(failure: Failure, state: LinkState) -> None:
    found = only(looks_at(answer(status=None, failure=failure)))
    assert found.state is state
    assert STATES[found.state].standing is Standing.UNSEEN


@pytest.mark.parametrize("failure", list(Failure))
def test_no_failure_ever_means_that_the_link_is_gone(failure: Failure) -> None:
    assert STATES[only(looks_at(answer(status=None, failure=failure))).state].standing is Standing.UNSEEN


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (404, LinkState.PAGE_GONE),
        (410, LinkState.PAGE_GONE),
        (401, LinkState.WALL),
        (403, LinkState.BLOCKED),
        (429, LinkState.BLOCKED),
        (500, LinkState.SERVER_ERROR),
        (503, LinkState.SERVER_ERROR),
    ],
)
def test_the_status_of_the_page_decides(status: int, state: LinkState) -> None:
    assert only(looks_at(answer("<h1>Sorry</h1>", status=status))).state is state


def test_a_page_that_leads_elsewhere_has_lost_the_link_only_when_it_is_not_there_either() -> None:
    moved = [(301, "https://blog.test/new-home")]
    kept = only(looks_at(answer(article(LINK), moved=moved)))
    assert kept.state is LinkState.FOUND
    assert kept.remarks == ("found: The page redirects: 301 https://blog.test/new-home",)
    assert only(looks_at(answer(article("nothing"), moved=moved))).state is LinkState.PAGE_REDIRECTED


def test_a_page_that_leads_on_by_itself_is_redirected_too() -> None:
    page = '<html><head><meta http-equiv="refresh" content="0; url=https://blog.test/elsewhere"></head><body></body></html>'
    found = only(looks_at(answer(page)))
    assert found.state is LinkState.PAGE_REDIRECTED
    assert "https://blog.test/elsewhere" in found.reason


def test_what_lies_beyond_the_part_we_read_is_not_lost() -> None:
    assert only(looks_at(answer(article("nothing"), truncated=True))).state is LinkState.TOO_LARGE
    assert only(looks_at(answer(article(LINK), truncated=True))).state is LinkState.FOUND


def test_words_that_a_tool_ran_together_are_no_change() -> None:
    page = answer(article(f'<a href="{HOME}">My<br>Site</a>'))
    assert only(looks_at(page, ExpectedLink(PAGE, HOME, "MySite"))).state is LinkState.FOUND
    assert only(looks_at(page, ExpectedLink(PAGE, HOME, "My Sites"))).state is LinkState.CHANGED


def test_what_lies_beyond_the_links_we_read_is_not_lost() -> None:
    seen = only(looks_at(answer("<a href=/x>y</a>" * MOST_LINKS + LINK)))
    assert seen.state is LinkState.TOO_LARGE
    assert "all links after the first 20,000 (1 more)" in seen.reason
    assert only(looks_at(answer(LINK + "<a href=/x>y</a>" * MOST_LINKS))).state is LinkState.FOUND
    flat = "<div>" * 20_000 + article("nothing")
    assert only(looks_at(answer(flat))).state is LinkState.REMOVED  # laid flat, yet read to its end


def test_explain_says_what_was_left_out() -> None:
    given = answer("<a href=/x>y</a>" * (MOST_LINKS + 5))
    document = document_of(given)
    assert document is not None
    told = io.StringIO()
    render_page(SeenPage(given, document, only(looks_at(given)), ()), Console(file=told))
    assert "left out: all links after the first 20,000 (5 more)\n" in told.getvalue()


def test_the_part_that_came_before_a_break_may_show_the_link_and_proves_nothing_else() -> None:
    for failure, state in ((Failure.TIMEOUT, LinkState.TIMEOUT), (Failure.INCOMPLETE, LinkState.UNREACHABLE)):
        assert only(looks_at(answer(article(LINK), failure=failure, truncated=True))).state is LinkState.FOUND
        assert only(looks_at(answer("<p>half", failure=failure, truncated=True))).state is state


@pytest.mark.parametrize(
    ("status", "broken"), [(404, True), (410, True), (500, True), (403, False), (429, False), (503, False)]
)
def test_a_target_that_turns_us_away_is_not_broken(status: int, broken: bool) -> None:
    asked = replace(answer("no", status=status), url=HOME, final_url=HOME)
    assert target_of(asked, None).broken is broken


def test_a_server_that_asks_us_to_wait_is_not_asked_by_a_browser() -> None:
    for status, worth in ((403, True), (200, True), (429, False)):
        given = answer(article("nothing"), status=status)
        assert worth_a_browser(given, looks_at(given)) is worth
    late = answer(status=None, failure=Failure.ASKED_TO_WAIT)
    assert not worth_a_browser(late, looks_at(late))


def test_a_target_that_sends_readers_on_by_itself_is_redirected() -> None:
    page = f'<html><head><meta http-equiv="refresh" content="3; url={HOME}new"></head></html>'
    asked = replace(answer(page), url=HOME, final_url=HOME)
    target = target_of(asked, document_of(asked))
    assert (target.final_url, target.hops, target.temporary) == (f"{HOME}new", (f"meta-refresh {HOME}new",), True)


def test_a_file_is_not_a_page() -> None:
    found = only(looks_at(answer(truncated=True, headers={"content-type": "application/pdf"})))
    assert found.state is LinkState.NOT_HTML


def test_a_page_that_has_not_changed_is_as_it_was() -> None:
    expected = ExpectedLink(PAGE, HOME, state=str(LinkState.NOFOLLOW))
    assert only(looks_at(answer(status=304), expected)).state is LinkState.NOFOLLOW


def test_a_browser_tells_links_of_scripts_and_links_that_are_kept_from_us() -> None:
    missed, seen = looks_at(answer(article("nothing"))), looks_at(answer(article(LINK)))
    scripted = only(by_browser(missed, missed, seen))
    assert (scripted.state, scripted.rendered) == (LinkState.RENDERED_ONLY, True)
    assert only(by_browser(missed, seen, seen)).state is LinkState.CLOAKED
    assert only(by_browser(missed, missed, missed)).state is LinkState.REMOVED
    assert only(by_browser(seen, missed, missed)) == replace(only(seen), rendered=True)


def test_a_site_of_several_domains_is_one_site() -> None:
    site = Site(("mysite.example", "mysite.test"))
    page = article('<a href="https://www.mysite.test/x">x</a>')
    assert only(looks_at(answer(page), ExpectedLink(PAGE), site=site)).state is LinkState.FOUND
