"""The rules of the core itself, which say whether a result is complete."""
