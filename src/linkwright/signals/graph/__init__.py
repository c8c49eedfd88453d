"""Signals about who links how much."""
