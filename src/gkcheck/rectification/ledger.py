"""The ledger of what has to be mended (整改台账) as a workbook: one sheet a department, before them what they come to."""

from collections.abc import Sequence
from datetime import date

from gkcheck.rectification.cells import Fragment
from gkcheck.rectification.columns import COLUMNS, STATUS, Column
from gkcheck.rectification.coverage import write_coverage
from gkcheck.rectification.indicators import Spots, write_inspection
from gkcheck.rectification.overview import write_overview
from gkcheck.rectification.rows import Book as Rows
from gkcheck.rectification.rows import Row, build_book
from gkcheck.rectification.trace import made_by, write_trace
from gkcheck.rectification.wording import LABELS, LOOSE_HEADS, SHEETS
from gkcheck.rectification.workbook import Book, Look, Sheet
from gkcheck.reporters.wording import pick, say
from gkcheck.run import Run

_LEVELS = {"error": "error", "warning": "warning", "note": "note", "review": "review"}
_RESULTS = {"new": "warning", "unchanged": "error", "returned": "error", "fixed": "good", "unverified": "review", "accepted": "note"}
_CENTERED = {"number", "found", "first_seen", "rechecked", "days_left", "rule"}
_FAINT = {"fingerprint", "about"}
_EXTRA_WIDTH = 18


def render(run: Run) -> bytes:
    """The workbook. It holds no macro, no formula and no link to another workbook."""
    return _Ledger(run).made()


class _Ledger:
    def __init__(self, run: Run) -> None:
        self.run, self.lang = run, run.lang
        self.rows = build_book(run)
        self.book = Book(
            say(SHEETS, "items", run.lang),
            say(LABELS, "cut", run.lang),
            made_by(run),
            say(LABELS, "page-of", run.lang),
        )
        self.headings = _headings(run, self.rows)

    def made(self) -> bytes:
        """The bytes of the file."""
        own = {key: self.book.name(say(SHEETS, key, self.lang)) for key in ("inspection", "summary")}
        owned = any(lead for lead in self.rows.items)
        kept = [say(SHEETS, key, lang) for key in SHEETS for lang in ("zh", "en")]
        names = {lead: self._name_of(lead, owned, kept) for lead in self.rows.items or {"": []}}
        rest = {key: self.book.name(say(SHEETS, key, self.lang)) for key in ("review", "closed", "loose", "coverage", "trace")}
        spots = self._spots(names, rest["review"])
        write_inspection(self.run, self.book, own["inspection"], spots)
        write_overview(self.run, self.book, own["summary"], self.rows, names)
        for lead, name in names.items():
            self._items(name, self.rows.items.get(lead, []))
        self._items(rest["review"], self.rows.review)
        if self.rows.closed:
            self._items(rest["closed"], self.rows.closed)
        if self.run.returned and self.run.returned.loose:
            self._loose(rest["loose"])
        write_coverage(self.run, self.book, rest["coverage"])
        write_trace(self.run, self.book, rest["trace"])
        return self.book.save(self.run.today)

    def _name_of(self, lead: str, owned: bool, kept: Sequence[str]) -> str:
        """A department may be called what a sheet of ours is; then it gets a number."""
        if lead:
            return self.book.name(lead, kept)
        return self.book.name(say(SHEETS, "nobody" if owned else "items", self.lang))

    def _spots(self, names: dict[str, str], review: str) -> Spots:
        """Where each finding stands: fingerprint → number, sheet and row."""
        spots: Spots = {}
        for lead, rows in ((*self.rows.items.items(), (None, self.rows.review))):
            name = review if lead is None else names[lead]
            for line, row in enumerate(rows, 2):
                spots[str(row.cells["fingerprint"])] = (int(str(row.cells["number"])), name, line)
        return spots

    def _items(self, name: str, rows: Sequence[Row]) -> None:
        widths = [column.width for column in COLUMNS] + [_EXTRA_WIDTH] * len(self.headings)
        sheet = self.book.sheet(name, widths, frozen="D2", repeat=1, wide=True)
        sheet.height(32)
        sheet.row(
            *(Look(column.head(self.lang), "people-head" if column.people else "head") for column in COLUMNS),
            *(Look(heading, "people-head") for heading in self.headings),
        )
        for number, row in enumerate(rows):
            if sheet.full:
                sheet.row(Look(say(LABELS, "rows-cut", self.lang, n=len(rows) - number), "sentence"))
                break
            sheet.height(_height(row))
            sheet.row(*(self._look(column, row) for column in COLUMNS), *(_extra(row.extra.get(one, "")) for one in self.headings))
        self._choices(sheet)
        sheet.filters(len(widths))

    def _choices(self, sheet: Sheet) -> None:
        place = 1 + [column.key for column in COLUMNS].index("status")
        words = [pick(words, self.lang) for words in STATUS.values()]
        title, text = say(LABELS, "status-title", self.lang), say(LABELS, "status-help", self.lang)
        sheet.choices(place, 2, words, title, text)

    def _look(self, column: Column, row: Row) -> Look:
        value = row.cells.get(column.key, "")
        if column.people:
            return Look(value, "people-day" if isinstance(value, date) else "people")
        if isinstance(value, date):
            return Look(value, "day")
        if column.key == "severity":
            return Look(value, _LEVELS.get(row.level, "short"))
        if column.key == "result":
            return Look(value, _RESULTS.get(row.state, "short"))
        if column.key == "address" and row.link:
            return Look(value, "link", row.link)
        style = "short" if column.key in _CENTERED else "faint" if column.key in _FAINT else "text"
        return Look(value, style)

    def _loose(self, name: str) -> None:
        """Rows that fit nowhere, cell by cell as they came."""
        loose = self.run.returned.loose if self.run.returned else ()
        wide = max(len(row.cells) for row in loose)
        sheet = self.book.sheet(name, [20, 24, *([18] * wide)], frozen="C2")
        sheet.row(*(Look(say(LOOSE_HEADS, key, self.lang), "head") for key in LOOSE_HEADS))
        for row in loose:
            sheet.row(Look(row.place), Look(row.reason), *(Look(cell, "people") for cell in row.cells))


def _headings(run: Run, rows: Rows) -> list[str]:
    """The columns at the end: people's own in their order, then those that keep what was replaced."""
    named = list(run.returned.headings) if run.returned else []
    for row in (*rows.rows, *rows.review, *rows.closed):
        for heading in row.extra:
            if heading not in named:
                named.append(heading)
    return named


def _extra(text: str) -> Look:
    """A cell of people's own: what was a number is one again."""
    if text and len(text) < 16 and text.isascii():
        try:
            number = int(text) if text.lstrip("-").isdecimal() else float(text)
        except ValueError:
            return Look(text, "people")
        if str(number) == text and number not in (float("inf"), float("-inf")):
            return Look(number, "people")
    return Look(text, "people")


def _height(row: Row) -> float:
    """Points for the longest cell. A spreadsheet does not measure rich text by itself, and some measure nothing."""
    lines = 1
    for column in COLUMNS:
        value = row.cells.get(column.key, "")
        if isinstance(value, date | int) or column.key in _FAINT:
            continue
        text = f"{value.lead}\n{value.before}{value.fault}{value.after}" if isinstance(value, Fragment) else value
        room = column.width - 1
        if 2 * len(text) < room and "\n" not in text:
            continue
        lines = max(lines, sum(1 + _wide(piece) // room for piece in text.split("\n")))
    return min(15.0 * lines + 3, 240)


def _wide(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))
