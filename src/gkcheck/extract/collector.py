"""The references of a page as the walk meets them, and the scripts: what leads elsewhere, whatever text stands around it."""

import re
from typing import Any

from lxml import etree

from gkcheck.extract.tags import REFERENCES

_COLLECTED = ("a", "style", "meta", *(tag for tag in REFERENCES if tag not in ("a", "td", "table", "body")))
_REFRESH = re.compile(r"url\s*=\s*(.+)$", re.I)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_SRCSET = re.compile(r"\s*([^\s,][^\s]*[^\s,]|[^\s,])(?:\s+[^,]+)?\s*(?:,|$)")


class Collector:
    """Links and scripts in document order. `styled`: whether any style of the page holds an address."""

    __slots__ = ("links", "scripts", "styled")

    def __init__(self, styled: bool) -> None:
        # Tag, element, attribute, written value, text, title, area, label, handled: a hundred a page, so plain tuples.
        # At the element's place stands the offset in its piece where the link was cut out.
        self.links: list[tuple[Any, ...]] = []
        self.scripts: list[str] = []
        self.styled = styled

    def reference(self, element: etree._Element, tag: str, area: str) -> None:
        """Take the references of one element of a tag that has some."""
        for attribute in REFERENCES[tag]:
            raw = element.get(attribute)
            if raw is None or (tag == "input" and element.get("type", "").lower() != "image"):
                continue
            if attribute == "srcset":
                for match in _SRCSET.finditer(raw):
                    self.links.append((tag, element, attribute, match[1], "", "", area, "", False))
            elif tag != "link" or _loads(element.get("rel", "")):
                self.links.append((tag, element, attribute, raw, "", element.get("title", ""), area, "", False))

    def take(self, element: etree._Element, area: str) -> None:
        """Take the references of a subtree whose text does not count."""
        links = self.links
        for sub in element.iter(*_COLLECTED):
            tag = sub.tag
            if tag == "a":
                raw = sub.get("href")
                if raw is not None:
                    links.append((tag, sub, "href", raw, "", "", "chrome", "", False))
            elif tag == "style":
                if self.styled and sub.text and "url(" in sub.text:
                    self.style(tag, sub, sub.text, area)
            elif tag == "meta":
                match = _REFRESH.search(sub.get("content", "")) if sub.get("http-equiv", "").lower() == "refresh" else None
                if match:
                    links.append((tag, sub, "content", match[1].strip("\"' "), "", "", "chrome", "", False))
            else:
                self.reference(sub, tag, "chrome" if tag == "area" else area)
                if tag == "script" and sub.text:
                    self.scripts.append(sub.text)
        if self.styled:
            for sub in element.iter():
                if "url(" in sub.get("style", ""):
                    self.style(sub.tag, sub, sub.get("style", ""), area)

    def style(self, tag: str, element: etree._Element, css: str, area: str) -> None:
        """Take the addresses in an element's style."""
        for match in _URL.finditer(css):
            raw = match[1].strip()
            if raw and not raw.startswith("data:"):
                self.links.append((tag, element, "style", raw, "", "", area, "", False))


def _loads(rel: str) -> bool:
    """True when a link element makes the browser load something (and not only names another page)."""
    return not rel or any(word in rel.lower() for word in ("icon", "stylesheet", "preload", "manifest", "prefetch", "alternate"))
