"""Where things stand in the source. lxml knows only the line on which a start tag ends, so tags are found again."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

from gkcheck.extract.template import Slim

_INSIDE = frozenset(("style", "srcset", "imagesrcset", "content"))
"""Attributes that hold an address among other things."""
_HIDING = (("<!--", "-->"), ("<script", "</script"), ("<SCRIPT", "</SCRIPT"), ("<textarea", "</textarea"))


class Hidden:
    """The parts of a source whose tags are none: comments, and the texts of scripts."""

    def __init__(self, source: str) -> None:
        spans = []
        for opening, closing in _HIDING:
            start = source.find(opening)
            while start >= 0:
                # Attributes of a script's own tag are not hidden.
                inner = start if opening == "<!--" else source.find(">", start)
                end = source.find(closing, inner) if inner >= 0 else -1
                if end < 0:
                    end = len(source)
                spans.append((inner, end))
                start = source.find(opening, end)
        self.spans = _joined(sorted(spans))
        self._starts = [start for start, _ in self.spans]

    def end(self, offset: int) -> int:
        """End of the hidden part that `offset` lies in, -1 = it is visible."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and self._starts[number] < offset < self.spans[number][1]:
            return self.spans[number][1]
        return -1


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without overlap: a comment inside a script, or the reverse, is part of it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if not joined or start >= joined[-1][1]:
            joined.append((start, end))
    return joined


_SPELLINGS = {
    "&": r"&(?:amp;?|#0*38;|#x0*26;)?",
    '"': r"(?:\"|&quot;|&#0*34;)",
    "'": r"(?:'|&#0*39;|&apos;)",
    "<": r"(?:<|&lt;)",
    ">": r"(?:>|&gt;)",
    "\xa0": r"(?:\xa0|&nbsp;|&#160;)",
    "\n": r"\s*",
    "\r": r"\s*",
}


def _any_spelling(attribute: str, value: str) -> re.Pattern[str]:
    """The attribute unquoted, in capitals, with blanks around its value or entities inside it; else its name alone."""
    inner = "".join(_SPELLINGS.get(char) or re.escape(char) for char in value[:200])
    return re.compile(rf"(?<=[\s\"'/]){attribute}\s*=\s*[\"']?\s*({inner})", re.I)


class Places:
    """Offsets of elements and of the texts they begin with, worked out when somebody asks: few pages have findings.

    The n-th element of a name in the tree is the n-th visible tag of that name in the source, unless the parser dropped
    or added some; then the text itself is looked for.
    """

    def __init__(self, source: str, root: Any, slim: Slim | None = None) -> None:
        """`slim` is the text that the tree was made from, where that is not `source` itself."""
        self.source = source
        self._slim = slim or Slim(source, [])
        self._root = root
        self._tags: dict[str, dict[Any, int]] = {}

    @cached_property
    def _hidden(self) -> Hidden:
        return Hidden(self._slim.text)

    def tag(self, element: Any) -> int:
        """Offset of the element's start tag, -1 when source and tree do not agree on the number of such tags."""
        offset = self._offsets(element.tag).get(element, -1)
        return self._slim.offset(offset) if offset >= 0 else -1

    def agrees(self, name: str) -> bool:
        """Whether source and tree agree on the number of tags of that name, so that each can be found."""
        return bool(self._offsets(name)) or next(self._root.iter(name), None) is None

    def _offsets(self, name: str) -> dict[Any, int]:
        found = self._tags.get(name)
        if found is None:
            text = self._slim.text
            pattern = re.compile(rf"<{re.escape(name)}(?=[\s/>])", re.I)
            offsets = [match.start() for match in pattern.finditer(text) if self._hidden.end(match.start()) < 0]
            elements = list(self._root.iter(name))
            if len(offsets) != len(elements):
                offsets = _real_tags(text, name)
            found = dict(zip(elements, offsets, strict=True)) if len(offsets) == len(elements) else {}
            self._tags[name] = found
        return found

    def attribute(self, element: Any, attribute: str, value: str) -> int:
        """Offset of a value in the element's start tag (or in a style element); of the tag where entities hide it."""
        return self.value(max(self.tag(element), 0), element.tag, attribute, value)

    def value(self, start: int, name: str, attribute: str, value: str) -> int:
        """Offset of a value in the start tag of that name at `start`."""
        end = start + 5000 + len(value)
        if attribute in _INSIDE:
            return max(self.source.find(value, start, len(self.source) if name == "style" else end), start)
        plain = f' {attribute}="{value}"'
        found = self.source.find(plain, start, end)
        if found >= 0 and self.source.find(">", start, found) < 0:
            return found + len(plain) - len(value) - 1
        match = _any_spelling(attribute, value).search(self.source, start, end)
        match = match or re.compile(rf"(?<=[\s\"'/]){attribute}\s*=\s*[\"']?()", re.I).search(self.source, start, end)
        return match.start(1) if match else start

    def text(self, element: Any, head: str) -> int:
        """Offset of the text that begins with `head` in the element; of its tag when it is written with entities."""
        start = self.tag(element) if element.tag != "body" else -1
        found = self.source.find(head, max(start, 0), start + 4000 if start >= 0 else len(self.source))
        return found if found >= 0 else max(start, 0)


class Place:
    """A block's place: looked up at the first use, then remembered."""

    __slots__ = ("_element", "_head", "_offset", "_places")

    def __init__(self, places: Places, element: Any, head: str) -> None:
        self._places = places
        self._element = element
        self._head = head
        self._offset = -1

    @property
    def certain(self) -> bool:
        """Whether the element's own tag was found, so that nothing before it can be taken for its text."""
        return self._element.tag != "body" and self._places.tag(self._element) >= 0

    def __index__(self) -> int:
        if self._offset < 0:
            self._offset = self._places.text(self._element, self._head)
        return self._offset


def _real_tags(source: str, name: str) -> list[int]:
    """Start tags of a name, attribute values read as such: some pages write "<" inside them."""
    pattern = re.compile(
        r"<(?:!--(?:>|->|.*?(?:--!?>|\Z))|(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])[^>]*>"
        r".*?(?:</(?P=raw)(?=[\s/>])|\Z)|(?P<tag>[a-zA-Z][^\s/>\x00]*)(?:[^>\"'=]|=\s*\"[^\"]*\"|=\s*'[^']*'|[=\"'])*>)",
        re.S | re.I,
    )
    return [match.start() for match in pattern.finditer(source) if (match[2] or match[1] or "").lower() == name]
