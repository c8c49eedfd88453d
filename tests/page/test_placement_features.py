"""What is measured of links: planted shapes give the numbers a reader would count."""

import math

import numpy as np
import pytest

from linkwright.page.addresses import resolved
from linkwright.page.anchors import anchor_words
from linkwright.page.links import link_features
from linkwright.page.placement_features import NAMES, names
from linkwright.page.reading import read
from linkwright.page.walk import walk

URL = "https://site.example/story"
PROSE = "<p>" + "A sentence of some length about bread and the people who bake it early. " * 4 + "</p>"


def measured(body: str) -> dict[str, list[float]]:
    walked = walk(read(body.encode()).tree.root)
    addresses = [resolved(own.get("href") or "", URL) for own in walked.attributes]
    matrix = link_features(walked, anchor_words(walked), addresses, URL)
    return dict(zip(names(walked), matrix.T.tolist(), strict=True))


@pytest.mark.parametrize(
    "body", ["<a href=/x>x</a>", "<a href></a>", "<h1></h1><a href=/x></a>©", "<h2><a href=mailto:a@b.example>a</a>"]
)
def test_hardly_any_page_gives_numbers(body: str) -> None:
    assert all(np.isfinite(column).all() for column in measured(body).values())


def test_teasers_of_one_shape_are_counted_whatever_they_are_called() -> None:
    teasers = "".join(f'<div class="t{n}"><h3><a href="/{n}">Story {n}</a></h3></div>' for n in range(12))
    found = measured(f"<main>{PROSE}<p>See <a href=/own>this</a>.</p></main><section>{teasers}</section>")
    assert np.allclose(np.expm1(found["same place"]), [1] + [12] * 12)
    assert np.allclose(np.expm1(found["run"]), [1] + [12] * 12)


def test_a_link_in_the_main_text_is_in_its_part_and_one_below_is_not() -> None:
    text = PROSE * 6
    found = measured(f"<div>{text}<p>See <a href=/a>this</a>.</p>{text}</div><div><ul><li><a href=/b>b</a></ul></div>")
    assert found["main 15 apart"][0] == 0 < found["main 15 apart"][1]
    assert 0.2 < found["main 15 place"][0] < 0.8 <= found["main 15 place"][1]


def test_sections_and_claims_are_read_in_several_languages() -> None:
    found = measured(
        f"<h1>Brot</h1>{PROSE}<h2>3 Kommentare</h2><a href=/a>Anna</a><h2>Mehr</h2><p>© 2024 <a href=/i>Impressum</a>"
    )
    assert found["below comments"] == [1, 0]
    assert found["heading level"] == [2, 2]
    assert found["to copyright"][1] == 0 < found["to copyright"][0]
    assert found["legal around"][1] == pytest.approx(0.5)


def test_only_columns_that_say_so_read_names() -> None:
    page = '<div class="{}"><a href="/a">one</a></div><div class="{}">' + PROSE + "</div>"
    named, plain = measured(page.format("sidebar widget", "article")), measured(page.format("q1", "q2"))
    differ = {name for name in named if named[name] != plain[name]}
    assert differ
    assert all(name.startswith(NAMES) for name in differ)


def test_lengths_are_logarithms_of_one_more() -> None:
    assert measured("<a href=/x>12345</a>")["own"] == [pytest.approx(math.log(6))]
