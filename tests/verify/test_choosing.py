"""Which links are looked at."""

from pathlib import Path

import pyarrow as pa
import pytest

from linkwright.errors import UnreadableInputError
from linkwright.verify.choosing import Only, choose, read_list
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.deciding import about_domain, about_page, decided
from tests.profile.making import link


def listed(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "pages.txt"
    path.write_bytes(text.encode())
    return [(link.page, link.target) for link in read_list(path).links()]


def test_pages_and_pairs_are_read_whatever_stands_between_them(tmp_path: Path) -> None:
    text = (
        "\ufeff# our list\nhttps://a.test/1\nb.test/2 mysite.example\n"
        'https://c.test/a,b,https://mysite.example/x\n"https://d.test/";"https://mysite.example/"\n\n'
        "https://e.test/\thttps://mysite.example/y\r\n"
    )
    assert listed(tmp_path, text) == [
        ("https://a.test/1", ""),
        ("http://b.test/2", "http://mysite.example/"),
        ("https://c.test/a,b", "https://mysite.example/x"),
        ("https://d.test/", "https://mysite.example/"),
        ("https://e.test/", "https://mysite.example/y"),
    ]


def test_lines_that_are_no_addresses_are_named_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("Page\nhttps://a.test/\nftp://b.test/\n")
    chosen = read_list(path)
    assert [page.url for page in chosen.pages()] == ["https://a.test/"]
    assert [line.split(": ")[0] for line in chosen.rejected] == [f"{path}:1", f"{path}:3"]


def test_what_is_no_text_is_left_out_and_long_lines_are_never_held(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_bytes(b"https://a.test/\x00\nhttps://b.test/" + b"x" * 5_000_000 + b"\n\xff\xfe1\nhttps://c.test/\n")
    chosen = read_list(path)
    assert [page.url for page in chosen.pages()] == ["https://c.test/"]
    assert [line.split(": ")[0] for line in chosen.rejected] == [f"{path}:1", f"{path}:2", f"{path}:3"]
    assert max(map(len, chosen.rejected)) < 300 + len(str(path))


def test_a_list_without_one_address_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("nothing\n")
    with pytest.raises(UnreadableInputError):
        read_list(path)
    with pytest.raises(UnreadableInputError):
        read_list(tmp_path / "missing.txt")


def test_links_a_person_asked_the_removal_of_can_be_looked_at_alone() -> None:
    names = ("https://blog.test/a", "https://blog.test/b", "https://shop.test/x", "https://good.test/x")
    with decided([link(name) for name in names]) as facts:
        facts.decide(about_domain("blog.test", Verdict.ASK_REMOVAL), about_page(names[1], Verdict.KEEP))
        facts.decide(about_page(names[2], Verdict.ASK_REMOVAL))
        with facts.profile() as profile:
            none = pa.table({"link_id": pa.array([], pa.string()), "value": pa.array([], pa.float64())})
            profile.engine.register("link_scores", none.append_column("tier", pa.array([], pa.string())))
            chosen = {
                only: [page.url for page in choose(profile.engine, only, None).pages()] for only in (None, Only.ASKED)
            }
    assert chosen == {None: [names[0], names[1], names[3], names[2]], Only.ASKED: [names[0], names[2]]}
