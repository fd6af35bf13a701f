"""The labels that a page carries in its head, those without a value among them, and where they stand."""

import re
from typing import NamedTuple

from gkcheck.api import Page, expression

_STUB = expression(r"<frameset\b|http-equiv\s*=\s*[\"']?refresh\b[^>]*url\s*=", re.I)
_STUBS = ("frameset", "FRAMESET", "refresh", "Refresh", "REFRESH")
_START = 6_000
_CONTENT = expression(r"content\s*=\s*[\"'”“]?", re.I)
_HEAD = expression(r"<head\b", re.I)
_QUOTES = "”“’‘\" "


class Place(NamedTuple):
    """A part of the page's source."""

    offset: int
    length: int


class Label(NamedTuple):
    """One label: its name as written, its value, and the place of the value (of the name, where there is none)."""

    name: str
    value: str
    offset: int
    length: int


def is_whole(page: Page) -> bool:
    """Whether this is a page of its own: no fragment that others include, no frame set, none that only leads on."""
    if page.markup != "html" or not page.head_title:
        return False
    start = page.source[:_START]
    return not (any(word in start for word in _STUBS) and _STUB.search(start))


def label_value(page: Page, name: str) -> str | None:
    """The value of the label of that name in small letters, "" where it is empty, None where it is missing."""
    known = page.labels.get(name) or page.labels.get(f"”{name}”")
    return None if known is None else " ".join(known[0].strip(_QUOTES).split())


def label_of(page: Page, name: str) -> Label:
    """The same with its place, for a finding. Raises KeyError where the page has no such label."""
    value, offset = page.labels[name] if name in page.labels else page.labels[f"”{name}”"]
    written = page.source[offset : offset + len(name)]
    start, end = page.source.rfind("<", 0, offset), page.source.find(">", offset)
    content = _CONTENT.search(page.source, max(start, 0), max(end, 0))
    if value and content and page.source.startswith(value, content.end()):
        return Label(written, value.strip(_QUOTES), content.end(), len(value))
    return Label(written, " ".join(value.strip(_QUOTES).split()), offset, len(name))


def head_place(page: Page) -> Place:
    """The tag that a missing label belongs behind."""
    start = _HEAD.search(page.source, 0, 20_000)
    return Place(start.start(), 5) if start else Place(0, 0)
