"""The charts of a comparison: the site under study stands out, the others are quiet."""

from collections.abc import Sequence

from linkwright.compare.model import Comparison, SideSummary
from linkwright.report.charts import tier_bars
from linkwright.report.comparison.listings import aspects, heading, shares
from linkwright.report.drawing import BAR, MUTED, WIDTH, Chart, Spec, draw, ranged, shaded
from linkwright.report.neutral import plain, shortened
from linkwright.report.ranges import amount, told
from linkwright.report.reading import percent
from linkwright.vocabulary.terms import Tier

VALUES_SHOWN = 8  # values of one aspect in a chart; the table has all
_TIERS = "tier"
_TITLES = {"rel": "Followed or not"}
_WHOSE = {"you": BAR, "competitors": MUTED}
_STEPS = [f"{low} to {low + 9}" for low in range(0, 90, 10)] + ["90 to 100"]


def comparison_charts(comparison: Comparison) -> tuple[Chart, ...]:
    """Draw every chart the comparison has numbers for."""
    sides = comparison.sides
    kinds = [aspect for aspect in aspects(sides) if aspect != _TIERS]
    drawn = (
        quality_chart(sides),
        value_chart(sides),
        tier_chart(sides),
        *(mix_chart(sides, aspect, place) for place, aspect in enumerate(kinds, start=1)),
    )
    return tuple(chart for chart in drawn if chart)


def quality_chart(sides: Sequence[SideSummary]) -> Chart | None:
    """Q of each site with its interval."""
    if not any(side.quality.high for side in sides):
        return None
    rows = [
        {
            "name": heading(side.site),
            "whose": _whose(side),
            "low": side.quality.low,
            "middle": side.quality.middle,
            "high": side.quality.high,
            "label": amount(side.quality.middle),
        }
        for side in sides
    ]
    return Chart(
        id="quality",
        title="Quality of all links",
        about="Q adds up the value of the best link of each website, so many faint links weigh no more than a few good "
        "ones. Where the ranges of two sites overlap far, the sites may be equal.",
        svg=draw(ranged(rows, "Q and its likely range", _WHOSE), "quality"),
        heading=("Site", "Q", "Owner groups"),
        rows=tuple((plain(side.site), told(side.quality), side.seen) for side in sides),
    )


def value_chart(sides: Sequence[SideSummary]) -> Chart | None:
    """How many websites of each value every site has: the distribution behind Q."""
    counts = {heading(side.site): _counts(side.qualities) for side in sides if side.qualities}
    if not counts:
        return None
    values = [
        {"site": site, "value": _STEPS[place], "share": count / sum(row), "label": f"{count:,}" if count else ""}
        for site, row in counts.items()
        for place, count in enumerate(row)
    ]
    x = {
        "field": "value",
        "type": "ordinal",
        "sort": _STEPS,
        "title": "value of the best link, in tens",
        "axis": {"labelAngle": 0, "labelExpr": "split(datum.value, ' ')[0]", "orient": "top"},
    }
    y = {"field": "site", "type": "nominal", "sort": list(counts), "title": None}
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 34 * len(counts) + 46,
        "layer": shaded(x, y, {"type": "sqrt", "domain": [0, 1], "range": [0.03, 0.75]}),
    }
    return Chart(
        id="values",
        title="Few strong links or many weak ones",
        about="How many websites have a best link of which value, from 0 on the left to 100 on the right. Darker: a "
        "larger share of that site's websites.",
        svg=draw(drawing, "values"),
        heading=("Value", *counts),
        rows=tuple((step, *(row[place] for row in counts.values())) for place, step in enumerate(_STEPS)),
    )


def _counts(qualities: Sequence[float]) -> list[int]:
    counts = [0] * len(_STEPS)
    for quality in qualities:
        counts[min(max(int(quality * 10), 0), len(_STEPS) - 1)] += 1
    return counts


def tier_chart(sides: Sequence[SideSummary]) -> Chart | None:
    """The tiers of every site's websites, each bar adding up to 100 %."""
    counts = {
        heading(side.site): {one.value: one.domains for one in side.mix if one.aspect == _TIERS} for side in sides
    }
    if not any(sum(row.values()) for row in counts.values()):
        return None
    bars = {site: [row.get(tier, 0) for tier in Tier] for site, row in counts.items() if sum(row.values())}
    return Chart(
        id="tiers",
        title="What the links are worth",
        about="The share of each tier among the websites that link to a site.",
        svg=draw(tier_bars(list(Tier), bars), "tiers"),
        heading=("Tier", *bars),
        rows=tuple((str(tier), *(row[place] for row in bars.values())) for place, tier in enumerate(Tier)),
    )


def mix_chart(sides: Sequence[SideSummary], aspect: str, place: int) -> Chart | None:
    """One aspect: our share of each value against those of the competitors."""
    by_site = {heading(side.site): shares(side, aspect) for side in sides}
    found = {value: max(row.get(value, 0.0) for row in by_site.values()) for row in by_site.values() for value in row}
    shown = sorted((value for value, share in found.items() if share > 0), key=lambda value: -found[value])
    shown = shown[:VALUES_SHOWN]
    if not shown:
        return None
    names = {value: shortened(plain(value), 24) for value in shown}
    values = [
        {"value": names[value], "share": shares(side, aspect).get(value, 0.0), "whose": _whose(side)}
        for value in shown
        for side in sides
        if side.mix
    ]
    more = f" The {VALUES_SHOWN} most frequent ones are drawn." if len(found) > VALUES_SHOWN else ""
    return Chart(
        id=f"mix-{place}",
        title=_TITLES.get(aspect, plain(aspect).capitalize()),
        about=f"Each competitor is a ring, joined by a line; the full dot is you.{more}",
        svg=draw(_dots(values, [names[value] for value in shown]), f"mix-{place}"),
        heading=("Value", *by_site),
        rows=tuple(
            (plain(shortened(value, 80)), *(percent(row.get(value, 0.0)) for row in by_site.values()))
            for value in shown
        ),
    )


def _dots(values: Sequence[Spec], order: Sequence[str]) -> Spec:
    y = {"field": "value", "type": "nominal", "sort": list(order), "title": None}
    x = {"field": "share", "type": "quantitative", "title": None, "axis": {"format": "%", "tickCount": 5}}
    rivals = {"filter": "datum.whose === 'competitors'"}
    return {
        "data": {"values": list(values)},
        "width": WIDTH,
        "height": 30 * len(order) + 62,
        "layer": [
            {
                "transform": [rivals],
                "mark": {"type": "rule", "strokeWidth": 2, "color": MUTED, "opacity": 0.4},
                "encoding": {"y": y, "x": {**x, "aggregate": "min"}, "x2": {"field": "share", "aggregate": "max"}},
            },
            {
                "mark": {"type": "point", "size": 80, "opacity": 1, "strokeWidth": 1.8},
                "encoding": {
                    "y": y,
                    "x": x,
                    "color": {
                        "field": "whose",
                        "type": "nominal",
                        "scale": {"domain": list(_WHOSE), "range": list(_WHOSE.values())},
                        "legend": {"title": None, "orient": "top", "symbolType": "circle", "symbolStrokeWidth": 2},
                    },
                    "fill": {
                        "field": "whose",
                        "type": "nominal",
                        "scale": {"domain": list(_WHOSE), "range": [BAR, "transparent"]},
                        "legend": None,
                    },
                },
            },
        ],
    }


def _whose(side: SideSummary) -> str:
    return "you" if side.own else "competitors"
