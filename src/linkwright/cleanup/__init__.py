"""Decisions by a person: review, asking for removal, the disavow file as the last resort; the proof of each step."""
