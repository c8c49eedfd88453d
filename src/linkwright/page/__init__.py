"""One HTML document becomes its links, each with its placement, and the facts of the page. Pure functions, no I/O."""
