"""The references of a page as the walk meets them, and the scripts: what leads elsewhere, whatever text stands around it."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from gkcheck.extract.addresses import css_addresses, refresh_address, srcset_addresses
from gkcheck.extract.tags import LAZY, LAZY_TAGS, LOADED_BY_LINK, REFERENCES, SETS

_COLLECTED = ("a", "style", *(tag for tag in REFERENCES if tag not in ("a", "td", "th", "tr", "table", "body")))


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
            if raw is None or (tag in _PARTICULAR and not _PARTICULAR[tag](element)):
                continue
            if attribute in SETS:
                self.links += [(tag, element, attribute, one, "", "", area, "", False) for one in srcset_addresses(raw)]
            elif tag == "meta":
                raw = refresh_address(raw)
                if raw:
                    self.links.append((tag, element, attribute, raw, "", "", "chrome", "", False))
            else:
                self.links.append((tag, element, attribute, raw, "", element.get("title", ""), area, "", False))
        if tag in LAZY_TAGS and not LAZY.isdisjoint(element.keys()):
            for attribute, raw in element.items():
                if attribute in LAZY and raw.strip():
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
                if sub.text:
                    self.style(tag, sub, sub.text, area)
            elif tag == "meta":
                if sub.get("http-equiv"):
                    self.reference(sub, tag, area)
            else:
                self.reference(sub, tag, "chrome" if tag == "area" else area)
                if tag == "script" and sub.text:
                    self.scripts.append(sub.text)
        if self.styled:
            for sub in element.iter():
                style = sub.get("style")
                if style:
                    self.style(sub.tag, sub, style, area)

    def style(self, tag: str, element: etree._Element, css: str, area: str) -> None:
        """Take the addresses in an element's style."""
        if "url(" in css or "@import" in css or "URL(" in css:
            self.links += [(tag, element, "style", address, "", "", area, "", False) for _, _, address in css_addresses(css)]


def _loads(element: etree._Element) -> bool:
    """True when a link element makes the browser load something (and not only names another page)."""
    rel = element.get("rel", "").lower()
    return not rel or not LOADED_BY_LINK.isdisjoint(rel.split())


def _refreshes(element: etree._Element) -> bool:
    return bool(element.get("http-equiv", "").strip().lower() == "refresh")


def _is_image(element: etree._Element) -> bool:
    return bool(element.get("type", "").strip().lower() == "image")


_PARTICULAR: dict[str, Callable[[etree._Element], bool]] = {"link": _loads, "meta": _refreshes, "input": _is_image}
"""Elements whose attribute is an address under a condition."""
