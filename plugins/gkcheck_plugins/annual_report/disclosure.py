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
        self._headers: list[tuple[int, str]] = []

    def end(self) -> None:
        """Table three has begun."""
        self._open = False

    def read(self, row: list[Placed]) -> None:
        """Take a row in, if it is one of this table."""
        headers = named_columns(row, self._sheet)
        if headers:
            self._open, self._headers = True, headers
            self._reading.heads.setdefault("二", row[0].cell)
            return
        found = find_row(row, self._sheet)
        if self._open and found and len(row) > found[1]:
            self._take(row, *found)

    def _take(self, row: list[Placed], part: Part, labels: int) -> None:
        wanted = self._sheet.cells(part)
        named = [code for code in dict.fromkeys(code for _, code in self._headers) if code in wanted]
        rest = row[labels:]
        if len(rest) > len(wanted):  # Markdown knows no merged cells: what covers several columns is written in each
            rest = self._once(rest)
        columns = named if len(named) in (len(wanted), len(rest)) else list(wanted)
        while len(rest) > len(columns) and not rest[-1].text:
            rest = rest[:-1]
        if len(rest) != len(columns):
            self._reading.misread.append(Misread("二", part.code, row[labels - 1].cell, len(rest), len(columns)))
            return
        for code, entry in zip(columns, rest, strict=True):
            self._reading.take("二", part.code, code, entry.cell)

    def _once(self, rest: list[Placed]) -> list[Placed]:
        """The data cells without those that only say again, below the same header, what the one before them says."""
        kept: list[Placed] = []
        for entry in rest:
            same = kept and kept[-1].text == entry.text and self._header_of(kept[-1]) == self._header_of(entry)
            if not same:
                kept.append(entry)
        return kept

    def _header_of(self, entry: Placed) -> str:
        return next((code for column, code in reversed(self._headers) if column <= entry.column), "")
