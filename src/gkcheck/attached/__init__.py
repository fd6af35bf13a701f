"""Files that are offered for download: what they are, whether they open, and what they hold."""
