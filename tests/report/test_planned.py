"""A plan on screen and in files: the answer on top, every number with its range, refusals with what is missing."""

import dataclasses
import io
import math
import re
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from linkwright.errors import StorageError
from linkwright.plan.model import Plan, Request
from linkwright.report import render_plan_summary, write_plan
from linkwright.report.drawing import VARIABLES
from linkwright.report.planned import write
from linkwright.report.planned.answer import asked, client_parts, client_searches, doubts, tiles
from linkwright.report.planned.listings import plan_listings
from linkwright.report.planned.need_charts import need_charts
from linkwright.report.planned.work_charts import work_charts
from linkwright.vocabulary.numbers import Interval
from tests.report.comparing import comparison
from tests.report.conftest import Screens
from tests.report.planning import KEYWORDS, hostile_plan, long_plan, plan, refused_plan
from tests.report.reading_html import Page
from tests.report.test_comparison import grids

PARTS = ["The answer", "How many", "What kind", "Where", "How fast", "How", "By when", "What would change it"]
FILES = ["plan.html", "plan-summary.html", "plan.xlsx", "plan.md", "plan.json"]


def boundless_plan() -> Plan:
    """One in ten futures never reaches the aim, so upper ends are missing."""
    usual = plan()
    far = Interval(26.0, 48.0, math.inf)
    return dataclasses.replace(
        usual,
        links=far,
        needs=tuple(dataclasses.replace(need, links_needed=far) for need in usual.needs),
        trades=tuple(dataclasses.replace(trade, links=far) for trade in usual.trades),
        shares=tuple(dataclasses.replace(share, clicks=far) for share in usual.shares),
        sways=(dataclasses.replace(usual.sways[0], at_high=math.inf), *usual.sways[1:]),
    )


PLANS = [plan(), refused_plan(), hostile_plan(), long_plan(), boundless_plan()]


def shown(which: Plan, width: int = 100) -> str:
    file = io.StringIO()
    render_plan_summary(which, Console(file=file, width=width, force_terminal=False, highlight=False))
    return file.getvalue()


