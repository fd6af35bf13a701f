"""Files that are not HTML, each read into the same `Page`."""
