"""Links that stand where no link belongs: in a <noscript>, or behind the end of the page."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

from gkcheck.api import Page, expression
from gkcheck_plugins.links.outward import Outward, host_of

_ANCHOR = expression(r"<a\b[^>]*?\bhref\s*=\s*[\"']?(https?://[^\"'\s>]{4,300})[^>]*>([^<]{0,60})", re.I)
_TAIL = 20_000


class Behind(NamedTuple):
    """A link behind the last </html>, which the parser of pages leaves out: its host, its text and its address's place."""

    host: str
    text: str
    offset: int
    length: int


def in_noscript(page: Page, entry: Outward) -> bool:
    """Whether a link stands inside a <noscript>, which no browser with scripts shows."""
    source, offset = page.source, entry.link.offset
    opened = max(source.rfind("<noscript", 0, offset), source.rfind("<NOSCRIPT", 0, offset))
    return opened > max(source.rfind("</noscript", 0, offset), source.rfind("</NOSCRIPT", 0, offset))


def behind_the_end(page: Page, is_strange: Callable[[str], bool]) -> Iterator[Behind]:
    """Links to strange hosts that are written behind the end of the page."""
    source = page.source
    end = max(source.rfind("</html>"), source.rfind("</HTML>"))
    if end < 0 or source.find("<", end + 7) < 0:
        return
    for match in _ANCHOR.finditer(source, end, end + _TAIL):
        host = host_of(unescape(match[1]))
        if host and is_strange(host):
            yield Behind(host, match[2].strip(), match.start(1), len(match[1]))
