"""Signals about what the referring pages say."""
