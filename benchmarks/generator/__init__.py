"""A seeded generator of government sites with known defects."""
