"""A DOCX document: paragraphs, headings and tables in the order of the text, as they look when all changes are accepted."""

import re
from collections.abc import Iterator

from lxml import etree

from gkcheck.extract.documents.archive import Archive, attribute, child, local, relations
from gkcheck.extract.documents.draft import Draft, Piece
from gkcheck.extract.documents.refused import Refused

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body"))
_OFF = ("0", "false", "off", "none")
_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"')
_TITLES = re.compile(r"(?:heading|标题)\s*([1-6])$|^(title|标题)$", re.I)
MAX_COLUMNS = 300


def read_word(data: bytes, draft: Draft) -> None:
    """Take a document down. Raises Refused."""
    archive = Archive(data)
    targets = relations(archive, "")
    name = next((target for target in targets.values() if target.lower().endswith("document.xml")), "word/document.xml")
    root = archive.xml(name)
    body = child(root, "body")
    if root is None or body is None:
        raise Refused("GKC001", "disguised")
    if any(local(element) in ("del", "ins", "moveFrom") and len(element) for element in root.iter()):
        draft.hidden.append("修订")
    _Reader(draft, relations(archive, name), _levels(archive, name)).read(body)


def _levels(archive: Archive, name: str) -> dict[str, str]:
    """Heading tags by the id of the paragraph style: by its name, or its outline level."""
    folder = name.rpartition("/")[0]
    root = archive.xml(f"{folder}/styles.xml")
    found = {}
    for style in root if root is not None else ():
        if local(style) != "style":
            continue
        match = _TITLES.search(attribute(child(style, "name"), "val"))
        level = attribute(child(style, "pPr", "outlineLvl"), "val")
        if match:
            found[attribute(style, "styleId")] = f"h{match[1] or 1}"
        elif level in ("0", "1", "2", "3", "4", "5"):
            found[attribute(style, "styleId")] = f"h{int(level) + 1}"
    return found


class _Reader:
    """Walks the body; paragraphs and tables are counted as a reader of the document would."""

    def __init__(self, draft: Draft, targets: dict[str, str], levels: dict[str, str]) -> None:
        self._draft = draft
        self._targets = targets
        self._levels = levels
        self._paragraphs = 0
        self._tables = 0

    def read(self, parent: etree._Element) -> None:
        """Take everything below an element, in order."""
        for element in _unwrapped(parent):
            if local(element) == "p":
                self._paragraph(element)
            elif local(element) == "tbl":
                self._table(element)

    def _paragraph(self, element: etree._Element) -> None:
        for text, links, shown in _lines(element, self._targets):
            if text.strip():
                self._paragraphs += 1
                piece = Piece(text, f"第{self._paragraphs}段", links, "content" if shown else "hidden")
                self._draft.paragraph(piece, self._tag(element))
        self._pictures(element)
        for box in element.iter():
            if local(box) == "txbxContent" and not any(local(above) == "Fallback" for above in box.iterancestors()):
                self.read(box)

    def _pictures(self, element: etree._Element) -> None:
        if any(local(found) in ("blip", "imagedata") for found in element.iter()):
            self._draft.picture()

    def _tag(self, element: etree._Element) -> str:
        return self._levels.get(attribute(child(element, "pPr", "pStyle"), "val"), "p")

    def _table(self, element: etree._Element) -> None:
        rows = [row for row in _unwrapped(element) if local(row) == "tr"]
        alone = [cell for row in rows for cell in _unwrapped(row) if local(cell) == "tc"]
        if len(alone) == 1:
            self.read(alone[0])  # a frame round a text
            return
        self._tables += 1
        table = self._tables
        grid: list[list[Piece | None]] = []
        inner: list[etree._Element] = []
        for row in rows:
            above = grid[-1] if grid else []
            line: list[Piece | None] = [None] * _number(child(row, "trPr", "gridBefore"), 0)
            for cell in _unwrapped(row):
                if local(cell) != "tc":
                    continue
                inner += [found for found in _unwrapped(cell) if local(found) == "tbl"]
                place = f"表{table} 第{len(grid) + 1}行第{len(line) + 1}列"
                line += [self._cell(cell, above[len(line)] if len(line) < len(above) else None, line, place)] * (
                    _number(child(cell, "tcPr", "gridSpan"), 1)
                )
                if len(line) > MAX_COLUMNS:
                    raise Refused("GKC005", "cells", {"limit": str(MAX_COLUMNS)})
            grid.append(line)
        self._draft.table(grid)
        self._pictures(element)
        for found in inner:
            self._table(found)

    def _cell(self, cell: etree._Element, above: Piece | None, line: list[Piece | None], place: str) -> Piece:
        """The cell, or the one that it is merged with: above (vMerge) or before it (hMerge)."""
        for name, held in (("vMerge", above), ("hMerge", line[-1] if line else None)):
            merge = child(cell, "tcPr", name)
            if merge is not None and attribute(merge, "val") != "restart" and held is not None:
                return held
        texts: list[str] = []
        links: list[str] = []
        shown = True
        for element in _unwrapped(cell):
            if local(element) == "p":
                for text, found, visible in _lines(element, self._targets):
                    texts.append(text)
                    links += found
                    shown = shown and visible
        return Piece("".join(texts), place, tuple(links), "content" if shown else "hidden")


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """Children, with those of content controls and insertions in their place."""
    for element in parent:
        if local(element) in _WRAPPERS:
            yield from _unwrapped(element)
        else:
            yield element


def _number(element: etree._Element | None, default: int) -> int:
    value = attribute(element, "val")
    return max(default, min(int(value), MAX_COLUMNS)) if value.isdecimal() and len(value) < 6 else default


def _lines(paragraph: etree._Element, targets: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Lines of a paragraph: text, addresses of its links, and whether it is shown."""
    texts: list[str] = []
    hidden: list[str] = []
    links: list[str] = []
    for element in _runs(paragraph):
        name = local(element)
        if name == "hyperlink":
            if target := targets.get(attribute(element, "id"), ""):
                links.append(target)
        elif name == "instrText":
            links += _FIELD.findall(element.text or "")
        elif name == "t":
            run = element.getparent()
            vanish = child(run, "rPr", "vanish")
            unseen = vanish is not None and attribute(vanish, "val") not in _OFF
            (hidden if unseen else texts).append(element.text or "")
        elif name in ("br", "cr"):
            yield "".join(texts), tuple(links), True
            texts, links = [], []
        elif name == "tab":
            texts.append(" ")
        elif name == "noBreakHyphen":
            texts.append("-")
    yield "".join(texts), tuple(links), True
    if hidden:
        yield "".join(hidden), (), False


def _runs(parent: etree._Element) -> Iterator[etree._Element]:
    """What a paragraph holds, less what was deleted, stands in a box of its own, or is a property."""
    for element in parent:
        name = local(element)
        if name in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "AlternateContent", "object", "delText"):
            continue
        yield element
        if len(element):
            yield from _runs(element)
