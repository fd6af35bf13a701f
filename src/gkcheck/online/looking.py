"""Which pages of other servers are looked at, and what is kept of each."""

import html
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from posixpath import splitext
from urllib.parse import urlsplit

from gkcheck.online.address import host_of
from gkcheck.online.answer import WORKS, Answer
from gkcheck.online.answers import Look
from gkcheck.patterns import expression

_PAGE = frozenset(("", ".html", ".htm", ".shtml", ".xhtml", ".jsp", ".jspx", ".asp", ".aspx", ".php", ".do", ".action"))
_TITLE = expression(r"<title\b[^>]*>(.*?)</title", re.I | re.S)
_META = expression(r"<meta\b[^>]*?\bname\s*=\s*[\"']?(?:description|keywords)\b[^>]*>", re.I)
_CONTENT = expression(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_UNSEEN = expression(r"<!--.*?-->|<(script|style|noscript|template|head|title)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TAG = expression(r"<[^>]*>")
_SHELL = expression(r"<(?:div|main)[^>]*\bid\s*=\s*[\"']?(?:app|root|main-app|__next|__nuxt)\b|http-equiv\s*=\s*[\"']?refresh|location\s*(?:\.href\s*)?=", re.I)
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
        folders = dict.fromkeys(folder_of(address) for address in addresses if has_name(address))
        found.update((invent(folder), folder) for folder in list(folders)[:_FOLDERS])
    return found


def has_name(address: str) -> bool:
    """Whether the path leads to something below the host's home page."""
    return urlsplit(address).path.strip("/") != ""


def folder_of(address: str) -> str:
    """The address of the folder that a page stands in."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').rpartition('/')[0]}/"


def invent(folder: str) -> str:
    """An address in that folder which nobody ever published."""
    return f"{folder}gkcheck-{secrets.token_hex(8)}.html"


def look_at(answer: Answer, body: str) -> Look:
    """What the beginning of a page says of itself."""
    title = _TITLE.search(body)
    text = " ".join(html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", body))).split())
    words = [match[1] or match[2] or "" for meta in _META.findall(body) if (match := _CONTENT.search(meta))]
    return Look(
        url=answer.url,
        verdict=answer.verdict,
        status=answer.status,
        final=answer.final,
        title=" ".join(html.unescape(title[1]).split())[:300] if title else answer.title,
        words=" ".join(html.unescape(" ".join(words)).split())[:600],
        text=text[:1500],
        scripted=len(text) < 200 and bool(_SHELL.search(body)),
        asked=answer.asked,
    )
