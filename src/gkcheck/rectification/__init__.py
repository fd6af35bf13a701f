"""From findings to their being mended (整改): the ledger that goes out and comes back, and the notice to departments."""
