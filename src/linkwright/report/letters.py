"""Letters as files: drafts for a mail program, a table, or links that open one. They are written, never sent."""

import csv
import html
import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote
from zlib import crc32

from linkwright.cleanup.letter_writing import MOST_PAGES, Letter
from linkwright.cleanup.removal_steps import COLUMNS
from linkwright.errors import StorageError
from linkwright.report.neutral import spreadsheet_text

MOST_MAILTO = 1_900
"""Characters of a mailto link. Mail programs and systems cut longer ones off at about 2,000 (our assumption)."""
LOG_FILE = "log.csv"
_MOST_NAME = 80  # characters of an owner in a file's name
_BOUNDARY = "linkwright-letter"
_ODD = re.compile(r"[^a-z0-9.-]+")


class LetterFormat(StrEnum):
    """What letters are written as."""

    EML = "eml"
    CSV = "csv"
    MAILTO = "mailto"


@dataclass(frozen=True)
class Written:
    """One file: its name and its bytes."""

    name: str
    data: bytes


def letter_files(letters: Sequence[Letter], form: LetterFormat, today: date, who: str) -> Iterator[Written]:
    """Yield the files of letters, and the steps to be logged once they are sent; the same letters, the same bytes.

    Args:
        letters: those to be written.
        form: what as.
        today: the day that the prepared steps carry.
        who: the person in them.
    """
    if form is LetterFormat.EML:
        yield from (Written(file_name(letter), eml(letter)) for letter in letters)
    elif form is LetterFormat.CSV:
        yield Written("letters.csv", _table(letters))
    else:
        yield Written("letters.html", _mailto_page(letters))
    yield Written(LOG_FILE, _log(letters, today, who))


def write_letters(files: Iterator[Written], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder and return their paths.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for each in files:
            path = folder / each.name
            path.write_bytes(each.data)
            paths.append(path)
    except OSError as error:
        raise StorageError(
            f"The letters cannot be written: {error.strerror or error}.", todo="Check free space and permissions."
        ) from error
    return tuple(paths)


def file_name(letter: Letter) -> str:
    """Return a name that any system takes, and that tells owners apart."""
    plain = _ODD.sub("_", letter.owner.lower())[:_MOST_NAME].strip(".")
    apart = "" if plain == letter.owner else f"-{crc32(letter.owner.encode()):08x}"
    return f"letter-{plain}{apart}-{letter.kind}.eml"


def eml(letter: Letter) -> bytes:
    """Return a draft: without a date and without an address where none was seen; mail programs open it for sending."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(letter.sender.name, addr_spec=letter.sender.address)
    if letter.to:
        message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"  # Outlook then opens it as a draft
    message.set_content(letter.body, cte="base64" if not letter.body.isascii() else "quoted-printable")
    if letter.pages > MOST_PAGES:
        table = _csv(("page", "target", "anchor"), [(link.page, link.target, link.anchor) for link in letter.links])
        message.add_attachment(table, maintype="text", subtype="csv", filename="links.csv")
        message.set_boundary(_BOUNDARY)
    return message.as_bytes()


def mailto(letter: Letter) -> str | None:
    """Return a link that opens a mail program with the letter; None where not even one page would fit into it.

    Of a long letter as many pages are listed as fit.
    """
    if len(whole := _mailto_of(letter, MOST_PAGES)) <= MOST_MAILTO:
        return whole
    fitting = bisect_right(range(1, MOST_PAGES), MOST_MAILTO, key=lambda pages: len(_mailto_of(letter, pages)))
    return _mailto_of(letter, fitting) if fitting else None


def _mailto_of(letter: Letter, pages: int) -> str:
    subject, body = letter.text(pages)
    said = quote(body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(letter.to, safe='@')}?subject={quote(subject, safe='')}&body={said}"


def _mailto_page(letters: Sequence[Letter]) -> bytes:
    items = "\n".join(f"<li>{_mailto_item(letter)}</li>" for letter in letters)
    text = (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Removal requests</title>\n'
        "<h1>Removal requests</h1>\n"
        "<p>Each link opens your mail program with the letter. Nothing is sent before you send it.</p>\n"
        f"<ul>\n{items}\n</ul>\n</html>\n"
    )
    return text.encode()


def _mailto_item(letter: Letter) -> str:
    name = html.escape(f"{letter.owner}: {letter.kind} letter")
    link = mailto(letter)
    if link is None:
        return f"{name}: too long for a link; write it as eml"
    to = letter.to or f"no address seen; open {letter.to_open}"
    return f'<a href="{html.escape(link)}">{name}</a> ({html.escape(to)})'


def _table(letters: Sequence[Letter]) -> bytes:
    header = ("owner", "letter", "language", "to", "open_by_hand", "links", "subject", "body")
    rows = [
        (
            letter.owner,
            str(letter.kind),
            letter.language,
            letter.to,
            "" if letter.to else letter.to_open,
            str(len(letter.links)),
            letter.subject,
            letter.body,
        )
        for letter in letters
    ]
    return _csv(header, rows)


def _log(letters: Sequence[Letter], today: date, who: str) -> bytes:
    """The steps as `linkwright cleanup log --in` reads them."""
    rows = [
        _in_order(
            {
                "owner": letter.owner,
                "step": str(letter.step).replace(" ", "-"),
                "on": str(today),
                "contact": letter.to or letter.to_open,
                "words": f"{letter.kind} letter in {letter.language}; links: {len(letter.links)}",
                "who": who,
            }
        )
        for letter in letters
    ]
    return _csv(COLUMNS, rows)


def _in_order(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values[name] for name in COLUMNS)


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([spreadsheet_text(value) for value in row] for row in rows)
    return text.getvalue().encode()
