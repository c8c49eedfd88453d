"""Sentences are the main text; menus, labels and lists of links around them are not, however the page is built."""

from __future__ import annotations

import pytest

from linkwright.page.analysis import analyse
from tests.page.sourdough import TEXTS

URL = "https://example.org/a"
MENU = "".join(f'<li><a href="/{number}">Section number {number}</a></li>' for number in range(40))


def main_text(html: str) -> str:
    return analyse(html.encode(), URL, content_type="text/html; charset=utf-8").main_text


@pytest.mark.parametrize("code", list(TEXTS))
@pytest.mark.parametrize(
    "frame",
    [
        "<ul>{menu}</ul><p>{text}</p><ul>{menu}</ul>",
        "<table><tr><td><div>{menu}</div></td><td>{text}</td></tr></table><div>© 2026</div>",
        "<div><div><span>{text}</span></div></div><footer>{menu}</footer>",
        "<h1>Title</h1><script>var x = 'not read'</script><main><section>{text}</section></main><nav>{menu}</nav>",
    ],
)
def test_the_text_is_found_in_any_frame(code: str, frame: str) -> None:
    found = main_text(frame.format(menu=MENU, text=TEXTS[code]))
    assert found.replace("\n", " ").strip().endswith(TEXTS[code]) or TEXTS[code] in found
    assert "Section number" not in found
    assert "not read" not in found


def test_links_inside_a_sentence_stay_in_it() -> None:
    words = TEXTS["en"].split()
    linked = " ".join(f'<a href="/{word}">{word}</a>' if place % 12 == 0 else word for place, word in enumerate(words))
    assert main_text(f"<p>{linked}</p>").split() == words


def test_two_hundred_more_links_change_nothing() -> None:
    page = f"<div><p>{TEXTS['de']}</p></div>"
    assert main_text(page + f"<ul>{MENU * 5}</ul>") == main_text(page)


def test_a_page_without_text_has_none() -> None:
    assert main_text("") == ""
    assert main_text(f"<ul>{MENU}</ul>") == ""
    assert main_text("<p>\xa0</p><p> </p>") == ""
