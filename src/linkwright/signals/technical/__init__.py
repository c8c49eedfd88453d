"""Signals about what works and what is broken."""
