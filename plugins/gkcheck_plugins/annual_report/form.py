"""The three tables of the national form as data: the 2021 form and the trial form of 2019."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import gkcheck_rules.data
from gkcheck.api import expression

_SIGNS = expression(r"[\s\u200b\ufeff、，,。．.：:；;（）()“”\"'‘’《》〈〉/／*＊_]+")
_NUMBER = expression(
    r"^(?:[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)]?[、.．:：]?|[（(][一二三四五六七八九十\d]{1,2}[）)])(?=[^\d])"
)


def squeeze(text: str) -> str:
    """A label without blanks and punctuation."""
    return _SIGNS.sub("", text)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A label without numbering, blanks and punctuation: 1.属于国家秘密 → 属于国家秘密."""
    text = "".join(text.split())
    stripped = _NUMBER.sub("", text) if re.match(r"[（(]|\d|.{1,2}[、.．）)]", text) else text
    return squeeze(stripped)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A row or column of a table. `cells` are the columns that a row of table two has."""

    code: str
    label: str
    names: tuple[str, ...]
    part: str = ""
    hook: str = ""
    group: str = ""
    cells: tuple[str, ...] = ()
    decimal: bool = False
    optional: bool = False
    old: bool = False

    def fits(self, label: str) -> bool:
        """Whether a label, bare, is this one's."""
        return any(label == name[1:] if name.startswith("=") else name in label for name in self.names)


@lru_cache(maxsize=8192)
def _fitting(parts: tuple[Part, ...], label: str) -> Part | None:
    return next((part for part in parts if part.fits(label)), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the form."""

    key: str
    section: str
    rows: tuple[Part, ...]
    columns: tuple[Part, ...]

    def row(self, label: str) -> Part | None:
        """The row whose label this is."""
        return _fitting(self.rows, label)

    def column(self, label: str) -> Part | None:
        """The column whose header this is."""
        return _fitting(self.columns, label)

    def label(self, code: str) -> str:
        """The form's words for a row or column, numbering and notes aside."""
        part = next(part for part in (*self.rows, *self.columns) if part.code == code)
        return part.label

    def cells(self, row: Part) -> tuple[str, ...]:
        """The columns that a row has."""
        return row.cells or tuple(column.code for column in self.columns)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the report: its tables by their section's number."""

    first_year: int
    basis: str
    sheets: dict[str, Sheet]


@cache
def form_of(year: int) -> Form:
    """The form in which the report on a year is written. Before 2019 there was none of this kind."""
    return _read("2021" if year >= 2021 else "2019")


def _read(name: str) -> Form:
    place = Path(gkcheck_rules.data.__path__[0]) / f"annual-report-{name}.toml"
    data = tomllib.loads(place.read_text("utf-8"))
    sheets = {key: _sheet(key, data[word]) for word, key in (("two", "二"), ("three", "三"), ("four", "四"))}
    return Form(data["first-year"], data["basis"], sheets)


def _sheet(key: str, data: dict[str, Any]) -> Sheet:
    return Sheet(key, data["section"], _parts(data["rows"]), _parts(data["columns"]))


def _parts(entries: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**_frozen(entry)) for entry in entries)


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
