"""What a guide page says, line by line, before anybody knows which of its words are labels: small enough to be kept."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gkcheck.api import Block, Cell, Page, Table, expression

MOST = 400
"""Lines of a page that are read: a guide has a hundred, a handbook of many items thousands."""
_LONGEST = 400
_BLANKS = expression(r"[\s\u200b\ufeff]+")
_EDGES = " \t\r\n\xa0\u3000\u2002\u2003\u200b\ufeff"


class Piece(NamedTuple):
    """A line of text. `table`, `row` and `cell` count from 1 within the page, table and row; 0 = in no table.

    `place` is where it stands on the page, None where only the facts of the page are at hand.
    """

    text: str
    tag: str
    table: int = 0
    row: int = 0
    cell: int = 0
    place: Any = None


def squeeze(text: str) -> str:
    """The text without blanks of any sort."""
    return _BLANKS.sub("", text)


def read_pieces(page: Page) -> tuple[Piece, ...]:
    """The lines of the content area in reading order; those of data tables know their cells, merged cells once."""
    found: list[Piece] = []
    starts = {table.blocks[0]: (number, table) for number, table in enumerate(page.tables, 1)}
    at = 0
    while at < len(page.blocks) and len(found) <= MOST:
        if at in starts and starts[at][1].blocks[1] > at:
            number, table = starts[at]
            end = table.blocks[1]
            found += _of_table(table, number, page.blocks[at:end])
            at = end
            continue
        block = page.blocks[at]
        if block.area == "content" and block.text.strip(_EDGES):
            found.append(Piece(block.text.strip(_EDGES)[:_LONGEST], block.tag, place=block))
        at += 1
    return tuple(found[: MOST + 1])


def _of_table(table: Table, number: int, blocks: Sequence[Block]) -> Iterator[Piece]:
    """Each cell's lines, found by following the blocks of the table in order."""
    rest = [block for block in blocks if block.text.strip(_EDGES)]
    seen: set[int] = set()
    at = 0
    caption = squeeze(table.caption)
    if caption and rest and squeeze(rest[0].text) == caption:
        yield Piece(table.caption[:_LONGEST], "caption", place=rest[0])
        at = 1
    for row, cells in enumerate(table.grid, 1):
        place = 0
        for cell in cells:
            if id(cell) in seen:
                continue
            seen.add(id(cell))
            place += 1
            lines, at = _lines(cell, rest, at)
            if not lines:
                yield Piece(cell.text[:_LONGEST], "td", number, row, place, cell)
            for line in lines:
                yield Piece(line.text.strip(_EDGES)[:_LONGEST], "td", number, row, place, line)


def _lines(cell: Cell, blocks: Sequence[Block], at: int) -> tuple[list[Block], int]:
    """The blocks from `at` on that make up a cell, and the index after them; none where they do not fit."""
    whole = squeeze(cell.text)
    joined, end = "", at
    while whole and end < len(blocks) and len(joined) < len(whole):
        joined += squeeze(blocks[end].text)
        end += 1
    if whole and joined == whole:
        return list(blocks[at:end]), end
    return [], at


def to_facts(pieces: Sequence[Piece]) -> list[list[Any]]:
    """What the cache keeps of them."""
    return [[piece.text, piece.tag, piece.table, piece.row, piece.cell] for piece in pieces]


def from_facts(facts: Sequence[Sequence[Any]]) -> tuple[Piece, ...]:
    """The lines again, without their places."""
    return tuple(Piece(*fact) for fact in facts)
