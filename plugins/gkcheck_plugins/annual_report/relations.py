"""The sums that the form's tables have to satisfy, as the numbers on a page make them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gkcheck_plugins.annual_report.cells import FormCell, Reading

_SUM = "三（七）"
_TOTAL = "总计"


class Relation(NamedTuple):
    """One relation with all its numbers. `line` is the row or column that it is about; both sides are terms and their cells."""

    line: str
    left: tuple[tuple[str, FormCell], ...]
    right: tuple[tuple[str, FormCell], ...]

    @property
    def sums(self) -> tuple[int, int]:
        """The sums of both sides."""
        left, right = (sum(cell.value or 0 for _, cell in side) for side in (self.left, self.right))
        return left, right

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.sums[0] == self.sums[1]

    @property
    def excess(self) -> int:
        """By how much the first side is larger."""
        left, right = self.sums
        return left - right

    @property
    def at(self) -> FormCell:
        """The first cell of the side that states a result."""
        return self.right[0][1]

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """All cells but those with 0, in order."""
        return tuple(cell for _, cell in (*self.left, *self.right) if cell.value)


def spelled(side: Sequence[tuple[str, FormCell]], total: int) -> str:
    """A side as one reads it: 一 56 + 二 4 = 60. Terms of a long sum that are 0 are left out."""
    shown = [term for term in side if len(side) <= 2 or term[1].value] or list(side[:1])
    text = " + ".join(f"{name}{'' if name.endswith('）') else ' '}{cell.value}" for name, cell in shown)
    return text if len(shown) == 1 else f"{text} = {total}"


def received(reading: Reading) -> Iterator[Relation | None]:
    """A1, per column: 一 + 二 = 三（七） + 四. None stands for a relation of which a number could not be read."""
    for column in _columns(reading):
        names = [(row, ("三", row, column)) for row in ("一", "二", _SUM, "四")]
        terms = _terms(reading, names)
        yield Relation(column, terms[:2], terms[2:]) if terms else None


def outcomes(reading: Reading) -> Iterator[Relation | None]:
    """A2, per column: the outcomes of 三 = 三（七）."""
    parts = [row.code for row in reading.sheets["三"].rows if row.part == "结果"]
    for column in _columns(reading):
        names = [(_short(row), ("三", row, column)) for row in (*parts, _SUM)]
        terms = _terms(reading, names)
        yield Relation(column, terms[:-1], terms[-1:]) if terms else None


def applicants(reading: Reading) -> Iterator[Relation | None]:
    """A3, per row of table three: the kinds of applicants = 总计."""
    yield from _totals(reading, "三")


def reviews(reading: Reading) -> Iterator[Relation | None]:
    """A4, per group of table four: the outcomes = 总计."""
    yield from _totals(reading, "四")


def _short(row: str) -> str:
    """三（六）3 → （六）第3项: a number beside the one that stands in the cell has to be told from it."""
    short = row.removeprefix("三")
    return f"{short[:-1]}第{short[-1]}项" if short[-1].isdigit() else short


def _columns(reading: Reading) -> list[str]:
    return [column.code for column in reading.sheets["三"].columns]


def _totals(reading: Reading, sheet: str) -> Iterator[Relation | None]:
    columns = [column.code for column in reading.sheets[sheet].columns if column.code != _TOTAL]
    for row in reading.sheets[sheet].rows:
        terms = _terms(reading, [(column, (sheet, row.code, column)) for column in (*columns, _TOTAL)])
        yield Relation(row.code, terms[:-1], terms[-1:]) if terms else None


def _terms(reading: Reading, names: Iterable[tuple[str, tuple[str, str, str]]]) -> tuple[tuple[str, FormCell], ...]:
    """Terms with their cells; none at all where one of them has no number."""
    terms = []
    for name, key in names:
        cell = reading.cells.get(key)
        if cell is None or cell.value is None:
            return ()
        terms.append((name, cell))
    return tuple(terms)
