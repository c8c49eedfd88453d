"""The software of a page, and the fingerprint of its template."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from linkwright.page.analysis import analyse
from linkwright.page.elements import Elements
from linkwright.page.fingerprints import resemblance
from linkwright.page.platforms import platform
from tests.page.parsed import elements_of
from tests.page.sourdough import page

TABLE = tomllib.loads(files("linkwright.page").joinpath("platforms.toml").read_text("utf-8"))["platform"]


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: str(entry["name"]))
def test_every_mark_of_the_table_names_its_software(entry: dict[str, object]) -> None:
    generators, paths = entry["generator"], entry["path"]
    assert isinstance(generators, list)
    assert isinstance(paths, list)
    for name in generators:
        assert platform(Elements(named={"generator": f"{name} 4.2"})) == entry["name"]
    for path in paths:
        assert path == path.lower()
        assert (
            platform(elements_of(f'<link rel=stylesheet href="https://example.org/a/{path}x.css?v=1">'))
            == entry["name"]
        )


def test_the_generator_decides_before_paths() -> None:
    html = '<meta name=generator content="Joomla! - Open Source"><script src="/wp-content/x.js"></script>'
    assert platform(elements_of(html)) == "joomla"
    assert platform(elements_of("<p>/wp-content/ is a folder")) is None


def template(html: str) -> bytes:
    found = analyse(html.encode(), "https://example.org/a").template
    assert found is not None
    return found


def test_numbers_in_names_and_versions_of_files_do_not_make_another_template() -> None:
    other = (
        page("en")
        .replace("?ver=6.4.2", "?ver=6.5")
        .replace("menu-item-1", "menu-item-901")
        .replace("postid-en77", "postid-en5")
    )
    assert other != page("en")
    assert template(other) == template(page("en"))


def test_the_same_template_of_another_host() -> None:
    moved = page("en").replace('href="/wp-content', 'href="https://cdn.example.net/wp-content')
    assert resemblance(template(moved), template(page("en"))) == 1


def test_content_does_not_belong_to_the_template() -> None:
    longer = page("en").replace(
        "</article>", "<div class=new><ul class=list><li class=item>x</li></ul></div></article>"
    )
    assert resemblance(template(longer), template(page("en"))) > 0.9


def test_too_little_is_no_template() -> None:
    assert analyse(b"<p>x", "https://example.org/a").template is None
