"""Signals about the words of links."""
