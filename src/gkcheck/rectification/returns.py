"""Reads a ledger that came back: any sheets, columns and rows in any order. What fits nowhere is kept as it is."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.ledgerfile import LedgerFault, read_rows
from gkcheck.rectification.columns import COLUMNS, FINGERPRINT, key_of
from gkcheck.rectification.wording import LABELS, LOOSE, LOOSE_HEADS, OWN, SHEETS
from gkcheck.refusals import ConfigError, shown
from gkcheck.refusals import say as choose
from gkcheck.reporters.wording import say
from gkcheck.returned import Entry, Loose, Returned

HEAD_ROWS = 30
"""Rows among which the headings are looked for; people put titles above them."""
LARGEST = 800_000_000
"""Bytes that a workbook may unpack to."""
LONGEST = 32_767
_OLE = b"\xd0\xcf\x11\xe0"
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError, SyntaxError, OSError, zipfile.BadZipFile)
"""What the reader of workbooks raises over a damaged file; zlib's own error is a ValueError's neighbour and named below."""


class _Sheet(NamedTuple):
    """A sheet as it stands: rows with their numbers, cells as text."""

    name: str
    rows: Iterable[tuple[int, tuple[str, ...]]]


def read_returned(path: Path, lang: str = "zh") -> Returned:
    """The ledger in a workbook or a CSV file. Raises ConfigError, which names the file and the cure."""
    try:
        data = path.read_bytes()
    except OSError as error:
        zh = f"无法读取台账 {shown(path)}：{error.strerror or error}。请核对 --ledger-in 的路径。"
        en = f"cannot read the ledger {shown(path)}: {error.strerror or error}. Look at the path of --ledger-in."
        raise ConfigError(choose(lang, zh, en)) from None
    sheets = list(_workbook(data, path, lang) if data[:2] == b"PK" else _text(data, path, lang))
    return _Collector(shown(path), hashlib.sha256(data).hexdigest(), lang).collect(sheets)


def _text(data: bytes, path: Path, lang: str) -> Iterator[_Sheet]:
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
    yield _Sheet("", rows)


def _workbook(data: bytes, path: Path, lang: str) -> Iterator[_Sheet]:
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
            if sheet.title in _names(OWN):
                continue
            rows = []
            formulas = False
            for number, cells in _cells(sheet):
                formulas = formulas or any(cell.data_type == "f" for cell in cells)
                rows.append((number, cells))
            if formulas:
                values = values or load_workbook(io.BytesIO(data), data_only=True)
            yield _Sheet(sheet.title, [(number, _texts(cells, values and values[sheet.title], lang)) for number, cells in rows])
    except (zlib.error, InvalidFileException, *_FAULTS) as error:
        zh = f"{shown(path)}: 工作簿无法打开（{error}）；请在表格软件中打开，核对内容后另存为 .xlsx。"
        en = f"{shown(path)}: the workbook cannot be opened ({error}); open it in a spreadsheet, look it over and save it as .xlsx."
        raise ConfigError(choose(lang, zh, en)) from None


def _names(keys: Iterable[str]) -> set[str]:
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
    return (*texts, *(_NOTE + note for note in notes))


_NOTE = "\ue000"
"""Before the text of a comment; a private sign that is no text of anybody's."""


_MIDNIGHT = time.min


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


