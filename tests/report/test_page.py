"""report.html: what only it has. What holds for every page is in test_every_page.py."""

import json
import re

import pytest

from linkwright.report import render_html
from linkwright.report.glosses import GLOSSES
from tests.report.conftest import Written
from tests.report.hostile import FORMULA, HOSTILE, LONG
from tests.report.reading_html import Page


@pytest.fixture(scope="module")
def page(written: Written) -> Page:
    return Page(written.text("report.html"))


@pytest.fixture(scope="module")
def hostile_page(hostile: Written) -> Page:
    return Page(hostile.text("report.html"))


def test_hostile_texts_are_in_the_data_as_found(hostile_page: Page) -> None:
    model = json.loads(
        next(script.text for script in hostile_page.all("script") if script.attributes.get("id") == "links-model")
    )
    place = [column["name"] for column in model["columns"]].index("anchor")
    assert {"<script>alert(1)</script>", FORMULA} <= {row[place] for row in model["rows"]}


def test_hidden_characters_are_made_visible(hostile: Written) -> None:
    text = hostile.text("report.html")
    assert "‹U+202E›gpj.exe" in text
    assert "null‹U+0000›char" in text


def test_long_texts_are_cut_on_the_page_and_in_the_data(hostile: Written, hostile_page: Page) -> None:
    assert "x" * 2_001 not in hostile.text("report.html")
    cut = [element for element in hostile_page.all("bdi") if element.text.startswith("x" * 50)]
    assert cut
    assert all(len(element.text) <= 320 and element.text.endswith("…") for element in cut)
    assert all(element.attributes["title"].startswith(element.text[:-1]) for element in cut)
    assert len(LONG) == 100_000


def test_its_title_and_size(page: Page) -> None:
    assert page.all("title")[0].text == "Backlinks of caldea.example"
    assert len(page.all("table")) > 10
    assert len(page.all("figure")) == 5


def test_headline_numbers_open_to_rows(page: Page) -> None:
    shown = {
        element.attributes["data-show"]: element.text for element in page.all("a") if "data-show" in element.attributes
    }
    assert shown["domains"] == "160"
    assert shown["links"] == "1,020"
    assert shown["links?status=lost"] == "170"
    assert shown["domains?tier=suspect"] == "120"


def test_words_are_explained(page: Page) -> None:
    titles = {element.attributes.get("title") for element in page.all("abbr")}
    assert {GLOSSES["referring domain"], GLOSSES["owner group"], GLOSSES["followed"]} <= titles


def test_the_same_report_gives_the_same_page(written: Written) -> None:
    assert render_html(written.report) == written.text("report.html")


def test_hostile_list_is_complete(hostile: Written) -> None:
    assert hostile.report.listing("links").total == len(HOSTILE) + 3


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_stands_out_from_its_ground(written: Written, scheme: int) -> None:
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", written.text("report.html"))
    colours = {name: (light, dark)[scheme] for name, light, dark in pairs}
    for text in ("ink", "ink-soft", "accent"):
        for ground in ("paper", "panel", "wash"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for tier in ("high", "medium", "low", "suspect", "unknown"):
        assert contrast(colours[f"on-tier-{tier}"], colours[f"tier-{tier}"]) >= 4.5, tier
