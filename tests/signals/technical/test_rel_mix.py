import pytest

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

DOMAINS: list[Row] = [{"referring_domain": f"d{n}.test", "followed_links": 1, "nofollow_links": 0} for n in range(30)]


def _site(name: str, followed: int, others: int, *, own: bool = False) -> list[Row]:
    row: Row = {"site": name, "own": own, "aspect": "rel"}
    words = (("followed", followed), ("nofollow", others - 1), ("ugc", 1), ("unknown", 500))
    return [{**row, "value": value, "referring_domains": many} for value, many in words]


RIVALS = [row for n in range(7) for row in _site(f"rival{n}.test", 140 + 5 * n, 60 - 5 * n)]


@pytest.mark.parametrize(("followed", "than"), [(199, "more"), (40, "fewer")])
def test_finds_a_share_outside_the_competitors(mini: Mini, followed: int, than: str) -> None:
    mixes = _site("example.test", followed, 201 - followed, own=True) + RIVALS
    (found,) = findings_of(mini(mixes=mixes, domains=DOMAINS), "rel-mix")
    assert (found["followed"], found["known"], found["than"], found["competitors"]) == (followed, 201, than, 7)
    assert len(found["evidence"]) == 20  # type: ignore[arg-type]


@pytest.mark.parametrize("followed", [130, 150, 170])
def test_an_ordinary_share_is_left_alone(mini: Mini, followed: int) -> None:
    mixes = _site("example.test", followed, 200 - followed, own=True) + RIVALS
    assert findings_of(mini(mixes=mixes, domains=DOMAINS), "rel-mix") == []


@pytest.mark.parametrize("mixes", [RIVALS, RIVALS[:16] + _site("example.test", 199, 2, own=True)])
def test_says_what_is_missing(mini: Mini, mixes: list[Row]) -> None:
    result = result_of(mini(mixes=mixes, domains=DOMAINS), "rel-mix")
    assert (result.outcome, "15 referring" in str(result.error)) == (Outcome.NOT_APPLICABLE, True)
