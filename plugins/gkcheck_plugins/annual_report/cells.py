"""The form's cells as read from a page: each with its value, its text and its place."""

from dataclasses import dataclass, field
from typing import NamedTuple

from gkcheck.api import Cell
from gkcheck_plugins.annual_report.form import Part, Sheet
from gkcheck_plugins.annual_report.values import read_value

Key = tuple[str, str, str]
"""Table ("二", "三", "四"), row and column of a cell."""


class FormCell(NamedTuple):
    """A cell of the form. `state` as in `read_value`; "merged" and "twice" are cells that belong to two rows or have two values."""

    key: Key
    value: int | None
    state: str
    cell: Cell

    @property
    def offset(self) -> int:
        return self.cell.offset

    @property
    def length(self) -> int:
        return self.cell.length


class Misread(NamedTuple):
    """A row whose cells could not be told apart: it has `found` of the `wanted` ones."""

    sheet: str
    row: str
    cell: Cell
    found: int
    wanted: int


class Leftover(NamedTuple):
    """A column or row that only the trial form has."""

    sheet: str
    label: str
    cell: Cell


@dataclass(slots=True)
class Reading:
    """The tables of one report. `sheets` are those of the form that the page follows, whatever its year asks for."""

    sheets: dict[str, Sheet]
    cells: dict[Key, FormCell] = field(default_factory=dict)
    misread: list[Misread] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    heads: dict[str, Cell] = field(default_factory=dict)
    """The first cell of each table that was found."""
    _taken: dict[int, Key] = field(default_factory=dict)

    def take(self, sheet: str, row: str, column: str, cell: Cell) -> None:
        """Note a cell. One that is merged over two rows, or a second one with another value, leaves neither readable."""
        key = (sheet, row, column)
        value, state = read_value(cell.text)
        owner = self._taken.setdefault(id(cell), key)
        known = self.cells.get(key)
        if owner != key:
            self.cells[owner] = self.cells[owner]._replace(value=None, state="merged")
            value, state = None, "merged"
        if known is None:
            self.cells[key] = FormCell(key, value, state, cell)
        elif known.cell is not cell and known.value != value:
            self.cells[key] = known._replace(value=None, state="twice")

    def row(self, sheet: str, row: str) -> list[FormCell]:
        """The cells of a row, in the form's order."""
        columns = [column.code for column in self.sheets[sheet].columns]
        return [self.cells[key] for column in columns if (key := (sheet, row, column)) in self.cells]

    def value(self, sheet: str, row: str, column: str) -> int | None:
        """The number in a cell; None where it is missing, blank or not a number."""
        cell = self.cells.get((sheet, row, column))
        return cell.value if cell else None

    def missing_rows(self, sheet: str) -> list[Part]:
        """Rows of which the page has nothing, not even one that could not be read."""
        seen = {key[1] for key in self.cells if key[0] == sheet} | {
            row.row for row in self.misread if row.sheet == sheet
        }
        return [row for row in self.sheets[sheet].rows if row.code not in seen and not row.optional]

    def missing_columns(self, sheet: str) -> list[Part]:
        """Columns that no row has, of those that rows on the page should have."""
        held = {(key[1], key[2]) for key in self.cells if key[0] == sheet}
        columns = {column for _, column in held}
        rows = [row for row in self.sheets[sheet].rows if any(row.code == held_row for held_row, _ in held)]
        wanted = {column for row in rows for column in self.sheets[sheet].cells(row)}
        return [column for column in self.sheets[sheet].columns if column.code in wanted - columns]
