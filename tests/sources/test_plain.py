"""Arrow's parsers read a plainly written column exactly as the SQL does; what only the SQL can read is left to it."""

from datetime import datetime

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.sources.expressions import value_of
from linkwright.sources.plain import plain_values
from linkwright.sources.style import Style

WHOLE, REAL, FLAG, MOMENT = pa.int64(), pa.float64(), pa.bool_(), pa.timestamp("us")
TEXTS = {
    WHOLE: st.one_of(st.integers(-(2**70), 2**70).map(str), st.sampled_from(["007", "-0", "0x1F", "1e3", "5.0", "+4"])),
    REAL: st.one_of(
        st.floats().map(str),
        st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
        st.sampled_from(["inf", "-Infinity", "NaN", "1e400", "1e-400", ".5", "5.", "-.5E3", "1_000", "1,234", "12%"]),
    ),
    FLAG: st.sampled_from(["true", "false", "TRUE", "False", "1", "0", "t", "yes", "no", "x", "ja", "-", "2"]),
    MOMENT: st.one_of(
        st.datetimes(min_value=datetime(1, 1, 1)).flatmap(
            lambda moment: st.sampled_from(
                [
                    moment.isoformat(),
                    moment.isoformat(" ", "seconds"),
                    moment.isoformat(" ", "minutes"),
                    moment.isoformat(" ", "hours"),
                    moment.date().isoformat(),
                ]
            )
        ),
        st.datetimes(min_value=datetime(1985, 1, 1), max_value=datetime(2035, 1, 1)).map(lambda day: f"{day:%Y-%m-%d}"),
        st.sampled_from(["2024-02-30", "2024-12-06 24:00:00", "2024-12-06T14:55:04Z", "2024-12-06 14:55+01", "2024"]),
    ),
}


@pytest.mark.parametrize("kind", TEXTS, ids=str)
@settings(max_examples=60)
@given(data=st.data())
def test_what_arrow_reads_the_sql_reads_alike(kind: pa.DataType, data: st.DataObject) -> None:
    texts = pa.array(data.draw(st.lists(st.none() | TEXTS[kind], max_size=4)), pa.string())
    found = plain_values(texts, kind, Style())
    if found is None:
        return
    sql = f"select {value_of('', kind, 'text', Style())} from block order by place"
    with duckdb.connect(":memory:") as engine:
        engine.execute("set TimeZone = 'UTC'")
        engine.register("block", pa.table({"place": pa.array(range(len(texts)), pa.int64()), "text": texts}))
        told = [value for (value,) in engine.execute(sql).fetchall()]
    assert found.to_pylist() == told


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (WHOLE, ["1", None, "42"]),
        (REAL, ["1", None, "0.5"]),
        (FLAG, ["true", None, "false"]),
        (MOMENT, ["2026-11-24", None, "2026-11-24 08:00:00"]),
    ],
)
def test_plain_texts_take_the_quick_way(kind: pa.DataType, texts: list[str | None]) -> None:
    found = plain_values(pa.array(texts), kind, Style())
    assert found is not None
    assert found.is_valid().to_pylist() == [text is not None for text in texts]


def test_with_a_decimal_comma_no_number_is_plain() -> None:
    assert plain_values(pa.array(["1.234"]), REAL, Style(decimal_comma=True)) is None
    assert plain_values(pa.array(["1234"]), WHOLE, Style(decimal_comma=True)) is None


def test_values_nobody_can_mean_are_null() -> None:
    numbers = plain_values(pa.array(["nan", "inf", "3"]), REAL, Style())
    days = plain_values(pa.array(["0001-01-01", "9999-12-31", "2026-11-24"]), MOMENT, Style())
    assert numbers is not None
    assert days is not None
    assert numbers.to_pylist() == [None, None, 3.0]
    assert days.to_pylist() == [None, None, datetime(2026, 11, 24)]
