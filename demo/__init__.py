"""A synthetic backlink world and the exports several vendors would write of it. Everything in it is invented."""
