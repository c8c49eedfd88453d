import tomllib
from collections import Counter
from datetime import datetime
from importlib.resources import files

import duckdb
import pytest

from linkwright.sources.headers import header_key
from linkwright.sources.layout import DECLARED, ReportLayout, header_keys, identify, known_reports
from linkwright.sources.plan import plan
from linkwright.sources.style import Style
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.terms import LinkStatus, LinkType

from .synthetic import EXPORTS

REPORTS = {f"{report.vendor}-{report.id}": report for report in known_reports()}
STORED = {name: report for name, report in REPORTS.items() if report.fact != DECLARED}


def test_each_report_has_a_synthetic_export_and_each_export_a_report() -> None:
    assert {(export.vendor, export.report) for export in EXPORTS.values()} == {
        (report.vendor, report.id) for report in known_reports()
    }


def test_report_ids_are_unique_and_files_are_named_after_their_vendor() -> None:
    assert not [name for name, count in Counter((r.vendor, r.id) for r in known_reports()).items() if count > 1]
    folder = files("linkwright.sources").joinpath("vendors")
    names = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    assert all(tomllib.loads(file.read_text("utf-8"))["vendor"] + ".toml" == file.name for file in names)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_uses_only_what_exists(name: str) -> None:
    report = REPORTS[name]
    assert report.evidence in {"file", "parser", "docs", "memory"}
    assert report.format in {"table", "json"}
    assert bool(report.records) == (report.format == "json")
    assert report.needs
    if report.fact == DECLARED:
        assert report.declared
        assert not report.columns
        return
    known = {column.name for column in FACTS[report.fact].columns}
    assert {*report.columns, *report.derived, *report.words} <= known
    assert not set(report.columns) & set(report.derived), "a column that is derived is not also copied"
    assert all(metric.startswith(f"{report.vendor}.") for metric in report.metrics)
    assert set(report.words.get("link_type", {}).values()) <= set(LinkType)


@pytest.mark.parametrize("name", STORED)
def test_the_sql_of_a_report_runs_on_a_file_without_its_optional_columns(name: str) -> None:
    report = STORED[name]
    header = tuple(names[0] for names in report.needs)
    built = plan(report, header, Style(), batch="0" * 16, observed_at=datetime(2026, 1, 1))
    with duckdb.connect(":memory:") as engine:
        columns = ", ".join(f"cast(null as varchar) as c{place}" for place in range(len(header)))
        engine.execute(f"create table block as select {columns}, 1::bigint as line")
        sql = built.statement(built.results)
        result = engine.sql(sql)
        assert result.fetchall()
        if "status" in result.columns:
            (status,) = engine.execute(f"select status from ({sql})").fetchone() or ("",)
            assert status in set(LinkStatus)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_header_belongs_to_one_report_only(name: str) -> None:
    export = EXPORTS[name]
    found = identify(export.header, known_reports(), export.kind)
    assert found is not None
    assert (found.vendor, found.id) == (export.vendor, export.report)
    without = [report for report in known_reports() if report is not found]
    second = identify(export.header, without, export.kind)
    assert (
        second is None
        or second.vendor == found.vendor
        or _strength(second, export.header) < _strength(found, export.header)
    )


@pytest.mark.parametrize(
    "header",
    [
        ("Source URL", "Target URL", "Anchor Text", "Page title"),
        ("From", "To", "Anchor", "Nofollow"),
        ("Link", "Title", "Domain Authority"),
        ("Domain", "Backlinks", "Country"),
        ("URL", "Title", "Anchor"),
        ("Referrer", "Page title", "Views per day"),
        ("Date", "Value"),
        ("Keyword", "Position", "URL"),
        ("Page",),
    ],
)
def test_a_table_anybody_may_have_written_is_given_to_no_vendor(header: tuple[str, ...]) -> None:
    given = identify(header, known_reports())
    assert given is None or given.vendor == "linkwright", "our own plain tables are nobody's"


def _strength(report: ReportLayout, header: tuple[str, ...]) -> tuple[int, int, int]:
    """Needed headers, headers with a place, headers spelled as in the vendor file."""
    keys = header_keys(header)
    rules = [*report.columns.values(), *report.metrics.values()]
    names = {name for rule in rules for name in rule.headers} | {name for needed in report.needs for name in needed}
    known = {header_key(name) for name in names} & keys
    spelled = {name.casefold() for name in names} & {name.casefold() for name in header}
    return len(report.needs), len(known), len(spelled)
