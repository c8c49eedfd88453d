"""Placement as users mean it: moving a link moves its placement, and nothing else does."""

import numpy as np
import pytest

from linkwright.page.links import PageLink, links
from linkwright.page.placement import probabilities, shipped
from linkwright.page.placement_features import names
from linkwright.page.reading import read
from linkwright.page.walk import walk
from linkwright.vocabulary.terms import Placement
from tests.page.pages import LINK, Draft, draft, with_link

URL = "http://site.example/story"
PAIRS = 200


def target(page: bytes) -> PageLink:
    return next(link for link in links(read(page), URL) if "target.example" in link.url)


def in_article(page: Draft) -> bytes:
    page.paragraphs[len(page.paragraphs) // 2] = with_link(page.paragraphs[len(page.paragraphs) // 2])
    return page.html()


def in_footer(page: Draft) -> bytes:
    page.footer.insert(2, LINK)
    return page.html()


@pytest.mark.parametrize("named", [True, False])
def test_a_link_moved_to_the_footer_leaves_the_content(named: bool) -> None:
    for seed in range(PAIRS // 2):
        assert target(in_article(draft(seed, named))).placement is Placement.CONTENT, seed
        assert target(in_footer(draft(seed, named))).placement is not Placement.CONTENT, seed


def test_wrapping_in_a_div_changes_nothing() -> None:
    for seed in range(20):
        page = in_article(draft(seed))
        for wrapped in (
            page.replace(LINK.encode(), b"<div>" + LINK.encode() + b"</div>"),
            page.replace(b"<article>", b"<div><article>").replace(b"</article>", b"</article></div>"),
        ):
            assert target(wrapped).placement is target(page).placement, seed
        page = in_footer(draft(seed))
        assert target(page.replace(LINK.encode(), b"<div>" + LINK.encode() + b"</div>")).placement is not (
            Placement.CONTENT
        ), seed


def test_200_more_links_leave_a_content_link_where_it_is() -> None:
    more = "".join(f"<li><a href='/more/{number}'>Another page {number}</a></li>" for number in range(200)).encode()
    for seed in range(10):
        page = in_article(draft(seed))
        for crowded in (
            page.replace(b"<nav><ul>", b"<nav><ul>" + more),
            page.replace(b"<footer>", b"<footer><ul>" + more + b"</ul>"),
            page + b"<div><ul>" + more + b"</ul></div>",
        ):
            assert target(crowded).placement is Placement.CONTENT, seed


def test_a_list_of_other_sites_is_a_link_list() -> None:
    found = []
    for seed in range(10):
        page = draft(seed)
        page.aside = [f'<a href="https://friend{number}.example/">Friend {number}</a>' for number in range(25)]
        found += [link.placement for link in links(read(page.html()), URL) if "friend" in link.url][5:-5]
    assert found.count(Placement.LINK_LIST) >= 0.8 * len(found)


def test_a_page_that_lists_other_sites_is_a_link_list() -> None:
    entries = "".join(f'<li><a href="https://friend{n}.example/">Friend {n}</a></li>' for n in range(60))
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("start", "new", "submit", "about"))
    page = (
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><h1>Sites</h1><p>All entries, newest first.</p>"
        f'<ul>{entries}</ul></main><footer><a href="/privacy">Privacy</a></footer>'
    )
    found = [link.placement for link in links(read(page.encode()), URL) if "friend" in link.url]
    assert found.count(Placement.LINK_LIST) >= 0.8 * len(found)


def test_columns_are_those_the_model_learned_from() -> None:
    walked = walk(read(in_article(draft(1))).tree.root)
    assert names(walked) == list(shipped().columns)
    found = links(read(in_article(draft(1))), URL)
    assert all(0 < link.probability <= 1 for link in found)


def test_the_model_answers_for_any_measure() -> None:
    model = shipped()
    for value in (0.0, -1.0, 1e9):
        chances = probabilities(np.full((3, len(model.columns)), value, np.float32), model)
        assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)
