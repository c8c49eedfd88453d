"""A comparison on screen and in files: fairness first, quality before quantity, whom to write to."""

import dataclasses
import io
import re
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from linkwright.compare.model import Comparison
from linkwright.errors import StorageError
from linkwright.report import render_comparison_summary, write_comparison
from linkwright.report.comparison import write
from linkwright.report.comparison.charts import comparison_charts
from linkwright.report.comparison.facing import facing
from linkwright.report.comparison.listings import comparison_listings
from linkwright.report.drawing import VARIABLES
from tests.report.comparing import MIX, OWN, RIVALS, bare_comparison, comparison, hostile_comparison
from tests.report.conftest import Screens
from tests.report.reading_html import Page
from tests.report.test_markdown import html_of

FILES = ["compare.html", "compare.xlsx", "compare.md", "compare.json"]
COMPARISONS = [comparison(1), comparison(2), comparison(6), bare_comparison(), hostile_comparison()]


def shown(which: Comparison, width: int = 100) -> str:
    file = io.StringIO()
    render_comparison_summary(which, Console(file=file, width=width, force_terminal=False, highlight=False))
    return file.getvalue()


def grids(page: Page) -> list[str]:
    return [each.attributes["data-grid"] for each in page.all("table") if "data-grid" in each.attributes]


def headings(page: Page) -> list[str]:
    return [element.text for element in page.all("h2")]


@pytest.mark.parametrize("which", COMPARISONS)
def test_every_comparison_can_be_written(which: Comparison, tmp_path: Path) -> None:
    paths = write_comparison(which, tmp_path)
    assert [path.name for path in paths] == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    assert headings(Page(paths[0].read_text(encoding="utf-8"))) == [
        "How fair this is",
        "Side by side",
        "What kind of links",
        "Link gap",
        "What earns links",
        "What we do not know",
        "Words used here",
    ]


def test_the_same_comparison_gives_the_same_bytes(screens: Screens, tmp_path: Path) -> None:
    for path in write_comparison(comparison(), tmp_path):
        assert path.read_bytes() == (screens.folder / path.name).read_bytes(), path.name


