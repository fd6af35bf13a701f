"""Rules of the family interaction."""
