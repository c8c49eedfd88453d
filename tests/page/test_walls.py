"""Pages in the way of what was asked for, in several languages, and pages that only speak of them."""

from __future__ import annotations

import pytest

from linkwright.page.fingerprints import words
from linkwright.page.metadata import title
from linkwright.page.walls import Wall, WallKind, markers, walls

URL = "https://example.org/a"
from tests.page.parsed import elements_of


def seen(html: str, main_text: str = "", url: str = URL) -> tuple[Wall, ...]:
    found = elements_of(html)
    return walls(found, title(found), main_text, len(words(main_text)), url)


def kinds(html: str, main_text: str = "", url: str = URL) -> list[WallKind]:
    return [wall.kind for wall in seen(html, main_text, url)]


@pytest.mark.parametrize(
    "heading",
    [
        "404 – Page not found",
        "Oops! That page can’t be found… Error 404",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Pagina non trovata",
        "Страница не найдена",
        "Nie znaleziono strony",
        "ページが見つかりませんでした",
        "抱歉，页面不存在",
        "페이지를 찾을 수 없습니다",
        "Sayfa bulunamadı",
    ],
)
def test_not_found_in_many_languages(heading: str) -> None:
    assert kinds(f"<title>My site</title><h1>{heading}</h1>", "Go back to the start.") == [WallKind.SOFT_404]


def test_the_shorter_the_likelier() -> None:
    page = "<title>Page not found</title>"
    assert seen(page)[0].likeness > seen(page, "word " * 60)[0].likeness > seen(page, "word " * 120)[0].likeness
    assert seen(page)[0].evidence == ("says that the page was not found: page not found",)


@pytest.mark.parametrize(
    ("html", "main_text"),
    [
        ("<title>How to fix 'page not found' errors</title>", "word " * 400),
        ("<h1>Why you see error 404</h1><input type=password>", "word " * 400),
        ("<title>Pages not founded by monks</title>", "short"),
        (
            "<title>Contact</title><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
            "Write to us.",
        ),
        ("", ""),
    ],
)
def test_pages_that_are_none(html: str, main_text: str) -> None:
    assert kinds(html, main_text) == []


def test_log_in() -> None:
    assert kinds("<h1>Welcome</h1><form><input name=u><input type=Password></form>") == [WallKind.LOGIN]
    assert kinds("<h1>Bitte melden Sie sich an</h1>", "Nur für Mitglieder.") == [WallKind.LOGIN]


def test_consent() -> None:
    assert kinds("<title>Before you continue to Example</title>") == [WallKind.CONSENT]
    assert kinds("<title>Example</title>", url="https://consent.google.com/ml?continue=x") == [WallKind.CONSENT]


def test_robot_checks() -> None:
    assert kinds("<title>Just a moment...</title><script>window._cf_chl_opt={}</script>") == [WallKind.CHALLENGE]
    assert kinds("<title>example.org</title><script src='https://ct.captcha-delivery.com/c.js'></script>") == [
        WallKind.CHALLENGE
    ]


@pytest.mark.parametrize("marker", markers(), ids=lambda marker: f"{marker.kind}-{marker.where}")
def test_every_phrase_is_found_by_itself(marker: object) -> None:
    from linkwright.page.walls import Marker

    assert isinstance(marker, Marker)
    for phrase in marker.phrases:
        assert phrase == phrase.lower()
        assert marker.found_in(f"- {phrase}.") is not None
