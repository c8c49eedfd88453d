"""What a look leaves in the ledger."""

from datetime import timedelta

import pytest

from linkwright.fetch.model import Answer, Failure
from linkwright.verify.agenda import ExpectedLink
from linkwright.verify.records import Records, Row
from linkwright.verify.running import document_of
from linkwright.vocabulary.facts import FACTS
from tests.verify.making import HOME, NOON, PAGE, SITE, answer, article, looks_at

LINK = f'<a href="{HOME}" rel="ugc">My Site</a>'


def rows_of(given: Answer, *expected: ExpectedLink) -> dict[str, list[Row]]:
    records = Records("b")
    records.add_page(given, document_of(given), looks_at(given, *expected), SITE, "some.warc.gz:12")
    return records.rows


def link_row(given: Answer, **expected: object) -> Row:
    return rows_of(given, ExpectedLink(PAGE, HOME, **expected))["link_seen"][0]  # type: ignore[arg-type]


def test_a_found_link_is_live_and_carries_what_the_page_shows() -> None:
    row = link_row(answer(article(LINK)))
    assert (row["status"], row["status_reason"]) == ("live", "nofollow")
    assert (row["anchor"], row["ugc"], row["nofollow"], row["http_code"]) == ("My Site", True, False, 200)
    assert row["last_seen"] == NOON.replace(tzinfo=None)
    assert "first_seen" not in row, "that we looked today says nothing of when the link was made"


def test_an_unchanged_page_has_no_status_of_its_own() -> None:
    row = link_row(answer(status=304), state="nofollow")
    assert (row["status"], row["status_reason"], row["http_code"]) == ("live", "nofollow", None)


def test_a_link_missed_once_is_unconfirmed_and_missed_again_a_day_later_lost() -> None:
    missed = answer(article("nothing"))
    once = link_row(missed)
    assert (once["status"], once["status_reason"]) == ("unknown", "link removed (unconfirmed)")
    soon = link_row(missed, gone_since=NOON - timedelta(hours=23))
    assert soon["status"] == "unknown"
    later = link_row(missed, gone_since=NOON - timedelta(hours=24), stood=True)
    assert (later["status"], later["status_reason"]) == ("lost", "link removed")
    assert later["lost_at"] == (NOON - timedelta(hours=24)).replace(tzinfo=None)


def test_a_page_that_is_gone_is_reason_enough() -> None:
    assert link_row(answer("gone", status=410))["status"] == "lost"


def test_a_loss_is_dated_only_where_we_saw_the_link_before() -> None:
    gone = answer("gone", status=410)
    assert link_row(gone)["lost_at"] is None
    assert link_row(gone, stood=True)["lost_at"] == NOON.replace(tzinfo=None)


@pytest.mark.parametrize("failure", list(Failure))
def test_a_page_that_could_not_be_seen_never_loses_a_link(failure: Failure) -> None:
    row = link_row(answer(status=None, failure=failure), gone_since=NOON - timedelta(days=9))
    assert row["status"] == "unknown"


def test_a_link_pointed_elsewhere_leaves_the_old_one_open_and_records_the_new_one() -> None:
    page = answer(article('<a href="https://mysite.example/new">My Site</a>'))
    rows = rows_of(page, ExpectedLink(PAGE, HOME, "My Site"))
    assert [(row["target_url"], row["status"]) for row in rows["link_seen"]] == [
        (HOME, "unknown"),
        ("https://mysite.example/new", "live"),
    ]


def test_a_page_tells_of_links_nobody_knew_and_of_other_sites() -> None:
    page = article(
        f'{LINK} <a href="https://mysite.example/shop">shop</a> <a href="https://rival.test/a">a</a> '
        '<a href="https://www.rival.test/b">b</a> <a href="/own">own</a> <a href="https://sub.blog.test/">own</a>'
    )
    rows = rows_of(answer(page))
    assert [row["target_url"] for row in rows["link_seen"]] == [
        HOME,
        "https://mysite.example/shop",
        "https://rival.test/a",
    ]
    numbers = [row["row"] for row in rows["link_seen"]]
    assert len(set(map(str, numbers))) == 3
    (check,) = rows["check_seen"]
    (document,) = rows["document_seen"]
    assert check["row"] == document["row"] == numbers[0]
    assert check["evidence"] == document["evidence"] == "some.warc.gz:12"


@pytest.mark.parametrize("words", ["no more links", '<a href="https://friend.test/">friend</a>'])
def test_a_page_of_the_site_is_read_also_where_it_links_to_nobody(words: str) -> None:
    records = Records("b")
    for page in (answer(article(words)), answer(article(words))):
        document = document_of(page)
        assert document is not None
        records.add_own_page(page, document, SITE)
    assert [row["row"] for row in records.rows["document_seen"]] == [1, 2]
    assert [row["row"] for row in records.rows.get("link_seen", [])] == ([1, 2] if "href" in words else [])


def test_what_machines_read_is_not_what_a_page_links_to() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="https://feeds.test/a"><link rel="canonical" href="https://x.test/">'
    page = answer(article(f"{LINK} <!-- <a href='https://old.test/'>old</a> -->", head))
    assert [row["target_url"] for row in rows_of(page)["link_seen"]] == [HOME]


def test_keys_of_the_owner_are_recorded_with_the_host() -> None:
    page = article(LINK, '<script src="https://www.googletagmanager.com/gtag/js?id=G-ABC1234567"></script>')
    (key,) = rows_of(answer(page))["key_seen"]
    assert (key["referring_domain"], key["kind"]) == ("blog.test", "analytics")


def test_every_row_has_only_columns_of_its_table() -> None:
    page = article(f'{LINK} <a href="https://rival.test/">r</a>', '<meta name="author" content="Ann">')
    for fact, rows in rows_of(answer(page, headers={"server": "nginx", "etag": '"1"'})).items():
        for row in rows:
            assert set(row) <= set(FACTS[fact].schema.names)
