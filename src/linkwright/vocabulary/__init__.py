"""The words and the shapes everything else is built from. Imports nothing of ours."""
