import pytest

from linkwright.signals.ownership.shared_subnet_excess import is_shared
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of


def _hosted(subnet: str, count: int, group: str | None = None) -> list[Row]:
    names = [f"{subnet.replace('.', '-')}-{n}.test" for n in range(count)]
    return [{"referring_domain": name, "subnet": subnet, "owner_group": group or name} for name in names]


def _spread(count: int) -> list[Row]:
    return [row for n in range(count) for row in _hosted(f"80.{n // 200}.{n % 200}", 1)]


def test_finds_a_block_with_far_more_owners_than_a_host_has(mini: Mini) -> None:
    (found,) = findings_of(mini(domains=_spread(380) + _hosted("91.7.3", 20)), "shared-subnet-excess")
    assert (found["subject"], found["owner_groups"], found["expected"]) == ("91.7.3", 20, 4.0)
    assert len(found["domains"]) == 20  # type: ignore[arg-type]


def test_counts_one_owner_once(mini: Mini) -> None:
    domains = _spread(380) + _hosted("91.7.3", 20, group="one-owner")
    assert findings_of(mini(domains=domains), "shared-subnet-excess") == []


def test_ignores_delivery_networks(mini: Mini) -> None:
    assert findings_of(mini(domains=_spread(300) + _hosted("104.21.16", 100)), "shared-subnet-excess") == []


@pytest.mark.parametrize(
    ("subnet", "shared"), [("172.67.203", True), ("192.0.78", True), ("91.7.3", False), ("2001:db8", True)]
)
def test_known_blocks(subnet: str, shared: bool) -> None:
    assert is_shared(subnet) is shared
