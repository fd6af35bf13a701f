"""An HTML page as a browser would read it, turned into a `Page`."""

import re
from typing import Any

from lxml import etree

from gkcheck.extract.areas import Areas
from gkcheck.extract.positions import Positions, attribute_offset
from gkcheck.extract.references import Resolver
from gkcheck.extract.scripted import scripted_parts
from gkcheck.extract.source import Decoded
from gkcheck.extract.statements import Statements, read_statements
from gkcheck.extract.tables import read_table
from gkcheck.extract.walk import RawBlock, Walk
from gkcheck.page import Block, Heading, Link, Page, Table

_AREAS = Areas()
_ANCHORS = etree.XPath("//@id|//a/@name|//map/@name", smart_strings=False)
_NUMBERED = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|章|节|条))")


def extract_html(path: str, decoded: Decoded, resolver: Resolver) -> Page:
    """Read one page. `path` is relative to the site's root.

    Raises ValueError when the parser cannot make a tree of it; every text makes a page otherwise.
    """
    page = Page(path, encoding=decoded.encoding, declared_encoding=decoded.declared, source=decoded.text)
    if not decoded.text.strip():
        return page
    # libxml2 takes the bytes as UTF-8 whatever the page declares: they have been decoded already.
    data = decoded.text.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        return page
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root is None:
        return page
    meta = _read_meta(root)
    title = root.find(".//title")
    head_title = "".join(title.itertext()).strip() if title is not None else ""
    walk = Walk(_squeeze(meta.get("articletitle", ("", 0))[0] or head_title.split("-")[0].split("_")[0]), _AREAS)
    walk.run(root)
    assemble(page, root, walk, meta, head_title, resolver)
    return page


def assemble(
    page: Page, root: etree._Element, walk: Walk, meta: dict[str, tuple[str, int]], head_title: str, resolver: Resolver
) -> None:
    """Fill `page` from what the walk found."""
    places = _Places(page.source, walk.counts)
    blocks = [Block(raw.text, raw.tag, places.block(raw), raw.area) for raw in walk.blocks]
    page.blocks = tuple(blocks)
    page.links = tuple(_links(walk, places, page.path, resolver))
    page.headings = tuple(_headings(blocks))
    page.anchors = frozenset(_ANCHORS(root))
    page.tables = tuple(_tables(walk, places))
    page.scripted = scripted_parts(walk.scripts, page.source, page.anchors, walk.shell)
    labels = {name: (value, places.meta(ordinal)) for name, (value, ordinal) in meta.items()}
    read_statements(page, Statements(labels, head_title, walk.crumb))


def _read_meta(root: etree._Element) -> dict[str, tuple[str, int]]:
    """Page labels by lower-case name: the first that has a value, with the number of its tag."""
    found: dict[str, tuple[str, int]] = {}
    for ordinal, element in enumerate(root.iter("meta")):
        name = element.get("name")
        if not name:
            continue
        name = name.strip().lower()
        content = (element.get("content") or "").strip()
        if name not in found or not found[name][0]:
            found[name] = (content, ordinal)
    return found


class _Places:
    """Offsets of raw items in the source, by the number of their tag."""

    def __init__(self, source: str, counts: dict[str, int]) -> None:
        self.source = source
        self.positions = Positions(source)
        self.counts = counts
        self._found: dict[str, list[int]] = {}
        self._cursor = 0

    def tag(self, name: str, ordinal: int) -> int:
        """Offset of the tag, or -1 when source and tree do not agree on that name."""
        offsets = self._found.get(name)
        if offsets is None:
            offsets = self._found[name] = self.positions.of(name, self.counts.get(name, 0))
        return offsets[ordinal] if ordinal < len(offsets) else -1

    def block(self, raw: RawBlock) -> int:
        """Offset of a text block: of its tag, else of its text."""
        offset = self.tag(raw.tag, raw.ordinal) if raw.tag != "body" else -1
        if offset >= 0:
            self._cursor = offset
            return offset
        found = self.source.find(raw.text[:12], self._cursor)
        if found >= 0:
            self._cursor = found
        return self._cursor

    def meta(self, ordinal: int) -> int:
        """Offset of the n-th meta tag, 0 when unknown."""
        return max(0, self.tag("meta", ordinal))


def _links(walk: Walk, places: _Places, path: str, resolver: Resolver) -> list[Link]:
    source, base = places.source, walk.base
    links = []
    cursor = 0
    for raw in walk.links:
        where, target, fragment = resolver.resolve(raw.raw, path, base)
        offset = places.tag(raw.tag, raw.ordinal)
        if offset >= 0:
            offset = attribute_offset(source, offset, raw.attribute, raw.raw)
        else:
            offset = max(source.find(raw.raw or raw.attribute, cursor), 0)
            cursor = max(offset, cursor)
        links.append(
            Link(
                *(raw.tag, raw.attribute, raw.raw, where, target, fragment, raw.text, raw.title),
                *(raw.area, raw.label, raw.handled, offset),
            )
        )
    return links


def _headings(blocks: list[Block]) -> list[Heading]:
    found = []
    for number, block in enumerate(blocks):
        tag = block.tag
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            found.append(Heading(int(tag[1]), block.text, block.offset, number))
        elif len(block.text) <= 60 and _NUMBERED.match(block.text):
            found.append(Heading(7, block.text, block.offset, number))
    return found


def _tables(walk: Walk, places: _Places) -> list[Table]:
    if not walk.tables:
        return []
    links: dict[tuple[str, int], list[int]] = {}
    for index, raw in enumerate(walk.links):
        if raw.tag == "a":
            links.setdefault(("a", raw.ordinal), []).append(index)
    ordinals: dict[Any, int] = {}
    if any(element.find(".//a") is not None for element, _, _ in walk.tables):
        root = walk.tables[0][0].getroottree().getroot()
        ordinals = {anchor: ordinal for ordinal, anchor in enumerate(root.iter("a"))}

    def cell_offset(cell: Any) -> int:
        ordinal = walk.marks.get(cell)
        return max(0, places.tag(cell.tag, ordinal)) if ordinal is not None else 0

    def cell_links(cell: Any) -> tuple[int, ...]:
        if not ordinals:
            return ()
        return tuple(index for anchor in cell.iter("a") for index in links.get(("a", ordinals[anchor]), ()))

    tables = []
    for element, start, end in walk.tables:
        first = next((cell for cell in element.iter("td", "th") if cell in walk.marks), None)
        offset = cell_offset(first) if first is not None else 0
        table = read_table(element, (start, end), offset, cell_offset, cell_links)
        if table:
            tables.append(table)
    return tables


def _squeeze(text: str) -> str:
    return "".join(text.split())
