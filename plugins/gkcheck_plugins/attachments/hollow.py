"""A sheet of a workbook, of whatever version: which of its filled cells a reader does not see."""

from collections.abc import Iterator

from gkcheck_plugins.attachments.places import letters, ranges
from gkcheck_plugins.attachments.trace import Doubt, Trace

MAX_HIDDEN = 200_000
MAX_COLUMN = 16_384
_OWN = ("WpsReserved_", "_xl")
"""Beginnings of the names of sheets that the programs make for themselves, as WPS does for pictures in cells."""


class Sheet:
    """Takes the cells of a sheet that hold something. `state` is "", "hidden" or "veryHidden"."""

    def __init__(self, name: str, state: str = "") -> None:
        self.name = name
        self.state = state if state in ("hidden", "veryHidden") else ""
        self._columns: set[int] = set()
        self._filled = 0
        self._in_rows: set[tuple[int, int]] = set()
        self._in_columns: set[tuple[int, int]] = set()
        self._rows: set[int] = set()
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}

    @property
    def has_shut(self) -> bool:
        """Whether a column is hidden."""
        return bool(self._columns)

    def shut(self, first: int, last: int) -> None:
        """Hide columns, which are told before the cells."""
        self._columns.update(range(first, min(last, MAX_COLUMN) + 1))

    def take(self, row: int, column: int, hidden: bool) -> None:
        """A cell that holds something, in a `hidden` row or not. Raises Doubt where there are too many to keep."""
        self._filled += 1
        if self.state:
            return
        if hidden:
            self._rows.add(row)
            self._in_rows.add((row, column))
        if column in self._columns:
            self._in_columns.add((row, column))
        if len(self._in_rows) + len(self._in_columns) > MAX_HIDDEN:
            raise Doubt("attachment-bounds")

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """A range whose first cell is shown as long as any part of it is."""
        if len(self._merged) < MAX_HIDDEN:
            self._merged[top, left] = bottom, right

    def traces(self, sources: str = "") -> Iterator[Trace]:
        """What the sheet hides. `sources` are the formulas of drop-down lists: a hidden sheet may be there to feed them."""
        if self.name.startswith(_OWN):
            return
        if self.state:
            if self._filled:
                listed = f"{self.name}!" in sources or f"{self.name}'!" in sources
                variant = "list-sheet" if listed else "hidden-sheet" if self.state == "hidden" else "very-hidden-sheet"
                yield Trace(variant, self.name, {"sheet": self.name, "count": str(self._filled)}, note=listed)
            return
        rows = {place for place in self._in_rows if not self._is_seen(place)}
        if rows:
            numbers = ranges({row for row, _ in rows})
            yield self._trace("hidden-rows", numbers, len(rows))
        columns = {place for place in self._in_columns if not self._is_seen(place)}
        if columns:
            numbers = ranges({column for _, column in columns}, letters)
            yield self._trace("hidden-columns", numbers, len(columns))

    def _trace(self, variant: str, numbers: str, count: int) -> Trace:
        return Trace(variant, f"{self.name}!{numbers}", {"sheet": self.name, "numbers": numbers, "count": str(count)})

    def _is_seen(self, place: tuple[int, int]) -> bool:
        """Whether the cell is the first of a merged range that reaches into what is shown."""
        end = self._merged.get(place)
        if end is None:
            return False
        (top, left), (bottom, right) = place, end
        row_seen = any(row not in self._rows for row in range(top, min(bottom, top + 1000) + 1))
        column_seen = any(column not in self._columns for column in range(left, min(right, left + 1000) + 1))
        return row_seen and column_seen
