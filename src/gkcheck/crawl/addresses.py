"""Which addresses an answer leads to: by the same reading that the check does, so that whatever it will ask for has been fetched."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from gkcheck.extract.references import Resolver
from gkcheck.extract.source import NotText, decode
from gkcheck.extract.supplement import is_supplement, read_supplement
from gkcheck.online.fault import Fault
from gkcheck.online.place import read_place
from gkcheck.page import Page
from gkcheck.record import Reader
from gkcheck.sources.directory import PAGES

_BASE = re.compile(r"<base\b[^>]{0,300}?\bhref\s*=\s*[\"']?([^\"'>\s]+)", re.I)
_PAGER = re.compile(r"createPageHTML\(\s*(\d{1,5})\s*,\s*\d{1,5}\s*,\s*[\"']([\w./-]{1,100})[\"']\s*,\s*[\"'](\w{1,10})[\"']")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_MOST_PAGES = 2_000
"""Further pages of one list that its script names."""
_MOST_KNOWN = 200_000
_MEDIA = re.compile(r"\.(?:png|jpe?g|gif|webp|bmp|ico|avif|tiff?|svg|mp[34]|m4[av]|webm|og[gv]|wav|flv|swf|woff2?|ttf|otf|eot)$", re.I)


class Led:
    """Where one answer leads, and whether scripts fill a part of it."""

    def __init__(self, urls: list[str], scripted: bool) -> None:
        self.urls = urls
        self.scripted = scripted


class Finder:
    """Finds addresses of the site in its pages, style sheets, site maps and feeds."""

    def __init__(self, hosts: frozenset[str], media: bool) -> None:
        self.resolver = Resolver(hosts)
        self._reader = Reader(self.resolver, None, (), {})
        self._media = media
        self._known: dict[str, str] = {}
        """Addresses as they are joined → as they are asked: the same navigation stands on every page."""

    def add_host(self, host: str) -> None:
        """From now on the host is one of the site's."""
        self.resolver = Resolver(self.resolver.hosts | {host})
        self._reader = Reader(self.resolver, None, (), {})
        self._known.clear()

    def address(self, url: str) -> str:
        """The address as it is asked, "" = it is none of the site's. A query that only defeats caches is left out."""
        found = self._known.get(url)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[url] = self._asked(url)
        return found

    def _asked(self, url: str) -> str:
        try:
            place = read_place(url)
        except Fault:
            return ""
        where = self.resolver.resolve(place.url, "").where
        if where == "dynamic":
            return place.url
        plain = place.url.partition("?")[0]
        return plain if where == "internal" and (self._media or not _MEDIA.search(plain)) else ""

    def led(self, url: str, media: str, charset: str, body: bytes) -> Led:
        """All addresses of the site that an answer leads to, each once. Never raises for what the bytes hold."""
        path = urlsplit(url).path.lstrip("/")
        html = "html" in media or (not media and body.lstrip()[:1] == b"<") or path.lower().endswith(PAGES)
        if not html and not is_supplement(path) and "xml" not in media and "css" not in media:
            return Led([], False)
        try:
            text = decode(body, charset).text
            page = self._page(path, body, text, html, media)
        except (NotText, ValueError):
            return Led([], False)
        base = url
        stated = _BASE.search(text) if html else None
        if stated:
            base = _joined(url, unescape(stated[1]))
        written = [unescape(link.raw) for link in page.links if link.where in ("internal", "dynamic")]
        found = dict.fromkeys(filter(None, (self.address(_joined(base, raw)) for raw in (*written, *(_pages(text) if html else ())))))
        found.pop(url, None)
        return Led(list(found), bool(page.scripted & {"list", "body"}))

    def _page(self, path: str, body: bytes, text: str, html: bool, media: str) -> Page:
        if html:
            name = path if path.lower().endswith(PAGES) else f"{path}.html" if path and not path.endswith("/") else f"{path}index.html"
            return self._reader.extract(name, body)
        name = path if is_supplement(path) else f"{path}.css" if "css" in media else f"{path}.xml"
        # Scripts name pages in passing, in pieces and for cases that never come.
        return Page(path) if name.lower().endswith(".js") else read_supplement(name, text, self.resolver)


def _joined(base: str, raw: str) -> str:
    try:
        return urljoin(base, raw.strip())
    except ValueError:
        return ""


def _pages(text: str) -> Iterator[str]:
    """The further pages that a list's paging script makes links of: createPageHTML(10, 0, "index", "html") → index_1.html …"""
    if "createPageHTML" in text:
        for match in _PAGER.finditer(_COMMENT.sub("", text)):
            for number in range(1, min(int(match[1]), _MOST_PAGES)):
                yield f"{match[2]}_{number}.{match[3]}"
