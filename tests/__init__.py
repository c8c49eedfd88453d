"""Tests of Linkwright; the tree mirrors `src/linkwright`."""
