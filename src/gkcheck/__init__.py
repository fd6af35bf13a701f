"""gkcheck: the linter for government web sites' disclosure duties. This module holds the version alone."""

__version__ = "0.1.0"
