"""Running one built-in signal over a mini profile."""

from linkwright.signals import SignalResult, all_signals, run_signals
from tests.signals.mini import MiniProfile

Finding = dict[str, object]


def result_of(profile: MiniProfile, name: str, **params: bool | int | float) -> SignalResult:
    """Run it, with parameters of its own where given."""
    overrides = {name: params} if params else {}
    return run_signals(profile, {name: all_signals()[name]}, overrides)[name]


def findings_of(profile: MiniProfile, name: str, **params: bool | int | float) -> list[Finding]:
    """Its findings as rows; an error or missing data fails the test."""
    result = result_of(profile, name, **params)
    assert result.error is None, result.error
    assert not result.missing
    rows: list[Finding] = result.findings.to_pylist()
    return rows
