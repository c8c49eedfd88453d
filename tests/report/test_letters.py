"""Letters as files: what a mail program gets, whatever the names on the pages are."""

import csv
import email
import io
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from linkwright.cleanup.letter_templates import built_in, languages
from linkwright.cleanup.letter_writing import MOST_PAGES, Letter, Sender
from linkwright.cleanup.removal_state import AskedLink, LetterKind
from linkwright.cleanup.removal_steps import read_steps
from linkwright.errors import StorageError
from linkwright.report.letters import (
    MOST_MAILTO,
    LetterFormat,
    Written,
    eml,
    file_name,
    letter_files,
    mailto,
    write_letters,
)

TODAY = date(2026, 1, 30)
ANN = Sender("Ann Müller, Quay Bakery", "ann@quaybakery.example")


def letter(
    owner: str = "blog.test", *, pages: int = 2, to: str = "bob@blog.test", language: str = "en", subject: str = ""
) -> Letter:
    template = built_in(language, LetterKind.FIRST)
    return Letter(
        owner=owner,
        kind=LetterKind.FIRST,
        language=language,
        sender=ANN,
        to=to,
        to_open="https://blog.test/contact",
        links=tuple(AskedLink(f"https://blog.test/{n}", "https://quaybakery.example/", "=rye") for n in range(pages)),
        template=template,
        values={
            "site": subject or "quaybakery.example",
            "owner": owner,
            "count": "2",
            "from_name": "Ann",
            "sent_on": "",
        },
    )


def read(made: Letter) -> EmailMessage:
    return email.message_from_bytes(eml(made), policy=default)


def files_of(form: LetterFormat, *letters: Letter) -> dict[str, bytes]:
    return {each.name: each.data for each in letter_files(letters, form, TODAY, "Eve")}


@pytest.mark.parametrize("language", languages())
def test_a_draft_holds_the_letter_as_it_was_written(language: str) -> None:
    made = letter(language=language)
    found = read(made)
    assert found["To"] == "bob@blog.test"
    assert found["From"].addresses[0].display_name == ANN.name
    assert found["From"].addresses[0].addr_spec == ANN.address
    assert found["Subject"] == made.subject
    assert found["X-Unsent"] == "1"
    assert found["Date"] is None, "it was not sent"
    assert found.get_content().replace("\r\n", "\n") == made.body
    assert max(map(len, eml(made).split(b"\r\n"))) <= 998


def test_without_an_address_there_is_none_in_the_draft() -> None:
    assert read(letter(to=""))["To"] is None


@pytest.mark.parametrize(
    "name", ["x\r\nBcc: all@evil.test", "x\nBcc: all@evil.test", "\u202ex", "x" * 5_000, "日本\r\n語"]
)
def test_no_name_from_outside_becomes_a_header(name: str) -> None:
    found = read(letter(name, subject=name))
    assert set(found.keys()) <= {
        "From",
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert found["Bcc"] is None


def test_very_many_links_go_along_as_a_table() -> None:
    made = letter(pages=MOST_PAGES + 10)
    found = read(made)
    body = found.get_body()
    assert body is not None
    assert "10 more pages" in body.get_content()
    (table,) = found.iter_attachments()
    rows = list(csv.reader(io.StringIO(table.get_content())))
    assert len(rows) == 1 + MOST_PAGES + 10
    assert rows[1] == ["https://blog.test/0", "https://quaybakery.example/", "'=rye"]
    assert eml(made) == eml(made)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("blog.test", "letter-blog.test-first.eml"),
        ("con", "letter-con-first.eml"),
        ("../../etc/passwd", "letter-_.._etc_passwd-"),
        ("Blog.test", "letter-blog.test-"),
        ("x" * 300, "letter-" + "x" * 80 + "-"),
        ("\u202egro.liam", "letter-_gro.liam-"),
    ],
)
def test_the_names_of_files_are_harmless_and_of_no_two_owners_the_same(owner: str, name: str) -> None:
    found = file_name(letter(owner))
    assert found.startswith(name)
    assert found.isascii()
    assert len(found) < 120
    assert Path(found).name == found
    assert owner == "blog.test" or found != file_name(letter())


def test_a_mailto_link_opens_the_whole_letter_where_it_fits() -> None:
    made = letter()
    found = urlsplit(mailto(made) or "")
    assert (found.scheme, found.path) == ("mailto", "bob@blog.test")
    said = parse_qs(found.query, strict_parsing=True)
    assert said == {"subject": [made.subject], "body": [made.body.replace("\n", "\r\n")]}


@pytest.mark.parametrize("pages", [3, 8, 20, 60, 5_000])
def test_a_mailto_link_is_never_too_long_and_lists_what_fits(pages: int) -> None:
    found = mailto(letter(pages=pages))
    assert found is not None
    assert len(found) <= MOST_MAILTO
    listed = unquote(found).count("https://blog.test/")
    assert listed == pages or (1 <= listed < pages and f"{pages - listed:,} more pages" in unquote(found))


def test_a_letter_of_which_no_page_fits_has_no_link() -> None:
    made = letter("x" * 2_000)
    assert mailto(made) is None
    page = files_of(LetterFormat.MAILTO, made)["letters.html"].decode()
    assert "too long for a link" in page


def test_the_page_of_links_shows_names_as_text() -> None:
    page = files_of(LetterFormat.MAILTO, letter('"><script>alert(1)</script>'), letter(to=""))["letters.html"].decode()
    tree = LexborHTMLParser(page)
    assert tree.css("script") == []
    assert all((each.attributes["href"] or "").startswith("mailto:") for each in tree.css("a"))
    assert "no address seen; open https://blog.test/contact" in page


def test_the_table_has_a_row_a_letter_and_runs_nothing() -> None:
    rows = list(
        csv.DictReader(io.StringIO(files_of(LetterFormat.CSV, letter("=cmd()"), letter(to=""))["letters.csv"].decode()))
    )
    assert [(row["owner"], row["to"], row["open_by_hand"], row["links"]) for row in rows] == [
        ("'=cmd()", "bob@blog.test", "", "2"),
        ("blog.test", "", "https://blog.test/contact", "2"),
    ]
    assert rows[1]["body"] == letter(to="").body


def test_the_steps_to_be_logged_come_along_and_can_be_read_back(tmp_path: Path) -> None:
    paths = write_letters(
        letter_files([letter(), letter("=odd.test")], LetterFormat.EML, TODAY, "Eve"), tmp_path / "a" / "b"
    )
    steps = read_steps(paths[-1], {"blog.test": "blog.test", "=odd.test": "=odd.test"}, "")
    assert [(str(each.step), str(each.at.date()), each.contact, each.who) for each in steps] == [
        ("sent", "2026-01-30", "bob@blog.test", "Eve")
    ] * 2
    assert {each.owner for each in steps} == {"blog.test", "=odd.test"}


def test_the_same_letters_give_the_same_bytes(tmp_path: Path) -> None:
    for form in LetterFormat:
        assert files_of(form, letter(pages=99)) == files_of(form, letter(pages=99))


def test_a_folder_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        write_letters(iter([Written("a", b"")]), tmp_path / "file" / "folder")
