"""A comparison of sites on screen and in files."""

from linkwright.report.comparison.summary import render_comparison_summary
from linkwright.report.comparison.write import comparison_data, write_comparison

__all__ = ["comparison_data", "render_comparison_summary", "write_comparison"]
