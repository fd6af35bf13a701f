"""The documents that a guide demands, one by one: rows of a table of materials, or the items of a list."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from gkcheck.api import expression
from gkcheck_plugins.guide.labels import Labels, unnumbered
from gkcheck_plugins.guide.pieces import Piece, squeeze
from gkcheck_plugins.guide.reading import Guide

_SPLIT = expression(
    r"[；;\n]|(?<=[。；;，、\s)）])(?=\d{1,2}[.．、](?!\d))|(?=[①-⑳])|(?<=[。；;\s])(?=[（(]\d{1,2}[)）])"
)
_COMMA = expression(r"(?<!法律)(?<!法规)(?<!规章)、(?![^（(]*[)）])")
_SHORT = 16
"""Characters of a name in a row of names: 申请书、场所布局图、操作流程."""
_NUMBER = expression(r"[\d（）().、．\s]*")
_HEADED = 2


class Item(NamedTuple):
    """One document: its name, all that is said of it, and where it stands."""

    name: str
    text: str
    place: Any


class Column(NamedTuple):
    """A table of materials: its head and its rows, each a list of cells' texts and places."""

    head: list[str]
    rows: list[list[tuple[str, Any]]]


def materials(guide: Guide, labels: Labels) -> list[Item]:
    """All documents that the guide demands, in order."""
    found: list[Item] = []
    for element in guide.of("materials"):
        for table, group in groupby(element.lines, key=lambda piece: piece.table):
            lines = list(group)
            listed = _tabled(lines, labels) if table else None
            if listed is None:
                found += (item for piece in lines for item in _listed(piece))
            else:
                found += _rows(listed, labels)
    return found


def _tabled(lines: Sequence[Piece], labels: Labels) -> Column | None:
    """The lines as a table with a head of its own; None where they are the value of one cell."""
    rows = []
    for _, group in groupby(lines, key=lambda piece: piece.row):
        cells = [list(cell) for _, cell in groupby(group, key=lambda piece: piece.cell)]
        rows.append([("".join(squeeze(piece.text) for piece in cell), cell[0].place) for cell in cells])
    head = [text for text, _ in rows[0]]
    if len(rows) < _HEADED or len(head) < _HEADED or not any(text in labels.columns for text in head):
        return None
    return Column(head, rows[1:])


def name_column(table: Column, labels: Labels) -> int:
    """The column that names the documents."""
    return next(number for number, text in enumerate(table.head) if text in labels.columns)


def _rows(table: Column, labels: Labels) -> Iterator[Item]:
    column = name_column(table, labels)
    for row in table.rows:
        # A cell that is merged with the row above stands there alone.
        at = column - (len(table.head) - len(row))
        name, place = row[at] if 0 <= at < len(row) else row[0]
        if _NUMBER.fullmatch(name) and len(row) > 1:
            name, place = row[1]
        if name and not _NUMBER.fullmatch(name):
            yield Item(name, "|".join(text for text, _ in row), place)


def _listed(piece: Piece) -> Iterator[Item]:
    for line in _SPLIT.split(piece.text):
        names = _COMMA.split(unnumbered(line))
        for part in names if all(len(name) <= _SHORT for name in names) else (unnumbered(line),):
            name = part.strip(" 。；;，,")
            if len(name) >= 2:
                yield Item(name, part, piece.place)
