"""Workbooks of plain cells: what a text holds can never become a formula, and the same rows give the same bytes."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from gkcheck.rectification.cells import Fragment
from gkcheck.rectification.looks import PLAIN, RED, styles

LONGEST = 32_767
"""Characters of a cell; the file format's bound."""
ROWS = 1_048_576
LINKS = 65_530
"""Links of one sheet; beyond it a spreadsheet calls the file damaged."""
LONGEST_LINK = 2_079
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_SHEET_SIGNS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME = 31
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Look(NamedTuple):
    """A value with the name of its style, and where it leads: an address, or a place of the workbook as '#sheet'!A1."""

    value: Any
    style: str = "text"
    link: str = ""


def plain(text: str) -> str:
    """The text as a cell can hold it: without signs that XML or a reader's eye cannot bear."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, cut: str, footer: str, pages: str) -> None:
        """`cut` is what ends a text that is too long for a cell; `footer` and `pages` are printed below every page."""
        self._book = Workbook(write_only=True)
        self._book.properties.title = plain(title)
        self._book.properties.creator = "gkcheck"
        for style in styles():
            self._book.add_named_style(style)
        self._cut, self._footer, self._pages = cut, footer, pages
        self._names: set[str] = set()

    def name(self, wanted: str, reserved: Iterable[str] = ()) -> str:
        """A name for a sheet that no other has: without forbidden signs, at most 31 characters."""
        bare = _SHEET_SIGNS.sub("_", plain(wanted)).strip().strip("'") or "_"
        bare = bare[:LONGEST_NAME]
        taken = {*self._names, *(one.casefold() for one in reserved), "history"}  # a spreadsheet keeps that one for itself
        number, name = 1, bare
        while name.casefold() in taken:
            number += 1
            end = f"({number})"
            name = bare[: LONGEST_NAME - len(end)] + end
        self._names.add(name.casefold())
        return name

    def sheet(self, name: str, widths: Sequence[int], *, frozen: str = "", repeat: int = 0, wide: bool = False) -> "Sheet":
        """A new sheet at the end. `name` must come from `Book.name`; `repeat` head rows are printed on every page, `wide` ones on A3."""
        sheet = self._book.create_sheet(name)
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[_letters(number)].width = width
        if frozen:
            sheet.freeze_panes = frozen
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 8 if wide else 9  # A3, A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.left.text = self._footer.replace("&", "&&")
        sheet.oddFooter.right.text = self._pages
        if repeat:
            sheet.print_title_rows = f"1:{repeat}"
        return Sheet(sheet, self._cut)

    def save(self, day: date) -> bytes:
        """The file; its stamps are that day."""
        stamp = datetime(day.year, day.month, day.day)
        self._book.properties.created = self._book.properties.modified = stamp
        made = io.BytesIO()
        ExcelWriter(self._book, _Archive(made, day)).save()
        return made.getvalue()


class Sheet:
    """One sheet, written from top to bottom."""

    def __init__(self, sheet: Any, cut: str) -> None:
        self._sheet, self._cut = sheet, cut
        self._cells: dict[str, Any] = {}
        self._links = 0
        self.written = 0

    @property
    def name(self) -> str:
        title: str = self._sheet.title
        return title

    @property
    def full(self) -> bool:
        """Whether but one more row has room."""
        return self.written >= ROWS - 1

    def row(self, *values: Look | None) -> int:
        """Add a row; its number. None leaves a cell empty."""
        self._sheet.append([self._cell(index, look) for index, look in enumerate(values)])
        self.written += 1
        return self.written

    def height(self, points: float) -> None:
        """The height of the row that comes next."""
        self._sheet.row_dimensions[self.written + 1].height = points

    def choices(self, column: int, first: int, words: Sequence[str], title: str, text: str) -> None:
        """Offer `words` in a column from row `first` to the last; anything else may be written as well."""
        from openpyxl.worksheet.datavalidation import DataValidation

        offer = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True, showErrorMessage=False)
        offer.promptTitle, offer.prompt, offer.showInputMessage = title, text, True
        letters = _letters(column)
        offer.add(f"{letters}{first}:{letters}{max(first, self.written)}")
        self._sheet.data_validations.append(offer)

    def filters(self, columns: int) -> None:
        """Filters on the first row, over all that was written."""
        self._sheet.auto_filter.ref = f"A1:{_letters(columns)}{max(self.written, 1)}"

    def _cell(self, index: int, look: Look | None) -> Any:
        if look is None:
            return None
        # A styled cell costs more than all that is written of it, so each place of a row has one for each style.
        key = f"{index} {look.style}"
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = WriteOnlyCell(self._sheet)
            cell.style = look.style
        value = look.value
        if isinstance(value, Fragment):
            value = self._rich(value)
        elif isinstance(value, str):
            value = self._text(value)
        cell._value = value  # `value =` would take a text that begins with = for a formula
        cell.data_type = "s" if isinstance(value, str | CellRichText) else "d" if isinstance(value, date) else "n"
        cell.quotePrefix = isinstance(value, str) and value.startswith(_FORMULA)
        cell._hyperlink = self._link(look.link)
        return cell

    def _text(self, text: str) -> str:
        text = plain(text)
        return text if _units(text) <= LONGEST else _shortened(text, LONGEST - len(self._cut)) + self._cut

    def _rich(self, place: Fragment) -> Any:
        lead, before, fault, after = map(plain, place)
        if not fault:
            return lead
        return CellRichText(TextBlock(PLAIN, f"{lead}\n{before}"), TextBlock(RED, fault), *([TextBlock(PLAIN, after)] if after else []))

    def _link(self, target: str) -> Any:
        if not target or self._links >= LINKS or len(target) > LONGEST_LINK:
            return None
        self._links += 1
        if target.startswith("#"):
            return Hyperlink(ref="", location=target[1:])
        return Hyperlink(ref="", target=plain(target))


def place_in(sheet: str, row: int) -> str:
    """A link to a row of a sheet of this workbook."""
    quoted = sheet.replace("'", "''")
    return f"#'{quoted}'!A{row}"


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    letters: str = get_column_letter(number)
    return letters


def _units(text: str) -> int:
    """Length as a spreadsheet counts it: a sign beyond the first plane is two."""
    return len(text) if len(text) * 2 <= LONGEST else len(text.encode("utf-16-le")) // 2


def _shortened(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


class _Archive(ZipFile):
    """A ZIP whose members bear one day instead of the clock's time."""

    def __init__(self, file: io.BytesIO, day: date) -> None:
        super().__init__(file, "w", ZIP_DEFLATED, allowZip64=True)
        self._day = (max(day.year, 1980), day.month, day.day, 0, 0, 0)

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        member = ZipInfo(name, self._day)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        super().writestr(member, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        with open(filename, "rb") as file:
            self.writestr(arcname, file.read())
