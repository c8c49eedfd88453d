"""Builds the bytes of an export the way a vendor writes it: encoding, delimiter, quoting, preamble, line ends."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SITE = "meadowlark.example"
Row = Sequence[str]


@dataclass(frozen=True)
class Style:
    """How a vendor writes its tables."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote_all: bool = False
    line_end: str = "\n"
    final_line_end: bool = True
    preamble: str = ""


COMMA = Style()
CRLF = Style(line_end="\r\n")
SEMICOLON = Style(delimiter=";", line_end="\r\n")
UTF16_TABS = Style(encoding="utf-16-le-bom", delimiter="\t", quote_all=True)
WITH_MARK = Style(encoding="utf-8-sig")
OPEN_END = Style(final_line_end=False)


@dataclass(frozen=True)
class Export:
    """One synthetic export.

    Attributes:
        vendor, report: what it has to be recognised as.
        dialect: which of the vendor's ways of writing the report it shows; empty where there is one.
        file_name: as the vendor names its downloads.
        data: the bytes of the file.
        header: column names as written; keys of the records for JSON.
        kind: "table" or "json".
    """

    vendor: str
    report: str
    dialect: str
    file_name: str
    data: bytes
    header: tuple[str, ...]
    kind: str = "table"

    @property
    def name(self) -> str:
        """Distinct name, used for the golden file."""
        return "-".join(part for part in (self.vendor, self.report, self.dialect) if part)


def table(
    vendor: str,
    report: str,
    file_name: str,
    header: Row,
    rows: Iterable[Row],
    style: Style = COMMA,
    dialect: str = "",
) -> Export:
    """An export that is one table."""
    text = style.preamble + text_of((header, *rows), style)
    return Export(vendor, report, dialect, file_name, encoded(text, style), tuple(header))


def cells(line: str) -> tuple[str, ...]:
    """A row written as one line, cells between vertical bars."""
    return tuple(line.split("|"))


def text_of(lines: Iterable[Row], style: Style) -> str:
    """Rows as delimited text."""
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=style.delimiter,
        quoting=csv.QUOTE_ALL if style.quote_all else csv.QUOTE_MINIMAL,
        lineterminator=style.line_end,
    )
    writer.writerows(lines)
    text = out.getvalue()
    return text if style.final_line_end else text.removesuffix(style.line_end)


def encoded(text: str, style: Style) -> bytes:
    """The text as bytes; `utf-16-le-bom` is UTF-16 with its mark, as Ahrefs writes it."""
    if style.encoding == "utf-16-le-bom":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(style.encoding)


def document(
    vendor: str, report: str, file_name: str, value: object, records: Sequence[dict[str, object]], dialect: str = ""
) -> Export:
    """An export that is a JSON document; `records` are the objects in it that are its rows."""
    header = tuple(dict.fromkeys(key for record in records for key in record))
    return Export(vendor, report, dialect, file_name, json.dumps(value, indent=1).encode(), header, "json")
