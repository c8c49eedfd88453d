"""Speed measured by hand: `python -m benchmarks.imports`, `.audit`, `.startup`. See README.md for the targets."""
