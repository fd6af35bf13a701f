"""The home page: which entries it offers, those of its navigation among them."""

import re
from html import unescape

from gkcheck.api import Link, Page, Site, SitePage, expression

NAME = "home-entries-1"
_TAGS = expression(r"<[^<>]*>")
_ALTERNATIVE = expression(r"\b(?:alt|title)\s*=\s*[\"']([^\"'<>]{2,60})", re.I)
_LONGEST = 400
_ABOUT = expression(r"目录|公开")


def home_entries(page: Page) -> list[list[str]] | None:
    """Where, target, text and raw address of the links of a home page that speak of a catalogue or of disclosure, or lead inside.

    None for any other page.
    """
    if page.kind != "home":
        return None
    found: dict[tuple[str, str, str, str], None] = {}
    for link in page.links:
        if link.tag in ("a", "area"):
            text = entry_text(page.source, link)
            if link.where == "internal" or _ABOUT.search(text):
                found[link.where, link.target, text[:40], link.raw[:120]] = None
    return [list(entry) for entry in found]


def entry_text(source: str, link: Link) -> str:
    """What a reader sees of a link: its text or the words of its picture. Navigation keeps no text, so the source is asked."""
    if link.text:
        return "".join(link.text.split())
    start = source.find(">", link.offset + len(link.raw)) + 1
    end = source.find("</a", start, start + _LONGEST) if start else -1
    inner = source[start:end] if end > 0 else ""
    shown = "".join(unescape(_TAGS.sub("", inner)).split())
    if shown:
        return shown
    opening = source[max(0, source.rfind("<", 0, link.offset)) : max(start, 0)]
    return " ".join(dict.fromkeys((link.title, *_ALTERNATIVE.findall(opening + inner)))).strip()


def home_of(site: Site) -> SitePage | None:
    """The home page that stands highest in the folder."""
    homes = site.of_kind("home")
    return min(homes, key=lambda page: (page.path.count("/"), page.path)) if homes else None