def page_of(which: Plan, folder: Path, name: str = "plan.html") -> Page:
    write_plan(which, folder)
    return Page((folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("which", PLANS)
def test_every_plan_can_be_written(which: Plan, tmp_path: Path) -> None:
    paths = write_plan(which, tmp_path)
    assert [path.name for path in paths] == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)


def test_the_same_plan_gives_the_same_bytes(screens: Screens, tmp_path: Path) -> None:
    for path in write_plan(plan(), tmp_path, comparison().prospects):
        assert path.read_bytes() == (screens.folder / path.name).read_bytes(), path.name


def test_one_that_fails_leaves_the_previous_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.html").write_text("the previous one")

    def full_disk(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_plan_workbook", full_disk)
    with pytest.raises(StorageError, match=r"The plan cannot be written to .*: No space left on device"):
        write_plan(plan(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.html"]


def test_the_page_reads_from_the_question_to_the_assumptions(screens: Screens) -> None:
    page = Page(screens.text("plan.html"))
    assert page.all("h1")[0].text == "How many links does bakery.example need?"
    assert [element.text for element in page.all("h2")] == [
        *PARTS,
        "What we do not know",
        "Assumptions",
        "Words used here",
    ]
    assert len(page.all("figure")) == 4 + 4 + 2 + 3


def test_the_menu_leads_to_parts_that_are_there(tmp_path: Path) -> None:
    for number, which in enumerate(PLANS):
        page = page_of(which, tmp_path / str(number))
        ids = {element.attributes.get("id") for element in page.elements}
        assert {link.attributes["href"][1:] for link in page.all("a")} <= ids


def test_a_refused_plan_names_what_is_missing_and_draws_nothing(tmp_path: Path) -> None:
    page = page_of(refused_plan(), tmp_path)
    assert page.all("figure") == []
    assert page.all("dl", class_="tiles") == []
    text = page.all("main")[0].text
    assert text.index("no results page of your searches is known") < text.index("How fast")
    assert "Import one: --serp FILE." in text
    assert grids(page) == ["refusals"]
    assert client_parts(refused_plan())[-1].title == "What we do not know"
    said = " ".join(shown(refused_plan()).split())
    assert "How many links: not answered. Missing: no results page of your searches is known. Import one" in said


def test_questions_that_lack_the_same_are_one(tmp_path: Path) -> None:
    write_plan(refused_plan(), tmp_path)
    rows = list(openpyxl.load_workbook(tmp_path / "plan.xlsx")["Not answered"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [0, 4]
    said = f"How many links “{KEYWORDS[0]}” needs and 4 more like it: not answered. Missing: none of its"
    assert said in " ".join(shown(refused_plan()).split())


def test_no_number_of_links_without_its_range(screens: Screens) -> None:
    assert [(tile.number, tile.under) for tile in tiles(plan())[:2]] == [
        ("48", "likely 26 to 90"),
        ("17.5", "likely 11 to 26"),
    ]
    assert "Links to win: 48, likely 26 to 90, quality Q 17.5 (11 to 26)" in shown(plan())
    assert "About 48 new links within 12 months, likely 26 to 90." in screens.text("plan-summary.html")


def test_ends_without_bound_are_said_and_not_drawn(tmp_path: Path) -> None:
    page = page_of(boundless_plan(), tmp_path)
    assert "26 or more" in page.all("main")[0].text
    assert not re.search(r"\b(inf|nan|NaN|Infinity)\b", "".join(each.text for each in page.all("main")))
    drawn = {chart.id for chart in (*need_charts(boundless_plan()), *work_charts(boundless_plan()))}
    assert not drawn & {"trades", "clicks"}
    assert "tornado" in drawn
    (summary,) = page_of(boundless_plan(), tmp_path, "plan-summary.html").all("p", class_="lead")
    assert summary.text == "About 48 new links within 12 months, likely 26 or more."


def test_a_page_without_known_clicks_promises_none(tmp_path: Path) -> None:
    usual = plan()
    silent = dataclasses.replace(usual, shares=tuple(dataclasses.replace(x, clicks=None) for x in usual.shares))
    page = page_of(silent, tmp_path)
    assert "chart chart-clicks" not in {element.attributes.get("class") for element in page.all("figure")}
    (where,) = (part.lines for part in client_parts(silent) if part.title == "Where they should lead")
    assert where[0] == "19 links to /sourdough-starter."


def test_links_alone_unlikely_is_said_in_so_many_words(screens: Screens) -> None:
    assert re.search(rf"{KEYWORDS[3]} +21 +links alone unlikely", shown(plan()))
    assert "Links alone are unlikely to bring it to the first 10" in screens.text("plan.html")
    assert tiles(plan())[-1].under == "for 1 of them links alone are unlikely to do it"


def test_each_doubt_stands_once_with_its_searches() -> None:
    (doubt,) = doubts(plan())
    assert doubt.startswith(f"“{KEYWORDS[1]}”, “{KEYWORDS[3]}”: One result ranks without any known link")


def test_what_was_asked_is_said() -> None:
    assert asked(Request(pages=("a",), keywords=("b", "c"), months=1, hours=40.0, confidence=0.9, top=3)) == (
        "For 1 page and 2 searches: to be among the first 3 results within 1 month, as sure as 90\u00a0%, "
        "with no limit of money and 40 hours."
    )


def test_every_search_with_a_curve_is_drawn_in_the_colours_of_the_page() -> None:
    charts = (*need_charts(plan()), *work_charts(plan()))
    assert [chart.title for chart in charts[:4]] == [f"“{keyword}”" for keyword in KEYWORDS[:4]]
    assert [chart.id for chart in charts[-5:]] == ["trades", "clicks", "pace", "funnel", "tornado"]
    for chart in charts:
        assert not re.search(r"#0a0[b-d]", chart.svg)
        assert set(re.findall(r"var\((--[a-z-]+)\)", chart.svg)) <= set(VARIABLES.values())
        assert all(len(row) == len(chart.heading) for row in chart.rows)


def test_the_tornado_has_the_strongest_first() -> None:
    usual = plan()
    turned = dataclasses.replace(usual, sways=usual.sways[::-1])
    rows = next(chart.rows for chart in work_charts(turned) if chart.id == "tornado")
    assert [row[0] for row in rows] == [sway.assumption for sway in usual.sways]
    assert rows[0][1:] == ("92", "24")


def test_the_pace_says_whose_fastest_month_is_dashed() -> None:
    usual = plan()
    pace = next(chart for chart in work_charts(usual) if chart.id == "pace")
    assert "comparable competitors, 9." in pace.about
    assert pace.rows[0] == ("2026-12", 4, "3 (1 to 6)")
    alone = dataclasses.replace(usual, pace=dataclasses.replace(usual.pace, usual=None, rivals_fastest=None))
    bare = next(chart for chart in work_charts(alone) if chart.id == "pace")
    assert bare.about == "What the plan adds."
    assert bare.rows[0] == ("2026-12", 4, "not known")


def test_the_calendar_is_in_order_of_days(screens: Screens) -> None:
    sheet = openpyxl.load_workbook(screens.folder / "plan.xlsx")["Calendar"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    days = [str(row[0]) for row in rows]
    assert days == sorted(days)
    assert {str(row[1]) for row in rows} == {"to do", "leading", "lagging", "review"}
    assert sum(int(str(row[4])) for row in rows if row[1] == "to do") == 48


def test_the_workbook_has_prospects_only_where_given(screens: Screens, tmp_path: Path) -> None:
    sheets = openpyxl.load_workbook(screens.folder / "plan.xlsx").sheetnames
    assert sheets[:4] == ["Summary", "Needs", "Calendar", "Channels"]
    assert sheets[-2:] == ["Assumptions", "Prospects"]
    write_plan(plan(), tmp_path)
    assert "Prospects" not in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


def test_needs_hold_all_three_numbers_for_a_spreadsheet(screens: Screens) -> None:
    sheet = openpyxl.load_workbook(screens.folder / "plan.xlsx")["Needs"]
    names = [str(cell.value) for cell in sheet[1]]
    first = dict(zip(names, [cell.value for cell in sheet[2]], strict=True))
    assert [first[name] for name in ("Links to win, P10", "Links to win", "Links to win, P90")] == [9, 19, 38]
    assert first["Half has less than"] == 5.6


def test_a_client_sees_chances_and_no_jargon(screens: Screens) -> None:
    page = Page(screens.text("plan-summary.html"))
    first = client_searches(plan())[0]
    assert (first.now, first.without, first.reached) == ("12", "14\u00a0%", "78\u00a0%")
    text = page.all("main")[0].text
    assert "A link is a recommendation: another website sends its readers to yours." in text
    assert plan().strongest in text
    assert not re.search(r"\bQ\b|\bP[159]0\b|percentile|posterior|owner group|SERP", text)


@pytest.mark.parametrize("which", PLANS)
def test_the_summary_fits_one_screen(which: Plan) -> None:
    lines = shown(which).splitlines()
    assert len(lines) <= 48
    assert max(len(line) for line in lines) <= 100
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", "\n".join(lines))


def test_listings_have_unique_names_and_whole_rows() -> None:
    for which in PLANS:
        listings = plan_listings(which)
        assert len({listing.id for listing in listings}) == len(listings)
        for listing in listings:
            names = [column.name for column in listing.columns]
            assert len(set(names)) == len(names)
            assert all(len(row) == len(names) for row in listing.rows)


def test_markdown_follows_the_page(screens: Screens, tmp_path: Path) -> None:
    assert re.findall("^## (.+)$", screens.text("plan.md"), re.M) == [
        *PARTS,
        "If nothing is done",
        "What we do not know",
        "Assumptions",
        "Words used here",
    ]
    write_plan(refused_plan(), tmp_path)
    assert re.findall("^## (.+)$", (tmp_path / "plan.md").read_text(encoding="utf-8"), re.M) == [
        "The answer",
        "How fast",
        "What we do not know",
        "Words used here",
    ]
