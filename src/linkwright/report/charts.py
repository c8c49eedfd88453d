"""The charts of the report, each declared once in Vega-Lite."""

from collections.abc import Callable, Mapping, Sequence

from linkwright.report.drawing import (
    BAR,
    INK,
    LOST,
    NEW,
    ON_TIER_COLOURS,
    PAPER,
    TIER_COLOURS,
    WIDTH,
    Chart,
    Spec,
    draw,
    shaded,
)
from linkwright.report.model import Report, Share
from linkwright.report.verification import STANDING_WORDS
from linkwright.vocabulary.states import Standing
from linkwright.vocabulary.terms import Tier

MONTHS_SHOWN = 36
SOURCES_SHOWN = 8


def draw_charts(report: Report) -> tuple[Chart, ...]:
    """Draw every chart the report has numbers for."""
    makers: tuple[Callable[[Report], Chart | None], ...] = (
        tier_chart,
        month_chart,
        anchor_chart,
        source_type_chart,
        overlap_chart,
        state_chart,
    )
    return tuple(chart for maker in makers if (chart := maker(report)) is not None)


def tier_chart(report: Report) -> Chart | None:
    """Tier mix of owner groups, referring domains and links: one bar each, adding up to 100 %."""
    totals = {
        "Owner groups": [tier.groups for tier in report.tiers],
        "Referring domains": [tier.domains for tier in report.tiers],
        "Links": [tier.links for tier in report.tiers],
    }
    if not any(sum(counts) for counts in totals.values()):
        return None
    return Chart(
        id="tiers",
        title="What your links are worth",
        about=(
            "The share of each tier among owner groups, referring domains and links. The bar of owner groups is the "
            "fairest picture: it counts a network once."
        ),
        svg=draw(tier_bars([tier.tier for tier in report.tiers], totals), "tiers"),
        heading=("Tier", *totals),
        rows=tuple((tier.tier, tier.groups, tier.domains, tier.links) for tier in report.tiers),
    )


def _stacked(name: str, tiers: Sequence[str], counts: Sequence[int]) -> list[dict[str, str | float]]:
    total = sum(counts)
    rows: list[dict[str, str | float]] = []
    start = 0.0
    for tier, count in zip(tiers, counts, strict=True):
        share = count / total if total else 0.0
        label = f"{tier} {share:.0%}" if share >= 0.26 else f"{share:.0%}" if share >= 0.09 else ""
        rows.append({"what": name, "tier": tier, "from": start, "to": start + share, "label": label})
        start += share
    return rows


def tier_bars(tiers: Sequence[str], bars: Mapping[str, Sequence[int]]) -> Spec:
    """One bar a name, each as long as the others, parted by the counts of its tiers."""
    values = [row for name, counts in bars.items() for row in _stacked(name, tiers, counts)]
    y = {"field": "what", "type": "nominal", "title": None, "sort": list(bars)}
    shares = {
        "mark": {"type": "bar", "height": 30, "stroke": PAPER, "strokeWidth": 1.5},
        "encoding": {
            "y": y,
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [0, 1]},
                "axis": {"format": "%", "tickCount": 5},
            },
            "x2": {"field": "to"},
            "color": {
                "field": "tier",
                "type": "nominal",
                "scale": {"domain": list(Tier), "range": [TIER_COLOURS[tier] for tier in Tier]},
                "legend": {"title": None, "orient": "bottom", "direction": "horizontal", "columns": 3},
            },
        },
    }
    # vega-lite has one colour scale a layer: labels are drawn tier by tier, each in the ink that reads on its bar
    labels = [
        {
            "mark": {"type": "text", "fontSize": 12, "fontWeight": 600, "color": ON_TIER_COLOURS[tier]},
            "transform": [
                {"filter": f"datum.tier === '{tier}'"},
                {"calculate": "(datum.from + datum.to) / 2", "as": "middle"},
            ],
            "encoding": {
                "y": y,
                "x": {"field": "middle", "type": "quantitative"},
                "text": {"field": "label", "type": "nominal"},
            },
        }
        for tier in Tier
    ]
    return {"data": {"values": values}, "width": WIDTH, "height": 80 + 50 * len(bars), "layer": [shares, *labels]}


def month_chart(report: Report) -> Chart | None:
    """New referring domains by month upwards, lost ones downwards."""
    shown = [month for month in report.months if month.new_domains or month.lost_domains][-1:]
    if not shown:
        return None
    months = report.months[-MONTHS_SHOWN:]
    values = [
        {"month": f"{month.month}-01", "count": count, "what": what}
        for month in months
        for what, count in (("new", month.new_domains), ("lost", -month.lost_domains))
    ]
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 240,
        "mark": {"type": "bar", "width": max(3, min(24, 320 // len(months)))},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%b %Y", "tickCount": 5, "grid": False},
            },
            "y": {
                "field": "count",
                "type": "quantitative",
                "title": None,
                "axis": {"format": ",d", "tickMinStep": 1, "labelExpr": "format(abs(datum.value), ',')"},
            },
            "color": {
                "field": "what",
                "type": "nominal",
                "scale": {"domain": ["new", "lost"], "range": [NEW, LOST]},
                "legend": {"title": None, "orient": "bottom"},
            },
        },
    }
    cut = f" The last {MONTHS_SHOWN} months are drawn." if len(report.months) > MONTHS_SHOWN else ""
    return Chart(
        id="months",
        title="New and lost referring domains by month",
        about=(
            "Bars above the line: websites seen for the first time. Below: websites whose last link was lost. A month "
            "is when a source noticed, which may be later than it happened. A network of many websites counts as many "
            f"here; the numbers give its owner groups beside them.{cut}"
        ),
        svg=draw(drawing, "months"),
        heading=("Month", "New domains", "New owner groups", "Lost domains"),
        rows=tuple((month.month, month.new_domains, month.new_groups, month.lost_domains) for month in months),
    )


