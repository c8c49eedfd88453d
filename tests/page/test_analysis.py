"""The whole of a page: any bytes are a page, and what changes nothing for a reader changes no fact."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linkwright.page.analysis import Document, analyse
from linkwright.page.fingerprints import resemblance
from linkwright.page.language import Language
from linkwright.page.page_type import PageType
from linkwright.vocabulary.terms import KeyKind
from tests.page.sourdough import TEXTS, page

URL = "https://bakers.example/blog/2026/rye-starter"


def read(html: str, url: str = URL, robots_header: str | None = None) -> Document:
    return analyse(html.encode(), url, content_type="text/html; charset=utf-8", robots_header=robots_header)


def test_an_article() -> None:
    found = read(page("en"), robots_header="noarchive")
    assert found.title == "How to keep a rye starter"
    assert found.language is not None
    assert (found.language.code, found.declared_language) == ("en", "en")
    assert (found.language.probability or 0) > 0.9
    assert found.canonical == "https://bakers.example/blog/2026/rye-starter"
    assert [rule.name for rule in found.meta_robots] == ["max-image-preview"]
    assert [rule.name for rule in found.header_robots] == ["noarchive"]
    assert found.author == "Ada Miller"
    assert found.published == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert found.page_type.type == PageType.ARTICLE
    assert found.page_type.probability > 0.8
    assert (found.internal_links, found.external_links) == (5, 2)
    assert [(key.kind, key.key) for key in found.owner_keys] == [(KeyKind.ANALYTICS, "google-analytics-4:AB12CD34EF")]
    assert found.platform == "wordpress"
    assert found.paid == ()
    assert found.walls == ()
    assert "flour" in TEXTS["en"]
    assert found.main_words == pytest.approx(len(TEXTS["en"].split()), rel=0.1)


@pytest.mark.parametrize("code", list(TEXTS))
def test_the_language_is_that_of_the_text_whatever_the_page_declares(code: str) -> None:
    found = read(page(code).replace(f'lang="{code}"', 'lang="en-US"'))
    assert found.language is not None
    assert (found.language.code, found.declared_language) == (code, "en")


def test_a_short_text_has_only_a_declared_language() -> None:
    assert read('<html lang="fr-CA"><p>Click here').language == Language("fr", None)
    assert read("<p>Click here").language is None


@pytest.mark.parametrize("code", list(TEXTS))
def test_an_edited_copy_of_the_text_is_recognised_in_another_template(code: str) -> None:
    draws = random.Random(code)  # noqa: S311
    unspaced = code in ("ja", "zh")
    words = list(TEXTS[code]) if unspaced else TEXTS[code].split(" ")
    edited = ("" if unspaced else " ").join(draws.choice(words) if draws.random() < 0.04 else word for word in words)
    original, copy = read(page(code)), read(f"<div class=other><section><h2>X</h2><p>{edited}</p></section></div>")
    assert original.text_fingerprint is not None
    assert copy.text_fingerprint is not None
    assert resemblance(original.text_fingerprint, copy.text_fingerprint) > 0.4
    strange = read(page("de" if code != "de" else "en")).text_fingerprint
    assert strange is not None
    assert resemblance(original.text_fingerprint, strange) < 0.1


def test_pages_of_one_template_resemble_each_other_whatever_their_text() -> None:
    one, other = read(page("en")).template, read(page("it")).template
    stranger = read(
        "<div id=wrap><div class='row col'><ul class=menu><li class=a><li class=b></ul><b class=c></b></div></div>"
    )
    assert one is not None
    assert other is not None
    assert stranger.template is not None
    assert resemblance(one, other) > 0.8
    assert resemblance(one, stranger.template) < 0.2


def test_base_and_refresh_are_resolved() -> None:
    found = read('<base href="/x/"><meta http-equiv=refresh content="0; url=next"><link rel=canonical href="c">')
    assert found.base_url == "https://bakers.example/x/"
    assert found.refresh is not None
    assert found.refresh.url == "https://bakers.example/x/next"
    assert found.canonical == "https://bakers.example/x/c"


def without_links(found: Document) -> Document:
    return replace(found, links=())


def test_order_of_attributes_and_space_between_tags_change_nothing() -> None:
    html = page("en")
    turned = html.replace('<meta name="author" content="Ada Miller">', '<meta\n content="Ada Miller"\tname="author" >')
    turned = turned.replace('<div class="page main" id="top">', '<div id="top"  class="page main">')
    spaced = turned.replace("><", ">\n  <")
    assert turned != html
    assert spaced != turned
    assert without_links(read(spaced)) == without_links(read(html))


@settings(max_examples=60)
@given(st.binary(max_size=2_000), st.sampled_from([None, "text/html; charset=shift_jis", "x; charset=\x00"]))
@example(b"<", None)
@example(b"\xff\xfe<\x00", None)
def test_any_bytes_are_a_page(body: bytes, content_type: str | None) -> None:
    found = analyse(body, URL, content_type=content_type, robots_header=body.decode("latin-1"))
    assert found.internal_links + found.external_links <= len(found.links)


_PIECES = st.sampled_from(
    [
        "<title>",
        "</title>",
        "<h1>",
        "<meta name=robots content='",
        "'>",
        "<script type=application/ld+json>",
        '{"@type":',
        "[",
        "]}",
        "</script>",
        "<a href='//x.example/?aff_id=1'>",
        "<base href='http://[::1'>",
        "<base href=//b.example>",
        "<svg><title>",
        "<template>",
        "<time datetime=2026-01-01 pubdate>",
        "Sponsored post",
        "404",
        "\x00",
        "é",
        "ที่",
        "<input type=password>",
        "<plaintext>",
        "<table><td>",
        "<meta http-equiv=refresh content='0;url=http://[x'>",
        "<link rel=canonical href='//'>",
        "<frameset>",
        "<p>text ",
        "<iframe src=x>",
    ]
)


@settings(max_examples=60)
@given(st.lists(_PIECES, max_size=40))
def test_any_markup_is_a_page(pieces: list[str]) -> None:
    found = read("".join(pieces))
    assert found == read("".join(pieces))


@pytest.mark.parametrize(
    "html",
    [
        "<script type=application/ld+json>" + "[" * 300_000,
        "<meta name=a content=b>" * 100_000,
        "<script>" + "GTM-" * 200_000 + "</script>",
        "<h1>" + "sponsored " * 200_000,
        "<div class='" + "a " * 300_000 + "'><h1>x</h1>",
        "<div>" * 100_000 + "<p>" + "x" * 100_000,
        "<a href=//a.example/?b=" + "&" * 500_000 + ">x</a>",
        "<title>" + "404 " * 200_000,
        "word " * 500_000,
        "語" * 500_000,
    ],
    ids=lambda html: html[:25],
)
def test_hostile_pages_end(html: str) -> None:
    found = read(html)
    assert len(found.title or "") <= 2_000
    assert all(len(key.key) < 300 for key in found.owner_keys)
