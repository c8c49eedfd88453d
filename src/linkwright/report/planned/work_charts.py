"""The charts of the work: how fast, what it takes, and what would change the number."""

import math

from linkwright.plan.model import Plan
from linkwright.report.drawing import BAR, INK, LOST, NEW, TIER_COLOURS, WIDTH, Chart, Spec, draw
from linkwright.report.neutral import plain, shortened
from linkwright.report.ranges import amount, told
from linkwright.vocabulary.terms import Tier

SWAYS = 10


def work_charts(plan: Plan) -> tuple[Chart, ...]:
    """Draw those the plan has numbers for."""
    drawn = (pace_chart(plan), funnel_chart(plan), tornado_chart(plan))
    return tuple(chart for chart in drawn if chart)


def pace_chart(plan: Plan) -> Chart | None:
    """The links of every month on top of what comes by itself, with the range of that."""
    pace = plan.pace
    if not pace.months:
        return None
    usual = pace.usual
    values = [
        {"month": day.isoformat(), "from": start, "to": start + count, "what": what}
        for day, links in pace.months
        for start, count, what in (
            *(((0.0, usual.middle, "by itself"),) if usual else ()),
            (usual.middle if usual else 0.0, float(links), "planned"),
        )
    ]
    ranges = [
        {"month": day.isoformat(), "low": links + usual.low, "high": links + usual.high}
        for day, links in pace.months
        if usual
    ]
    x = {
        "field": "month",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%b %Y", "tickCount": 5, "grid": False},
        "scale": {"padding": 14},
    }
    y = {
        "field": "from",
        "type": "quantitative",
        "title": "new websites a month",
        "axis": {"format": ",d", "tickMinStep": 1},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "width": max(3, min(18, 260 // len(pace.months)))},
            "encoding": {
                "x": x,
                "y": y,
                "y2": {"field": "to"},
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "scale": {"domain": ["planned", "by itself"], "range": [NEW, TIER_COLOURS[Tier.LOW]]},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        }
    ]
    if ranges:
        layers.append(
            {
                "data": {"values": ranges},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"x": x, "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}},
            }
        )
    if pace.rivals_fastest is not None:
        layers.append(
            {
                "data": {"values": [{"fastest": pace.rivals_fastest}]},
                "mark": {"type": "rule", "color": LOST, "strokeDash": [5, 4], "strokeWidth": 1.5},
                "encoding": {"y": {"field": "fastest", "type": "quantitative"}},
            }
        )
    return Chart(
        id="pace",
        title="Links to win, month by month",
        about=_pace_words(plan),
        svg=draw({"data": {"values": values}, "width": WIDTH, "height": 250, "layer": layers}, "pace"),
        heading=("Month", "Planned", "By itself"),
        rows=tuple((f"{day:%Y-%m}", links, told(usual)) for day, links in pace.months),
    )


def _pace_words(plan: Plan) -> str:
    words = "What the plan adds"
    if plan.pace.usual:
        words += " to what comes by itself; the thin lines hold the likely range of both together"
    if plan.pace.rivals_fastest is not None:
        words += f". Dashed: the fastest month of comparable competitors, {plan.pace.rivals_fastest:,}"
    return f"{words}."


def funnel_chart(plan: Plan) -> Chart | None:
    """From websites found to links that still stand, all channels together."""
    if not plan.channels:
        return None
    stages = {
        "websites found": sum(each.prospects.middle for each in plan.channels),
        "people written to": sum(each.contacts.middle for each in plan.channels),
        "answers": sum(each.replies.middle for each in plan.channels),
        "links made": sum(each.placed.middle for each in plan.channels),
        "kept to the end": sum(each.kept.middle for each in plan.channels),
    }
    widest = max(stages.values()) or 1.0
    values = [
        {"stage": stage, "from": -count / 2, "to": count / 2, "end": widest / 2, "label": amount(count, 0)}
        for stage, count in stages.items()
    ]
    y = {
        "field": "stage",
        "type": "nominal",
        "sort": list(stages),
        "title": None,
        "axis": {"domain": False, "ticks": False, "labelPadding": 10},
    }
    hidden = {"type": "quantitative", "axis": None, "scale": {"domain": [-widest / 2, widest * 0.72]}}
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 210,
        "layer": [
            {
                "mark": {"type": "bar", "color": BAR, "height": 26, "cornerRadius": 3},
                "encoding": {"y": y, "x": {"field": "from", **hidden}, "x2": {"field": "to"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 8, "color": INK, "fontSize": 13, "fontWeight": 600},
                "encoding": {"y": y, "x": {"field": "end", **hidden}, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    kept = stages["kept to the end"]
    ratio = f" About {amount(stages['people written to'] / kept, 0)} letters for each link that stays." if kept else ""
    return Chart(
        id="funnel",
        title="From websites found to links that stay",
        about=f"The middle values of all channels added up; the table of channels has the ranges.{ratio}",
        svg=draw(drawing, "funnel"),
        heading=("Channel", "Found", "Written to", "Answers", "Made", "Kept"),
        rows=tuple(
            (
                plain(shortened(each.channel, 40)),
                *(told(x, 0) for x in (each.prospects, each.contacts, each.replies, each.placed, each.kept)),
            )
            for each in plan.channels
        ),
    )


def tornado_chart(plan: Plan) -> Chart | None:
    """How far each assumption moves the number of links, the strongest first."""
    shown = sorted(
        (each for each in plan.sways if math.isfinite(each.at_low + each.at_high)),
        key=lambda each: -abs(each.at_high - each.at_low),
    )[:SWAYS]
    if not shown:
        return None
    names = [f"{shortened(plain(each.assumption), 36)}" for each in shown]
    ends = ("at its low end", "at its high end")
    middle = shown[0].as_it_is
    values = [
        {"what": name, "from": middle, "to": to, "end": end, "label": amount(to, 0), "left": to < middle}
        for name, each in zip(names, shown, strict=True)
        for end, to in zip(ends, (each.at_low, each.at_high), strict=True)
    ]
    y = {
        "field": "what",
        "type": "nominal",
        "sort": names,
        "title": None,
        "axis": {"labelLimit": 190, "domain": False, "ticks": False},
    }
    # the scale ends beyond the longest bars, so that their labels have room
    far = max(abs(value["to"] - middle) for value in values if isinstance(value["to"], float)) or 1.0
    scale = {"domain": [max(0.0, middle - 1.25 * far), middle + 1.25 * far], "nice": False}
    x = {"field": "from", "type": "quantitative", "title": "links to win", "scale": scale, "axis": {"tickCount": 5}}
    labels: list[Spec] = [
        {
            "transform": [{"filter": f"datum.left === {left}"}],
            "mark": {"type": "text", "align": align, "dx": shift, "color": INK, "fontSize": 11},
            "encoding": {
                "y": y,
                "x": {"field": "to", "type": "quantitative"},
                "text": {"field": "label", "type": "nominal"},
            },
        }
        for left, align, shift in (("true", "right", -4), ("false", "left", 4))
    ]
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 34 * len(names) + 76,
        "layer": [
            {
                "mark": {"type": "bar", "height": 16},
                "encoding": {
                    "y": y,
                    "x": x,
                    "x2": {"field": "to"},
                    "color": {
                        "field": "end",
                        "type": "nominal",
                        "scale": {"domain": ends, "range": [LOST, NEW]},
                        "legend": {"title": None, "orient": "top"},
                    },
                },
            },
            *labels,
        ],
    }
    return Chart(
        id="tornado",
        title="What moves the number",
        about=f"From about {amount(middle, 0)} links: how many it would be with one assumption at its low or its high "
        "end and all else as it is. The longest bar is what is most worth finding out.",
        svg=draw(drawing, "tornado"),
        heading=("Assumption", "Links at its low end", "Links at its high end"),
        rows=tuple(
            (name, amount(each.at_low, 0), amount(each.at_high, 0)) for name, each in zip(names, shown, strict=True)
        ),
    )
