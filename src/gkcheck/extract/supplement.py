"""Files beside the pages that lead to others: style sheets, scripts, site maps and feeds, each read for its addresses alone."""

import re
from collections.abc import Iterator
from html import unescape

from gkcheck.extract.addresses import css_addresses
from gkcheck.extract.references import Resolver
from gkcheck.page import Link, Page
from gkcheck.patterns import expression

STYLE, SCRIPT, MAP, FEED = "style", "script", "map", "feed"
_LISTED = expression(r"(?:^|/)(?:site[-_]?map|rss|feed|atom)[^/]*\.(?:xml|txt)$|\.(?:rss|atom)$", re.I)
_ENDINGS = (".css", ".js", ".xml", ".txt", ".rss", ".atom")
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.S)
_ROOT = expression(r"<(?:\w+:)?(urlset|sitemapindex|rss|feed|rdf)\b", re.I)
_LOC = expression(r"<(?:\w{1,20}:)?loc>\s{0,99}(?:<!\[CDATA\[)?([^<\]]{1,4000})", re.I)
_ITEM = expression(r"<(/?)(?:item|entry)\b", re.I)
_ITEM_LINK = expression(
    r"<link>\s{0,99}(?:<!\[CDATA\[)?([^<\]]{1,4000})"
    r"|<link\b(?![^>]{0,999}\brel\s{0,9}=\s{0,9}[\"'](?!alternate|enclosure))[^>]{0,999}?\bhref\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,4000})"
    r"|<enclosure\b[^>]{0,999}?\burl\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,4000})",
    re.I,
)
_LINE = expression(r"^[ \t\ufeff]*((?:https?://|/)\S+)", re.M | re.I)
_LITERAL = expression(r"[\"'=(]\s*((?:[\w./%~:-]|[\u3400-\u9fff]){0,300}(?:\.s?html?|/))(?:[?#][^\"'<>\s]*)?\\?[\"')>\s]", re.I)
_LONGEST = 300


def may_list(path: str) -> bool:
    """Whether a file is a site map or a feed, by its name."""
    return bool(_LISTED.search(path))


def is_supplement(path: str) -> bool:
    """Whether a file is read for its addresses and not as a page, by its name."""
    return path.lower().endswith(_ENDINGS)


def read_supplement(path: str, text: str, resolver: Resolver) -> Page:
    """The file as a page that has links and nothing else. `kind` is "style", "script", "map", "feed", or "" = none of them."""
    page = Page(path, source=text)
    name = path.lower()
    if name.endswith(".css"):
        page.kind = STYLE
        found = [(offset, written, address, "url") for offset, written, address in css_addresses(text)]
    elif name.endswith(".js"):
        page.kind = SCRIPT
        found = [(0, address, address, "text") for address in literal_addresses(text)]
    elif name.endswith(".txt"):
        page.kind = MAP
        found = [(match.start(1), match[1], match[1], "loc") for match in _LINE.finditer(text)]
    else:
        page.kind, found = _listed(text)
    links = []
    for offset, written, address, attribute in found:
        where, target, fragment = resolver.resolve(address, path)
        links.append(Link(page.kind, attribute, written, where, target, fragment, "", "", "content", "", False, offset))
    page.links = tuple(links)
    return page


def _listed(text: str) -> tuple[str, list[tuple[int, str, str, str]]]:
    plain = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    root = _ROOT.search(plain, 0, 4000)
    if root is None:
        return "", []
    if root[1].lower() in ("urlset", "sitemapindex"):
        return MAP, [_entry(match, "loc") for match in _LOC.finditer(plain) if match[1].strip()]
    found = []
    start = -1
    for tag in _ITEM.finditer(plain):
        if not tag[1]:
            start = tag.end()
        elif start >= 0:
            found += [_entry(match, "link") for match in _ITEM_LINK.finditer(plain, start, tag.start()) if match[match.lastindex or 1].strip()]
            start = -1
    return FEED, found


def _entry(match: re.Match[str], attribute: str) -> tuple[int, str, str, str]:
    """Offset, as written, address and attribute of what an expression found between blanks."""
    number = match.lastindex or 1
    written = match[number].strip()
    return match.start(number) + match[number].index(written), written, unescape(written), attribute


def literal_addresses(script: str) -> Iterator[str]:
    """Addresses of pages that a script's text names in full."""
    if ".htm" in script or ".shtm" in script or "/" in script:
        for match in _LITERAL.finditer(script.replace("\\/", "/")):
            if 1 < len(match[1]) <= _LONGEST:
                yield match[1]
