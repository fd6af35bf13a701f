"""Reads table four: administrative review and litigation, one row of three groups of five cells."""

from gkcheck_plugins.annual_report.cells import Misread, Reading
from gkcheck_plugins.annual_report.form import bare
from gkcheck_plugins.annual_report.rows import Placed, is_label, named_columns


class ReviewReader:
    """Waits for a header of outcomes and takes the row of numbers below it; the groups may be tables of their own."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sheet = reading.sheets["四"]
        self._groups = [row.code for row in self._sheet.rows]
        self._above: list[list[Placed]] = []
        self._names: dict[int, str] = {}
        """Headers since the last row of numbers, which may stand in two rows."""
        self._columns: list[tuple[str, str]] = []
        self._done: list[str] = []
        self._group_of_lines = ""
        """The group that the lines of a table stand in which has one outcome a line."""

    def begin(self) -> None:
        """A new table: what stood above does not head its columns."""
        self._above = []
        self._names = {}
        self._group_of_lines = ""

    def read(self, row: list[Placed]) -> bool:
        """Take a row in; False when it is none of this table."""
        if self._take_line(row):
            return True
        names = named_columns(row, self._sheet)
        if len({code for _, code in names} - {"总计"}) >= 3:
            self._names |= dict(names)
            self._columns = self._headed(sorted(self._names.items()))
            self._above.append(row)
            self._reading.heads.setdefault("四", row[0].cell)
            return True
        if self._columns and row and not all(is_label(entry.text) for entry in row):
            if self._take_upright(row):
                return True
            self._take(row)
            self._columns, self._names = [], {}
            return True
        self._above.append(row)
        return False

    def _take_line(self, row: list[Placed]) -> bool:
        """Take a row that ends in an outcome and its number: 行政复议 | 结果维持 | 1."""
        labels = [entry for entry in row[:-1] if is_label(entry.text)]
        if len(row) < 2 or len(row) > 4 or len(labels) < len(row) - 1 or is_label(row[-1].text):
            return False
        groups = [part for entry in labels if (part := self._sheet.row(bare(entry.text)))]
        outcome = self._sheet.column(bare(labels[-1].text))
        if groups:
            self._group_of_lines = groups[-1].code
        if outcome is None or not self._group_of_lines:
            return False
        if groups:
            self._reading.heads.setdefault("四", row[0].cell)
            self._done.append(self._group_of_lines)
        self._reading.take("四", self._group_of_lines, outcome.code, row[-1].cell)
        return True

    def _headed(self, names: list[tuple[int, str]]) -> list[tuple[str, str]]:
        """Group and outcome of each header: the group from the cells above it, or by its order where none stands there."""
        groups = [self._group(column) for column, _ in names]
        if not all(groups) or len(set(zip(groups, (code for _, code in names), strict=True))) < len(names):
            left = [group for group in self._groups if group not in self._done]
            size = len(self._sheet.columns)
            if len(names) % size or len(names) // size > len(left):
                return [("", code) for _, code in names]
            groups = [left[number // size] for number in range(len(names))]
        return [(group or "", code) for group, (_, code) in zip(groups, names, strict=True)]

    def _group(self, column: int) -> str:
        for row in reversed(self._above):
            over = [entry for entry in row if entry.column <= column]
            part = self._sheet.row(bare(over[-1].text)) if over else None
            if part:
                return part.code
        return ""

    def _take_upright(self, row: list[Placed]) -> bool:
        """Take a row that its first cells name, in a table that has a row for each group; False in the form's own."""
        codes = [self._names[column] for column in sorted(self._names)]
        rest = row[-len(codes) :]
        parts = [self._sheet.row(bare(entry.text)) for entry in row[: -len(codes)] if is_label(entry.text)]
        group = next((part for part in reversed(parts) if part), None)
        if group is None or len(set(codes)) < len(codes) or len(codes) < len(self._sheet.columns):
            return False
        self._done.append(group.code)
        for code, entry in zip(codes, rest, strict=True):
            self._reading.take("四", group.code, code, entry.cell)
        return True

    def _take(self, row: list[Placed]) -> None:
        wanted = len(self._columns)
        self._done += [group for group, _ in self._columns if group]
        while len(row) > wanted and is_label(row[0].text):
            row = row[1:]
        if len(row) != wanted or not all(group for group, _ in self._columns):
            for group in dict.fromkeys(group or self._groups[0] for group, _ in self._columns):
                self._reading.misread.append(Misread("四", group, row[0].cell, len(row), wanted))
            return
        for (group, code), entry in zip(self._columns, row, strict=True):
            self._reading.take("四", group, code, entry.cell)
