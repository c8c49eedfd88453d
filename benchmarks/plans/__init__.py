"""How right plans are on invented worlds: one file a subject, `python -m benchmarks.plans` for the table."""
