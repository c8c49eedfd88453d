"""The measurable bars of our methods as benchmarks: one file a subject, `python -m benchmarks.bars` for the table."""
