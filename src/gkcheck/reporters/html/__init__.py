"""The report for people: one file that opens from disk, asks nobody, prints, and can be searched."""
