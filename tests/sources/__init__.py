"""Tests of linkwright.sources."""
