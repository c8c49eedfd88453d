"""Kinds of pages, by what they say, where they stand and how they look; and why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from linkwright.page.elements import Elements
from linkwright.page.page_type import PageType, TypedPage, clues, page_type, start_and_rules
from linkwright.page.structured import Structured

LONG: Mapping[str, float] = {"words": 900, "links": 60, "link_density": 0.1, "prices": 0, "times": 1}
SHORT: Mapping[str, float] = {"words": 40, "links": 80, "link_density": 0.4, "prices": 0, "times": 0}


def typed(
    path: str,
    features: Mapping[str, float] = LONG,
    *,
    types: tuple[str, ...] = (),
    title: str = "",
    made_by: str | None = None,
    host: str = "example.org",
) -> TypedPage:
    return page_type(clues(Elements(), Structured(types), f"https://{host}{path}", title, made_by, features))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (typed("/2026/03/how-to-keep-a-rye-starter"), PageType.ARTICLE),
        (typed("/a", types=("newsarticle",)), PageType.ARTICLE),
        (typed("/docs/install", made_by="sphinx"), PageType.ARTICLE),
        (typed("/threads/my-starter-is-grey.77/", {**LONG, "words": 130}), PageType.FORUM_THREAD),
        (typed("/viewtopic.php?t=12", made_by="phpbb"), PageType.FORUM_THREAD),
        (typed("/t/starter/12", {**SHORT, "times": 30}, made_by="discourse"), PageType.FORUM_THREAD),
        (typed("/products/rye-flour", {**SHORT, "prices": 3, "carts": 1}), PageType.PRODUCT),
        (typed("/x", {**LONG, "prices": 2}, types=("product",)), PageType.PRODUCT),
        (typed("/", SHORT), PageType.HOME),
        (typed("/de/", LONG), PageType.HOME),
        (typed("/tag/rye/page/2", SHORT), PageType.ARCHIVE),
        (typed("/collections/flour", {**SHORT, "prices": 40}), PageType.ARCHIVE),
        (typed("/search?q=rye", SHORT, title="Search results for rye"), PageType.SEARCH_RESULT),
        (typed("/users/ada", SHORT), PageType.PROFILE),
        (typed("/@ada", SHORT, types=("profilepage",)), PageType.PROFILE),
        (
            typed("/directory/bakers", {**SHORT, "outside_domains": 60}, title="Directory of bakers"),
            PageType.DIRECTORY,
        ),
        (
            typed("/links.html", {**SHORT, "outside_domains": 40, "outside_density": 0.6}, title="Useful links"),
            PageType.LINK_LIST,
        ),
    ],
)
def test_types(found: TypedPage, expected: PageType) -> None:
    assert found.type == expected
    assert found.reasons
    assert 0.1 < found.probability <= 1


def test_without_clues_nothing_is_sure() -> None:
    assert typed("/x", {}).probability < 0.6


def test_one_more_reason_makes_a_type_likelier() -> None:
    for rule in start_and_rules()[1]:
        assert rule.weight
        assert rule.reason
    weaker = typed("/products/rye", {**LONG, "prices": 2})
    stronger = typed("/products/rye", {**LONG, "prices": 2}, types=("product",))
    assert stronger.type == PageType.PRODUCT
    assert stronger.probability > (weaker.probability if weaker.type == PageType.PRODUCT else 1 - weaker.probability)


def test_every_rule_looks_at_something_that_is_measured() -> None:
    measured = {"words", "dated", "authored", "link_density", "outside_density", "outside_domains", "links"}
    measured |= {"articles", "code", "times", "comments", "prices", "carts"}
    seen = clues(Elements(), Structured(), "https://example.org/", None, None, {})
    for rule in start_and_rules()[1]:
        if rule.feature:
            assert rule.feature in measured
        elif rule.pattern is not None:
            assert rule.where in seen.texts
        else:
            assert rule.where in seen.values
            assert rule.any


@pytest.mark.parametrize(
    "piece", ["a-", "a_", "/a", "/1", "-1", "/a-a-a_", "/2026/", "results for ", "links ", "a", "/p/1"]
)
def test_hostile_addresses_and_titles_end(piece: str) -> None:
    text = piece * 100_000
    assert typed("/" + text + "?" + text, LONG, title=text[:2_000]).reasons is not None
