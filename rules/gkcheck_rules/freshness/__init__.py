"""Rules of the disclosure catalogue, as data."""
