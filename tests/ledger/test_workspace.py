"""A workspace opens with the site as written, and a wrong `linkwright.toml` is told by line and column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.errors import ConfigError, StorageError
from linkwright.ledger import Workspace
from linkwright.ledger.settings import clean_domains, read_site, site_domain, site_template
from linkwright.vocabulary.site import Site
from tests.ledger.making import batch_id, store

SITE = Site(
    domains=("example.com", "example.org"),
    brands=("Example", 'The "Best" Shop\\'),
    money_keywords=("blue widgets",),
    languages=("en", "de"),
    countries=("US", "GB"),
    topics=("widgets",),
    competitors=("rival.example",),
)
PHRASES = st.lists(st.text().map(lambda text: " ".join(text.split())).filter(bool), unique=True, max_size=4).map(tuple)


def test_create_then_open(tmp_path: Path) -> None:
    created = Workspace.create(tmp_path / "new" / "site", SITE)
    opened = Workspace.open(tmp_path / "new" / "site")
    assert created == opened
    assert opened.site == SITE
    assert opened.ledger.batches() == ()
    assert store(opened.ledger, batch_id(1))
    assert len(Workspace.open(opened.folder).ledger.batches()) == 1


def test_the_file_explains_every_key(tmp_path: Path) -> None:
    Workspace.create(tmp_path, Site(("example.com",)))
    lines = (tmp_path / "linkwright.toml").read_text().splitlines()
    for number, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert lines[number - 1].startswith("# ")
    assert sum(" = [" in line for line in lines) == 7


@given(PHRASES, PHRASES)
def test_any_name_survives(brands: tuple[str, ...], keywords: tuple[str, ...]) -> None:
    site = Site(("example.com",), brands=brands, money_keywords=keywords)
    assert read_site(site_template(site).encode(), "x") == site


def test_create_refuses_to_overwrite(tmp_path: Path) -> None:
    (tmp_path / "linkwright.toml").write_text("mine")
    with pytest.raises(ConfigError, match="is a workspace already") as caught:
        Workspace.create(tmp_path, SITE)
    assert "linkwright.toml" in caught.value.todo
    assert (tmp_path / "linkwright.toml").read_text() == "mine"


def test_create_with_an_impossible_domain_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'not a domain', which is not a domain"):
        Workspace.create(tmp_path / "new", Site(("not a domain",)))
    assert not (tmp_path / "new").exists()


def test_open_without_a_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no workspace") as caught:
        Workspace.open(tmp_path)
    assert "linkwright init" in caught.value.todo


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        Workspace.create(tmp_path / "file" / "site", SITE)


def test_rubric_and_signals(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path, SITE)
    assert workspace.rubric_file is None
    (tmp_path / "rubric.toml").touch()
    assert workspace.rubric_file == tmp_path / "rubric.toml"
    assert workspace.signals_folder == tmp_path / "signals"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Example.COM", "example.com"),
        ("https://www.example.com/shop?x=1", "example.com"),
        ("  example.com.  ", "example.com"),
        ("example.com:8080", "example.com"),
        ("www.exämple.de", "xn--exmple-cua.de"),
        ("shop.example.co.uk", "shop.example.co.uk"),
        ("www.com", "www.com"),
        ("", None),
        ("localhost", None),
        ("two words.com", None),
        ("*.example.com", None),
        ("ftp://example.com", None),
        ("http://", None),
    ],
)
def test_domains_are_put_in_form(written: str, meant: str | None) -> None:
    assert site_domain(written) == meant


@given(st.text())
def test_any_text_is_a_domain_or_none(text: str) -> None:
    domain = site_domain(text)
    assert domain is None or site_domain(domain) == domain


def test_domains_of_a_command_line() -> None:
    assert clean_domains(["https://www.B.com/x", "a.com", "b.com"]) == ("b.com", "a.com")
    for wrong in ([], ["a.com", "no"]):
        with pytest.raises(ConfigError) as caught:
            clean_domains(wrong)
        assert caught.value.todo


def test_values_are_put_in_form() -> None:
    raw = b"""\xef\xbb\xbf[site]\r\ndomains = ["https://www.Example.com/", "example.com"]\r
languages = ["EN"]\r\ncountries = ["gb"]\r\nbrands = ["  Blue   Widgets "]\r\n"""
    assert read_site(raw, "x") == Site(("example.com",), brands=("Blue Widgets",), languages=("en",), countries=("GB",))


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[site]\ndomains = [example.com]\n", "f:2:12", "not valid TOML: Invalid value"),
        ('[site]\ndomains = ["example.com"', "f:2:25", "not valid TOML: Unclosed array"),
        ('[site]\ndomains = "example.com"\n', "f:2:1", "`domains` has to be a list of texts"),
        ('[site]\n  brands = ["A", 3]\ndomains = ["a.com"]\n', "f:2:3", "`brands` has to be a list of texts"),
        ('[site]\ndomains = ["a.com"]\ndomain = "a.com"\n', "f:3:1", "`domain` is not a key of"),
        (
            '[site]\ndomains = ["a.com"]\nlanguages = ["english"]\n',
            "f:3:1",
            "'english', which is not a two-letter code",
        ),
        ('[site]\ndomains = ["a.com"]\n[ page ]\n', "f:3:3", "`page` is not a part"),
        ('domains = ["a.com"]\n', "f:1:1", "`domains` is not a part"),
        ('site.domains = ["a.com"]\nsite."brand" = "A"\n', "f:2:6", "`brand` is not a key of"),
        ("site = 3\n", "f:1:1", "`site` has to be a part of its own"),
        ("[site]\ndomains = []\n", "f:2:1", "name no domain"),
        ("", "f", "name no domain"),
    ],
)
def test_mistakes_are_told_by_place(text: str, where: str, what: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_site(text.encode(), "f")
    assert what in caught.value.what
    assert str(caught.value.where) == where
    assert caught.value.todo


def test_an_unknown_key_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        read_site(b'[site]\ndomain = "a.com"\n', "f")
    assert caught.value.available[:2] == ("domains", "brands")


def test_another_encoding_is_told_by_place() -> None:
    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        read_site('[site]\ndomains = ["exämple.com"]\n'.encode("latin-1"), "f")
    assert str(caught.value.where) == "f:2:15"
