"""A plan on screen and in files."""

from linkwright.report.planned.summary import render_plan_summary
from linkwright.report.planned.write import plan_data, write_plan

__all__ = ["plan_data", "render_plan_summary", "write_plan"]
