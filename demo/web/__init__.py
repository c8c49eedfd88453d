"""A small web on this machine: the pages of the demo exports, as they answer today. See README.md of the demo."""
