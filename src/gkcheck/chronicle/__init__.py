"""What earlier runs of a site found, kept in one SQLite file: what is new, mended, returned, and how it goes from week to week."""
