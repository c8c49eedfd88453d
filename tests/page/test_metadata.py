"""What a page states about itself, read strictly."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.page import metadata
from linkwright.page.dates import iso_date
from linkwright.page.elements import Elements
from linkwright.page.metadata import Refresh
from linkwright.page.structured import Structured, structured
from tests.page.parsed import elements_of

BASE = "https://example.org/a/b"


def read(html: str) -> Elements:
    return elements_of(html)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
        (" 2026-11-24T08:30:00Z ", datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        ("2026-11-24T08:30:00.123456789+0100", datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        ("2026-11-24 08:30", datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        ("2026-11-24T00:30:00+02", datetime(2026, 11, 23, 22, 30, tzinfo=UTC)),
        ("2026-02-30", None),
        ("2026-11", None),
        ("24/11/2026", None),
        ("November 24, 2026", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2026-11-24T25:00", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(written: str | None, moment: datetime | None) -> None:
    assert iso_date(written) == moment


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = iso_date(text)
    assert moment is None or moment.tzinfo == UTC


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("5; url=/new", Refresh("https://example.org/new", 5)),
        ("0;URL='https://other.example/x'", Refresh("https://other.example/x", 0)),
        ('3, url="next"', Refresh("https://example.org/a/next", 3)),
        ("0; other.html", Refresh("https://example.org/a/other.html", 0)),
        ("30", Refresh(None, 30)),
        ("0.5; url=/x", Refresh("https://example.org/x", 0)),
        ("0; url=javascript:alert(1)", Refresh(None, 0)),
        ("soon", None),
    ],
)
def test_refresh(content: str, expected: Refresh | None) -> None:
    found = Elements(metas=[{"http-equiv": "Refresh", "content": content}])
    assert metadata.refresh(found, BASE) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<link rel="canonical" href="/c?x=1">', "https://example.org/c?x=1"),
        ('<link href="//other.example/" rel="alternate Canonical">', "https://other.example/"),
        ('<link rel=canonical href=""><link rel=canonical href="second">', "https://example.org/a/second"),
        ('<link rel=canonical href="https://[broken">', None),
        ("<link rel=stylesheet href=x>", None),
    ],
)
def test_canonical(html: str, expected: str | None) -> None:
    assert metadata.canonical(read(html), BASE) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<html lang="de-AT">', "de"),
        ('<html lang="">', None),
        ('<html lang="{{ lang }}">', None),
        ('<meta http-equiv="Content-Language" content="fr">', "fr"),
        ("<p>x", None),
    ],
)
def test_declared_language(html: str, expected: str | None) -> None:
    assert metadata.declared_language(read(html)) == expected


def test_a_drawing_inside_the_page_does_not_give_the_title() -> None:
    assert metadata.title(read("<body><svg><title>Icon</title></svg><title>Real  one</title>")) == "Real one"
    assert metadata.title(read('<meta property="og:title" content="Shared">')) == "Shared"


GRAPH = """{"@context": "https://schema.org", "@graph": [
  {"@type": "Organization", "name": "Bakers"},
  {"@type": ["Article", "https://schema.org/NewsArticle"],
   "datePublished": "2026-03-01", "dateModified": "2026-03-02T10:00:00Z",
   "author": [{"@type": "Person", "name": "Ada  Lovelace"}, {"name": "Bob"}], "comment": {"@type": "Comment"}}]}"""


def test_structured_data() -> None:
    said = structured([GRAPH])
    assert said == Structured(
        ("organization", "article", "newsarticle"), "Ada Lovelace, Bob", "2026-03-01", "2026-03-02T10:00:00Z"
    )
    found = Elements()
    assert metadata.published(found, said) == datetime(2026, 3, 1, tzinfo=UTC)
    assert metadata.modified(found, said) == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert metadata.author(found, said) == "Ada Lovelace, Bob"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        '{"a":' * 100_000,
        "1" * 50_000,
        '{"@type": 7, "author": {"name": ["x"]}, "datePublished": {}}',
        "null",
        '"x"',
    ],
)
def test_hostile_structured_data_says_nothing(text: str) -> None:
    assert structured([text]) == Structured()


def test_a_date_that_is_no_date_gives_way_to_the_next_source() -> None:
    found = read(
        '<meta property="article:published_time" content="yesterday">'
        '<span itemprop=datePublished content="2025-05-05">x</span>'
    )
    assert metadata.published(found, Structured(published="March 2025")) == datetime(2025, 5, 5, tzinfo=UTC)


def test_an_address_is_no_author() -> None:
    found = read(
        '<meta property="article:author" content="https://facebook.example/x"><meta name=author content="Eva">'
    )
    assert metadata.author(found, Structured()) == "Eva"


def test_attributes_are_read_however_they_are_spelled() -> None:
    found = elements_of(
        '<div itemScope itemType="https://schema.org/BlogPosting"><b ITEMPROP=author>Ada Miller</b>'
        '<time itemProp=datePublished dateTime="2025-05-05">May</time><LINK Rel=Canonical HREF=/a></div>'
    )
    assert found.item_types == ["https://schema.org/BlogPosting"]
    assert metadata.author(found, Structured()) == "Ada Miller"
    assert metadata.published(found, Structured()) == datetime(2025, 5, 5, tzinfo=UTC)
    assert metadata.canonical(found, "https://site.example/") == "https://site.example/a"


def test_names_and_headings_hold_what_visitors_read() -> None:
    found = elements_of(
        "<h1>Rye<br>starters<style>h1{color:red}</style></h1>"
        "<div itemprop=author><style>.a{}</style><script src=x></script>Ada<br>Miller</div>"
    )
    assert found.headings == ["Rye starters"]
    assert metadata.author(found, Structured()) == "Ada Miller"
