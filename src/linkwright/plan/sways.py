"""What the number of links hangs on: each assumption at its low and at its high end, all else the same (a tornado)."""

from collections.abc import Callable, Mapping

import numpy as np

from linkwright.plan.chance import Draws, interval
from linkwright.plan.model import Sway

Parts = Mapping[str, Draws]  # an assumption's name -> its draws


def sways(links: Callable[[Parts], float], parts: Parts) -> tuple[Sway, ...]:
    """Move one assumption at a time to the ends of its 80 % interval; the largest sway first.

    Args:
        links: the number of links for given draws of the parts; it uses the same random numbers every time, so what
            differs is the assumption and not luck.
        parts: the assumptions as the plan has them. The names are shown.
    """
    usual = links(parts)
    found = [_sway(name, links, parts, usual) for name in parts]
    return tuple(sorted(found, key=lambda sway: (-abs(sway.at_high - sway.at_low), sway.assumption)))


def _sway(name: str, links: Callable[[Parts], float], parts: Parts, usual: float) -> Sway:
    ends = interval(parts[name])
    at_low, at_high = (links({**parts, name: np.full_like(parts[name], end)}) for end in (ends.low, ends.high))
    return Sway(
        assumption=name,
        at_low=at_low,
        as_it_is=usual,
        at_high=at_high,
        words=(
            f"{name} at {_number(ends.low)} instead of {_number(ends.middle)}: {_number(at_low)} links; "
            f"at {_number(ends.high)}: {_number(at_high)}. In the middle {_number(usual)}."
        ),
    )


def _number(value: float) -> str:
    if not np.isfinite(value):
        return "no number of"
    return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 10 else f"{value:.2g}"