class _Collector:
    """Sorts rows into those that stand for a finding and those that fit nowhere."""

    def __init__(self, source: str, sha256: str, lang: str) -> None:
        self._source, self._sha256, self._lang = source, sha256, lang
        self._entries: dict[str, Entry] = {}
        self._loose: list[Loose] = []
        self._headings: dict[str, None] = {}

    def collect(self, sheets: Sequence[_Sheet]) -> Returned:
        """The ledger. Raises ConfigError where no sheet has its headings: another workbook, which would drop everything."""
        found = [self._sheet(sheet) for sheet in sheets]
        if not any(found):
            zh = f"{self._source}: 没有找到台账（表头中要有“指纹”“规则”“文件”等列名）；请核对是不是 gkcheck 导出的台账，表头是否还在。"
            en = f"{self._source}: no ledger in it (headings such as Fingerprint, Rule, File are missing); is it one that gkcheck wrote, and are its headings still there?"
            raise ConfigError(choose(self._lang, zh, en))
        return Returned(self._source, self._sha256, self._entries, tuple(self._headings), tuple(self._loose))

    def _sheet(self, sheet: _Sheet) -> bool:
        """Take a sheet in; whether it is one of the ledger's."""
        rows = [(number, cells) for number, cells in sheet.rows if any(cell.strip() for cell in cells)]
        if sheet.name in _names(["loose"]) and rows and _is_loose_head(rows[0][1]):
            for _, (place, reason, *rest) in ((number, (*cells, "", "")) for number, cells in rows[1:]):
                self._loose.append(Loose(place, reason, _trimmed(rest)))
            return False
        head = next((index for index, (_, cells) in enumerate(rows[:HEAD_ROWS]) if "fingerprint" in map(key_of, cells)), None)
        if head is None:
            for number, cells in rows:
                self._keep(sheet.name, number, "sheet", cells)
            return False
        for number, cells in rows[:head]:
            self._keep(sheet.name, number, "above", cells)
        headings = _headings(rows[head][1])
        told = False
        for number, cells in rows[head + 1 :]:
            reason = self._take(headings, cells, f"{sheet.name}!{number}" if sheet.name else str(number))
            if reason:
                if not told:
                    self._keep(sheet.name, rows[head][0], "head", rows[head][1])
                    told = True
                self._keep(sheet.name, number, reason, cells)
        self._headings |= dict.fromkeys(heading for heading in headings if not key_of(heading) and heading)
        return True

    def _keep(self, sheet: str, number: int, reason: str, cells: Sequence[str]) -> None:
        place = f"{sheet}!{number}" if sheet else str(number)
        shown_cells = _trimmed([cell.removeprefix(_NOTE) for cell in cells])
        self._loose.append(Loose(place, say(LOOSE, reason, self._lang), shown_cells))

    def _take(self, headings: Sequence[str], cells: Sequence[str], place: str) -> str:
        """Put a row among the entries; "" or the reason why it is none."""
        own: dict[str, str] = {}
        extra: dict[str, str] = {}
        for index, cell in enumerate(cells):
            if cell.startswith(_NOTE):
                heading = say(LABELS, "comments", self._lang)
                extra[heading] = "\n".join(filter(None, (extra.get(heading, ""), cell.removeprefix(_NOTE))))
                self._headings.setdefault(heading)
                continue
            if not cell.strip():
                continue
            heading = headings[index] if index < len(headings) else ""
            key = key_of(heading)
            if key and key not in own:
                own[key] = cell
            else:
                # Beyond the headings, or a second column of one name: it gets the letters of its place.
                heading = heading if heading and not key else _lettered(index, heading)
                self._headings.setdefault(heading)
                extra[heading] = cell
        name = own.get("fingerprint", "").strip().lower()
        if not name:
            return "no-fingerprint"
        if not FINGERPRINT.fullmatch(name) or not own.get("rule") or not own.get("file"):
            return "unknown"
        entry = Entry(name, own, extra)
        other = self._entries.get(name)
        if other is None:
            self._entries[name] = entry
        elif _written(other) != _written(entry):
            return "twice"
        return ""


def _headings(cells: Sequence[str]) -> list[str]:
    """One heading a column; a heading of people's that stands twice gets the letters of its place."""
    seen: set[str] = set()
    headings = []
    for index, cell in enumerate(cells):
        heading = " ".join(cell.split())
        if heading in seen and not key_of(heading):
            heading = _lettered(index, heading)
        seen.add(heading)
        headings.append(heading)
    return headings


def _lettered(index: int, heading: str) -> str:
    from openpyxl.utils import get_column_letter

    return f"{heading}（{get_column_letter(index + 1)}）"


def _written(entry: Entry) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What people wrote in a row."""
    people = {column.key for column in COLUMNS if column.people}
    return {key: value for key, value in entry.cells.items() if key in people}, entry.extra


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return tuple(cells[: last + 1])


def _is_loose_head(cells: Sequence[str]) -> bool:
    return bool(cells) and cells[0] in LOOSE_HEADS["place"].values()