def anchor_chart(report: Report) -> Chart | None:
    """Referring domains by what the words of their links say."""
    return _share_chart(
        report.anchor_classes,
        "anchors",
        "What the links say",
        "Websites by the class of the words they link with; unknown where no source gives the words. A website that "
        "uses two classes counts in both.",
        "Anchor class",
    )


def source_type_chart(report: Report) -> Chart | None:
    """Referring domains by what kind of website they are."""
    return _share_chart(
        report.source_types,
        "source-types",
        "Who links to you",
        "Websites by their type, as far as names, addresses and the sources' own words tell.",
        "Source type",
    )


def _share_chart(shares: Sequence[Share], name: str, title: str, about: str, heading: str) -> Chart | None:
    if not shares:
        return None
    values = [{"name": share.name, "domains": share.domains, "label": f"{share.domains:,}"} for share in shares]
    y = {"field": "name", "type": "nominal", "title": None, "sort": [share.name for share in shares]}
    x = {"field": "domains", "type": "quantitative", "title": None, "axis": None}
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 26 * len(shares) + 10,
        "layer": [
            {"mark": {"type": "bar", "color": BAR, "height": 16}, "encoding": {"y": y, "x": x}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "color": INK, "fontSize": 12},
                "encoding": {"y": y, "x": x, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    return Chart(
        id=name,
        title=title,
        about=about,
        svg=draw(drawing, name),
        heading=(heading, "Referring domains", "Links"),
        rows=tuple((share.name, share.domains, share.links) for share in shares),
    )


def overlap_chart(report: Report) -> Chart | None:
    """For each pair of sources: the share of one's websites that the other knows too."""
    sources = report.sources[:SOURCES_SHOWN]
    if len(sources) < 2:
        return None
    shared = {(pair.source, pair.other_source): pair.shared_domains for pair in report.overlap}
    # Columns carry the number of their row: names side by side would run into each other.
    rows = [f"{place} {source.source}" for place, source in enumerate(sources, start=1)]
    columns = [str(place) for place in range(1, len(sources) + 1)]
    values = []
    for row, one in zip(rows, sources, strict=True):
        for column, other in zip(columns, sources, strict=True):
            pair = (one.source, other.source)
            count = one.referring_domains if one is other else shared.get(pair, shared.get(pair[::-1], 0))
            share = count / one.referring_domains if one.referring_domains else 0.0
            values.append({"of": row, "also in": column, "share": share, "label": f"{100 * share:.0f}"})
    x = {
        "field": "also in",
        "type": "nominal",
        "sort": columns,
        "title": "of 100 are also in",
        "axis": {"orient": "top", "labelAngle": 0},
    }
    y = {"field": "of", "type": "nominal", "sort": rows, "title": None}
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 36 * len(rows) + 40,
        "layer": shaded(x, y, {"domain": [0, 1], "range": [0.04, 0.42]}),
    }
    return Chart(
        id="overlap",
        title="How much the sources overlap",
        about="Of 100 websites each source on the left knows: how many the source with the number above knows too.",
        svg=draw(drawing, "overlap"),
        heading=("Source", "Other source", "Referring domains in both"),
        rows=tuple((pair.source, pair.other_source, pair.shared_domains) for pair in report.overlap),
    )


def state_chart(report: Report) -> Chart | None:
    """Links by what our own looks came to; the colour says what that means for the link."""
    found = report.verification
    if found is None:
        return None
    values = [
        {
            "state": each.state,
            "standing": STANDING_WORDS[Standing(each.standing)],
            "links": each.links,
            "label": f"{each.links:,}",
        }
        for each in found.states
    ]
    y = {"field": "state", "type": "nominal", "title": None, "sort": [each.state for each in found.states]}
    x = {"field": "links", "type": "quantitative", "title": None, "axis": None}
    colour = {
        "field": "standing",
        "type": "nominal",
        "scale": {"domain": list(STANDING_WORDS.values()), "range": [NEW, LOST, TIER_COLOURS[Tier.LOW]]},
        "legend": {"title": None, "orient": "top"},
    }
    drawing = {
        "data": {"values": values},
        "width": WIDTH,
        "height": 22 * len(values) + 40,
        "layer": [
            {"mark": {"type": "bar", "height": 14}, "encoding": {"y": y, "x": x, "color": colour}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "color": INK, "fontSize": 12},
                "encoding": {"y": y, "x": x, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    return Chart(
        id="states",
        title="What we saw when we looked",
        about=(
            "Links by the state of our newest look. A link we could not look at is not lost: about it nothing is known."
        ),
        svg=draw(drawing, "states"),
        heading=("State", "That means", "Links"),
        rows=tuple((each.state, STANDING_WORDS[Standing(each.standing)], each.links) for each in found.states),
    )
