"""Tests of the ledger and the workspace."""
