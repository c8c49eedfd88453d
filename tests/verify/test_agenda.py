"""A run's list of things to do survives the process."""

from datetime import datetime
from pathlib import Path

import pytest

from linkwright.errors import StorageError
from linkwright.verify.agenda import Agenda, ExpectedLink, PageToCheck
from linkwright.verify.targets import Target

ONE, TWO = "https://a.test/1", "https://b.test/2"
LINKS = [
    ExpectedLink(ONE, "https://mysite.example/", "My Site", followed=True, gone_since=datetime(2026, 1, 2), stood=True),
    ExpectedLink(ONE, "https://mysite.example/shop", placement="footer", state="found"),
    ExpectedLink(TWO),
]
PAGES = [PageToCheck(ONE, '"e"', "yesterday"), PageToCheck(TWO), PageToCheck(ONE)]


def test_what_is_written_is_read_back_in_its_order(tmp_path: Path) -> None:
    agenda = Agenda(tmp_path / "verify" / "agenda.sqlite")
    assert agenda.run is None
    run = agenda.begin("all links", PAGES, LINKS)
    agenda.close()
    again = Agenda(tmp_path / "verify" / "agenda.sqlite")
    assert again.run == run
    assert list(again.pages()) == PAGES[:2]
    assert again.expected(ONE) == tuple(LINKS[:2])
    assert again.expected(TWO) == (LINKS[2],)
    assert (again.links, again.pages_left) == (3, 2)


def test_a_page_that_is_done_does_not_come_again(tmp_path: Path) -> None:
    agenda = Agenda(tmp_path / "agenda.sqlite")
    agenda.begin("all links", PAGES, LINKS)
    agenda.finish([ONE])
    assert [page.url for page in Agenda(tmp_path / "agenda.sqlite").pages()] == [TWO]


def test_targets_are_asked_once_in_a_run(tmp_path: Path) -> None:
    agenda = Agenda(tmp_path / "agenda.sqlite")
    agenda.begin("all links", PAGES, LINKS)
    assert set(agenda.targets_left()) == {"https://mysite.example/", "https://mysite.example/shop"}
    seen = Target(200, "https://mysite.example/b", ("301 https://mysite.example/b",), temporary=False, same_page=False)
    agenda.keep_target("https://mysite.example/", seen)
    assert agenda.target("https://mysite.example/") == seen
    assert agenda.target("https://mysite.example/shop") is None
    assert agenda.targets_left() == ("https://mysite.example/shop",)


def test_a_new_run_forgets_the_one_before(tmp_path: Path) -> None:
    agenda = Agenda(tmp_path / "agenda.sqlite")
    first = agenda.begin("all links", PAGES, LINKS)
    second = agenda.begin("high links", PAGES[1:2], LINKS[2:])
    assert first.id != second.id
    assert [page.url for page in agenda.pages()] == [TWO]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "agenda.sqlite"
    path.write_text("this is no database, and long enough to be told from an empty one")
    with pytest.raises(StorageError, match="cannot be used") as caught:
        Agenda(path)
    assert "agenda.sqlite" in caught.value.todo
