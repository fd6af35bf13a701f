"""How fast gkcheck is, and whether it is right: a generated site, a runner beside the peers, a profile by stage."""
