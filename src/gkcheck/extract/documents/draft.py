"""A document while it is being read: its text in reading order, each piece with its name in the file."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.html import find_headings
from gkcheck.extract.lines import clean
from gkcheck.extract.references import Resolver
from gkcheck.page import Block, Cell, Link, Page, Table

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_YEAR_END = re.compile(r"(?:19|20)\d\d年?度?$")
MAX_CELLS = 300_000
"""Cells of one file: more is data for a machine, which no rule reads."""


_ADDRESS = re.compile(r"(?:https?://[^\s<>]+|\.{0,2}/[\x21-\x7e]{3,})$")


class Parts:
    """The names of a document's places, by their offset in its text."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._names: list[str] = []

    def add(self, offset: int, name: str) -> None:
        """Note the name of what begins at `offset`; offsets come in ascending order."""
        self._starts.append(offset)
        self._names.append(name)

    def at(self, offset: int) -> str:
        """The name of the place that `offset` lies in, "" before the first."""
        number = bisect_right(self._starts, offset) - 1
        return self._names[number] if number >= 0 else ""


@dataclass(slots=True, eq=False)
class Piece:
    """A cell as found. `part` is its name, as in Sheet1!C7; `links` are addresses; `offset` -1 = to be laid out."""

    text: str
    part: str
    links: tuple[str, ...] = ()
    area: str = "content"
    offset: int = -1


@dataclass(slots=True)
class Draft:
    """Takes a document's pieces in reading order. Where `source` is given, it is the file's own text and pieces have offsets."""

    path: str
    markup: str
    resolver: Resolver
    source: str = ""
    encoding: str = "utf-8"
    parts: Parts = field(default_factory=Parts)
    hidden: list[str] = field(default_factory=list)
    """Names of what the file holds and does not show: sheets, rows, columns, tracked changes."""
    _lines: list[str] = field(default_factory=list)
    _end: int = 0
    _cells: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)

    def paragraph(self, piece: Piece, tag: str = "p") -> None:
        """Take a paragraph; an empty one is nothing."""
        text = clean(_CONTROL.sub("", piece.text))
        if text:
            offset = self._offset(piece, text, "")
            self._blocks.append(Block(text, tag, offset, piece.area))
            self._link(piece.links, text, offset)
            self._close()

    def picture(self) -> None:
        """Note a picture: what it shows cannot be read."""
        self._links.append(Link("img", "src", "", "data", "", "", "", "", "content", "", False, self._end))

    def table(self, grid: Sequence[Sequence[Piece | None]], caption: str = "") -> None:
        """Take a table. A merged cell is the same piece at every place; None fills up a row cut short."""
        width = max((len(row) for row in grid), default=0)
        self._cells += width * len(grid)
        if self._cells > MAX_CELLS:
            raise Refused("GKC005", "cells", {"limit": f"{MAX_CELLS:,}"})
        if not width:
            return
        first = next((piece.offset for piece in grid[0] if piece), -1)
        start, place = len(self._blocks), Offset(first if first >= 0 else self._end)
        known: dict[int, Cell] = {}
        filler = Cell("", place, False)
        rows = []
        for line in grid:
            row = []
            for piece in line:
                if piece is None:
                    row.append(filler)
                elif id(piece) in known:
                    row.append(known[id(piece)])
                else:
                    known[id(piece)] = cell = self._cell(piece)
                    row.append(cell)
            self._close()
            rows.append((*row, *[filler] * (width - len(row))))
        self._tables.append(Table(tuple(rows), place, (start, len(self._blocks)), caption))

    def _cell(self, piece: Piece) -> Cell:
        text = clean(_CONTROL.sub("", piece.text))
        offset = self._offset(piece, text, "\t")
        # A program that shows the table makes a link of an address; so does who reads it.
        numbers = self._link(piece.links or ((text,) if _ADDRESS.match(text) else ()), text, offset)
        if text:
            self._blocks.append(Block(text, "td", offset, piece.area))
        return Cell(text, offset, False, numbers)

    def _offset(self, piece: Piece, text: str, end: str) -> int:
        """Where a piece stands: in the file's own text, or where it is now written down."""
        offset = piece.offset if piece.offset >= 0 else self._end
        self.parts.add(offset, piece.part)
        if piece.offset < 0:
            self._lines.append(text + end)
            self._end += len(text) + len(end)
        return offset

    def _close(self) -> None:
        self._lines.append("\n")
        self._end += 1

    def _link(self, addresses: Sequence[str], text: str, offset: int) -> tuple[int, ...]:
        first = len(self._links)
        for raw in addresses:
            where, target, fragment = self.resolver.resolve(raw, self.path)
            self._links.append(Link("a", "href", raw, where, target, fragment, text, "", "content", "", False, offset))
        return tuple(range(first, len(self._links)))

    def page(self) -> Page:
        """The page that was taken down. Raises Refused where nothing in it is text."""
        from gkcheck.extract.statements import Statements, read_statements, squeeze

        if not self._blocks:
            raise Refused("GKC005", "no-text", faulty=False)
        page = Page(self.path, source=self.source or "".join(self._lines), markup=self.markup, encoding=self.encoding)
        page.parts = self.parts
        page.hidden = tuple(self.hidden)
        page.blocks = tuple(self._blocks)
        page.tables = tuple(self._tables)
        page.links = tuple(self._links)
        page.headings = tuple(find_headings(page.blocks))
        title = own_title(page.blocks)
        read_statements(page, Statements({}, title, ""))
        if squeeze(page.title) in title:
            page.title = title  # all of its lines
        return page


class Offset:
    """An offset that is an object of its own: cells that fill up a table's rows are known by it."""

    __slots__ = ("_offset",)

    def __init__(self, offset: int) -> None:
        self._offset = offset

    def __index__(self) -> int:
        return self._offset


def own_title(blocks: Sequence[Block]) -> str:
    """What a document's first lines call it; "" where they do not tell. Properties of files name other files' titles."""
    from gkcheck.extract.statements import ORGAN, TITLE_FORM, squeeze

    near = [block.text for block in blocks[:15] if block.area == "content" and block.tag != "td"]
    for number, text in enumerate(near):
        plain = squeeze(text)
        if len(plain) <= 90 and TITLE_FORM.search(plain):
            # The body's name and the year may have lines of their own above.
            for above in map(squeeze, reversed(near[max(0, number - 2) : number])):
                begins = ORGAN.search(above) or _YEAR_END.search(above)
                if not begins or not 4 <= len(above) <= 30 or above in plain:
                    break
                plain = above + plain
            return plain
    return next((text for text in near[:3] if 6 <= len(text) <= 60 and not text.endswith(("。", "；", "："))), "")
