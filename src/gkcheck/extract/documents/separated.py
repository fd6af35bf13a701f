"""A CSV file: one table, whose cells have a line and a column in the file."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.extract.documents.draft import Draft, Piece
from gkcheck.extract.documents.grid import lay_out
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.documents.sheets import MAX_COLUMNS, MAX_ROWS, column_name
from gkcheck.extract.source import NotText, decode

_DELIMITERS = (",", "\t", ";", "|", "，")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_BLANKS = " \t\u3000\xa0"


class _Value(NamedTuple):
    row: int
    column: int
    text: str
    offset: int


def read_values(data: bytes, draft: Draft) -> None:
    """Take a CSV file down, in UTF-8 or GBK, whatever parts its values. Raises Refused."""
    try:
        decoded = decode(data)
    except NotText as error:
        raise Refused("GKC001", "binary") from error
    draft.source, draft.encoding = decoded.text, decoded.encoding
    cells = {}
    for value in _split(decoded.text, find_delimiter(decoded.text)):
        if value.row > MAX_ROWS or value.column > MAX_COLUMNS:
            raise Refused("GKC005", "cells", {"limit": f"{MAX_ROWS:,}"})
        cells[value.row, value.column] = Piece(
            value.text, f"{column_name(value.column)}{value.row}", offset=value.offset
        )
    filled = {place: piece for place, piece in cells.items() if piece.text}
    spoken = {row for row, _ in filled}
    # An empty value has a place of its own in the text, between its separators.
    lay_out(
        draft,
        {place: piece for place, piece in cells.items() if place[0] in spoken},
        (),
        (),
        (),
        "",
        lambda r, c: f"{column_name(c)}{r}",
    )


def find_delimiter(text: str) -> str:
    """What parts the values: the sign of which the first lines hold equally many, the most of them."""
    lines = [line for line in _QUOTED.sub("", text[:20_000]).splitlines()[:30] if line.strip()]

    def weight(sign: str) -> tuple[int, int]:
        counts = [count for line in lines if (count := line.count(sign))]
        common = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 0
        return counts.count(common) if common else 0, common

    return max(_DELIMITERS, key=weight)


def _split(text: str, delimiter: str) -> Iterator[_Value]:
    """The values with their offsets. A quoted value may hold separators and line ends; a row without values is blank."""
    row, column, offset = 1, 1, 0
    size = len(text)
    pattern = re.compile(rf'[{_BLANKS}]*"((?:[^"]|"")*)"[{_BLANKS}]*(?={re.escape(delimiter)}|[\r\n]|\Z)')
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    while offset <= size:
        match = pattern.match(text, offset)
        if match:
            yield _Value(row, column, match[1].replace('""', '"').strip(), match.start(1))
        else:
            match = bare.match(text, offset)
            assert match is not None
            inner = match[0].strip()
            yield _Value(row, column, inner, offset + (match[0].find(inner) if inner else 0))
        offset = match.end()
        if offset >= size:
            return
        if text.startswith(delimiter, offset):
            offset, column = offset + 1, column + 1
        else:
            offset += 2 if text.startswith("\r\n", offset) else 1
            row, column = row + 1, 1
