"""The words that a finding points at, as they stay when the page's markup is written anew: broken into lines, indented, reordered."""

import re
from html import unescape

from gkcheck.finding import Finding
from gkcheck.patterns import expression
from gkcheck.reporters.quote import Source

WORDS = 24
"""Signs of a text that tell its place; what stands behind them may change."""
VALUE = 200
"""Signs of an attribute's value: two addresses may differ only at their end."""
WINDOW = 4000
"""Signs of source, before and behind a place, that are looked at for its tag and its words."""
_BLANKS = expression(r"[\s\u200b\ufeff]+")
_TAG = expression(r"<!--.*?(?:-->|\Z)|<[/!?A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*(?:>|\Z)", re.DOTALL)
_NAME = expression(r"<([A-Za-z][A-Za-z0-9:-]*)")
_MARKUP = (".html", ".htm", ".shtml", ".xhtml")
_EMPTY = frozenset("area base br col embed hr img input link meta script source style track wbr".split())
"""Elements without words of their own."""


def anchor(found: Finding, source: Source | None) -> str:
    """The text at a finding's place without markup and blanks; "" for a page as a whole or one that is gone.

    * In a text: its first signs, up to the next tag, and no further than the place itself where that is shorter.
    * In a tag, or where a tag begins: the attribute's value where the place has an end, else the element's name and text.
    """
    line, column, end = found.location.line, found.location.column, found.location.end_column
    text = source.line(line) if source else None
    if source is None or text is None:
        return ""
    if column < 1:
        column = len(text) - len(text.lstrip()) + 1
    start = source.offset(line, min(column, len(text) + 1))
    whole = source.file.text
    rest = len(text) + 1 - column
    size = end - column if end > column else 0
    if not found.location.path.lower().endswith(_MARKUP):
        return _words(whole[start : start + (min(size, rest) or max(rest, 0))])
    if _NAME.match(whole, start):
        return _element(whole, start)
    opened = _tag_around(whole, start)
    if opened >= 0:
        return bare(whole[start : start + min(size, rest)])[:VALUE] or _element(whole, opened)
    # Places end with their line: one that reaches its end may be the first line of a longer text.
    return _words(whole[start : start + (size if 0 < size < rest else WINDOW)])


def bare(text: str) -> str:
    """Text without character references and blanks."""
    return _BLANKS.sub("", unescape(text))


def _words(text: str) -> str:
    """The first signs of a text up to the next tag; tags before its first sign are passed over."""
    position = 0
    while True:
        tag = _TAG.search(text, position)
        words = bare(text[position : tag.start() if tag else len(text)])
        if words or tag is None:
            return words[:WORDS]
        position = tag.end()


def _tag_around(whole: str, start: int) -> int:
    """Where the tag begins that the place stands in; -1 = it stands in a text."""
    low = max(0, start - WINDOW)
    opened = whole.rfind("<", low, start)
    if opened < 0 or not _NAME.match(whole, opened):
        return -1
    tag = _TAG.match(whole, opened)
    return opened if tag is not None and tag.end() > start else -1


def _element(whole: str, start: int) -> str:
    """Name and first words of the element whose tag begins there; what stands behind it is none of its own."""
    tag, name = _TAG.match(whole, start), _NAME.match(whole, start)
    if tag is None or name is None:
        return ""
    word = name[1].lower()
    inner = whole[tag.end() : tag.end() + WINDOW]
    stop = re.search(rf"</?{re.escape(word)}\b", inner, re.I)
    return f"<{word}>" + ("" if word in _EMPTY else _words(inner[: stop.start()] if stop else inner))
