"""Reads table two: what was disclosed unasked, in its four or five blocks."""

from gkcheck_plugins.annual_report.cells import Misread, Reading
from gkcheck_plugins.annual_report.form import Part
from gkcheck_plugins.annual_report.rows import Placed, find_row, named_columns


class DisclosureReader:
    """Takes rows in; one counts only below a header of the table, since 行政许可 is a row of many a table."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sheet = reading.sheets["二"]
        self._open = False
        self._columns: list[str] = []

    def end(self) -> None:
        """Table three has begun."""
        self._open = False

    def read(self, row: list[Placed]) -> None:
        """Take a row in, if it is one of this table."""
        names = [code for _, code in named_columns(row, self._sheet)]
        if names:
            self._open, self._columns = True, names
            self._reading.heads.setdefault("二", row[0].cell)
            return
        found = find_row(row, self._sheet)
        if self._open and found and len(row) > found[1]:
            self._take(row, *found)

    def _take(self, row: list[Placed], part: Part, labels: int) -> None:
        wanted = self._sheet.cells(part)
        named = [code for code in self._columns if code in wanted]
        rest = row[labels:]
        columns = named if len(named) in (len(wanted), len(rest)) and len(set(named)) == len(named) else list(wanted)
        while len(rest) > len(columns) and not rest[-1].text:
            rest = rest[:-1]
        if len(rest) != len(columns):
            self._reading.misread.append(Misread("二", part.code, row[labels - 1].cell, len(rest), len(columns)))
            return
        for code, entry in zip(columns, rest, strict=True):
            self._reading.take("二", part.code, code, entry.cell)
