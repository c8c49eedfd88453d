"""Charts: drawn without a browser, coloured by the page, numbers beside them."""

import dataclasses
import re

from linkwright.report.charts import draw_charts
from linkwright.report.drawing import VARIABLES
from linkwright.report.model import Overlap, Share, SourceShare
from tests.report.conftest import Written


def test_all_five_are_drawn_in_the_colours_of_the_page(written: Written) -> None:
    charts = draw_charts(written.report)
    assert [chart.id for chart in charts] == ["tiers", "months", "anchors", "source-types", "overlap"]
    for chart in charts:
        assert not re.search(r"#0a0[b-d]", chart.svg)
        assert set(re.findall(r"var\((--[a-z-]+)\)", chart.svg)) <= set(VARIABLES.values())
        assert chart.rows
        assert chart.about


def test_our_own_looks_are_drawn_where_there_are_any(checked: Written) -> None:
    drawn = draw_charts(checked.report)[-1]
    assert drawn.id == "states"
    assert drawn.rows[0] == ("canonicalised elsewhere", "still there", 10)
    assert {row[1] for row in drawn.rows} == {"still there", "gone", "could not look"}
    assert all(f"var({name})" in drawn.svg for name in ("--chart-new", "--chart-lost", "--tier-low"))


def test_the_page_defines_every_colour(written: Written) -> None:
    page = written.text("report.html")
    assert all(f"{name}:" in page for name in VARIABLES.values())


def test_hostile_names_stay_text(written: Written) -> None:
    bad = "</text><script>alert(1)</script>"
    one, other = (SourceShare(name, 1, 1, 1, 1, 1, 0.5) for name in (bad, "other"))
    report = dataclasses.replace(
        written.report,
        sources=(one, other),
        overlap=(Overlap(bad, "other", 0, 0.0),),
        anchor_classes=(Share(bad, 1, 1),),
    )
    for chart in draw_charts(report):
        assert "<script" not in chart.svg


def test_a_chart_without_numbers_is_left_out(written: Written) -> None:
    report = dataclasses.replace(written.report, months=(), sources=(), overlap=(), anchor_classes=(), source_types=())
    assert [chart.id for chart in draw_charts(report)] == ["tiers"]


def test_months_say_that_a_network_counts_as_many_and_give_its_owners(written: Written) -> None:
    months = next(chart for chart in draw_charts(written.report) if chart.id == "months")
    assert "network" in months.about
    assert months.heading == ("Month", "New domains", "New owner groups", "Lost domains")
    assert months.rows[-1][2] == written.report.months[-1].new_groups
