"""Ledger files against their schemas: headings in Chinese or English, cells as their columns want them, bad rows said."""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.dates import parse_date
from gkcheck.finding import Problem
from gkcheck.ledger import LedgerRow
from gkcheck.ledgerfile import KEYED, LedgerFault, Raw, read_rows
from gkcheck.refusals import say

_SHOWN = 10
_HEAD_ROWS = 10
_BESIDES = re.compile(r"[（(].*?[)）]|[\s_*＊:：\-]+")
_LIST = re.compile(r"[;；、\n]+")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?\s*年?(?:度|底|末)?")
_TRUE = ("是", "有", "√", "✓", "true", "yes", "y", "1")
_FALSE = ("否", "无", "×", "✗", "false", "no", "n", "0")


class Column(NamedTuple):
    """One column of a ledger: its key in a schema, and what the schema says of it."""

    key: str
    schema: Mapping[str, Any]

    def names(self) -> list[str]:
        """All headings that mean this column, the Chinese one first."""
        return [self.schema.get("title", self.key), self.key, *self.schema.get("x-names", ())]


def read_ledgers(
    places: Mapping[str, Path], schemas: Mapping[str, Path], root: Path, lang: str = "zh"
) -> tuple[dict[str, tuple[LedgerRow, ...]], list[Problem]]:
    """The declared ledgers that rules ask for (`schemas`), and what could not be read of them.

    A ledger that cannot be read is not there: its rules are silent, and the problem says so. Of one with bad rows the good
    ones are kept.
    """
    found: dict[str, tuple[LedgerRow, ...]] = {}
    problems: list[Problem] = []
    for name in sorted(places.keys() & schemas.keys()):
        path = places[name]
        shown = Path(os.path.relpath(path, root)).as_posix()
        try:
            rows, faults = _read(path, shown, json.loads(schemas[name].read_bytes()), lang)
        except LedgerFault as fault:
            problems.append(_problem(shown, name, str(fault), fault.line))
            continue
        found[name] = rows
        for line, sentence in faults[:_SHOWN]:
            problems.append(_problem(shown, name, sentence, line, "ledger-row"))
        if len(faults) > _SHOWN:
            zh = f"另有 {len(faults) - _SHOWN} 行有误"
            rest = say(lang, zh, f"{len(faults) - _SHOWN} more rows are faulty")
            problems.append(_problem(shown, name, rest, faults[_SHOWN][0], "ledger-row"))
    return found, problems


def _problem(path: str, name: str, error: str, line: int, variant: str = "ledger") -> Problem:
    return Problem("GKC001", path, {"ledger": name, "error": error, "line": str(line)}, variant)


def _read(
    path: Path, shown: str, schema: Mapping[str, Any], lang: str
) -> tuple[tuple[LedgerRow, ...], list[tuple[int, str]]]:
    columns = [Column(key, part) for key, part in schema["properties"].items()]
    try:
        raws = read_rows(path, lang)
    except OSError as error:
        zh = f"{error.strerror or error}；请核对 gkcheck.toml 的 [ledgers] 中的路径"
        raise LedgerFault(
            say(lang, zh, f"{error.strerror or error}; look over the path in [ledgers] of gkcheck.toml")
        ) from None
    rows = [
        LedgerRow(shown, raw.line, values, raw.part)
        for raw, values in _named(raws, columns, schema, path.suffix.lower() in KEYED, lang)
    ]
    faults = _faults(rows, schema, lang)
    good = tuple(row for number, row in enumerate(rows) if number not in faults)
    return good, [(rows[number].line, sentence) for number, sentence in faults.items()]


