"""One report, many renderings: what there is, what it means, what to look at, and what is not known."""

from linkwright.report.build import build_report
from linkwright.report.calibrated import render_calibration
from linkwright.report.comparison import comparison_data, render_comparison_summary, write_comparison
from linkwright.report.envelope import render_json, report_data
from linkwright.report.explained import render_explanation
from linkwright.report.markdown import render_markdown
from linkwright.report.model import Report
from linkwright.report.page import render_html
from linkwright.report.planned import plan_data, render_plan_summary, write_plan
from linkwright.report.summary import render_summary
from linkwright.report.write import write_report

__all__ = [
    "Report",
    "build_report",
    "comparison_data",
    "plan_data",
    "render_calibration",
    "render_comparison_summary",
    "render_explanation",
    "render_html",
    "render_json",
    "render_markdown",
    "render_plan_summary",
    "render_summary",
    "report_data",
    "write_comparison",
    "write_plan",
    "write_report",
]
