"""Many sites in one run: a process a site, here or on a cluster, a roll-up and a league table."""
