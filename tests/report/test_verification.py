"""What our own looks came to: the numbers add up, the best comes first, and nothing is called lost that is not."""

import dataclasses
import json
import re
from datetime import timedelta

import openpyxl
import pytest

from linkwright.engine.duck import duck_engine
from linkwright.report import build_report
from linkwright.report.glosses import GLOSSES
from linkwright.report.model import ROWS_LIMIT, Report, StateChange, Verification
from linkwright.report.reading import looked_at, verified_in_words
from linkwright.report.verification import BROKEN, CHANGED, LOST, OUTSIDE, TODO, UNFOLLOWED, VERIFIED_SHEETS
from linkwright.vocabulary.states import STATES, LinkState, Standing
from tests.report.conftest import Written
from tests.report.mini import CHECKED_AT, MADE_AT, MiniJudgement, Rows, batch, check, link, mini_profile, network
from tests.report.reading_html import Page
from tests.report.test_summary import shown

DAY = timedelta(days=1)


def built(links: Rows, checks: Rows, visits: Rows | None = None) -> Report:
    with duck_engine() as engine:
        profile = mini_profile(engine, links, checks=checks, visits=visits or [])
        return build_report(profile, {}, MiniJudgement(), [batch()], rejected_files=(), made_at=MADE_AT)


def verification(links: Rows, checks: Rows) -> Verification:
    found = built(links, checks).verification
    assert found
    return found


def reclaimed(report: Report) -> list[tuple[object, object]]:
    """What can be won back, as (what, referring domain) in the order shown."""
    listing = report.listing("reclaim")
    return list(zip(listing.values("what"), listing.values("referring_domain"), strict=True))


def test_the_numbers_add_up(checked: Written) -> None:
    found = checked.report.verification
    assert found
    assert (found.links, found.checked) == (320, 250)
    assert found.stands + found.gone + found.unseen == found.checked
    assert {each.state for each in found.states} == set(LinkState)
    assert all(each.links == 10 and each.meaning == STATES[LinkState(each.state)].meaning for each in found.states)
    assert (found.gone, found.confirmed) == (40, 10)
    assert (found.first_day, found.last_day) == (CHECKED_AT.date(), CHECKED_AT.date())
    assert checked.report.listing("checks").total == 250
    assert checked.report.listing("reclaim").total == sum(each.links for each in found.reclaim)


def test_states_that_stand_come_first_and_those_nobody_saw_last(checked: Written) -> None:
    found = checked.report.verification
    assert found
    places = [list(Standing).index(Standing(each.standing)) for each in found.states]
    assert places == sorted(places)


def test_nothing_of_it_where_nothing_was_checked(written: Written) -> None:
    report = written.report
    assert report.verification is None
    assert (report.reading.verified, report.reading.reclaim) == ((), ())
    assert {"checks", "reclaim"}.isdisjoint(listing.id for listing in report.listings)
    assert 'id="verification"' not in written.text("report.html")
    assert "## Verification" not in written.text("report.md")
    assert json.loads(written.text("report.json"))["data"]["verification"] is None
    assert "Own check" not in shown(report)
    assert any("No page was visited for this report" in text for text in report.reading.not_known)


def test_a_miss_is_confirmed_by_a_definite_cause_or_a_day_between_two_looks() -> None:
    links = [link(number) for number in range(4)]
    looks = [
        check(links[0], LinkState.PAGE_GONE),
        check(links[1], LinkState.REMOVED, gone_since=CHECKED_AT - DAY),
        check(links[2], LinkState.REMOVED, gone_since=CHECKED_AT - DAY + timedelta(minutes=1)),
        check(links[3], LinkState.TIMEOUT, gone_since=CHECKED_AT - 9 * DAY),
    ]
    found = verification(links, looks)
    assert (found.gone, found.confirmed, found.unseen) == (3, 2, 1)
    assert "1 other was missed once" in verified_in_words(found)[1]


def test_changes_are_those_of_links_looked_at_twice() -> None:
    links = [link(number) for number in range(6)]
    moves = [
        (LinkState.FOUND, LinkState.REMOVED),
        (LinkState.NOFOLLOW, LinkState.PAGE_GONE),
        (LinkState.SOFT_404, LinkState.FOUND),
        (LinkState.FOUND, LinkState.FOUND),
        (LinkState.FOUND, LinkState.TIMEOUT),
        (None, LinkState.FOUND),
    ]
    looks = [
        check(row, now, previous_state=before, previous_at=CHECKED_AT - DAY)
        for row, (before, now) in zip(links, moves, strict=True)
    ]
    found = verification(links, looks)
    assert (found.looked_twice, found.newly_gone, found.back_again) == (5, 2, 1)
    assert StateChange("found", "timeout", 1) in found.changes
    assert len(found.changes) == 4
    assert verified_in_words(found)[2] == (
        "5 links were looked at before: 2 are newly gone since then, 1 is back again, and 4 in all ended in another "
        "state than the time before."
    )


