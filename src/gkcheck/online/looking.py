"""Which pages of other servers are looked at, and what is kept of each."""

import html
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from posixpath import split, splitext
from urllib.parse import urlsplit

from gkcheck.online.address import host_of
from gkcheck.online.answer import WORKS, Answer
from gkcheck.online.answers import Look
from gkcheck.online.head import Head
from gkcheck.online.softmiss import sibling_of
from gkcheck.patterns import expression

_PAGE = frozenset(("", ".html", ".htm", ".shtml", ".xhtml", ".jsp", ".jspx", ".asp", ".aspx", ".php", ".do", ".action"))
_META = expression(r"<meta\b[^>]*?\bname\s*=\s*[\"']?(?:description|keywords)\b[^>]*>", re.I)
_CONTENT = expression(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_KEPT = 20_000
"""Characters of a page's text that are kept: two pages may have a long menu in common and differ behind it."""
_FOLDERS = 5
"""Folders of one host beside which an address is invented."""


def looks_like_page(address: str) -> bool:
    """Whether an address is likely to give out a page, and not a file or an image.

    HEAD tells nothing of a page: whether it is a wall, an error page that says 200, or the page itself.
    """
    return splitext(urlsplit(address).path)[1].lower() in _PAGE


def is_page(answer: Answer) -> bool:
    """Whether what the address gave out is a page that people read."""
    kind = answer.content_type
    return kind in ("text/html", "application/xhtml+xml") if kind else looks_like_page(answer.url)


def candidates(answers: Iterable[Answer]) -> dict[str, list[str]]:
    """Addresses of pages that work, by host."""
    found: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        if answer.verdict == WORKS and is_page(answer):
            found[host_of(answer.url)].append(answer.url)
    return {host: sorted(addresses) for host, addresses in sorted(found.items())}


def invented_beside(pages: Mapping[str, list[str]]) -> dict[str, str]:
    """Addresses that nobody ever published, beside these pages: invented address → the folder that it stands in.

    Where they "work" as well, an answer proves nothing. A server does alike in all its folders, so a few tell.
    """
    found: dict[str, str] = {}
    for addresses in pages.values():
        folders: dict[str, str] = {}
        for address in addresses:
            sibling = sibling_of(address, f"gkcheck-{secrets.token_hex(8)}")
            if sibling and len(folders) < _FOLDERS:
                folders.setdefault(folder_of(address), sibling)
        found.update((sibling, folder) for folder, sibling in folders.items())
    return found


def folder_of(address: str) -> str:
    """The address of the folder that a page stands in, with the ending of its name: what one invented address stands for."""
    parts = urlsplit(address)
    folder, name = split(parts.path.rstrip("/"))
    return f"{parts.scheme}://{parts.netloc}{folder} {splitext(name)[1].lower()}"


def look_at(answer: Answer, head: Head) -> Look:
    """What the beginning of a page says of itself."""
    words = [match[1] or match[2] or "" for meta in _META.findall(head.text) if (match := _CONTENT.search(meta))]
    return Look(answer, head.visible[:_KEPT], " ".join(html.unescape(" ".join(words)).split())[:600])
