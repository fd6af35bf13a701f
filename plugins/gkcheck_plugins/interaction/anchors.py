"""What the links of a page say, those of its navigation and pictures too."""

import re
from collections.abc import Iterator
from html import unescape

from gkcheck.api import Link, Page, expression

_TAGS = expression(r"<[^<>]*>")
_ALTERNATIVE = expression(r"\b(?:alt|title)\s*=\s*[\"']([^\"'<>]{2,60})", re.I)
_LONGEST = 400


def shown_links(page: Page) -> Iterator[tuple[Link, str]]:
    """Links that readers click on with what they read, blanks dropped."""
    for link in page.links:
        if link.tag in ("a", "area"):
            yield link, _text(page.source, link)


def _text(source: str, link: Link) -> str:
    if link.text:
        return "".join(link.text.split())
    start = source.find(">", link.offset + len(link.raw)) + 1
    end = source.find("</a", start, start + _LONGEST) if start else -1
    inner = source[start:end] if end > 0 else ""
    shown = "".join(unescape(_TAGS.sub("", inner)).split())
    if shown:
        return shown
    opening = source[max(0, source.rfind("<", 0, link.offset)) : max(start, 0)]
    return "".join(dict.fromkeys((link.title, *_ALTERNATIVE.findall(opening + inner)))).strip()
