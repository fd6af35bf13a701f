"""Where things stand in the source. lxml knows only the line on which a start tag ends, so tags are found again."""

import re
from bisect import bisect_right
from typing import Any

_BLANK = " \t\r\n\f\"'"
_REACH = 60_000
"""How far ahead a reference is looked for: what is not found so near was written in another way."""


_HIDING = (("<!--", "-->"), ("<script", "</script"), ("<SCRIPT", "</SCRIPT"), ("<textarea", "</textarea"))


class Hidden:
    """The parts of a source whose tags are none: comments, and the texts of scripts and styles."""

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
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def end(self, offset: int) -> int:
        """End of the hidden part that `offset` lies in, -1 = it is visible."""
        number = bisect_right(self._starts, offset) - 1
        # Comments inside scripts and the reverse: an earlier, longer part may still cover it.
        while number >= 0 and number > bisect_right(self._starts, offset) - 4:
            if self._starts[number] < offset < self._ends[number]:
                return self._ends[number]
            number -= 1
        return -1


class References:
    """Finds the values of attributes in document order, each search from where the last one ended.

    Looking for the words themselves costs a tenth of looking for every tag. Comments and scripts are passed over: they
    hold old copies of the same links.
    """

    def __init__(self, source: str, hidden: Hidden) -> None:
        self._source = source
        self._hidden = hidden
        self._last = 0

    def find(self, attribute: str, value: str) -> int:
        """Offset of the value; of the last reference found when it is not there."""
        if attribute in ("style", "srcset"):
            return self._take(self._visible(value, self._last, bare=True), len(value), 0)
        lead = len(attribute) + 2
        if value and "&" not in value and '"' not in value:
            needle = f'{attribute}="{value}"'
            found = self._visible(needle, self._last)
            if found < 0:
                found = self._visible(f"{attribute}='{value}'", self._last)
            if found >= 0:
                self._last = found + len(needle)
                return found + lead
        return self._loose(attribute, value)

    def _loose(self, attribute: str, value: str) -> int:
        pattern = _any_spelling(attribute, value)
        match = pattern.search(self._source, self._last, self._last + _REACH)
        while match:
            end = self._hidden.end(match.start())
            if end < 0:
                self._last = match.end()
                return match.start(1)
            match = pattern.search(self._source, end, end + _REACH)
        return self._last

    def _take(self, found: int, length: int, lead: int) -> int:
        if found < 0:
            return self._last
        self._last = found + length
        return found + lead

    def _visible(self, needle: str, start: int, bare: bool = False) -> int:
        found = self._source.find(needle, start, start + _REACH)
        while found >= 0:
            end = self._hidden.end(found) if not bare else -1
            if end < 0 and (bare or self._source[found - 1] in _BLANK):
                return found
            start = max(end, found + 1)
            found = self._source.find(needle, start, start + _REACH)
        return -1


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
    """The attribute unquoted, in capitals, with blanks around its value or entities inside it."""
    inner = "".join(_SPELLINGS.get(char) or re.escape(char) for char in value)
    return re.compile(rf"(?<=[\s\"']){attribute}\s*=\s*[\"']?\s*({inner})(?=[\s\"'>/]|$)", re.I)


class Places:
    """Offsets of elements and of the texts they begin with, worked out when somebody asks: few pages have findings.

    The n-th element of a name in the tree is the n-th visible tag of that name in the source, unless the parser dropped
    or added some; then the text itself is looked for.
    """

    def __init__(self, source: str, hidden: Hidden, root: Any) -> None:
        self.source = source
        self._hidden = hidden
        self._root = root
        self._tags: dict[str, dict[Any, int]] = {}

    def tag(self, element: Any) -> int:
        """Offset of the element's start tag, -1 when source and tree do not agree on the number of such tags."""
        name = element.tag
        found = self._tags.get(name)
        if found is None:
            pattern = re.compile(rf"<{re.escape(name)}(?=[\s/>])", re.I)
            offsets = [match.start() for match in pattern.finditer(self.source) if self._hidden.end(match.start()) < 0]
            elements = list(self._root.iter(name))
            if len(offsets) != len(elements):
                offsets = _real_tags(self.source, name)
            found = dict(zip(elements, offsets, strict=True)) if len(offsets) == len(elements) else {}
            self._tags[name] = found
        return found.get(element, -1)

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
