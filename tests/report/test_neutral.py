"""What is done to outside texts, in general."""

import re

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from linkwright.report.neutral import (
    FORMULA_START,
    markdown_text,
    plain,
    shortened,
    spreadsheet_column,
    spreadsheet_text,
)


@given(st.text())
def test_plain_leaves_no_hidden_character_and_no_line_break(text: str) -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f]", plain(text))


@given(st.text())
def test_no_cell_starts_like_a_formula(text: str) -> None:
    assert not re.match(FORMULA_START, spreadsheet_text(text))


@given(st.lists(st.none() | st.text(), min_size=1))
def test_a_column_is_treated_as_its_cells(texts: list[str | None]) -> None:
    column = spreadsheet_column(pa.chunked_array([pa.array(["=cut off", *texts], pa.string()).slice(1)]))
    expected = [None if text is None else spreadsheet_text(text.replace("\x00", "\ufffd")) for text in texts]
    assert column.to_pylist() == expected


@given(st.text(max_size=50), st.integers(min_value=1, max_value=60))
def test_shortened_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= max(limit, 0)
    assert len(text) > limit or shortened(text, limit) == text


def test_markdown_text() -> None:
    assert markdown_text("a|b [c](https://d) www.e") == r"a\|b \[c\](https\://d) www\.e"
