"""Reads table three: applications for information, by outcome and kind of applicant."""

from itertools import pairwise

from gkcheck_plugins.annual_report.cells import Misread, Reading
from gkcheck_plugins.annual_report.form import Part, bare
from gkcheck_plugins.annual_report.rows import Placed, find_row, is_label, named_columns

_GROUPS = frozenset(("本年度办理结果", "不予公开", "无法提供", "不予处理", "其他处理"))
"""Labels of groups of rows, which a wrong rowspan can push behind the row's own label."""


class ApplicantReader:
    """Takes the rows of all tables one after the other, since the table may be cut in two."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sheet = reading.sheets["三"]
        self._all = [column.code for column in self._sheet.columns]
        self._open = False
        self._columns: dict[int, str] = {}
        self._bodies = range(0)
        """Columns of the grid that stand under 法人或其他组织."""
        self._trusted = False

    def end(self) -> None:
        """Another table has begun: 总计 and 其他 mean something else there."""
        self._open = False

    def read(self, row: list[Placed]) -> bool:
        """Take a row in; False when it is none of this table."""
        if self._head(row):
            return True
        found = find_row(row, self._sheet)
        if found is None or not (self._open or found[0].code in ("一", "二")):
            return False
        if len(row) - found[1] < 1:
            return False
        self._open = True
        self._reading.heads.setdefault("三", row[0].cell)
        self._take(row, *found)
        return True

    def _head(self, row: list[Placed]) -> bool:
        names = named_columns(row, self._sheet)
        codes = {code for _, code in names}
        if not (len(codes) >= 4 or {"自然人", "总计"} <= codes):
            return False
        if "自然人" in codes and "自然人" in self._columns.values():
            self._columns = {}
        whole = [code for _, code in names]
        self._trusted = len(whole) == len(self._all) == len(codes)
        if self._trusted:
            self._columns = {}
        for column, code in names:
            self._columns[column] = code
        for entry, following in pairwise(row):
            if bare(entry.text).startswith("法人"):
                self._bodies = range(entry.column, following.column)
        self._open = True
        self._reading.heads.setdefault("三", row[0].cell)
        return True

    def _header(self) -> list[str]:
        """The columns that the header names, in the page's order; none where its rows contradict each other.

        Word leaves a cell over two columns of which the cell above it knows one: the header's last cells are then pushed
        past 总计, and what stands below them is in the form's order all the same.
        """
        grouped = {column.code for column in self._sheet.columns if column.group}
        below = {column in self._bodies for column, code in self._columns.items() if code in grouped}
        if self._bodies and len(below) == 2:
            return []
        codes = [self._columns[column] for column in sorted(self._columns)]
        ordered = [code for code in self._all if code in codes]
        return codes if self._trusted or codes == ordered else []

    def _take(self, row: list[Placed], part: Part, labels: int) -> None:
        header, rest = self._header(), row[labels:]
        columns = header if len(header) == len(self._all) or len(header) == len(rest) >= 2 else self._all
        rest = self._without_gap(rest, len(columns))
        if len(rest) != len(columns) or any(is_label(entry.text) and len(entry.text) > 12 for entry in rest):
            sheet = self._sheet.key
            self._reading.misread.append(Misread(sheet, part.code, row[labels - 1].cell, len(rest), len(columns)))
            return
        for code, entry in zip(columns, rest, strict=True):
            self._reading.take(self._sheet.key, part.code, code, entry.cell)

    def _without_gap(self, rest: list[Placed], wanted: int) -> list[Placed]:
        """The data cells alone: without group labels or blanks before them, and without a blank column behind the header's."""
        begins, ends = min(self._columns, default=-1), max(self._columns, default=-1)
        while len(rest) > wanted and not rest[-1].text and 0 <= ends < rest[-1].column:
            rest = rest[:-1]
        extra = len(rest) - wanted
        if not 0 < extra <= 2:
            return rest
        blank = not any(entry.text for entry in rest[:extra]) and rest[extra].column == begins
        grouped = all(bare(entry.text) in _GROUPS for entry in rest[:extra])
        return rest[extra:] if blank or grouped else rest
