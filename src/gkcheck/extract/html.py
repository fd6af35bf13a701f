"""An HTML page as a browser would read it, turned into a `Page`."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from gkcheck.extract.areas import Areas
from gkcheck.extract.positions import Place, Places
from gkcheck.extract.references import Resolver
from gkcheck.extract.scripted import scripted_parts
from gkcheck.extract.source import Decoded
from gkcheck.extract.statements import Statements, read_statements
from gkcheck.extract.tables import read_table
from gkcheck.extract.template import DEEPEST, Slim, Template
from gkcheck.extract.viewers import viewed_files
from gkcheck.extract.walk import Uncut, Walk
from gkcheck.page import Block, Heading, Link, Page, Table

_AREAS = Areas()
_TEMPLATE = Template()
_IDS = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_NAMES = etree.XPath("//a/@name", smart_strings=False)
_TOO_DEEP = 114
"""How libxml2 says so: in its log alone."""
_NUMBERED = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|章|节|条))")


def extract_html(
    path: str, decoded: Decoded, resolver: Resolver, data: bytes = b"", template: Template = _TEMPLATE
) -> Page:
    """Read one page. `path` is relative to the site's root; `data` are the file's bytes where they are the text in UTF-8.

    Raises ValueError when the parser cannot make a tree of it; every text makes a page otherwise.
    """
    page = Page(path, encoding=decoded.encoding, declared_encoding=decoded.declared, source=decoded.text)
    if not decoded.text.strip():
        return page
    slim = template.cut(decoded.text)
    try:
        _read(page, slim, resolver, data, template)
    except Uncut as error:
        template.fail(slim.cuts if error.misplaced else [])
        _read(page, Slim(decoded.text, []), resolver, data, template)
    return page


def _read(page: Page, slim: Slim, resolver: Resolver, data: bytes, template: Template) -> None:
    """Fill `page` from the tree of its text. Raises Uncut when the text has to be read whole."""
    text = slim.text
    if slim.cuts or not data:
        # libxml2 takes the bytes as UTF-8 whatever the page declares: they have been decoded already.
        data = text.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        root = None
    except etree.XMLSyntaxError as error:
        if slim.cuts:
            raise Uncut(True) from error
        raise ValueError(str(error)) from error
    if root is None:
        if slim.cuts:
            raise Uncut(True)
        return
    if data.count(b"<") > DEEPEST and any(entry.type == _TOO_DEEP for entry in parser.error_log):
        # What lies deeper is gone from the tree, and a page half read must not pass for a page in order.
        raise ValueError(f"标签嵌套超过 {DEEPEST} 层 (tags nested deeper than {DEEPEST} levels)")
    meta = _read_meta(root)
    title = root.find(".//title")
    head_title = "".join(title.itertext()).strip() if title is not None else ""
    subject = _squeeze(meta.get("articletitle", ("", ""))[0] or head_title.split("-")[0].split("_")[0])
    walk = Walk(subject, _AREAS, text, slim.cuts)
    walk.run(root)
    places = Places(page.source, root, slim)
    _assemble(page, root, walk, places, Statements(_places_of(meta, page.source), head_title, walk.crumb), resolver)
    _remember(template, page, walk, places)


def _assemble(
    page: Page, root: etree._Element, walk: Walk, places: Places, statements: Statements, resolver: Resolver
) -> None:
    """Fill `page` from what the walk found."""
    page.blocks = tuple(Block(raw.text, raw.tag, Place(places, raw.element, raw.head), raw.area) for raw in walk.blocks)
    page.links = tuple(_links(walk, places, page.path, resolver))
    if "file=" in page.source:
        page.links += tuple(viewed_files(page.links, resolver))
    page.headings = tuple(find_headings(page.blocks))
    page.anchors = find_anchors(root).union(*(cut.piece.anchors for cut in walk.cuts))
    if walk.tables:
        page.tables = tuple(find_tables(walk, places))
    page.scripts = tuple(walk.scripts)
    page.scripted = scripted_parts(walk.scripts, page.source, page.anchors, walk.shell and walk.runs_scripts)
    page.head_title = " ".join(statements.head_title.split())
    page.labels = statements.labels
    read_statements(page, statements)


def _places_of(meta: dict[str, tuple[str, str]], source: str) -> dict[str, tuple[str, int]]:
    return {name: (value, max(0, source.find(written))) for name, (value, written) in meta.items()}


def _remember(template: Template, page: Page, walk: Walk, places: Places) -> None:
    """Let the template learn the chrome that it did not know."""
    for sort, element, (start, end), scripts in walk.chrome:
        inside = walk.links[start:end]
        if template.wants(sort) and _AREAS.judge(*sort) != "crumb" and all(places.agrees(raw[0]) for raw in inside):
            links = [(raw[0], link.offset, *raw[2:]) for raw, link in zip(inside, page.links[start:end], strict=True)]
            offset = places.tag(element)
            template.learn(sort, page.source, offset, element, links, walk.scripts[slice(*scripts)])


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
    """Offsets of a page's links, each worked out when it is asked for: most pages have nothing to report."""

    def __init__(self, walk: Walk, places: Places) -> None:
        self._walk = walk
        self._places = places

    def __len__(self) -> int:
        return len(self._walk.links)

    def __getitem__(self, number: Any) -> Any:
        tag, element, attribute, raw, *_ = self._walk.links[number]
        if not isinstance(element, int):
            return self._places.attribute(element, attribute, raw)
        if not self._places.agrees(tag):
            return self._places.value(0, tag, attribute, raw)  # as for every other tag of that name on the page
        cut = next(cut for start, cut in reversed(self._walk.filled) if start <= number)
        return cut.offset + element


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
