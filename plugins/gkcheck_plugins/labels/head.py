"""The labels that a page carries in its head, as written: those without a value among them."""

import re
from html import unescape
from typing import NamedTuple

from gkcheck.api import Page, expression

_COMMENT = expression(r"<!--.*?-->", re.S)
_META = expression(r"<meta\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.I)
_ATTRIBUTE = expression(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TITLE = expression(r"<title\b[^>]*>\s*[^\s<]", re.I)
_BODY = expression(r"<body\b", re.I)
_HEAD = expression(r"<head\b", re.I)
_STUB = expression(r"<frameset\b|<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh\b[^>]*url\s*=", re.I)
_QUOTES = "”“’‘"


class Label(NamedTuple):
    """One label. `name` as written, `value` with entities decoded and blanks at its ends gone; `offset` and `length` of its tag's value."""

    name: str
    value: str
    offset: int
    length: int


class Head(NamedTuple):
    """The labels of a page by their names in small letters, and where its head begins."""

    labels: dict[str, Label]
    offset: int
    length: int

    def value(self, name: str) -> str:
        """The value of the label of that name, "" where it is missing or empty."""
        label = self.labels.get(name.lower())
        return label.value if label else ""


def read_head(page: Page) -> Head | None:
    """The labels of a whole page; None for what is none: a fragment that others include, a frame set, a page that only leads on.

    Names are compared in small letters, as systems write them in any case. Where a label stands twice, the one with a value counts.
    """
    source = page.source
    body = _BODY.search(source)
    end = body.start() if body else min(len(source), 60_000)
    if page.markup != "html" or not _TITLE.search(source, 0, end) or _STUB.search(source, 0, end):
        return None
    labels: dict[str, Label] = {}
    _collect(labels, source, 0, end)
    # A template in pieces brings a second head behind the first <body>.
    if body and "<meta" in source[end:].lower():
        _collect(labels, source, end, len(source))
    start = _HEAD.search(source, 0, end)
    return Head(labels, start.start() if start else 0, 5 if start else 0)


def _collect(labels: dict[str, Label], source: str, start: int, end: int) -> None:
    hidden = [match.span() for match in _COMMENT.finditer(source, start, end)]
    for tag in _META.finditer(source, start, end):
        if any(first <= tag.start() < last for first, last in hidden):
            continue
        attributes = {match[1].lower(): match for match in reversed(list(_ATTRIBUTE.finditer(tag[0])))}
        name, content = attributes.get("name"), attributes.get("content")
        if name is None:
            continue
        key = _written(name).strip(_QUOTES + " ").lower()
        value = " ".join(unescape(_written(content)).strip(_QUOTES).split()) if content else ""
        if key not in labels or (value and not labels[key].value):
            offset = tag.start() + (content.start() if content else 0)
            length = len(content[0]) if content else len(tag[0])
            labels[key] = Label(_written(name), value, offset, length)


def _written(attribute: re.Match[str]) -> str:
    return attribute[2] or attribute[3] or attribute[4] or ""
