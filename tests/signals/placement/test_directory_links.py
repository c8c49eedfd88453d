from datetime import datetime, timedelta

import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of

START = datetime(2024, 1, 1)


def _domains(number: int, name: str, every: int, first_day: int = 0, **values: object) -> list[Row]:
    return [
        {
            "referring_domain": f"{name}{n}.test",
            "first_seen": START + timedelta(days=first_day + n * every),
            "source_type_reason": "the host is named so (rule host-x, 1 of 1 hosts)",
            **values,
        }
        for n in range(number)
    ]


ORDINARY = _domains(150, "site", 5, source_type="editorial")


def test_finds_a_package_of_entries_within_a_month(mini: Mini) -> None:
    package = _domains(25, "directory", 1, first_day=300, source_type="directory")
    (found,) = findings_of(mini(domains=ORDINARY + package), "directory-links")
    assert (found["directories"], len(found["domains"])) == (25, 25)  # type: ignore[arg-type]
    assert float(str(found["expected"])) < 1


def test_finds_all_of_a_package_that_takes_longer_than_a_month(mini: Mini) -> None:
    package = _domains(40, "directory", 2, first_day=300, source_type="directory")
    (found,) = findings_of(mini(domains=ORDINARY + package), "directory-links")
    assert found["directories"] == 40


def test_finds_a_profile_made_of_directories(mini: Mini) -> None:
    many = _domains(40, "directory", 19, source_type="directory")
    (found,) = findings_of(mini(domains=ORDINARY[:30] + many), "directory-links")
    assert (found["measure"], found["expected"]) == (40, None)


@pytest.mark.parametrize(
    "innocent",
    [
        _domains(1, "directory", 1, source_type="directory"),
        _domains(8, "directory", 1, first_day=300, source_type="directory"),
        _domains(40, "directory", 18, source_type="directory"),
        _domains(
            25, "yelp", 1, first_day=300, source_type="directory", source_type_reason="well-known domain yelp.com"
        ),
        _domains(25, "directory", 1, first_day=300, source_type="directory", owner_group="network-1"),
        _domains(25, "directory", 1, first_day=300, source_type="directory", status="lost"),
    ],
    ids=["one", "a few at once", "many over two years", "well known", "one owner", "lost"],
)
def test_leaves_alone_what_a_business_does(mini: Mini, innocent: list[Row]) -> None:
    assert findings_of(mini(domains=ORDINARY + innocent), "directory-links") == []


def test_a_tools_first_look_is_no_package(mini: Mini) -> None:
    everything = [{**row, "first_seen": START} for row in ORDINARY + _domains(25, "d", 1, source_type="directory")]
    assert findings_of(mini(domains=everything), "directory-links") == []