def _named(
    raws: Sequence[Raw], columns: Sequence[Column], schema: Mapping[str, Any], keyed: bool, lang: str
) -> list[tuple[Raw, dict[str, Any]]]:
    """Rows by the schema's keys. The head row of a table is the one with the most known names: titles may stand above it."""
    by_name = {_plain(name): column for column in columns for name in column.names()}
    if keyed:
        rows = [
            (raw, [(by_name.get(_plain(key)), value) for key, value in raw.cells.items()])
            for raw in raws
            if isinstance(raw.cells, Mapping)
        ]
        return [(raw, _values(cells)) for raw, cells in rows]
    heads = [[by_name.get(_plain(cell)) for cell in raw.cells] for raw in raws[:_HEAD_ROWS]]
    counts = [len({column.key for column in head if column}) for head in heads]
    best: int = max(range(len(heads)), key=counts.__getitem__, default=0)
    head = heads[best] if heads else []
    present = {column.key for column in head if column}
    missing = [
        column.names()[0]
        for column in columns
        if column.key in schema.get("required", ()) and column.key not in present
    ]
    if missing:
        names = say(lang, "、", ", ").join(f"“{name}”" for name in missing)
        zh = f"表头中没有 {names} 列；可用 gkcheck init --ledgers csv 生成模板对照"
        line = raws[best].line if raws else 1
        raise LedgerFault(
            say(lang, zh, f"the head row has no column {names}; gkcheck init --ledgers csv writes a template"), line
        )
    filled = (raw for raw in raws[best + 1 :] if any(str(cell or "").strip() for cell in raw.cells))
    return [(raw, _values(list(zip(head, raw.cells, strict=False)))) for raw in filled]


def _plain(name: Any) -> str:
    return _BESIDES.sub("", str(name or "")).casefold()


def _values(cells: Iterable[tuple[Column | None, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, cell in cells:
        if column is not None and column.key not in found:
            value = _value(cell, column.schema)
            if value not in ("", None, []):
                found[column.key] = value
    return found


def _value(cell: Any, schema: Mapping[str, Any]) -> Any:
    """A cell as its column wants it; what cannot be read stays as it is, for the schema to refuse."""
    kind = schema.get("type")
    if isinstance(cell, date):  # a datetime is one as well
        cell = cell.isoformat()[:10]
    text = " ".join(str(cell if cell is not None else "").split()) if not isinstance(cell, list) else ""
    if schema.get("format") == "date":
        year = _YEAR.fullmatch(text) if schema.get("x-year") else None
        if year:  # a promise for a year holds to its last day
            return f"{year[1]}-12-31"
        day = parse_date(text)
        return day.isoformat() if day else text
    if kind == "integer":
        number = re.fullmatch(r"(-?\d+)(?:\.0+)?\D?", text)
        return int(number[1]) if number else text
    if kind == "boolean" and text:
        word = text.casefold()
        return True if word in _TRUE else False if word in _FALSE else text
    if kind == "array":
        return (
            cell if isinstance(cell, list) else [part.strip() for part in _LIST.split(str(cell or "")) if part.strip()]
        )
    for value, words in schema.get("x-values", {}).items():
        if text.casefold() in map(str.casefold, words):
            return value
    return re.sub(r"\.0$", "", text) if isinstance(cell, float) else text


def _faults(rows: Sequence[LedgerRow], schema: Mapping[str, Any], lang: str) -> dict[int, str]:
    """What is wrong with rows, by their index."""
    from jsonschema import Draft202012Validator, FormatChecker

    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    found = {}
    for number, row in enumerate(rows):
        sentences = [_sentence(fault, schema, lang) for fault in validator.iter_errors(row.values)]
        if sentences:
            found[number] = say(lang, "；", "; ").join(sorted(sentences))
    return found


def _sentence(fault: Any, schema: Mapping[str, Any], lang: str) -> str:
    def name(key: str) -> str:
        return str(schema["properties"].get(key, {}).get("title", key))

    if fault.validator == "required":
        missing = [name(key) for key in fault.validator_value if key not in fault.instance]
        return say(lang, f"缺少“{'、'.join(missing)}”", f"“{', '.join(missing)}” is empty")
    key = str(fault.path[0]) if fault.path else ""
    part = schema["properties"].get(key, {})
    allowed = [words[0] if words else value for value, words in part.get("x-values", {}).items()] or part.get(
        "enum", ()
    )
    hint = "、".join(map(str, allowed)) if allowed else part.get("x-form", "")
    zh = f"“{name(key)}”的值“{fault.instance}”不合要求" + (f"，应为 {hint}" if hint else "")
    return say(
        lang, zh, f"“{name(key)}” has the unfit value “{fault.instance}”" + (f"; it should be {hint}" if hint else "")
    )
