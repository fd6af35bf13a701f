"""Tables of a guide: labels beside or above their values, tables within a larger one, and lists of many matters."""

from itertools import groupby

from gkcheck_plugins.guide.labels import OTHER, Labels, Line, named
from gkcheck_plugins.guide.opening import Opened, take
from gkcheck_plugins.guide.pieces import Piece, squeeze

_ELEMENTS = 3


def take_table(pieces: list[Piece], found: list[Opened], labels: Labels) -> int:
    """Take a table in. Returns how many matters it lists, one a row: 0 where it is not a list of them."""
    rows = [
        [list(cell) for _, cell in groupby(row, key=lambda piece: piece.cell)]
        for _, row in groupby(pieces, key=lambda piece: piece.row)
    ]
    heads = [_heads(row, labels) for row in rows]
    first = heads[0]
    wide = len(first) >= 2
    below = heads[1] if len(heads) > 1 else []
    bare = bool(below) and not any(below)
    # Where each head is an element of its own, 办理材料 is one of them and not the head of a list of documents.
    elements = all(first) and len({name for names in first for name in names} - {OTHER}) >= _ELEMENTS
    documents = any(squeeze(cell[0].text) in labels.columns for cell in rows[0])
    if wide and bare and documents and not elements and not _is_pairs(heads):
        _append(pieces, found, Line(("materials",), "", "", False))
        return 0
    if wide and all(first) and bare and len(below) == len(first):
        return _columns(rows, first, found)
    if len(first) >= 3 and not first[0] and any(first) and bare and not _is_pairs(heads):
        if any("name" in names for names in first):
            return len(rows) - 1
        if found:
            found[-1].lines += pieces
        return 0
    paired = sum(1 for row in heads if len(row) > 1 and row[0]) * 2 > len(heads)
    width = max(map(len, rows))
    at = 0
    while at < len(rows):
        end = _inner_table(rows, heads, at, labels)
        if end > at:
            listed = [piece for row in rows[at:end] for cell in row for piece in cell]
            if any(squeeze(cell[0].text) in labels.columns for cell in rows[at]):
                _append(listed, found, Line(("materials",), "", "", False))
            elif found:
                found[-1].lines += listed
            at = end
            continue
        names = heads[at]
        if paired and len(names) == width and not any(names) and _is_label(rows[at][0]):
            # In a table of labels and values this one is only not known.
            names = [(OTHER,), *names[1:]]
        _read_row(rows[at], names, found, labels)
        at += 1
    return 0


def _is_label(cell: list[Piece]) -> bool:
    text = squeeze(cell[0].text)
    return len(cell) == 1 and 2 <= len(text) <= 12 and not any(sign in text for sign in "。；，：:")


def _inner_table(rows: list[list[list[Piece]]], heads: list[list[tuple[str, ...]]], at: int, labels: Labels) -> int:
    """Where a table of its own ends that begins in row `at` of a larger one; `at` where none begins.

    Its head has three columns or more, the first of which is no label, and names documents or holds labels; what is
    below has as many cells.
    """
    width = len(rows[at])
    if width < 3 or heads[at][0] or at + 1 >= len(rows) or len(rows[at + 1]) != width or any(heads[at + 1]):
        return at
    if not any(heads[at]) and not any(squeeze(cell[0].text) in labels.columns for cell in rows[at]):
        return at
    end = at + 1
    while end < len(rows) and len(rows[end]) == width and not heads[end][0]:
        end += 1
    return end


def _heads(row: list[list[Piece]], labels: Labels) -> list[tuple[str, ...]]:
    return [named(cell[0].text, labels) if len(cell) == 1 else () for cell in row]


def _is_pairs(heads: list[list[tuple[str, ...]]]) -> bool:
    """Whether rows go label, value, label, value."""
    return (bool(heads[0][0]) and not all(heads[0])) or (
        len(heads) > 1 and sum(1 for row in heads if row[0]) * 2 > len(heads)
    )


def _append(pieces: list[Piece], found: list[Opened], line: Line) -> None:
    """A table that belongs to one element: to the open one where it is that, else to one of its own."""
    if not found or found[-1].line.names != line.names:
        label = squeeze(pieces[0].text)
        found.append(Opened(line._replace(label=label), pieces[0], "table"))
    found[-1].lines += pieces
    found.append(Opened(Line((OTHER,), "", "", False), pieces[-1], "table"))


def _columns(rows: list[list[list[Piece]]], first: list[tuple[str, ...]], found: list[Opened]) -> int:
    """A head row of labels with values below: one matter, or a list of many."""
    if "name" in {name for names in first for name in names} and len(rows) > 2:
        return len(rows) - 1
    for number, names in enumerate(first):
        head = rows[0][number][0]
        entry = Opened(Line(names, squeeze(head.text), "", False), head, "td")
        for row in rows[1:]:
            if number < len(row):
                entry.lines += row[number]
        found.append(entry)
    found.append(Opened(Line((OTHER,), "", "", False), rows[-1][-1][-1], "table"))
    return 0


def _read_row(row: list[list[Piece]], names: list[tuple[str, ...]], found: list[Opened], labels: Labels) -> None:
    """Label and value beside each other, label and value in one cell, or a row that goes on with what is above."""
    for cell, label in zip(row, names, strict=True):
        if label:
            head = cell[0]
            found.append(Opened(Line(label, squeeze(head.text), "", True), head, "td"))
        else:
            for piece in cell:
                if piece.text:
                    take(piece, found, labels)
