"""An HTML page as a browser would read it, turned into a `Page`."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from lxml import etree

from gkcheck.extract.areas import Areas
from gkcheck.extract.positions import Place, Places, References
from gkcheck.extract.references import Resolver
from gkcheck.extract.scripted import scripted_parts
from gkcheck.extract.source import Decoded
from gkcheck.extract.statements import Statements, read_statements
from gkcheck.extract.tables import read_table
from gkcheck.extract.walk import Walk
from gkcheck.page import Block, Heading, Link, Page, Table

_AREAS = Areas()
_IDS = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_NAMES = etree.XPath("//a/@name", smart_strings=False)
_DEEPEST = 2048
"""Levels of tags at which libxml2 drops the rest of the page, telling it in its log alone."""
_TOO_DEEP = 114
_NUMBERED = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|章|节|条))")


def extract_html(path: str, decoded: Decoded, resolver: Resolver, data: bytes = b"") -> Page:
    """Read one page. `path` is relative to the site's root; `data` are the file's bytes where they are the text in UTF-8.

    Raises ValueError when the parser cannot make a tree of it; every text makes a page otherwise.
    """
    page = Page(path, encoding=decoded.encoding, declared_encoding=decoded.declared, source=decoded.text)
    if not decoded.text.strip():
        return page
    # libxml2 takes the bytes as UTF-8 whatever the page declares: they have been decoded already.
    data = data or decoded.text.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        return page
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root is None:
        return page
    if data.count(b"<") > _DEEPEST and any(entry.type == _TOO_DEEP for entry in parser.error_log):
        # What lies deeper is gone from the tree, and a page half read must not pass for a page in order.
        raise ValueError(f"标签嵌套超过 {_DEEPEST} 层 (tags nested deeper than {_DEEPEST} levels)")
    meta = _read_meta(root)
    title = root.find(".//title")
    head_title = "".join(title.itertext()).strip() if title is not None else ""
    text = decoded.text
    subject = _squeeze(meta.get("articletitle", ("", ""))[0] or head_title.split("-")[0].split("_")[0])
    walk = Walk(subject, _AREAS, text)
    walk.run(root)
    assemble(page, root, walk, meta, head_title, resolver)
    return page


def assemble(
    page: Page, root: etree._Element, walk: Walk, meta: dict[str, tuple[str, str]], head_title: str, resolver: Resolver
) -> None:
    """Fill `page` from what the walk found."""
    places = Places(page.source, root)
    page.blocks = tuple(Block(raw.text, raw.tag, Place(places, raw.element, raw.head), raw.area) for raw in walk.blocks)
    page.links = tuple(_links(walk, places, page.path, resolver))
    page.headings = tuple(find_headings(page.blocks))
    page.anchors = find_anchors(root)
    if walk.tables:
        page.tables = tuple(find_tables(walk, places))
    page.scripted = scripted_parts(walk.scripts, page.source, page.anchors, walk.shell and walk.runs_scripts)
    page.head_title = " ".join(head_title.split())
    labels = {name: (value, max(0, page.source.find(written))) for name, (value, written) in meta.items()}
    read_statements(page, Statements(labels, head_title, walk.crumb))


def _read_meta(root: etree._Element) -> dict[str, tuple[str, str]]:
    """Page labels by lower-case name: the first that has a value, with the name as written."""
    found: dict[str, tuple[str, str]] = {}
    for element in root.iter("meta"):
        written = element.get("name")
        if not written:
            continue
        name = written.strip().lower()
        content = (element.get("content") or "").strip()
        if name not in found or not found[name][0]:
            found[name] = (content, written)
    return found


def _links(walk: Walk, places: Places, path: str, resolver: Resolver) -> Iterator[Link]:
    known = resolver.known(path, walk.base)
    offsets = _Offsets(walk, places)
    new = tuple.__new__  # a third of the time that Link(…) takes
    for number, (tag, _, attribute, raw, text, title, area, label, handled) in enumerate(walk.links):
        where, target, fragment = known[raw]
        if where == "same-page" and not walk.base:
            target = path
        place = (offsets, number)
        yield new(Link, (tag, attribute, raw, where, target, fragment, text, title, area, label, handled, place))


class _Offsets(Sequence[int]):
    """Offsets of a page's links, worked out when the first is asked for: most pages have nothing to report."""

    def __init__(self, walk: Walk, places: Places) -> None:
        self._walk = walk
        self._places = places

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, number: Any) -> Any:
        return self._found[number]

    @cached_property
    def _found(self) -> list[int]:
        places = self._places
        references = References(places.source, places.hidden)
        offsets = []
        for _, element, attribute, raw, *_ in self._walk.links:
            offset = references.find(attribute, raw) if attribute == "href" or attribute == "src" else -1
            offsets.append(offset if offset >= 0 else places.attribute(element, attribute, raw))
        return offsets


def find_headings(blocks: Sequence[Block]) -> Iterator[Heading]:
    """Headings among the blocks: by tag, or by a numbering such as 一、 at the start of a short line."""
    for number, block in enumerate(blocks):
        tag = block.tag
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            yield Heading(int(tag[1]), block.text, block.place, number)
        elif len(block.text) <= 60 and _NUMBERED.match(block.text):
            yield Heading(7, block.text, block.place, number)


def find_anchors(root: etree._Element) -> frozenset[str]:
    """Ids and names on the page that a fragment can point to."""
    return frozenset((*_IDS(root), *_NAMES(root), *(element.get("name", "") for element in root.iter("map")))) - {""}


def find_tables(walk: Walk, places: Places) -> Iterator[Table]:
    """The data tables of the content area."""

    def place(element: etree._Element) -> Place:
        return Place(places, element, f"<{element.tag}")

    def links(cell: etree._Element) -> tuple[int, ...]:
        return tuple(walk.cells.get(cell, ()))

    for element, start, end in walk.tables:
        table = read_table(element, (start, end), place(element), place, links)
        if table:
            yield table


def _squeeze(text: str) -> str:
    return "".join(text.split())
