"""Where a page's source opens an element that hides what follows: found in the text, before anything is parsed again."""

import re
from collections.abc import Iterator, Sequence

from gkcheck.api import Page, expression
from gkcheck_plugins.links.hiding import declarations, hiding
from gkcheck_plugins.links.outward import Outward

# Letters of either case cost ten times as much to look for.
_STYLE = expression(r"style\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STYLE_LOUD = expression(r"S(?:TYLE|tyle)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MARQUEE = expression(r"<marquee\b", re.I)
_OPENED = expression(r"document\.write(?:ln)?\(\s*(?:\"\s*<(\w+)([^\"]*)>|'\s*<(\w+)([^']*)>)")
_REACH = 60_000
"""Characters in which the end of a hiding element is looked for."""
_LOOKS = 200
"""Elements that are looked into one by one; a page with more of them is parsed at once."""


def is_suspected(source: str, hosts: frozenset[str]) -> bool:
    """Whether one of the hosts stands inside an element that a style may hide: the cheap look before the page is parsed again."""
    for number, (start, name) in enumerate(_hiding_tags(source)):
        if number >= _LOOKS:
            return True
        inside = source[start : _end(source, start, name)].lower()
        if any(host in inside for host in hosts):
            return True
    return False


def _hiding_tags(source: str) -> Iterator[tuple[int, str]]:
    for pattern in (_STYLE, _STYLE_LOUD) if "STYLE" in source or "Style" in source else (_STYLE,):
        for match in pattern.finditer(source):
            style = match[1] or match[2] or ""
            if hiding(style) or "color" in declarations(style):
                start = source.rfind("<", 0, match.start())
                name = re.match(r"[a-zA-Z][\w:]*", source[start + 1 : start + 20])
                if name:
                    yield start, name[0]
    if "arquee" in source or "ARQUEE" in source:
        for match in _MARQUEE.finditer(source):
            yield match.start(), "marquee"


def _end(source: str, start: int, name: str) -> int:
    """Where an element ends, roughly: its end tag, those of the same name inside it counted."""
    depth = 0
    for match in re.compile(rf"<(/?){re.escape(name)}\b", re.I).finditer(source, start, start + _REACH):
        depth += -1 if match[1] else 1
        if depth <= 0:
            return match.end()
    return start + _REACH


def written_around(page: Page, strange: Sequence[Outward]) -> Iterator[list[Outward]]:
    """Links between a script that writes the start tag of a hiding element and the one that writes its end."""
    if "document.write" not in page.source:
        return
    for text in page.scripts:
        match = _OPENED.search(text) if "style" in text else None
        if match is None:
            continue
        name, rest = (match[1], match[2]) if match[1] else (match[3], match[4])
        style = _STYLE.search(rest.replace("\\", "").replace("STYLE", "style"))
        if f"</{name}" in text or style is None or not hiding(style[1] or style[2] or ""):
            continue
        offset = page.source.find(text)
        if offset < 0:
            continue
        closing = re.compile(rf"document\.write(?:ln)?\(\s*[\"']\s*<\\?/{re.escape(name)}", re.I).search(
            page.source, offset + len(text)
        )
        if closing:
            yield [entry for entry in strange if offset + len(text) < entry.link.offset < closing.start()]
