"""Cells of a sheet, which stand anywhere, become paragraphs and a table."""

from collections.abc import Callable, Collection, Iterable, Mapping

from gkcheck.extract.documents.draft import MAX_CELLS, Draft, Piece
from gkcheck.extract.documents.refused import Refused

Spot = tuple[int, int]


def lay_out(
    draft: Draft,
    cells: Mapping[Spot, Piece],
    merged: Iterable[tuple[int, int, int, int]],
    shut: Collection[int],
    gone: Collection[int],
    title: str,
    name: Callable[[int, int], str],
) -> None:
    """Take the rows that hold something: lines that stand alone above and below as paragraphs, the others as one table.

    `merged` are ranges (first row and column, last row and column), `shut` and `gone` columns and rows that are not shown.
    """
    if not cells:
        return
    held = dict(cells)
    last = max(row for row, _ in held), max(column for _, column in held)
    spread = 0
    for top, left, bottom, right in merged:
        piece = held.get((top, left))
        if piece is None and (bottom > last[0] or right > last[1] or bottom - top > 200 or right - left > 60):
            continue  # an empty frame
        spread += (min(bottom, last[0]) - top + 1) * (right - left + 1)
        if spread > MAX_CELLS:
            raise Refused("GKC005", "cells", {"limit": f"{MAX_CELLS:,}"})
        # A hidden first row or column hides no more than itself.
        piece = piece or Piece("", name(top, left))
        for row in range(top, min(bottom, last[0]) + 1):
            for column in range(left, min(right, max(last[1], left)) + 1):
                held[row, column] = piece
    rows = sorted({row for (row, _), piece in held.items() if piece.text and row not in gone})
    spoken = {column for (_, column), piece in held.items() if piece.text}
    columns = [column for column in range(min(spoken), max(spoken) + 1) if column not in shut]
    if len(rows) * len(columns) > MAX_CELLS:
        raise Refused("GKC005", "cells", {"limit": f"{MAX_CELLS:,}"})
    grid = [[held.get((row, column)) for column in columns] for row in rows]
    begin, end = _table_rows(grid)
    for line in grid[:begin]:
        _speak(draft, line)
    if begin < end:
        for number in range(begin, end):
            for place, column in enumerate(columns):
                if grid[number][place] is None:
                    grid[number][place] = Piece("", name(rows[number], column))
        draft.table(grid[begin:end], title)
    for line in grid[end:]:
        _speak(draft, line)


def _table_rows(grid: list[list[Piece | None]]) -> tuple[int, int]:
    """First and end index of the rows that are a table's: those with one text alone at both ends are a title or a note."""
    counts = [len({id(piece) for piece in line if piece and piece.text}) for line in grid]
    begin = next((number for number, count in enumerate(counts) if count > 1), len(grid))
    end = next((number + 1 for number in range(len(grid) - 1, begin - 1, -1) if counts[number] > 1), begin)
    return begin, end


def _speak(draft: Draft, line: list[Piece | None]) -> None:
    told: set[int] = set()
    for piece in line:
        if piece and piece.text and id(piece) not in told:
            told.add(id(piece))
            draft.paragraph(piece)
