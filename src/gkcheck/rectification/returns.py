"""Reads a ledger that came back: any sheets, columns and rows in any order. What fits nowhere is kept as it is."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from gkcheck.rectification.columns import COLUMNS, FINGERPRINT, key_of
from gkcheck.rectification.sheets import NOTE, Sheet, names_of, read_sheets
from gkcheck.rectification.wording import LABELS, LOOSE, LOOSE_HEADS
from gkcheck.refusals import ConfigError, shown
from gkcheck.refusals import say as choose
from gkcheck.reporters.wording import say
from gkcheck.returned import Entry, Loose, Returned

HEAD_ROWS = 30
"""Rows among which the headings are looked for; people put titles above them."""


def read_returned(path: Path, lang: str = "zh") -> Returned:
    """The ledger in a workbook or a CSV file. Raises ConfigError, which names the file and the cure."""
    try:
        data = path.read_bytes()
    except OSError as error:
        zh = f"无法读取台账 {shown(path)}：{error.strerror or error}。请核对 --ledger-in 的路径。"
        en = f"cannot read the ledger {shown(path)}: {error.strerror or error}. Look at the path of --ledger-in."
        raise ConfigError(choose(lang, zh, en)) from None
    sheets = read_sheets(data, path, lang)
    return _Collector(shown(path), hashlib.sha256(data).hexdigest(), lang).collect(sheets)


class _Collector:
    """Sorts rows into those that stand for a finding and those that fit nowhere."""

    def __init__(self, source: str, sha256: str, lang: str) -> None:
        self._source, self._sha256, self._lang = source, sha256, lang
        self._entries: dict[str, Entry] = {}
        self._loose: list[Loose] = []
        self._headings: dict[str, None] = {}

    def collect(self, sheets: Sequence[Sheet]) -> Returned:
        """The ledger. Raises ConfigError where no sheet has its headings: another workbook, which would drop everything."""
        found = [self._sheet(sheet) for sheet in sheets]
        if not any(found):
            zh = f"{self._source}: 没有找到台账（表头中要有“指纹”“规则”“文件”等列名）；请核对是不是 gkcheck 导出的台账，表头是否还在。"
            en = f"{self._source}: no ledger in it (headings such as Fingerprint, Rule, File are missing); is it one that gkcheck wrote, and are its headings still there?"
            raise ConfigError(choose(self._lang, zh, en))
        return Returned(self._source, self._sha256, self._entries, tuple(self._headings), tuple(self._loose))

    def _sheet(self, sheet: Sheet) -> bool:
        """Take a sheet in; whether it is one of the ledger's."""
        rows = [(number, cells) for number, cells in sheet.rows if any(cell.strip() for cell in cells)]
        if sheet.name in names_of(["loose"]) and rows and _is_loose_head(rows[0][1]):
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
        shown_cells = _trimmed([cell.removeprefix(NOTE) for cell in cells])
        self._loose.append(Loose(place, say(LOOSE, reason, self._lang), shown_cells))

    def _take(self, headings: Sequence[str], cells: Sequence[str], place: str) -> str:
        """Put a row among the entries; "" or the reason why it is none."""
        own: dict[str, str] = {}
        extra: dict[str, str] = {}
        for index, cell in enumerate(cells):
            if cell.startswith(NOTE):
                heading = say(LABELS, "comments", self._lang)
                extra[heading] = "\n".join(filter(None, (extra.get(heading, ""), cell.removeprefix(NOTE))))
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
