"""Invented backlink profiles with known truth: what the accuracy benchmarks measure on.

`natural.py` makes a profile in which nobody cheats, `schemes.py` adds what somebody did to it, `exports.py` writes both
down as several vendors would. Domains, links, pages and vendors' habits are those of `demo/`.
"""
