"""Snapshots of sites (WARC, WACZ): read, and unpacked into a folder that is checked like any other."""
