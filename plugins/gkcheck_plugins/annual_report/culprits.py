"""Which cell is most likely the wrong one where rows and columns of table three do not add up."""

from gkcheck_plugins.annual_report.cells import FormCell, Reading
from gkcheck_plugins.annual_report.relations import applicants, outcomes, received

_TOTAL, _SUM = "总计", "三（七）"


def culprits(reading: Reading) -> dict[str, FormCell]:
    """Row or column that does not add up → the cell that explains it, where just one does.

    A cell that is too large by some number shifts its row and each relation of its column by just that number; so a row
    and a column that cross in a wrong cell are off by the same, also where several cells are wrong.
    """
    rows = {relation.line: relation.excess for relation in applicants(reading) if relation and relation.excess}
    columns = [
        {relation.line: relation.excess for relation in relations if relation}
        for relations in (received(reading), outcomes(reading))
    ]
    off = {line for relations in columns for line, excess in relations.items() if excess}
    pairs = [(row, column) for row in rows for column in off if _explains(row, column, rows[row], columns)]
    if not pairs and len(rows) == len(off) == 1:
        pairs = [(row, column) for row in rows for column in off]
    found: dict[str, FormCell] = {}
    for row, column in pairs:
        alone = sum(row == other or column == third for other, third in pairs) == 1
        cell = reading.cells.get(("三", row, column))
        if alone and cell:
            found[row] = found[column] = cell
    return found


def _explains(row: str, column: str, excess: int, columns: list[dict[str, int]]) -> bool:
    """Whether a cell wrong by what the row is off would put the column's relations off as they are."""
    error = -excess if column == _TOTAL else excess
    shifts = ({"一": error, "二": error, _SUM: -error, "四": -error}, {_SUM: -error})
    outcome = row not in ("一", "二", "四", _SUM)
    expected = (shifts[0].get(row, 0), error if outcome else shifts[1].get(row, 0))
    return all(known.get(column, shift) == shift for known, shift in zip(columns, expected, strict=True))
