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
_LOC = expression(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[\s*)?([^<\]]*?)\s*(?:\]\]>\s*)?</", re.I)
_ITEM = expression(r"<(?:item|entry)\b.*?</(?:item|entry)>", re.I | re.S)
_ITEM_LINK = expression(
    r"<link>\s*(?:<!\[CDATA\[\s*)?([^<\]]*?)\s*(?:\]\]>\s*)?</link>|<link\b(?![^>]*\brel\s*=\s*[\"'](?!alternate|enclosure))[^>]*?\bhref\s*=\s*[\"']([^\"'<>]*)"
    r"|<enclosure\b[^>]*?\burl\s*=\s*[\"']([^\"'<>]*)",
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
        return MAP, [(match.start(1), match[1], unescape(match[1]), "loc") for match in _LOC.finditer(plain) if match[1]]
    found = []
    for item in _ITEM.finditer(plain):
        for match in _ITEM_LINK.finditer(plain, item.start(), item.end()):
            number = match.lastindex or 1
            if match[number]:
                found.append((match.start(number), match[number], unescape(match[number]), "link"))
    return FEED, found


def literal_addresses(script: str) -> Iterator[str]:
    """Addresses of pages that a script's text names in full."""
    if ".htm" in script or ".shtm" in script or "/" in script:
        for match in _LITERAL.finditer(script.replace("\\/", "/")):
            if 1 < len(match[1]) <= _LONGEST:
                yield match[1]
