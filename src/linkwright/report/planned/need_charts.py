"""The charts of what is needed, of what kind and where. Every one shows a range, never a line alone."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from linkwright.plan.model import CurvePoint, MixTarget, PageNeed, Plan
from linkwright.report.drawing import BAR, INK, LOST, MUTED, NEW, TIER_COLOURS, WIDTH, Chart, Spec, draw, finite, ranged
from linkwright.report.neutral import plain, shortened
from linkwright.report.ranges import amount, told
from linkwright.report.reading import count_of, percent
from linkwright.vocabulary.terms import Tier

CURVES = 6  # searches whose curves are drawn
PAGES = 10
VALUES = 8  # of one aspect
_NAME = 26  # characters beside a bar


def need_charts(plan: Plan) -> tuple[Chart, ...]:
    """Draw those the plan has numbers for."""
    curved = [need for need in plan.needs if need.top_10 or need.top_3]
    drawn = (
        *(curve_chart(need, place) for place, need in enumerate(curved[:CURVES], start=1)),
        *mix_charts(plan.mix),
        trade_chart(plan),
        click_chart(plan),
    )
    return tuple(chart for chart in drawn if chart)


def curve_chart(need: PageNeed, place: int) -> Chart:
    """The probability to be among the first ten and the first three against the quality added."""
    values = [
        {
            "added": point.added,
            "low": point.probability.low,
            "middle": point.probability.middle,
            "high": point.probability.high,
            "aim": aim,
        }
        for aim, points in (("first 10", need.top_10), ("first 3", need.top_3))
        for point in points
    ]
    x = {"field": "added", "type": "quantitative", "title": "Q added"}
    colour = {
        "field": "aim",
        "type": "nominal",
        "scale": {"domain": ["first 10", "first 3"], "range": [NEW, LOST]},
        "legend": {"title": None, "orient": "top", "symbolOpacity": 1},
    }
    y_axis = {"title": None, "axis": {"format": "%", "tickCount": 5}, "scale": {"domain": [0, 1]}}
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "opacity": 0.22},
            "encoding": {
                "x": x,
                "y": {"field": "low", "type": "quantitative", **y_axis},
                "y2": {"field": "high"},
                "color": colour,
            },
        },
        {
            "mark": {"type": "line", "strokeWidth": 2.4},
            "encoding": {"x": x, "y": {"field": "middle", "type": "quantitative"}, "color": colour},
        },
    ]
    if need.quality_needed and any(point.added >= need.quality_needed.middle for point in (*need.top_10, *need.top_3)):
        layers.append(
            {
                "data": {"values": [{"needed": need.quality_needed.middle}]},
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 4]},
                "encoding": {"x": {"field": "needed", "type": "quantitative"}},
            }
        )
    name = f"curve-{place}"
    return Chart(
        id=name,
        title=f"“{plain(shortened(need.keyword, 60))}”",
        about=_curve_words(need),
        svg=draw({"data": {"values": values}, "width": WIDTH, "height": 240, "layer": layers}, name),
        heading=("Q added", "First 10", "First 3"),
        rows=_curve_rows(need.top_10, need.top_3),
    )


def _curve_words(need: PageNeed) -> str:
    now = "not among the results known" if need.position is None else f"at position {amount(need.position)} now"
    if need.links_alone_unlikely:
        return f"It is {now}. Links alone are unlikely to bring it to the first {need.target}, as the curve shows."
    if need.quality_needed is None:
        return f"It is {now}. How much is needed is not known."
    return (
        f"It is {now}. The dashed line: about {amount(need.quality_needed.middle)} of Q is needed for the first "
        f"{need.target}. Bands hold the likely range."
    )


def _curve_rows(ten: Sequence[CurvePoint], three: Sequence[CurvePoint]) -> tuple[tuple[str | None, ...], ...]:
    first = {point.added: _chance(point) for point in ten}
    best = {point.added: _chance(point) for point in three}
    return tuple((amount(added), first.get(added), best.get(added)) for added in sorted({*first, *best}))


def _chance(point: CurvePoint) -> str:
    likely = point.probability
    return f"{percent(likely.middle)} ({percent(likely.low)} to {percent(likely.high)})"


def mix_charts(mix: Sequence[MixTarget]) -> tuple[Chart, ...]:
    """One chart an aspect."""
    aspects = {
        aspect: [each for each in mix if each.aspect == aspect] for aspect in dict.fromkeys(x.aspect for x in mix)
    }
    return tuple(_mix_chart(aspect, each, place) for place, (aspect, each) in enumerate(aspects.items(), start=1))


def _mix_chart(aspect: str, mix: Sequence[MixTarget], place: int) -> Chart:
    """Of one aspect: the span of those who rank, our share now, and the share of the new links."""
    shown = mix[:VALUES]
    marks = ("yours now", "of the new links")
    values = [
        {
            "value": short_name(each.value),
            "low": each.rivals_low,
            "median": each.rivals_median,
            "high": each.rivals_high,
            "share": share,
            "what": what,
        }
        for each in shown
        for what, share in zip(marks, (each.own, each.wanted), strict=True)
    ]
    y = {"field": "value", "type": "nominal", "sort": [short_name(each.value) for each in shown], "title": None}
    axis = {"title": None, "axis": {"format": "%", "tickCount": 5}}
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 34 * len(shown) + 66,
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 12, "color": MUTED, "opacity": 0.15},
                "encoding": {"y": y, "x": {"field": "low", "type": "quantitative", **axis}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "tick", "color": MUTED, "thickness": 2, "size": 16},
                "encoding": {"y": y, "x": {"field": "median", "type": "quantitative"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {"field": "share", "type": "quantitative"},
                    "shape": {
                        "field": "what",
                        "type": "nominal",
                        "scale": {"domain": marks, "range": ["circle", "diamond"]},
                        "legend": {"title": None, "orient": "top"},
                    },
                    "color": {
                        "field": "what",
                        "type": "nominal",
                        "scale": {"domain": marks, "range": [BAR, LOST]},
                        "legend": {"title": None, "orient": "top"},
                    },
                },
            },
        ],
    }
    more = f" The first {VALUES} are drawn." if len(mix) > VALUES else ""
    return Chart(
        id=f"mix-{place}",
        title=plain(aspect).capitalize(),
        about=f"Grey: the span of those who rank, with their middle. Dot: yours now. Diamond: of the new links.{more}",
        svg=draw(drawing, f"mix-{place}"),
        heading=("Value", "Yours", "Theirs, low", "Middle", "High", "New links"),
        rows=tuple(
            (
                plain(shortened(each.value, 80)),
                *(percent(x) for x in (each.own, each.rivals_low, each.rivals_median, each.rivals_high, each.wanted)),
            )
            for each in shown
        ),
    )


def short_name(text: str) -> str:
    """A short name for a value; of an address of our own site the path says enough."""
    path = urlsplit(text).path if text.startswith(("https://", "http://")) else ""
    return shortened(plain(path or text), _NAME)


def trade_chart(plan: Plan) -> Chart | None:
    """How many links of each tier bring the same quality."""
    values = finite(
        {
            "tier": f"{each.tier} only",
            "low": each.links.low,
            "middle": each.links.middle,
            "high": each.links.high,
            "colour": each.tier,
            "label": f"{amount(each.links.middle, 0)} links, {amount(each.hours.middle, 0)} hours",
        }
        for each in plan.trades
    )
    if not values:
        return None
    y = {"field": "tier", "type": "nominal", "sort": [value["tier"] for value in values], "title": None}
    tiers = list(Tier)
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 56 * len(values) + 46,
        "layer": [
            {
                "mark": {"type": "bar", "height": 18},
                "encoding": {
                    "y": y,
                    "x": {"field": "middle", "type": "quantitative", "title": "links to win", "axis": {"tickCount": 5}},
                    "color": {
                        "field": "colour",
                        "type": "nominal",
                        "scale": {"domain": tiers, "range": [TIER_COLOURS[tier] for tier in tiers]},
                        "legend": None,
                    },
                },
            },
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"y": y, "x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dy": -18, "color": INK, "fontSize": 12},
                "encoding": {"y": y, "x": {"value": 2}, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    return Chart(
        id="trades",
        title="A few strong links or many weak ones",
        about="Each bar brings the same quality. The line over it holds the likely range.",
        svg=draw(drawing, "trades"),
        heading=("Links of tier", "Links to win", "Kept", "Hours", "Cost"),
        rows=tuple(
            (each.tier, told(each.links, 0), told(each.kept, 0), told(each.hours, 0), told(each.cost, 0))
            for each in plan.trades
        ),
    )


def click_chart(plan: Plan) -> Chart | None:
    """The clicks a month each page is expected to gain."""
    known = [(each, each.clicks) for each in plan.shares if each.clicks]
    shown = known[:PAGES]
    rows = finite(
        {
            "name": short_name(each.page),
            "whose": "page",
            "low": clicks.low,
            "middle": clicks.middle,
            "high": clicks.high,
            "label": count_of(each.links, "link"),
        }
        for each, clicks in shown
    )
    if not rows:
        return None
    more = f" The first {PAGES} of {len(known):,} pages are drawn." if len(known) > PAGES else ""
    return Chart(
        id="clicks",
        title="What the links are expected to bring",
        about=f"More clicks a month from search at the end of the plan, with the likely range. No promise.{more}",
        svg=draw(ranged(rows, "clicks a month", {"page": BAR}), "clicks"),
        heading=("Page", "Links", "Clicks a month"),
        rows=tuple((plain(shortened(each.page, 80)), each.links, told(clicks, 0)) for each, clicks in shown),
    )
