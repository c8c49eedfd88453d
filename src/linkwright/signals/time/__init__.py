"""Signals about when links appear and go."""
