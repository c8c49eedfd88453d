"""report.md: readable, and outside texts are only text in it."""

import re

from markdown_it import MarkdownIt

from linkwright.report.neutral import plain
from tests.report.conftest import Written
from tests.report.hostile import HOSTILE


def html_of(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(text))


def test_parts_are_in_the_order_of_the_page(written: Written) -> None:
    headings = re.findall("^## (.+)$", written.text("report.md"), re.M)
    assert headings == [
        "What you have",
        "What it means",
        "What we found",
        "What we do not know",
        "Tables",
        "How this was made",
    ]


def test_outside_texts_make_no_element(written: Written, hostile: Written) -> None:
    def elements(text: str) -> set[str]:
        return set(re.findall(r"<([a-z0-9]+)", html_of(text)))

    rendered = html_of(hostile.text("report.md"))
    assert elements(hostile.text("report.md")) <= elements(written.text("report.md"))
    assert "<a " not in rendered
    assert "<img" not in rendered
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rendered


def test_outside_texts_break_no_table(hostile: Written) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", hostile.text("report.md"), re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().splitlines()}
        assert len(widths) == 1, block[:200]


def test_no_bare_address_that_a_viewer_would_link(hostile: Written) -> None:
    assert not re.search(r"(?<!\\)://|(?<![\w\\])www\.", hostile.text("report.md"))


def test_hidden_characters_are_made_visible(hostile: Written) -> None:
    assert plain(HOSTILE[20]) in hostile.text("report.md")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", hostile.text("report.md"))
