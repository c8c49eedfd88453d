"""Our own check of links: choose, fetch, look, keep. What was seen goes into the ledger like any other source."""
