"""Signals about where a link stands on the page."""