def test_the_least_effort_comes_first_then_the_strongest_website() -> None:
    numbers = range(60, 90)  # the authority of `site20.example` is 0.20
    links = [link(number) for number in numbers]
    by_domain = {str(row["referring_domain"]): row for row in links}
    asked = [
        ("site21.example", LinkState.OUTSIDE_PAGE),
        ("site26.example", LinkState.PAGE_GONE),
        ("site20.example", LinkState.TARGET_BROKEN),
        ("site39.example", LinkState.PAGE_GONE),
        ("site30.example", LinkState.TARGET_BROKEN),
        ("site38.example", LinkState.FOUND),
        ("site35.example", LinkState.CHANGED),
    ]
    report = built(links, [check(by_domain[domain], state) for domain, state in asked])
    assert reclaimed(report) == [
        (BROKEN, "site30.example"),
        (BROKEN, "site20.example"),
        (LOST, "site39.example"),
        (LOST, "site26.example"),
        (CHANGED, "site35.example"),
        (OUTSIDE, "site21.example"),
    ]
    assert report.listing("reclaim").values("todo") == tuple(TODO[str(what)] for what, _ in reclaimed(report))


def test_a_lost_link_of_a_weak_website_is_worth_no_message_unless_it_brought_visits() -> None:
    links = [link(number) for number in (1, 2, 3, 30, 31, 32, 33)]
    looks = [check(row, LinkState.PAGE_GONE) for row in links]
    assert {domain for _, domain in reclaimed(built(links, looks))} == {
        f"site{number}.example" for number in range(30, 34)
    }
    visits: Rows = [
        {"referring_domain": "site02.example", "sessions": 50.0},
        {"referring_domain": "site03.example", "sessions": 1.0},
    ]
    report = built(links, looks, visits)
    assert reclaimed(report)[0] == (LOST, "site02.example")
    assert report.listing("reclaim").values("strength")[0] == 100
    assert (LOST, "site03.example") not in reclaimed(report)


def test_a_link_missed_once_or_not_seen_is_nothing_to_win_back() -> None:
    links = [link(number) for number in range(30, 33)]
    states = (LinkState.REMOVED, LinkState.BLOCKED, LinkState.FOUND)
    assert reclaimed(built(links, [check(row, state) for row, state in zip(links, states, strict=True)])) == []


def test_a_link_that_never_was_followed_is_nothing_to_win_back() -> None:
    always, told, seen = link(30), link(31, disagreement=["followed"]), link(32)
    looks = [
        check(always, LinkState.NOFOLLOW, previous_state="nofollow"),
        check(told, LinkState.NOFOLLOW),
        check(seen, LinkState.NOFOLLOW, previous_state="found"),
    ]
    assert reclaimed(built([always, told, seen], looks)) == [
        (UNFOLLOWED, "site32.example"),
        (UNFOLLOWED, "site31.example"),
    ]


def test_a_link_that_became_followed_is_nothing_to_win_back() -> None:
    better = link(30, followed=True, disagreement=["followed"])
    other = link(31, followed=True, disagreement=["anchor", "followed"])
    looks = [check(row, LinkState.CHANGED) for row in (better, other)]
    assert reclaimed(built([better, other], looks)) == [(CHANGED, "site31.example")]


def test_links_of_suspect_websites_are_left_alone() -> None:
    links = [*network(3), link(39)]
    looks = [check(row, LinkState.TARGET_BROKEN) for row in links]
    assert reclaimed(built(links, looks)) == [(BROKEN, "site39.example")]


def test_every_state_has_rows_to_open_however_many_links_there_are() -> None:
    links = [link(number) for number in range(900)]
    rare = list(LinkState)
    looks = [check(row, rare[place] if place < len(rare) else LinkState.FOUND) for place, row in enumerate(links)]
    listing = built(links, looks).listing("checks")
    assert set(listing.values("state")) == set(rare)
    assert len(listing.rows) <= ROWS_LIMIT < listing.total == 900
    strengths = [value for value in listing.values("strength") if isinstance(value, float)]
    assert strengths == sorted(strengths, reverse=True)


def test_no_listing_carries_more_than_a_page_can() -> None:
    for sheet in VERIFIED_SHEETS:
        assert sum(limit for _, _, limit in sheet.ranks) <= ROWS_LIMIT
        assert all(column.gloss in ("", *GLOSSES) for column in sheet.columns)


