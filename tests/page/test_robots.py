"""Robots rules of metas and headers, kept apart and for whom they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.page.robots import Directive, forbids_following, forbids_indexing, header_directives, meta_directives
from tests.page.parsed import elements_of


def of_metas(html: str) -> tuple[Directive, ...]:
    return meta_directives(elements_of(html))


def test_metas_for_everyone_and_for_one_crawler() -> None:
    rules = of_metas('<META NAME="Robots" CONTENT="NoIndex, follow"><meta name=googlebot content="nofollow">')
    assert rules == (Directive("noindex"), Directive("follow"), Directive("nofollow", "googlebot"))
    assert forbids_indexing(rules)
    assert forbids_following(rules)
    assert not forbids_following(rules, "bingbot")


def test_other_metas_say_nothing() -> None:
    assert of_metas('<meta name="description" content="noindex"><meta name="generator" content="none">') == ()


@pytest.mark.parametrize(
    ("header", "noindex", "nofollow"),
    [
        ("noindex", True, False),
        ("none", True, True),
        ("googlebot: noindex, nofollow", True, True),
        ("otherbot: noindex, nofollow", False, False),
        ("bingbot: noindex\ngooglebot: nofollow", False, True),
        ("max-snippet:50, noindex", True, False),
        ("unavailable_after: 25 Nov 2026 15:00:00 GMT, nofollow", False, True),
        ("index, follow", False, False),
        ("", False, False),
    ],
)
def test_headers(header: str, noindex: bool, nofollow: bool) -> None:
    rules = header_directives(header)
    assert (forbids_indexing(rules), forbids_following(rules)) == (noindex, nofollow)


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("2026-11-25", datetime(2026, 11, 25, tzinfo=UTC)),
        ("2026-11-25T15:00:00+01:00", datetime(2026, 11, 25, 14, tzinfo=UTC)),
        ("Wednesday, 25-Nov-26 15:00:00 GMT", datetime(2026, 11, 25, 15, tzinfo=UTC)),
        ("Wed, 25 Nov 2026 15:00:00 GMT", datetime(2026, 11, 25, 15, tzinfo=UTC)),
        ("next week", None),
    ],
)
def test_unavailable_after_has_a_date_where_it_can_be_read(written: str, until: datetime | None) -> None:
    rule = header_directives(f"unavailable_after: {written}")[0]
    assert (rule.name, rule.until) == ("unavailable_after", until)


@given(st.text())
def test_any_header_can_be_read(header: str) -> None:
    assert len(header_directives(header)) <= 100