def test_one_that_fails_leaves_the_previous_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "compare.html").write_text("the previous one")

    def full_disk(which: Comparison, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_comparison_workbook", full_disk)
    with pytest.raises(StorageError, match=r"The comparison cannot be written to .*: No space left on device"):
        write_comparison(comparison(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["compare.html"]
    assert (tmp_path / "compare.html").read_text() == "the previous one"


def test_an_unfair_comparison_says_so_before_any_number(tmp_path: Path) -> None:
    write_comparison(bare_comparison(), tmp_path)
    text = (tmp_path / "compare.html").read_text(encoding="utf-8")
    assert 0 < text.index("Not like with like.") < text.index('<table class="facing"')
    assert "Not like with like." in (tmp_path / "compare.md").read_text(encoding="utf-8")
    assert shown(bare_comparison()).splitlines()[1].startswith("Not like with like")
    assert "Not like with like" not in shown(comparison())


def test_what_is_empty_is_said_in_a_sentence_and_not_drawn(tmp_path: Path) -> None:
    write_comparison(bare_comparison(), tmp_path)
    page = Page((tmp_path / "compare.html").read_text(encoding="utf-8"))
    assert page.all("figure") == []
    assert grids(page) == ["left-out"]
    text = " ".join(element.text for element in page.all("p"))
    assert "No website is known that links to a competitor and not to you." in text
    assert "Nothing is known of what kind of links these are." in text
    assert f"{OWN}: How fast links come: no dates are known." in [element.text for element in page.all("li")]


def test_quality_comes_before_quantity_and_the_best_sites_are_told_apart() -> None:
    measures = facing(comparison().sides)
    assert [each.label for each in measures[:3]] == ["Quality Q", "From its 10 best websites", "Owner groups seen"]
    assert measures[0].values[0] == "19.5 (15.6 to 23.5)"
    assert measures[1].values == ("6.9 (35\u00a0%)", "6.9 (28\u00a0%)", "6.9 (26\u00a0%)")
    survival = next(each for each in measures if each.label == "Links that stand after a year")
    assert survival.values[:2] == ("not known", "80\u00a0% (76\u00a0% to 84\u00a0%)")


def test_what_fairness_has_said_is_not_said_again(screens: Screens) -> None:
    for text in (screens.text("compare.html"), screens.text("compare.md"), shown(comparison())):
        assert text.count("Only Ahrefs backlinks covers all sites") == 1


def test_a_value_a_site_has_none_of_is_a_share_of_zero_and_unknown_stays_unknown() -> None:
    usual = comparison(2)
    one, other, third = usual.sides
    sides = (one, dataclasses.replace(other, mix=other.mix[1:]), dataclasses.replace(third, mix=()))
    mix = next(each for each in comparison_listings(dataclasses.replace(usual, sides=sides)) if each.id == "mix")
    assert mix.rows[0] == ("tier", "high", 0.5, 0.0, None)
    assert [row[0] for row in mix.rows] == [aspect for aspect, values in MIX.items() for _ in values]


def test_measures_nobody_has_are_left_out() -> None:
    assert [each.label for each in facing(bare_comparison().sides)] == [
        "Quality Q",
        "Owner groups seen",
        "Referring domains",
    ]


@pytest.mark.parametrize("rivals", [1, 6])
def test_charts_hold_every_site_and_the_colours_of_the_page(rivals: int) -> None:
    charts = comparison_charts(comparison(rivals))
    assert [chart.id for chart in charts] == ["quality", "values", "tiers", "mix-1", "mix-2", "mix-3", "mix-4"]
    assert [chart.title for chart in charts[3:]] == ["Source type", "Topic", "Anchor class", "Followed or not"]
    for chart in charts:
        assert not re.search(r"#0a0[b-d]", chart.svg)
        assert set(re.findall(r"var\((--[a-z-]+)\)", chart.svg)) <= set(VARIABLES.values())
        assert all(len(row) == len(chart.heading) for row in chart.rows)
    assert [row[0] for row in charts[0].rows] == [OWN, *RIVALS[:rivals]]


def test_the_distribution_counts_every_website_once() -> None:
    one = comparison(1)
    chart = next(chart for chart in comparison_charts(one) if chart.id == "values")
    for place, side in enumerate(one.sides, start=1):
        counts = [row[place] for row in chart.rows]
        assert sum(count for count in counts if isinstance(count, int)) == len(side.qualities)
        assert counts[9] == sum(quality >= 0.9 for quality in side.qualities)


def test_a_mix_no_site_has_a_word_of_is_no_chart() -> None:
    one = comparison(1)
    bare = tuple(dataclasses.replace(side, mix=()) for side in one.sides)
    assert [chart.id for chart in comparison_charts(dataclasses.replace(one, sides=bare))] == ["quality", "values"]


def test_prospects_carry_the_page_and_the_words_that_earned_the_link(screens: Screens) -> None:
    sheet = openpyxl.load_workbook(screens.folder / "compare.xlsx")["Prospects"]
    names = [str(cell.value) for cell in sheet[1]]
    assert sheet.max_row == 61
    first = dict(zip(names, [cell.value for cell in sheet[2]], strict=True))
    assert first["Referring domain"] == "kitchen-notes-0.example"
    assert first["Words around it"] == comparison().prospects[0].context
    assert first["Page that earned it"] == f"https://{RIVALS[0]}/sourdough-guide"
    assert (first["Brings (Q), P10"], first["Brings (Q)"], first["Brings (Q), P90"]) == (0.5, 0.62, 0.74)
    text = screens.text("compare.html")
    assert "of 100 in all" in text
    assert "0.5 to 0.74" in text


def test_the_workbook_has_every_table(screens: Screens) -> None:
    book = openpyxl.load_workbook(screens.folder / "compare.xlsx")
    assert book.sheetnames == ["Summary", "Sites", "Prospects", "Kinds", "Variety", "Content types", "Pages", "In both"]
    assert [row[0].value for row in book["Sites"].iter_rows(min_row=2)] == [OWN, *RIVALS[:2]]
    notes = [(row[0].value, row[1].value) for row in book["Summary"].iter_rows()]
    assert ("Left out", f"Google Search Console links: does not cover {', '.join(RIVALS[:2])}") in notes


@pytest.mark.parametrize("name", ["compare.xlsx", "plan.xlsx"])
def test_hostile_texts_are_text_in_workbooks(screens: Screens, name: str) -> None:
    for sheet in openpyxl.load_workbook(screens.hostile_folder / name).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            assert not (isinstance(cell.value, str) and cell.value[:1] in tuple("=+-@\t\r"))


@pytest.mark.parametrize("name", ["compare.md", "plan.md"])
def test_hostile_texts_make_no_element_in_markdown(screens: Screens, name: str) -> None:
    def elements(text: str) -> set[str]:
        return set(re.findall(r"<([a-z0-9]+)", html_of(text)))

    hostile = screens.hostile_text(name)
    assert elements(hostile) <= elements(screens.text(name))
    assert not re.search(r"(?<!\\)://|(?<![\w\\])www\.", hostile)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", hostile)
    for block in re.findall(r"(?:^\|.*\n)+", hostile, re.M):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().splitlines()}) == 1, block[:200]


@pytest.mark.parametrize("which", COMPARISONS)
def test_the_summary_fits_one_screen(which: Comparison) -> None:
    lines = shown(which).splitlines()
    assert len(lines) <= 45
    assert max(len(line) for line in lines) <= 100
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", "\n".join(lines))


def test_the_summary_says_what_the_page_says() -> None:
    text = shown(comparison(6))
    assert f"{OWN} beside 6 competitors" in text
    assert "and 3 more sites in the files" in text
    assert re.search(r"Link gap: 100 websites", text)
    assert re.search(r"kitchen-notes-0\.example +0\.62 \(0\.5 to 0\.74\) +40\u00a0%", text)


def test_listings_have_unique_names_and_whole_rows() -> None:
    for which in COMPARISONS:
        listings = comparison_listings(which)
        assert len({listing.id for listing in listings}) == len(listings)
        for listing in listings:
            names = [column.name for column in listing.columns]
            assert len(set(names)) == len(names)
            assert all(len(row) == len(names) for row in listing.rows)
