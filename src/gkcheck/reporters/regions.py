"""Places in SARIF's terms: columns in UTF-16 units, with the text at the place and around it."""

from typing import Any

from gkcheck.finding import Location
from gkcheck.page import has_no_lines
from gkcheck.reporters.quote import Source, span

SNIPPET_LIMIT = 300
"""Characters around a place: a CMS page may be one line of 40,000."""
# There is no text to quote; `rendered` is SARIF's place for what stands in its stead (§3.3.4).
_UNREADABLE = {"rendered": {"text": "…"}}


def units(text: str) -> int:
    """UTF-16 code units of a text; 𠮷 counts two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def physical(location: Location, source: Source | None, quoted: bool = True) -> dict[str, Any]:
    """`region` and `contextRegion` of a place; without text when the page cannot be read or has no such line.

    A place that is not to be `quoted` has its numbers and no text.
    """
    if not location.line and has_no_lines(location.path):
        return {}  # §3.29.4: without a region the whole file is meant; a logical location names the part
    number = max(location.line, 1)
    line = source.line(number) if source else None
    if source is None or line is None:
        point = {"startLine": number, "startColumn": 1, "endLine": number, "endColumn": 1, "snippet": _UNREADABLE}
        return {"region": point, "contextRegion": {"startLine": number, "snippet": _UNREADABLE}}
    start, end = span(location, line)
    region = _region(number, line, start, end)
    if not quoted:
        around = {"startLine": number, "startColumn": 1, "endLine": number, "endColumn": units(line) + 1}
        return {"region": {**region, "snippet": _UNREADABLE}, "contextRegion": {**around, "snippet": _UNREADABLE}}
    context = _context(source, number, line, start, end)
    if context is None:
        return {"region": region}
    return {"region": region, "contextRegion": context}


def logical(location: Location) -> dict[str, Any]:
    """`logicalLocations` of a place in a file that is not HTML: the name of its part (§3.33)."""
    if not location.part:
        return {}
    return {"logicalLocations": [{"name": location.part, "fullyQualifiedName": f"{location.path}#{location.part}"}]}


def bare(location: Location, source: Source) -> dict[str, Any] | None:
    """The region of a place without its text; None when it is no longer there. For replacements."""
    line = source.line(location.line)
    if line is None or not location.end_column:
        return None
    region = _region(location.line, line, *span(location, line))
    del region["snippet"]
    return region


def _region(number: int, line: str, start: int, end: int) -> dict[str, Any]:
    return {
        "startLine": number,
        "startColumn": units(line[: start - 1]) + 1,
        "endLine": number,
        "endColumn": units(line[: end - 1]) + 1,
        "snippet": {"text": line[start - 1 : end - 1]},
    }


def _context(source: Source, number: int, line: str, start: int, end: int) -> dict[str, Any] | None:
    # One line more on each side; where that is too long, the same line with some more of its text.
    first = number - 1 if number > 1 else number
    last = number + 1 if source.line(number + 1) is not None else number
    final = source.line(last) or ""
    text = source.file.text[source.offset(first, 1) : source.offset(last, 1) + len(final)]
    if len(text) <= SNIPPET_LIMIT and (first < last or end - start < len(line)):
        ends = {"endLine": last, "endColumn": units(final) + 1}
        return {"startLine": first, "startColumn": 1, **ends, "snippet": {"text": text}}
    margin = max((SNIPPET_LIMIT - (end - start)) // 2, 1)
    left, right = max(start - margin, 1), min(end + margin, len(line) + 1)
    return _region(number, line, left, right) if (left, right) != (start, end) else None
