"""Ownership keys: every pattern of the table by its own examples, and in a page."""

from __future__ import annotations

import re

import pytest

from linkwright.page.elements import Elements
from linkwright.page.keys import KeyPattern, OwnerKey, key_patterns, owner_keys
from linkwright.vocabulary.terms import KeyKind

PATTERNS = [pytest.param(each, id=f"{each.id}-{number}") for number, each in enumerate(key_patterns())]
HOSTILE = (
    "a",
    "0",
    "-",
    "ca-",
    "fbq(",
    "var u='//a",
    'ti:"1234567"',
    "//amazon.de/",
    "setSiteId",
    "[",
    "\n",
    " ",
    "UA-1",
)
from tests.page.parsed import elements_of


@pytest.mark.parametrize("pattern", PATTERNS)
def test_examples_are_found_and_others_are_not(pattern: KeyPattern) -> None:
    for text, key in pattern.examples:
        assert list(pattern.found_in(text)) == [OwnerKey(pattern.kind, f"{pattern.id}:{key}")], text
    for text in pattern.others:
        assert not list(pattern.found_in(text)), text
    assert pattern.examples
    assert pattern.others


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_repetition_is_bounded(pattern: KeyPattern) -> None:
    """So the time is linear in the text: the work at one place of it has a limit that does not depend on its length."""
    outside_classes = re.sub(r"\\.|\[[^\]]*\]", "x", pattern.pattern.pattern)
    assert not re.search(r"[*+]|\{[0-9]+,\}", outside_classes)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_hostile_text_ends(pattern: KeyPattern) -> None:
    beginnings = [text[:cut] for text, _ in pattern.examples for cut in (len(text) // 3, len(text) // 2, len(text) - 3)]
    for piece in (*HOSTILE, *beginnings):
        list(pattern.found_in(piece * (100_000 // max(1, len(piece)))))  # would not end in a day if it were quadratic


PAGE = """
<meta name="google-site-verification" content="AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde">
<script async src="https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF"></script>
<script>gtag('config', 'G-AB12CD34EF'); ga('create','UA-1234567-2');</script>
<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-AB12CD3"></iframe></noscript>
<p>Write to us about 'UA-7654321-1' or ca-pub-9999999999999999.</p>
"""


def test_a_page_gives_each_key_once_and_prose_gives_none() -> None:
    keys = owner_keys(elements_of(PAGE), ["https://www.amazon.de/dp/1?tag=shop-21"])
    assert set(keys) == {
        OwnerKey(KeyKind.ANALYTICS, "google-analytics:1234567"),
        OwnerKey(KeyKind.ANALYTICS, "google-analytics-4:AB12CD34EF"),
        OwnerKey(KeyKind.TAG_MANAGER, "google-tag-manager:AB12CD3"),
        OwnerKey(KeyKind.VERIFICATION, "google-verification:AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"),
        OwnerKey(KeyKind.AFFILIATE, "amazon-associate:shop-21"),
    }
    assert len(keys) == len(set(keys))


def test_a_page_of_keys_is_bounded() -> None:
    script = " ".join(f"'UA-{number}-1'" for number in range(10_000, 30_000))
    assert len(owner_keys(Elements(scripts=[script]), [])) == 100
