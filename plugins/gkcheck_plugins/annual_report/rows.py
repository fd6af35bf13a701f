"""Rows of tables as they stand on the page: each cell once, with its column in the grid."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gkcheck.api import Cell, Table, expression
from gkcheck_plugins.annual_report.form import Part, Sheet, bare
from gkcheck_plugins.annual_report.values import read_value

_LEAF = expression(r"[）)．.、]")
_LABELS = 4
"""A row has up to three label cells; one more for numbering in a cell of its own."""
_HEADER = 24
"""Characters of the longest header; running text in a cell is none."""


class Placed(NamedTuple):
    """A cell and the first column of the grid that it covers."""

    cell: Cell
    column: int

    @property
    def text(self) -> str:
        return self.cell.text


def rows_of(table: Table) -> Iterator[list[Placed]]:
    """The rows, merged cells once each, without the cells that filled up a row cut short, and without empty columns at the end.

    Spreadsheets paste the column beside the table along. A column of the form that was left blank has its name in the head.
    """
    width = max((column + 1 for row in table.grid for column, cell in enumerate(row) if cell.text), default=0)
    for row in table.grid:
        placed: list[Placed] = []
        for column, cell in enumerate(row[:width]):
            filled = cell.place is table.place and not cell.text
            if not filled and not (placed and placed[-1].cell is cell):
                placed.append(Placed(cell, column))
        yield placed


def is_label(text: str) -> bool:
    """Whether a cell holds words rather than a number or nothing."""
    return read_value(text)[1] == "other"


def find_row(row: list[Placed], sheet: Sheet) -> tuple[Part, int] | None:
    """The row of the form that the leading cells name, and how many these are."""
    leading = 0
    for entry in row[:_LABELS]:
        leading += 1
        if not is_label(entry.text) and entry.text and leading > 1:  # the first cell may number the row
            leading -= 1
            break
    for number in range(leading - 1, -1, -1):
        part = _name(row[number].text, sheet)
        if part:
            return part, number + 1
    texts = [entry.text for entry in row[:leading] if is_label(entry.text)]
    for start in range(len(texts) - 2, -1, -1):
        part = _name("".join(texts[start:]), sheet)
        if part:
            return part, max(number for number in range(leading) if row[number].text) + 1
    return None


def _name(text: str, sheet: Sheet) -> Part | None:
    if not text or not is_label(text):
        return None
    return sheet.row(bare(text)) or sheet.row(bare(_LEAF.split(text.rstrip("）)"))[-1]))


def named_columns(row: Iterable[Placed], sheet: Sheet) -> list[tuple[int, str]]:
    """The headers in a row: column of the grid and code."""
    found = []
    for entry in row:
        column = sheet.column(bare(entry.text)) if 0 < len(entry.text) <= _HEADER and is_label(entry.text) else None
        if column:
            found.append((entry.column, column.code))
    return found
