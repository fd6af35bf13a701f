"""Places in SARIF's terms: columns in UTF-16 units, with the text at the place and around it."""

from typing import Any

from gkcheck.excerpt import AROUND, Excerpt, Quote, key_of, units
from gkcheck.finding import Location
from gkcheck.page import has_no_lines

# There is no text to quote; `rendered` is SARIF's place for what stands in its stead (§3.3.4).
_UNREADABLE = {"rendered": {"text": "…"}}


def physical(location: Location, source: Excerpt | None, quoted: bool = True) -> dict[str, Any]:
    """`region` and `contextRegion` of a place; without text when the page cannot be read or has no such line.

    A place that is not to be `quoted` has its numbers and no text.
    """
    if not location.line and has_no_lines(location.path):
        return {}  # §3.29.4: without a region the whole file is meant; a logical location names the part
    number = max(location.line, 1)
    if not quoted and source is not None and key_of(location) in source.unquoted:
        start, end, last = source.unquoted[key_of(location)]
        region = {"startLine": number, "startColumn": start, "endLine": number, "endColumn": end, "snippet": _UNREADABLE}
        return {"region": region, "contextRegion": {**region, "startColumn": 1, "endColumn": last + 1}}
    quote = source.quote(location) if source and quoted else None
    if source is None or quote is None:
        point = {"startLine": number, "startColumn": 1, "endLine": number, "endColumn": 1, "snippet": _UNREADABLE}
        return {"region": point, "contextRegion": {"startLine": number, "snippet": _UNREADABLE}}
    region = _region(number, quote, quote.start, quote.end)
    context = _context(source, number, quote)
    if context is None:
        return {"region": region}
    return {"region": region, "contextRegion": context}


def logical(location: Location) -> dict[str, Any]:
    """`logicalLocations` of a place in a file that is not HTML: the name of its part (§3.33)."""
    if not location.part:
        return {}
    return {"logicalLocations": [{"name": location.part, "fullyQualifiedName": f"{location.path}#{location.part}"}]}


def bare(location: Location, source: Excerpt) -> dict[str, Any] | None:
    """The region of a place without its text; None when it is no longer there. For replacements."""
    quote = source.quote(location) if location.line and location.end_column else None
    if quote is None:
        return None
    region = _region(location.line, quote, quote.start, quote.end)
    del region["snippet"]
    return region


def _region(number: int, quote: Quote, start: int, end: int) -> dict[str, Any]:
    return {
        "startLine": number,
        "startColumn": quote.skipped_units + units(quote.text[:start]) + 1,
        "endLine": number,
        "endColumn": quote.skipped_units + units(quote.text[:end]) + 1,
        "snippet": {"text": quote.text[start:end]},
    }


def _context(source: Excerpt, number: int, quote: Quote) -> dict[str, Any] | None:
    # One line more on each side; where that is too long, the same line with some more of its text.
    if (around := source.around(number)) is not None:
        first, last, text = around
        ends = {"endLine": last, "endColumn": units(source.lines[last].rstrip("\r\n")) + 1}
        return {"startLine": first, "startColumn": 1, **ends, "snippet": {"text": text}}
    margin = max((AROUND - (quote.end - quote.start)) // 2, 1)
    left, right = max(quote.start - margin, 0), min(quote.end + margin, len(quote.text))
    return _region(number, quote, left, right) if (left, right) != (quote.start, quote.end) else None
