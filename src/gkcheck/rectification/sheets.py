"""A returned ledger as sheets of text: a workbook or a CSV file, whatever an office program made of it."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.ledgerfile import LedgerFault, read_rows
from gkcheck.rectification.wording import LABELS, OWN, SHEETS
from gkcheck.refusals import ConfigError, shown
from gkcheck.refusals import say as choose
from gkcheck.reporters.wording import say

LARGEST = 800_000_000
"""Bytes that a workbook may unpack to."""
LONGEST = 32_767
_OLE = b"\xd0\xcf\x11\xe0"
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError, SyntaxError, OSError, zipfile.BadZipFile)
"""What the reader of workbooks raises over a damaged file; zlib's own error is a ValueError's neighbour and named below."""
NOTE = "\ue000"
"""Before the text of a comment; a private sign that is no text of anybody's."""
_MIDNIGHT = time.min


class Sheet(NamedTuple):
    """A sheet as it stands: rows with their numbers, cells as text."""

    name: str
    rows: Iterable[tuple[int, tuple[str, ...]]]


def read_sheets(data: bytes, path: Path, lang: str) -> list[Sheet]:
    """The sheets that people write in; those that gkcheck makes anew are left out. Raises ConfigError, naming file and cure."""
    return list(_workbook(data, path, lang) if data[:2] == b"PK" else _text(data, path, lang))


def _text(data: bytes, path: Path, lang: str) -> Iterator[Sheet]:
    if data[:4] == _OLE:
        zh = f"{shown(path)}: 工作簿有密码，或是旧的 .xls 格式；请在表格软件中去掉密码，另存为 .xlsx。"
        en = f"{shown(path)}: the workbook has a password or is an old .xls; save it without a password as .xlsx."
        raise ConfigError(choose(lang, zh, en))
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        zh = f"{shown(path)}: 不是 .xlsx 工作簿，也不是 .csv；请在表格软件中打开并另存为 .xlsx。"
        en = f"{shown(path)}: neither an .xlsx workbook nor a .csv; open it in a spreadsheet and save it as .xlsx."
        raise ConfigError(choose(lang, zh, en))
    try:
        rows = [(raw.line, tuple(map(str, raw.cells))) for raw in read_rows(path, lang)]
    except LedgerFault as fault:
        raise ConfigError(f"{shown(path)}:{fault.line}: {fault}") from None
    for number, cells in rows:
        if any(len(cell) > LONGEST for cell in cells):
            zh = f"{shown(path)}:{number}: 有单元格超过 {LONGEST} 字，工作簿放不下；请拆开后再用。"
            en = f"{shown(path)}:{number}: a cell holds more than {LONGEST} characters, which no workbook can; split it."
            raise ConfigError(choose(lang, zh, en))
    yield Sheet("", rows)


def _workbook(data: bytes, path: Path, lang: str) -> Iterator[Sheet]:
    import zlib

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        if sum(member.file_size for member in members) > LARGEST:
            raise ValueError(choose(lang, "展开后过大", "it unpacks to too much"))
        commented = any("comments" in member.filename.lower() for member in members)
        # Comments are only read with the whole workbook in memory; few ledgers have any.
        book = load_workbook(io.BytesIO(data), read_only=not commented)
        values: Any = None
        for sheet in book.worksheets:
            if sheet.title in names_of(OWN):
                continue
            rows = []
            formulas = False
            for number, cells in _cells(sheet):
                formulas = formulas or any(cell.data_type == "f" for cell in cells)
                rows.append((number, cells))
            if formulas:
                values = values or load_workbook(io.BytesIO(data), data_only=True)
            yield Sheet(sheet.title, [(number, _texts(cells, values and values[sheet.title], lang)) for number, cells in rows])
    except (zlib.error, InvalidFileException, *_FAULTS) as error:
        zh = f"{shown(path)}: 工作簿无法打开（{error}）；请在表格软件中打开，核对内容后另存为 .xlsx。"
        en = f"{shown(path)}: the workbook cannot be opened ({error}); open it in a spreadsheet, look it over and save it as .xlsx."
        raise ConfigError(choose(lang, zh, en)) from None


def names_of(keys: Iterable[str]) -> set[str]:
    """What sheets of ours are called in either language, by their keys in `SHEETS`."""
    return {SHEETS[key][lang] for key in keys for lang in ("zh", "en")}


def _cells(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write a wrong size, which would cut rows off
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if any(cell.value is not None or getattr(cell, "comment", None) for cell in cells):
            yield number, cells


def _texts(cells: Sequence[Any], values: Any, lang: str) -> tuple[str, ...]:
    """Cells as text; a formula is what it came to, or itself where that is not known. Comments follow at the end."""
    texts = []
    notes = []
    for cell in cells:
        value = cell.value
        if cell.data_type == "f":
            known = values[cell.coordinate].value if values is not None else None
            value = value if known is None else known
        texts.append(text_of(value))
        if comment := getattr(cell, "comment", None):
            notes.append(f"{cell.coordinate}{say(LABELS, 'colon', lang)}{comment.text}")
    return (*texts, *(NOTE + note for note in notes))


def text_of(value: Any) -> str:
    """A cell's value as text: dates as 2026-11-22, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
