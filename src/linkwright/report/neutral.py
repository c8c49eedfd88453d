"""Texts from the outside are hostile. One place says what is done to them before anybody or any program reads them."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

# Characters that hide or reorder what follows them, or that end a line where none should end.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff{_BIDI}]")
_BREAKS = re.compile("[\t\r\n\u2028\u2029]+")
# A spreadsheet runs a cell that starts like this. Full-width twins are included: Excel folds them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
FORMULA_START = r"^[=+\-@\t\r\n＝＋－＠]"  # the same for whole columns
_FORMULA_BYTES = np.isin(np.arange(256), [start.encode()[0] for start in _FORMULA])  # by the first byte in UTF-8
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


def spreadsheet_lines(text: str) -> str:
    """A text of one or more lines for one cell: hidden characters made visible, and never run as a formula."""
    return spreadsheet_text("\n".join(plain(line) for line in text.split("\n")))


def spreadsheet_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """`spreadsheet_text` for a whole column of texts; NUL characters go, since they end a text in C programs."""
    held = [_held(chunk) for chunk in column.chunks]
    if any(texts.size and not texts.min() for _, texts in held):
        column = pc.replace_substring(column, "\x00", "\ufffd")
    if not any(_FORMULA_BYTES[first].any() for first, _ in held):
        return column  # most columns: looking at bytes is a tenth of the work of matching every text
    dangerous = pc.fill_null(pc.match_substring_regex(column, FORMULA_START), fill_value=False)
    if not pc.any(dangerous).as_py():
        return column
    return pc.if_else(dangerous, pc.binary_join_element_wise("'", column, ""), column)


def _held(texts: pa.StringArray) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The first byte of every text that has one, and all bytes of the texts, as they lie in memory."""
    _, places, held = texts.buffers()
    if places is None or held is None:
        return np.zeros(0, np.uint8), np.zeros(0, np.uint8)
    width = np.dtype(np.int64 if pa.types.is_large_string(texts.type) else np.int32)
    bounds: npt.NDArray[np.int64] = np.frombuffer(places, width, len(texts) + 1, texts.offset * width.itemsize)
    data = np.frombuffer(held, np.uint8)
    return data[bounds[:-1][bounds[:-1] < bounds[1:]]], data[bounds[0] : bounds[-1]]


def markdown_text(text: str) -> str:
    """Escape a text so that Markdown shows it as it is and makes no link of it."""
    escaped = _MARKDOWN.sub(r"\\\1", plain(text))
    return escaped.replace("://", r"\://").replace("www.", r"www\.").replace("@", r"\@")
