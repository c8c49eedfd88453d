"""Signals about who runs the referring domains. They can support other evidence, never condemn alone."""
