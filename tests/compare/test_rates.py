from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pyarrow as pa

from linkwright.compare.rates import velocity
from linkwright.compare.side import MONTHS, Side
from tests.compare.worlds import domain, side


def with_months(new: list[float], lost: list[float], first: tuple[int, int] = (2025, 1)) -> Side:
    """A side whose data reach into November 2026."""
    start = first[0] * 12 + first[1] - 1
    months = [datetime((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(len(new))]
    rows = [{"month": m, "new_domains": n, "lost_domains": gone} for m, n, gone in zip(months, new, lost, strict=True)]
    return replace(
        side("us.test", [domain("x.test", last_seen=datetime(2026, 11, 10))]), months=pa.Table.from_pylist(rows, MONTHS)
    )


def test_the_last_twelve_whole_months_count_and_the_present_one_does_not() -> None:
    new = [100.0] * 10 + [6.0] * 12 + [999.0]
    found = velocity(with_months(new, [2.0] * 23), date(2026, 11, 20))
    assert found is not None
    assert found.months == 12
    assert found.new.low < 6 < found.new.high
    assert abs(found.new.middle - 6) < 0.2
    assert abs(found.net.middle - 4) < 1e-9


def test_months_the_data_reach_without_a_row_had_none() -> None:
    found = velocity(with_months([12.0] * 3, [0.0] * 3, (2026, 2)), date(2026, 11, 20))
    assert found is not None
    assert found.months == 9
    assert abs(found.new.middle - 4) < 0.3


def test_data_that_end_earlier_are_not_read_as_silence() -> None:
    early = with_months([5.0] * 8, [1.0] * 8, (2025, 10))
    early = replace(early, domains=side("us.test", [domain("x.test", last_seen=datetime(2026, 5, 9))]).domains)
    found = velocity(early, date(2026, 11, 20))
    assert found is not None
    assert found.months == 7
    assert abs(found.new.middle - 5) < 0.2


def test_two_months_are_too_few_and_no_months_are_none() -> None:
    assert velocity(with_months([5.0] * 2, [1.0] * 2, (2026, 9)), date(2026, 11, 20)) is None
    assert velocity(side("us.test", [domain("x.test")]), date(2026, 11, 20)) is None


def test_the_interval_holds_the_rate_in_about_eight_of_ten_worlds_that_vary_as_they_do() -> None:
    chance = np.random.default_rng(3)
    inside = np.zeros(2)
    for _ in range(300):
        new, lost = chance.negative_binomial(3, 3 / (3 + 12), 13), chance.negative_binomial(3, 3 / (3 + 5), 13)
        found = velocity(with_months(new.tolist(), lost.tolist(), (2025, 11)), date(2026, 11, 20))
        assert found is not None
        inside += [found.new.low <= 12 <= found.new.high, found.net.low <= 7 <= found.net.high]
    assert (inside / 300 > 0.72).all()
    assert (inside / 300 < 0.88).all()
