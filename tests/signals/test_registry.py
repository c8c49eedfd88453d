import dataclasses
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkwright.errors import ConfigError
from linkwright.signals import all_signals, catalogue_markdown, registry, run_signals
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini

EXAMPLE = """/*
title = "Pages in a language"
subject = "link"
family = "content"
reads = ["links"]
needs = ["links.language"]
message = "{referring_page} is written in {language}"

[params]
least = { value = 2, reason = "an example", source = "our assumption" }
---
## What it finds
Links from pages in a language.
## Why it matters
It shows how to write a signal.
## When it is wrong
Never.
## What to do
Nothing.
## Sources
Our assumption.
*/
select
  link_id as subject,
  1.0 as measure,
  null as expected,
  null as p,
  null as likelihood_ratio,
  observations as rows,
  array[observation] as evidence,
  array[referring_domain] as domains,
  referring_page,
  language
from links
cross join params
where group_size >= params.least
"""


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sql_file_is_a_signal_like_any_other(tmp_path: Path, mini: Mini) -> None:
    _write(tmp_path, "pages-in-a-language.sql", EXAMPLE)
    signals = all_signals(tmp_path)
    profile = mini(links=[{"referring_page": "https://a.test/x", "language": "en", "group_size": 2}])
    result = run_signals(profile, signals)["pages-in-a-language"]
    assert result.outcome is Outcome.FOUND
    assert result.messages(1) == ("https://a.test/x is written in en",)
    assert result.params == {"least": 2}
    assert "pages-in-a-language" in catalogue_markdown(tmp_path)
    assert "pages-in-a-language" not in catalogue_markdown()


def test_a_built_in_id_cannot_be_taken(tmp_path: Path) -> None:
    _write(tmp_path, "sitewide-links.sql", EXAMPLE)
    with pytest.raises(ConfigError, match="Two signals are called “sitewide-links”"):
        all_signals(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ('subject = "link"', 'subject = "planet"', 3, "cannot be “planet”"),
        ('family = "content"', "family = content", 4, "not valid TOML"),
        ('reads = ["links"]', 'raeds = ["links"]', 5, "“raeds” means nothing"),
        ("value = 2, ", "", 10, "“least” must be"),
        ('needs = ["links.language"]', 'needs = ["links.tongue"]', 2, "no column links.tongue"),
        ("## Sources", "## Source", 2, "headings"),
        ("*/", "", 1, "is not a signal"),
    ],
)
def test_bad_front_matter_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, complaint: str) -> None:
    path = _write(tmp_path, "mine.sql", EXAMPLE.replace(old, new, 1))
    with pytest.raises(ConfigError, match=complaint) as caught:
        all_signals(tmp_path)
    assert str(caught.value.where) == f"{path}:{line}"


def test_a_missing_folder_is_no_error(tmp_path: Path) -> None:
    assert all_signals(tmp_path / "none") == all_signals()


@dataclass(frozen=True)
class Entry:
    """An entry point of an installed package."""

    loads: object
    name: str = "vineyard"
    value: str = "vineyard.signals"

    def load(self) -> object:
        if isinstance(self.loads, Exception):
            raise self.loads
        return self.loads


def _installed(monkeypatch: pytest.MonkeyPatch, loads: object) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(loads)])


def test_a_package_brings_signals_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    brought = dataclasses.replace(all_signals()["dominant-page"], id="vineyard-links", origin="vineyard")
    _installed(monkeypatch, brought)
    assert all_signals()["vineyard-links"] is brought


@pytest.mark.parametrize(
    ("loads", "complaint"), [(ImportError("no vines"), "cannot be loaded: no vines"), (3, "neither a signal nor")]
)
def test_a_broken_package_is_named(monkeypatch: pytest.MonkeyPatch, loads: object, complaint: str) -> None:
    _installed(monkeypatch, loads)
    with pytest.raises(ConfigError, match=complaint):
        all_signals()
