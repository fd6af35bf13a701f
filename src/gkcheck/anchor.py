"""The words that a finding points at, as they stay when the page's markup is written anew: broken into lines, indented, reordered."""

import re
from collections.abc import Iterable
from hashlib import sha256
from html import unescape

from gkcheck.excerpt import LinedText, SourceFile, key_of
from gkcheck.finding import Location
from gkcheck.identifiers.masking import mask
from gkcheck.patterns import expression

WORDS = 24
"""Signs of a text that tell its place; what stands behind them may change."""
ATTRIBUTE = "@"
VALUE = 200
"""Signs of an attribute's value: two addresses may differ only at their end."""
WINDOW = 4000
"""Signs of source, before and behind a place, that are looked at for its tag and its words."""
_BLANKS = expression(r"[\s\u200b\ufeff]+")
_TAG = expression(r"<!--.*?(?:-->|\Z)|<[/!?A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*(?:>|\Z)", re.DOTALL)
_OPEN = expression(r"<[/!?A-Za-z]")
_NAME = expression(r"<([A-Za-z][A-Za-z0-9:-]*)")
_MARKUP = (".html", ".htm", ".shtml", ".xhtml")
_EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "script", "source", "style", "track", "wbr"))
"""Elements without words of their own."""


def anchors(file: SourceFile, places: Iterable[Location]) -> dict[str, str]:
    """Place, by `key_of`, → digest of the words there, those of a person's numbers masked; `@` before that of an attribute's value."""
    found: dict[str, str] = {}
    open_text, shut_text = LinedText(file.text), None
    for at in places:
        words, attribute = anchor(at, open_text)
        if any(map(str.isdigit, words)):
            shut_text = shut_text or LinedText(mask(file.text))
            words, attribute = anchor(at, shut_text)
        digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        found[key_of(at)] = (ATTRIBUTE if attribute else "") + digest if words else ""
    return found


def anchor(at: Location, lines: LinedText) -> tuple[str, bool]:
    """The text at a place without markup and blanks, and whether it is an attribute's value.

    "" for a page as a whole or a line that is gone. In a text: its first signs, up to the next tag, and no further than the
    place itself where that is shorter. In a tag: the attribute's value where the place has an end, else, and where a tag
    begins, the element's name and text.
    """
    whole = lines.whole(at.line) if at.line else None
    if whole is None:
        return "", False
    line, text = whole.rstrip("\r\n"), lines.text
    column = at.column or len(line) - len(line.lstrip()) + 1
    start = lines.offset(at.line, min(column, len(line) + 1))
    rest = max(len(line) + 1 - column, 0)
    size = max(at.end_column - column, 0)
    if not at.path.lower().endswith(_MARKUP):
        return _words(text[start : start + (min(size, rest) or rest)]), False
    if _NAME.match(text, start):
        return _element(text, start), False
    opened = _tag_around(text, start)
    if opened >= 0:
        value = text[start : start + min(size, rest)]
        quote = text[start - 1]
        value = bare(value.partition(quote)[0] if quote in "\"'" else value)[:VALUE]
        return (value, True) if value else (_element(text, opened), False)
    # Places end with their line: one that reaches its end may be the first line of a longer text.
    return _words(text[start : start + (size if 0 < size < rest else WINDOW)]), False


def bare(text: str) -> str:
    """Text without character references and blanks."""
    return _BLANKS.sub("", unescape(text))


def _words(text: str) -> str:
    """The first signs of a text up to the next tag; tags before its first sign are passed over."""
    position = 0
    while True:
        opened = _OPEN.search(text, position)
        words = bare(text[position : opened.start() if opened else len(text)])
        if words or opened is None:
            return words[:WORDS]
        tag = _TAG.match(text, opened.start())
        if tag is None:  # the place ends within a tag
            return ""
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
