"""A Markdown page turned into a `Page`: rendered to HTML for the same walk, with positions in the Markdown source."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from gkcheck.extract.areas import Areas
from gkcheck.extract.front import read_front
from gkcheck.extract.html import find_anchors, find_headings, find_tables
from gkcheck.extract.positions import Place, Places
from gkcheck.extract.references import Resolver
from gkcheck.extract.scripted import scripted_parts
from gkcheck.extract.source import Decoded
from gkcheck.extract.statements import Statements, read_statements
from gkcheck.extract.tokens import MARK, Marker
from gkcheck.extract.walk import Walk
from gkcheck.page import Block, Link, Page

_AREAS = Areas()


def extract_markdown(path: str, decoded: Decoded, resolver: Resolver) -> Page:
    """Read one page. `path` is relative to the site's root. Raises ValueError when its front matter cannot be read."""
    text = decoded.text
    page = Page(path, encoding=decoded.encoding, declared_encoding=decoded.declared, source=text, markup="markdown")
    fields, start = read_front(text)
    if not fields and not text.strip():
        return page
    root, html, slugs = _rendered(text, start)
    title = next((entry.value for entry in fields if entry.name == "title"), "")
    walk = Walk("".join(title.split()), _AREAS, html)
    walk.run(root)
    places = _Marks(text, root)
    page.blocks = tuple(Block(raw.text, raw.tag, Place(places, raw.element, raw.head), raw.area) for raw in walk.blocks)
    page.headings = tuple(find_headings(page.blocks))
    page.links = tuple(_links(walk, places, path, resolver))
    page.tables = tuple(find_tables(walk, places))
    page.anchors = find_anchors(root) | slugs
    page.scripted = scripted_parts(walk.scripts, text, page.anchors, walk.shell)
    first = next((heading.text for heading in page.headings if heading.level < 7), "")
    read_statements(page, Statements({}, first, "", fields))
    return page


def rendered_links(text: str) -> list[tuple[int, Any]]:
    """The links of the rendered page in its tree, each with the offset that `extract_markdown` gives to it."""
    root, _, _ = _rendered(text, read_front(text)[1])
    places = _Marks(text, root)
    found = [(places.reference(element, href), element) for element in root.iter("a") if (href := element.get("href")) is not None]
    etree.strip_attributes(root, MARK)
    return found


def _rendered(text: str, start: int) -> tuple[etree._Element, str, frozenset[str]]:
    """The page as HTML, in a tree whose tags are marked and as text, and the anchors that generators make of its headings."""
    markdown = _parser()
    environment: dict[str, Any] = {}
    tokens = markdown.parse(text[start:], environment)
    slugs = Marker(text, start, environment.get("references", {})).mark(tokens)
    html = markdown.renderer.render(tokens, markdown.options, environment)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    return etree.fromstring(f"<html><body>{html}</body></html>".encode("utf-8", "replace"), parser), html, slugs


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": True, "store_labels": True}).enable(["table", "strikethrough"])
    # References stay as written, and every one stays a link: what is wrong with it is for the rules to say.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


class _Marks(Places):
    """Offsets that the rendered tags carry."""

    def tag(self, element: Any) -> int:
        return self.written(element)[0]

    def text(self, element: Any, head: str) -> int:
        return max(0, self.tag(element)) if head.startswith("<") else super().text(element, head)

    def written(self, element: Any) -> tuple[int, bool]:
        """Offset of an element, and whether it is that of a tag in the source; -1 = not known."""
        mark = str(element.get(MARK, ""))
        digits = mark.removeprefix("h")
        return (int(digits), mark != digits) if digits.isdecimal() else (-1, False)

    def reference(self, element: Any, raw: str) -> int:
        """Offset of a link's address: where it stands in Markdown, or in the tag that the source holds."""
        offset, tag = self.written(element)
        found = self.source.find(raw, offset, offset + 2000) if tag else offset
        return max(0, offset if found < 0 else found)


def _links(walk: Walk, places: _Marks, path: str, resolver: Resolver) -> Iterator[Link]:
    for tag, element, attribute, raw, text, title, area, label, handled in walk.links:
        where, target, fragment = resolver.resolve(raw, path, walk.base)
        offset = places.reference(element, raw)
        yield Link(tag, attribute, raw, where, target, fragment, text, title, area, label, handled, offset)
