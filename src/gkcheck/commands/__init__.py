"""What the command line does, one module a command; `gkcheck.cli` wires them."""
