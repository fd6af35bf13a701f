"""Where elements start in the source. lxml knows only the line on which a start tag ends, so the tags are found again."""

import re

_FAST = re.compile(
    r"<(?:!--(?:>|->|.*?(?:--!?>|\Z))|(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])[^>]*>"
    r".*?(?:</(?P=raw)(?=[\s/>])|\Z)|(?P<tag>[a-zA-Z][^\s/>\x00]*))",
    re.S | re.I,
)
# The same with attribute values read as such, for pages that write "<" inside them.
_CAREFUL = re.compile(
    r"<(?:!--(?:>|->|.*?(?:--!?>|\Z))|(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])[^>]*>"
    r".*?(?:</(?P=raw)(?=[\s/>])|\Z)|(?P<tag>[a-zA-Z][^\s/>\x00]*)(?:[^>\"'=]|=\s*\"[^\"]*\"|=\s*'[^']*'|[=\"'])*>)",
    re.S | re.I,
)


class Positions:
    """Start offsets of the tags of one source, by tag name, in document order.

    The n-th element of a name in the tree is the n-th tag of that name in the source, unless the parser dropped or added
    some; `agrees` tells, and callers then search for the text itself.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._offsets = _scan(_FAST, source)
        self._careful: dict[str, list[int]] | None = None

    def of(self, tag: str, count: int) -> list[int]:
        """Offsets of the `count` elements of that name; [] when the source does not agree with the tree."""
        found = self._offsets.get(tag, [])
        if len(found) == count:
            return found
        if self._careful is None:
            self._careful = _scan(_CAREFUL, self.source)
        found = self._careful.get(tag, [])
        return found if len(found) == count else []


def _scan(pattern: re.Pattern[str], source: str) -> dict[str, list[int]]:
    offsets: dict[str, list[int]] = {}
    for match in pattern.finditer(source):
        name = match[2] or match[1]
        if name:
            try:
                offsets[name].append(match.start())
            except KeyError:
                offsets[name] = [match.start()]
    folded: dict[str, list[int]] = {}
    for name, places in offsets.items():
        lower = name.lower()
        folded[lower] = sorted(folded[lower] + places) if lower in folded else places
    return folded


def attribute_offset(source: str, tag_offset: int, attribute: str, value: str) -> int:
    """Offset of an attribute's value in the tag that starts at `tag_offset`; of the tag when it is not found."""
    start = source.find(attribute, tag_offset, tag_offset + 2000)
    if start < 0:
        start = source.lower().find(attribute, tag_offset, tag_offset + 2000) if source.isascii() else -1
        if start < 0:
            match = re.compile(attribute, re.I).search(source, tag_offset, tag_offset + 2000)
            start = match.start() if match else -1
    if start < 0:
        return tag_offset
    if not value:
        return start
    found = source.find(value, start, start + len(value) + 200)
    if found >= 0:
        return found
    match = re.compile(r"\s*=\s*[\"']?\s*").match(source, start + len(attribute))
    return match.end() if match else start
