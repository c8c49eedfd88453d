"""How many links, of what kind, to which pages, how fast, and what it takes: ranges with reasons, never one number."""
