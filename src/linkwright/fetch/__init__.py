"""Polite, safe HTTP for very many hosts: robots.txt, pacing, address guard, resumable frontier."""
