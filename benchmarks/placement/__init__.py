"""Accuracy of placement, and the making of its model."""
