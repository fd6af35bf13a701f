"""A live site becomes a snapshot: crawled in a process of its own, politely, within bounds, and resumed where it was killed."""
