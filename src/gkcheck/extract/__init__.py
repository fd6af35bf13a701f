"""Bytes become a page."""
