"""The cells of a workbook of Excel 97 to 2003, hidden ones apart, laid out as those of a new one are."""

import io
import struct
from datetime import datetime
from typing import Any

from gkcheck.attached.attachment import Attachment
from gkcheck.extract.documents.draft import Draft, Piece
from gkcheck.extract.documents.grid import lay_out
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.documents.sheets import MAX_COLUMNS, MAX_ROWS, column_name
from gkcheck.extract.references import Resolver
from gkcheck.page import Page

_FAULTS = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, MemoryError),
    *(RecursionError, NotImplementedError, struct.error),
)
"""What the library raises for bytes that lie about themselves, besides its own error."""
_TEXT, _NUMBER, _DATE = 1, 2, 3
"""xlrd's sorts of cells."""


def read_old_sheets(attachment: Attachment, resolver: Resolver) -> Page:
    """The sheets of an old workbook. Raises Refused."""
    import xlrd
    from xlrd.compdoc import CompDocError

    draft = Draft(attachment.path, "xls", resolver)
    try:
        book = xlrd.open_workbook(
            file_contents=attachment.data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        for sheet in book.sheets():
            _take(sheet, book.datemode, draft)
    except Refused:
        raise
    except xlrd.XLRDError as error:
        raise Refused("GKC001", "locked" if "encrypt" in str(error).lower() else "damaged") from error
    except (CompDocError, *_FAULTS) as error:
        raise Refused("GKC001", "damaged", {"error": f"{type(error).__name__}"}) from error
    return draft.page()


def _take(sheet: Any, epoch: int, draft: Draft) -> None:
    if sheet.nrows > MAX_ROWS:
        raise Refused("GKC005", "cells", {"limit": f"{MAX_ROWS:,}"})
    shut = {column + 1 for column, look in sheet.colinfo_map.items() if look.hidden}
    gone = {row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden}
    cells: dict[tuple[int, int], Piece] = {}
    dropped = []
    for row in range(sheet.nrows):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            text = _text(sheet.cell(row, column), epoch)
            if not text:
                continue
            piece = Piece(text, f"{sheet.name}!{column_name(column + 1)}{row + 1}")
            if sheet.visibility or row + 1 in gone or column + 1 in shut:
                piece.area = "hidden"
                dropped.append(piece)
            else:
                cells[row + 1, column + 1] = piece
    if dropped:
        draft.hidden.append(sheet.name if sheet.visibility else dropped[0].part)
    merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    lay_out(
        draft, cells, merged, shut, gone, sheet.name, lambda row, column: f"{sheet.name}!{column_name(column)}{row}"
    )
    for piece in dropped:
        draft.paragraph(piece)


def _text(cell: Any, epoch: int) -> str:
    import xlrd

    if cell.ctype == _TEXT:
        return str(cell.value).strip()
    if cell.ctype == _DATE:
        try:
            day: datetime = xlrd.xldate_as_datetime(cell.value, epoch)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return str(cell.value)
        return day.strftime("%Y-%m-%d")
    if cell.ctype == _NUMBER:
        value = float(cell.value)
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"
    return ""