def test_the_words_say_what_was_looked_at(checked: Written) -> None:
    report = checked.report
    first = (
        "We looked at 250 of your 320 links ourselves on 17 November 2026: 100 are still there, 40 are gone, and 110 "
        "we could not look at, which says nothing about them."
    )
    assert set(report.reading.verified[:2]) < set(report.reading.have)
    assert report.reading.verified == (
        first,
        "Of the gone ones, 10 are confirmed lost: the server says that the page no longer exists, or looks at least a "
        "day apart missed the link. 30 others were missed once; until a second look at least a day later decides, they "
        "count as what the other sources say.",
        "This was the first look at each of them. What changes will show once they are checked again.",
    )
    assert report.reading.reclaim[0] == (
        "10 links lead to pages that answer with an error. Mend your page, or redirect its address to the page that "
        "took its place. Nobody needs to be asked."
    )
    unknown = " ".join(report.reading.not_known)
    assert "We have not looked at 70 links ourselves: for them this report says what the sources say" in unknown
    assert "At 110 links we tried to look and could not" in unknown
    assert "They do not count as lost." in unknown
    assert "No page was visited" not in unknown


def test_one_is_said_as_one() -> None:
    links = [link(1), link(2)]
    report = built(links, [check(links[0], LinkState.REMOVED, checked_at=CHECKED_AT - 3 * DAY)])
    words = " ".join((*report.reading.verified, *report.reading.not_known))
    assert "We looked at 1 of your 2 links ourselves on 14 November 2026: 0 are still there, 1 is gone." in words
    assert not re.search(r"\b1 (links|others|were|are|have)\b", words)


def test_days_are_named_where_the_looks_took_several() -> None:
    links = [link(1), link(2)]
    looks = [check(links[0], LinkState.FOUND, checked_at=CHECKED_AT - DAY), check(links[1], LinkState.FOUND)]
    assert "between 16 November 2026 and 17 November 2026" in looked_at(verification(links, looks))


def test_a_whole_check_is_said_to_be_whole() -> None:
    links = [link(1), link(2)]
    report = built(links, [check(row, LinkState.FOUND) for row in links])
    assert report.reading.not_known[0] == (
        "We looked at every link known here. What became of the pages since then is not known."
    )


def test_one_run_is_one_line_however_many_batches_it_wrote(checked: Written) -> None:
    own = [file for file in checked.report.files if file.source == "own-crawl"]
    assert [(file.file, file.read, file.stored, file.rejected, file.declared) for file in own] == [
        ("check of 2026-11-17 08:00 (all links)", 3_000, 2_955, 15, 30)
    ]
    assert "check of 2026-11-17 08:00 (all links) part 3 row" in checked.text("report.html")
    assert "check-20261117080000" not in re.sub(r'"batch":"[^"]*"|<td[^>]*col-batch.*?</td>', "", evidence_of(checked))


def evidence_of(written: Written) -> str:
    found = re.search(r'<section class="listing" id="checks".*?</section>', written.text("report.html"), re.S)
    assert found
    return found.group()


def test_rows_that_our_crawler_sets_aside_put_no_question(checked: Written) -> None:
    (aside,) = checked.report.set_aside
    own = dataclasses.replace(
        checked.report, set_aside=(dataclasses.replace(aside, source="own-crawl", reason="other target"),)
    )
    assert "is --site right?" not in shown(own)


def test_the_page_shows_it_where_it_can_be_reached(checked: Written) -> None:
    page = Page(checked.text("report.html"))
    assert page.all("a", href="#verification")[0].text == "Verification"
    assert page.all("section", id="verification")
    assert page.all("figure", class_="chart chart-states")
    shown_in = {each.attributes["data-show"]: each.text for each in page.all("a") if "data-show" in each.attributes}
    assert (shown_in["checks"], shown_in["checks?standing=gone"]) == ("250", "40")
    assert shown_in[f"reclaim?what={BROKEN}"] == "10"
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert all(each.attributes["href"][1:] in ids for each in page.all("a"))


def test_workbook_json_and_markdown_carry_the_same(checked: Written) -> None:
    book = openpyxl.load_workbook(checked.folder / "report.xlsx")
    assert [book[name].max_row - 1 for name in ("States", "Changes", "Checks")] == [25, 0, 250]
    assert book["Win back"].max_row - 1 == checked.report.listing("reclaim").total
    data = json.loads(checked.text("report.json"))["data"]
    assert data["verification"]["confirmed"] == 10
    assert data["verification"]["last_day"] == "2026-11-17"
    assert len(data["listings"]["checks"]["rows"]) == 250
    text = checked.text("report.md")
    assert "## Verification" in text
    assert text.count("### What can be won back") == text.count("### Links we looked at ourselves") == 1


def test_the_summary_has_two_more_lines_and_still_fits_a_screen(checked: Written) -> None:
    text = shown(checked.report)
    assert "Own check, until 2026-11-17, of 250 links: 100 still there, 40 gone (10 confirmed), 110 not seen" in text
    assert re.search(r"To win back: broken target 10, lost link \d+", text)
    assert len(text.splitlines()) <= 45


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_no_word_frightens(checked: Written, name: str) -> None:
    from tests.report.test_build import FEAR

    assert FEAR.findall(checked.text(name)) == []
