"""Vendor files are data: a wrong key or column is an error that names it, and a header finds one report."""

from pathlib import Path

import pytest

from linkwright.errors import ConfigError
from linkwright.sources.headers import header_key, unique_headers
from linkwright.sources.layout import identify, load_vendor, nearest

GOOD = """
vendor = "tool"
name = "Tool"
[[report]]
id = "links"
title = "Tool links"
fact = "link_seen"
evidence = "memory"
needs = [["From", "Von"], "To"]
[report.columns]
referring_page_url = ["From", "Von"]
target_url = "To"
[[report]]
id = "rich"
title = "Tool rich links"
fact = "link_seen"
evidence = "memory"
needs = ["From", "To", "Score"]
lacks = ["Old"]
[report.columns]
referring_page_url = "From"
[[report]]
id = "pair"
title = "Tool pair"
fact = "declared"
declared = "not links"
evidence = "memory"
needs = ["A", "B"]
shape = "exact"
"""


def vendor(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "tool.toml"
    file.write_text(text)
    return file


def test_the_most_specific_report_wins(tmp_path: Path) -> None:
    reports = load_vendor(vendor(tmp_path, GOOD))

    def found(*header: str) -> str | None:
        report = identify(header, reports)
        return report.id if report else None

    assert found("To", "From") == "links"
    assert found("to", "VON ") == "links"
    assert found("To", "From", "Score") == "rich"
    assert found("To", "From", "Score", "Old") == "links"
    assert found("A", "B") == "pair"
    assert found("A", "B", "C") is None
    assert found("From") is None


def test_the_nearest_reports_say_what_is_missing(tmp_path: Path) -> None:
    reports = load_vendor(vendor(tmp_path, GOOD))
    (first, missing), *_ = nearest(["From", "Score"], reports)
    assert (first.id, missing) == ("rich", ("To",))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("id =", "idd = 1\nid ="), "idd"),
        (("target_url =", "target_uri ="), "target_uri"),
        (('fact = "link_seen"', 'fact = "links_seen"'), "links_seen"),
        (('declared = "not links"', ""), "no reason"),
        (('title = "Tool links"', ""), "title"),
        (("[[report]]", "[[report"), "tool.toml"),
        (('name = "Tool"', 'name = "Tool"\nextra = 1'), "extra"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    with pytest.raises(ConfigError) as error:
        load_vendor(vendor(tmp_path, GOOD.replace(*change)))
    assert named in error.value.what


def test_header_names_compare_without_their_dress() -> None:
    same = ["Source URL", "Source url", " source  url", '"Source URL"', "\ufeffSource URL", "source_url", "Ｓource URL"]
    assert {header_key(name) for name in same} == {"sourceurl"}
    assert header_key("Traffic") != header_key("Traffic (%)")


def test_header_names_are_made_distinct() -> None:
    assert unique_headers(["URL", "url", "", ' "Anchor" ']) == ("URL", "url (2)", "column 3", "Anchor")
