"""First-party plugins, one package a family; they know gkcheck.api and nothing else of the core."""
