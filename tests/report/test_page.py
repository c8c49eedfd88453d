"""report.html: whole, self-contained, usable without eyes or mouse, and deaf to what outside texts tell it to do."""

import json
import re
from itertools import pairwise

import pytest

from linkwright.report import render_html
from linkwright.report.glosses import GLOSSES
from tests.report.conftest import Written
from tests.report.hostile import FORMULA, HOSTILE, LONG
from tests.report.reading_html import Element, Page

FETCHING = {"src", "srcset", "action", "formaction", "poster", "data", "background", "ping", "xlink:href"}


@pytest.fixture(scope="module")
def page(written: Written) -> Page:
    return Page(written.text("report.html"))


@pytest.fixture(scope="module")
def hostile_page(hostile: Written) -> Page:
    return Page(hostile.text("report.html"))


def shape(page: Page) -> tuple[set[str], set[str]]:
    return (
        {element.name for element in page.elements},
        {name for element in page.elements for name in element.attributes},
    )


def test_hostile_texts_add_no_element_and_no_attribute(page: Page, hostile_page: Page) -> None:
    elements, attributes = shape(page)
    hostile_elements, hostile_attributes = shape(hostile_page)
    assert hostile_elements <= elements
    assert hostile_attributes <= attributes
    assert not any(name.startswith("on") for name in hostile_attributes)


def test_the_only_scripts_are_ours_and_data(hostile_page: Page) -> None:
    scripts = hostile_page.all("script")
    assert len([script for script in scripts if not script.attributes]) == 1
    assert {script.attributes.get("type", "ours") for script in scripts} == {"ours", "application/json"}


def test_no_link_leads_out(page: Page, hostile_page: Page) -> None:
    for element in (*page.elements, *hostile_page.elements):
        assert element.attributes.get("href", "#").startswith("#")
        assert not FETCHING & set(element.attributes)
        assert element.name not in ("img", "iframe", "object", "embed", "form", "base", "link")


def test_the_policy_allows_only_our_style_and_script(hostile_page: Page) -> None:
    (policy,) = [
        element.attributes["content"]
        for element in hostile_page.all("meta")
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not any("style" in element.attributes for element in hostile_page.elements)


def test_table_data_cannot_leave_its_script(hostile: Written, hostile_page: Page) -> None:
    for script in hostile_page.all("script", type="application/json"):
        assert not re.search("[<>&\u2028\u2029]", script.text)
        json.loads(script.text)
    model = json.loads(
        next(script.text for script in hostile_page.all("script") if script.attributes.get("id") == "links-model")
    )
    place = [column["name"] for column in model["columns"]].index("anchor")
    assert {"<script>alert(1)</script>", FORMULA} <= {row[place] for row in model["rows"]}


def test_hidden_characters_are_made_visible(hostile: Written) -> None:
    text = hostile.text("report.html")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]", text)
    assert "‹U+202E›gpj.exe" in text
    assert "null‹U+0000›char" in text


def test_long_texts_are_cut_on_the_page_and_in_the_data(hostile: Written, hostile_page: Page) -> None:
    assert "x" * 2_001 not in hostile.text("report.html")
    cut = [element for element in hostile_page.all("bdi") if element.text.startswith("x" * 50)]
    assert cut
    assert all(len(element.text) <= 320 and element.text.endswith("…") for element in cut)
    assert all(element.attributes["title"].startswith(element.text[:-1]) for element in cut)
    assert len(LONG) == 100_000


def test_outside_texts_keep_their_direction_to_themselves(hostile_page: Page) -> None:
    cells = [
        element for element in hostile_page.elements if element.name in ("td", "th") and "outside" in kind(element)
    ]
    bodies = [cell for cell in cells if inside(cell, "tbody")]
    assert bodies
    isolated = {id(element.parent) for element in hostile_page.all("bdi")}
    assert all(id(cell) in isolated or "not known" in cell.text for cell in bodies)


def kind(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def inside(element: Element | None, name: str) -> bool:
    while element:
        if element.name == name:
            return True
        element = element.parent
    return False


def test_templates_do_not_run_outside_texts(hostile: Written) -> None:
    assert "{{ 7 * 7 }}{% raw %}{$x}" in hostile.text("report.html")


def test_the_page_has_a_language_a_title_and_landmarks(page: Page) -> None:
    assert page.all("html", lang="en")
    assert page.all("title")[0].text == "Backlinks of caldea.example"
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == len(page.all("h1")) == 1
    assert page.all("a", href="#main", class_="skip")
    assert all(nav.attributes.get("aria-label") for nav in page.all("nav"))


def test_ids_are_unique_and_every_reference_has_a_target(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        named = [element.attributes.get(name, "") for name in ("aria-labelledby", "aria-describedby")]
        wanted = [*" ".join(named).split(), *([element.attributes["href"][1:]] if "href" in element.attributes else [])]
        assert set(wanted) <= set(ids)


def test_headings_skip_no_level(page: Page) -> None:
    levels = [int(element.name[1]) for element in page.elements if re.fullmatch("h[1-6]", element.name)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_headings_with_scope(page: Page) -> None:
    tables = page.all("table")
    assert len(tables) > 10
    assert len(page.all("caption")) == len(tables)
    assert all(heading.attributes.get("scope") in ("col", "row") for heading in page.all("th"))
    scrolling = [element for element in page.elements if kind(element) == ["scroll"]]
    assert all(element.attributes.get("tabindex") == "0" for element in scrolling)
    assert all({"aria-label", "aria-labelledby"} & set(element.attributes) for element in scrolling)


def test_every_chart_has_a_title_a_description_and_its_numbers(page: Page) -> None:
    charts = page.all("figure")
    assert len(charts) == 5
    drawings = page.all("svg", role="img")
    assert len(drawings) == 5
    assert all({"aria-labelledby", "aria-describedby"} <= set(drawing.attributes) for drawing in drawings)
    assert (
        len([table for table in page.all("table") if table.attributes.get("data-export", "").endswith("-chart")]) == 5
    )


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
