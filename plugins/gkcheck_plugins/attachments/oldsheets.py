"""What a workbook of Excel 97 to 2003 does not show, read from its records alone (MS-XLS)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck_plugins.attachments.hollow import Sheet
from gkcheck_plugins.attachments.records import BOF, BOUND_SHEET, COLUMNS, EOF, FILE_PASS, NOTE, ROW, records
from gkcheck_plugins.attachments.trace import Doubt, Trace

_CELLS = frozenset((0x00FD, 0x027E, 0x0203, 0x0204, 0x0006, 0x0205, 0x00D6))
"""LABELSST, RK, NUMBER, LABEL, FORMULA, BOOLERR, RSTRING: a cell each."""
_NUMBERS, _MERGED = 0x00BD, 0x00E5
_STATES = {1: "hidden", 2: "veryHidden"}
_ZERO_HEIGHT, _HIDDEN = 0x20, 0x01
_MAX_SHEETS = 500


class _Bound(NamedTuple):
    start: int
    state: str
    name: str


def old_sheet_traces(stream: bytes) -> Iterator[Trace]:
    """All of a workbook's, from its stream. Raises Doubt."""
    comments = 0
    for bound in _sheets(stream):
        sheet = Sheet(bound.name, bound.state)
        comments += _read(stream, bound.start, sheet)
        yield from sheet.traces()
    if comments:
        yield Trace("cell-comments", arguments={"count": str(comments)}, note=True)


def _sheets(stream: bytes) -> list[_Bound]:
    """The worksheets, by the list at the beginning."""
    found: list[_Bound] = []
    wide = True
    for number, (kind, data) in enumerate(records(stream)):
        if kind == BOF and not number:
            wide = data[:2] == b"\x00\x06"
        elif kind == FILE_PASS:
            raise Doubt("attachment-locked")
        elif kind == BOUND_SHEET and len(data) > 7:
            start, state, sort, length = struct.unpack_from("<IBBB", data)
            if sort == 0 and len(found) < _MAX_SHEETS:
                found.append(_Bound(start, _STATES.get(state & 3, ""), _name(data[7:], length, wide)))
        elif kind == EOF:
            return found
    raise Doubt("attachment-damaged")


def _name(data: bytes, length: int, wide: bool) -> str:
    if not wide:
        return data[:length].decode("gb18030", "replace")
    if data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return data[1 : 1 + length].decode("latin-1")


def _read(stream: bytes, start: int, sheet: Sheet) -> int:
    """Take a sheet's cells; how many comments it has."""
    comments = depth = 0
    low: set[int] = set()
    for kind, data in records(stream, start):
        if kind == BOF:
            depth += 1  # a chart in the sheet has records of its own
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth > 1 or len(data) < 6:
            continue
        elif kind == COLUMNS and len(data) >= 10:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", data)
            if flags & _HIDDEN or not width:
                sheet.shut(first + 1, last + 1)
        elif kind == ROW and len(data) >= 14:
            if data[12] & _ZERO_HEIGHT:
                low.add(struct.unpack_from("<H", data)[0])
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            sheet.take(row + 1, column + 1, row in low)
        elif kind == _NUMBERS:
            row, column = struct.unpack_from("<HH", data)
            for place in range(column, min(struct.unpack_from("<H", data, len(data) - 2)[0], column + 256) + 1):
                sheet.take(row + 1, place + 1, row in low)
        elif kind == _MERGED:
            for at in range(2, len(data) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", data, at)
                sheet.merge(top + 1, left + 1, bottom + 1, right + 1)
        comments += kind == NOTE
    return comments
