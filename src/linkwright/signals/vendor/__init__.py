"""Signals that repeat other tools' opinions. They can support other evidence, never condemn alone."""
