"""Texts from the outside are hostile. One place says what is done to them before anybody or any program reads them."""

import re

import pyarrow as pa
import pyarrow.compute as pc

# Characters that hide or reorder what follows them, or that end a line where none should end.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff{_BIDI}]")
_BREAKS = re.compile("[\t\r\n\u2028\u2029]+")
# A spreadsheet runs a cell that starts like this. Full-width twins are included: Excel folds them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
FORMULA_START = r"^[=+\-@\t\r\n＝＋－＠]"  # the same for whole columns
_FORMULA_RANGES = (("", "0"), ("=", "A"), ("＋", "\U0010ffff"))  # every such start lies here, and few other texts do
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#!&])")


def plain(text: str) -> str:
    """Make every hidden or reordering character visible as `‹U+202E›`, and line breaks spaces."""
    if (
        text.isprintable()
    ):  # no control, format or separator character but the space: nearly every text, ten times faster
        return text
    shown = _HIDDEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", text)
    return _BREAKS.sub(" ", shown)


def shortened(text: str, limit: int) -> str:
    """Cut to `limit` characters, saying so with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def spreadsheet_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def spreadsheet_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """`spreadsheet_text` for a whole column of texts; NUL characters go, since they end a text in C programs."""
    if pc.any(pc.match_substring(column, "\x00")).as_py():
        column = pc.replace_substring(column, "\x00", "\ufffd")
    if not any(_any_between(column, low, high) for low, high in _FORMULA_RANGES):
        return column  # most columns: comparing is much cheaper than matching, and looking than copying
    dangerous = pc.fill_null(pc.match_substring_regex(column, FORMULA_START), fill_value=False)
    if not pc.any(dangerous).as_py():
        return column
    return pc.if_else(dangerous, pc.binary_join_element_wise("'", column, ""), column)


def _any_between(column: pa.ChunkedArray, low: str, high: str) -> bool:
    inside = pc.and_(pc.greater(column, low), pc.less(column, high))
    return bool(pc.any(inside).as_py())


def markdown_text(text: str) -> str:
    """Escape a text so that Markdown shows it as it is and makes no link of it."""
    escaped = _MARKDOWN.sub(r"\\\1", plain(text))
    return escaped.replace("://", r"\://").replace("www.", r"www\.").replace("@", r"\@")
