"""Addresses of pages that stand in no link: in scripts, click handlers, menus of choices and server-side includes."""

from collections.abc import Iterator
from functools import lru_cache

from gkcheck.api import Page, expression

NAMED = "links-named-1"
_ADDRESS = expression(r"[\"'=(]\s*(?:https?:)?((?:[\w./%~:-]|[\u3400-\u9fff]){1,300}?(?:\.s?html?|/))(?:[?#][^\"'<>\s]*)?[\"')>\s\\]", 2)
_HANDLER = expression(r"\bonclick\s*=\s*(?:\"[^\"]{0,600}\"|'[^']{0,600}')", 2)
_CHOICE = expression(r"<option\b[^>]{0,300}?\bvalue\s*=\s*[^>]{1,300}>", 2)
_DATA = expression(r"\bdata-(?:url|href|link)\s*=\s*[^>\s]{1,300}[>\s]", 2)
_INCLUDE = expression(r"<!--\s*#include\b[^>]{1,300}>", 2)
_ANYWHERE = (("onclick", _HANDLER), ("<option", _CHOICE), ("data-", _DATA), ("#include", _INCLUDE))
_MENUS = ("home", "list", "catalogue", "")
"""Kinds of pages that lead to others by choices and included parts."""
_MOST = 200
_LARGEST = 200_000


def named_addresses(page: Page) -> list[str] | None:
    """Addresses that the page names outside its links, None = none."""
    if page.markup != "html":
        return None
    source = page.source
    found: dict[str, None] = {}
    for text in _scripts(source):
        found.update(dict.fromkeys(_in(text)))
    # To look through a page costs as much as ten links, so articles are asked for less than lists and parts of pages.
    for needle, pattern in _ANYWHERE if page.kind in _MENUS else _ANYWHERE[:1]:
        if needle in source:
            for match in pattern.finditer(source):
                if "htm" in match[0] or "/" in match[0]:
                    found.update(dict.fromkeys(_in(f"{match[0]} ")))
    for link in page.links:
        if link.where == "script":
            found.update(dict.fromkeys(_in(link.raw)))
    return list(found)[:_MOST] or None


def _scripts(source: str) -> Iterator[str]:
    start = source.find("<script")
    while start >= 0:
        inner = source.find(">", start) + 1
        end = source.find("</script", inner) if inner else -1
        if end < 0:
            return
        if 0 < end - inner <= _LARGEST:
            yield source[inner:end]
        start = source.find("<script", end)


@lru_cache(maxsize=1024)
def _in(text: str) -> tuple[str, ...]:
    """Addresses of pages in a text. Remembered: most scripts of a page are their template's."""
    if ".htm" not in text and ".shtm" not in text:
        return ()
    plain = text.replace("\\/", "/")
    return tuple(_path(match[1]) for match in _ADDRESS.finditer(plain) if len(match[1]) > 1)


def _path(address: str) -> str:
    """The path of an address; which host it names does not matter to what is not called broken here."""
    if address.startswith("//"):
        return "/" + address[2:].partition("/")[2]
    return address
