"""Drawing: a chart declared in Vega-Lite becomes an SVG, without a browser.

Colours are written as stand-ins and replaced by CSS variables, so one drawing serves light, dark and print. Each chart
has a title, a sentence that says what it shows, and the same numbers as a table for those who do not see it.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import vl_convert

from linkwright.vocabulary.terms import Tier

Spec = Mapping[str, object]  # a chart, or a part of one, in the words of Vega-Lite

WIDTH = 400  # of a whole drawing, in SVG units: about a column of the page, so that text keeps its size
# Stand-in colour -> CSS variable. The stand-ins are colours nobody would choose.
INK, MUTED, GRID, PAPER = "#0a0b01", "#0a0b02", "#0a0b03", "#0a0b04"
BAR, NEW, LOST = "#0a0b05", "#0a0b06", "#0a0b07"
TIER_COLOURS = {
    Tier.HIGH: "#0a0c01",
    Tier.MEDIUM: "#0a0c02",
    Tier.LOW: "#0a0c03",
    Tier.SUSPECT: "#0a0c04",
    Tier.UNKNOWN: "#0a0c05",
}
ON_TIER_COLOURS = {
    Tier.HIGH: "#0a0d01",
    Tier.MEDIUM: "#0a0d02",
    Tier.LOW: "#0a0d03",
    Tier.SUSPECT: "#0a0d04",
    Tier.UNKNOWN: "#0a0d05",
}
VARIABLES = {
    INK: "--ink",
    MUTED: "--ink-soft",
    GRID: "--line",
    PAPER: "--paper",
    BAR: "--chart-bar",
    NEW: "--chart-new",
    LOST: "--chart-lost",
    **{colour: f"--tier-{tier}" for tier, colour in TIER_COLOURS.items()},
    **{colour: f"--on-tier-{tier}" for tier, colour in ON_TIER_COLOURS.items()},
}
_STYLE: Spec = {
    "background": "transparent",
    "padding": {"left": 14, "right": 4, "top": 4, "bottom": 2},
    "autosize": {"type": "fit", "contains": "padding"},
    "config": {
        "axis": {
            "labelColor": MUTED,
            "titleColor": MUTED,
            "gridColor": GRID,
            "domainColor": GRID,
            "tickColor": GRID,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": 400,
            "labelLimit": 150,
        },
        "legend": {
            "labelColor": INK,
            "labelFontSize": 12,
            "symbolType": "square",
            "symbolStrokeWidth": 0,
            "columnPadding": 14,
        },
        "view": {"stroke": None},
        "aria": False,
    },
}
_STAND_IN = re.compile("|".join(VARIABLES))
_NOISE = re.compile(r' (?:role|aria-[a-z]+|font-family|xmlns:xlink)="[^"]*"')


@dataclass(frozen=True)
class Chart:
    """One drawn chart.

    Attributes:
        id: short name.
        title: heading.
        about: what it shows, in a sentence or two; also the text alternative.
        svg: the drawing, safe to put into a page.
        heading: headings of the data table.
        rows: the data table.
    """

    id: str
    title: str
    about: str
    svg: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def finite(rows: Iterable[Spec]) -> list[Spec]:
    """Leave out rows with a number that is without bound: it cannot be drawn. The tables beside a chart have it."""
    return [row for row in rows if all(math.isfinite(each) for each in row.values() if isinstance(each, float))]


def ranged(rows: Sequence[Spec], title: str, whose: Mapping[str, str]) -> Spec:
    """A dot with the range around it, one line a row.

    Args:
        rows: name, whose, low, middle, high and the label over the dot.
        title: of the axis.
        whose: word -> colour.
    """
    y = {"field": "name", "type": "nominal", "title": None, "sort": [row["name"] for row in rows]}
    middle = {"field": "middle", "type": "quantitative"}
    low = {"field": "low", "type": "quantitative", "title": title, "scale": {"zero": True}, "axis": {"tickCount": 6}}
    colour = {
        "field": "whose",
        "type": "nominal",
        "scale": {"domain": list(whose), "range": list(whose.values())},
        "legend": None,
    }
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": 40 * len(rows) + 60,
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 9, "strokeCap": "round", "opacity": 0.35},
                "encoding": {"y": y, "x": low, "x2": {"field": "high"}, "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {"y": y, "x": middle, "color": colour},
            },
            {
                "mark": {"type": "text", "dy": -14, "fontSize": 12, "color": INK},
                "encoding": {"y": y, "x": middle, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


def shaded(x: Spec, y: Spec, scale: Spec) -> list[Spec]:
    """The layers of a table of cells: each as dark as its `share` on the scale, with its `label`."""
    shade = {"field": "share", "type": "quantitative", "scale": scale, "legend": None}
    return [
        {
            "mark": {"type": "rect", "fill": BAR, "stroke": PAPER, "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "fillOpacity": shade},
        },
        {
            "mark": {"type": "text", "color": INK, "fontSize": 12},
            "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
        },
    ]


def draw(drawing: Spec, name: str) -> str:
    """Draw a chart. Texts in it are escaped; `name` is the chart's id, whose title and text describe it."""
    return _inline(vl_convert.vegalite_to_svg({**_STYLE, **drawing}), name)


def _inline(svg: str, name: str) -> str:
    """Take the drawing's noise out, name it for screen readers and let the page's style colour it."""
    clean = _NOISE.sub("", svg)
    coloured = _STAND_IN.sub(lambda found: f"var({VARIABLES[found.group()]})", clean)
    labelled = f' role="img" aria-labelledby="chart-{name}-title" aria-describedby="chart-{name}-about"'
    return coloured.replace("<svg", "<svg" + labelled, 1)
