"""What holds for every page there is: self-contained, usable without eyes or mouse, deaf to outside texts."""

import json
import re
from itertools import pairwise

import pytest

from tests.report.conftest import Screens, Written
from tests.report.reading_html import Element, Page

FETCHING = {"src", "srcset", "action", "formaction", "poster", "data", "background", "ping", "xlink:href"}
PAGES = ("report.html", "compare.html", "plan.html", "plan-summary.html", "dossier/index.html")


@pytest.fixture(scope="module", params=PAGES)
def both(request: pytest.FixtureRequest, written: Written, hostile: Written, screens: Screens) -> tuple[str, str]:
    """The text of a page, and of the same page made of hostile texts."""
    name: str = request.param
    if name == "report.html":
        return written.text(name), hostile.text(name)
    return screens.text(name), screens.hostile_text(name)


@pytest.fixture(scope="module")
def page(both: tuple[str, str]) -> Page:
    return Page(both[0])


@pytest.fixture(scope="module")
def hostile_page(both: tuple[str, str]) -> Page:
    return Page(both[1])


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
    assert {script.attributes.get("type", "ours") for script in scripts} <= {"ours", "application/json"}


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


def test_outside_texts_keep_their_direction_to_themselves(hostile_page: Page) -> None:
    cells = [
        element for element in hostile_page.elements if element.name in ("td", "th") and "outside" in kind(element)
    ]
    bodies = [cell for cell in cells if inside(cell, "tbody")]
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


def test_table_data_cannot_leave_its_script(hostile_page: Page) -> None:
    for script in hostile_page.all("script", type="application/json"):
        assert not re.search("[<>&\u2028\u2029]", script.text)
        json.loads(script.text)


def test_hidden_characters_are_made_visible(both: tuple[str, str]) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]", both[1])


def test_templates_do_not_run_outside_texts(both: tuple[str, str]) -> None:
    assert "{{ 7 * 7 }}{% raw %}{$x}" in both[1]


def test_long_texts_are_cut(both: tuple[str, str]) -> None:
    assert "x" * 2_001 not in both[1]


def test_the_page_has_a_language_a_title_and_landmarks(page: Page) -> None:
    assert page.all("html", lang="en")
    assert page.all("title")[0].text
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == len(page.all("h1")) == 1
    assert page.all("a", href="#main", class_="skip")
    assert all(nav.attributes.get("aria-label") for nav in page.all("nav"))


def test_tables_have_captions_and_headings_with_scope(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all(heading.attributes.get("scope") in ("col", "row") for heading in page.all("th"))
    scrolling = [element for element in page.elements if kind(element) == ["scroll"]]
    assert all(element.attributes.get("tabindex") == "0" for element in scrolling)
    assert all({"aria-label", "aria-labelledby"} & set(element.attributes) for element in scrolling)


def test_every_chart_has_a_title_a_description_and_its_numbers(page: Page) -> None:
    drawings = page.all("svg", role="img")
    assert len(drawings) == len(page.all("figure"))
    assert all({"aria-labelledby", "aria-describedby"} <= set(drawing.attributes) for drawing in drawings)
    exports = [table.attributes.get("data-export", "") for table in page.all("table")]
    assert len([name for name in exports if name.endswith("-chart")]) == len(drawings)
