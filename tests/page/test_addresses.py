"""Addresses against a base, by the standard's own cases where they are at hand."""

import json
import os
from pathlib import Path

import pytest

from linkwright.page.addresses import resolved

BASE = "http://site.example/a/b?c#d"
# What can_ada 3 parses by an older revision: spaces that end opaque paths, `^`, and hosts that are no valid punycode.
OLDER_REVISION = ("non-special:opaque", "data:space", "foo://host/ !", "wss://host/ !", "xn--pokxncvks", "//xn--/")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("x", "http://site.example/a/x"),
        ("/x", "http://site.example/x"),
        ("//other.example/x", "http://other.example/x"),
        (r"\\other.example\x", "http://other.example/x"),
        ("?q", "http://site.example/a/b?q"),
        ("#f", "http://site.example/a/b?c#f"),
        ("", "http://site.example/a/b?c"),
        ("../../x", "http://site.example/x"),
        ("http:x", "http://site.example/a/x"),
        ("https:x", "https://x/"),
        (" \n h\tttp://Other.example ", "http://other.example/"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("mailto:me@site.example", "mailto:me@site.example"),
        ("http://", None),
        ("http://a b/", None),
    ],
)
def test_relative_addresses(written: str, address: str | None) -> None:
    assert resolved(written, BASE) == address


def test_nothing_is_relative_to_an_opaque_address() -> None:
    assert resolved("x", "mailto:me@site.example") is None
    assert resolved("x") is None


@pytest.mark.parametrize("file", ["wpt_urltestdata.json", "wpt_ada_extra_urltestdata.json"])
def test_the_standards_own_cases(file: str) -> None:
    named = os.environ.get("LINKWRIGHT_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[3] / "shared" / "data"
    path = folder / "url_suites" / file
    if not path.exists():
        pytest.skip(f"no {path}; set LINKWRIGHT_DATA to the folder of real data")
    wrong = []
    for case in json.loads(path.read_text("utf-8")):
        if isinstance(case, str) or any(mark in case["input"].lower() for mark in OLDER_REVISION):
            continue
        base = case.get("base")
        if base is not None and resolved(base) is None:
            continue  # a page has an address
        if resolved(case["input"], base) != (None if case.get("failure") else case["href"]):
            wrong.append(case["input"])
    assert wrong == []
