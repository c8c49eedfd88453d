"""The version; the changelog has its entry."""

__version__ = "0.1.0"
